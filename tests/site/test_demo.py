"""The fictional county: made once, known again, never in the place of real data, and everybody gets in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client

from gongkai.errors import UsageError
from gongkai.site.accounts.models import User
from gongkai.site.accounts.rights import matrix
from gongkai.site.audit import selectors
from gongkai.site.bodies.models import Body, Office
from gongkai.site.demo import mark, services
from gongkai.site.demo.county import County, county
from gongkai.site.publishing import consultations, standards
from gongkai.site.publishing.selectors import public_items
from gongkai.site.web import clock

VERSION = "v1"


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    settings.GONGKAI_DATA = tmp_path
    return tmp_path


def test_somebody_holds_every_role() -> None:
    assert {person.role for person in county().people} == set(matrix().roles)


def test_it_is_a_county_with_departments_townships_and_villages() -> None:
    kinds = [(body.level, body.kind) for body in county().bodies]
    assert kinds[0] == ("county", "government")
    assert kinds.count(("county", "department")) == 8
    assert [level for level, _ in kinds].count("township") == 6
    for body in county().bodies:
        points = [office for office in body.offices if office.kind != "inner"]
        assert bool(points) == (body.level == "township")


def test_logins_are_different() -> None:
    people = county().people
    assert len({person.username for person in people}) == len({person.password for person in people}) == len(people)


@pytest.mark.parametrize(("field", "value"), [("role", "unheard_of"), ("body", "11990000MB0000010K"), ("body", "")])
def test_people_who_fit_nowhere_are_refused(field: str, value: str) -> None:
    raw = msgspec.to_builtins(county())
    raw["people"][0][field] = value
    with pytest.raises(msgspec.ValidationError, match="people"):
        msgspec.convert(raw, County)


def test_its_folder_is_shown_as_a_demonstration_however_the_site_is_started(tmp_path: Path) -> None:
    code = "from django.conf import settings; print(settings.GONGKAI_DEMO)"
    environ = {name: value for name, value in os.environ.items() if name != "GONGKAI_DEMO"}
    environ |= {"GONGKAI_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "gongkai.site.project.settings"}

    def shown() -> str:
        return subprocess.run(
            [sys.executable, "-c", code], env=environ, capture_output=True, check=True, text=True
        ).stdout

    before = shown()
    mark.write(tmp_path, mark.Mark())
    assert (before, shown()) == ("False\n", "True\n")


@pytest.mark.django_db
class TestMaking:
    def test_all_of_it_stands_with_its_events(self) -> None:
        services.make(VERSION)
        assert Body.objects.count() == len(county().bodies)
        assert Office.objects.unscoped("count").filter(body__level="township", kind="village").exists()
        assert selectors.verify().whole
        assert services.state(VERSION, in_use=True) == "made"
        assert services.state("another", in_use=True) == "stale"

    def test_everybody_gets_into_the_workbench(self, settings: Any) -> None:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
        services.make(VERSION)
        for person in county().people:
            client = Client()
            form = {"login": person.username, "password": person.password}
            assert client.post("/accounts/login/", form).status_code == 302, person.username
            assert client.get("/staff/").status_code == 200, person.username

    def test_one_consultation_is_open_and_one_ended_with_its_feedback(self) -> None:
        services.make(VERSION)
        today = clock.today()
        rows = {consultations.is_open(row, today): row for row in public_items(subject="consultation")}
        assert [consultations.totals(rows[way]).received for way in (True, False)] == [2, 2]
        assert consultations.totals(rows[False]).waiting == 0
        assert consultations.around(rows[True])["feedbacks"] == []
        assert len(consultations.around(rows[False])["feedbacks"]) == 1

    def test_the_standard_catalogue_of_the_township_leads_to_items(self) -> None:
        services.make(VERSION)
        body = Body.objects.get(code="11990101MB0000100U")
        rows = standards.filled(standards.entries(body).order_by("position"))
        assert {row.entry.field for row in rows} == {"social_assistance", "municipal_services"}
        assert [len(row.items) for row in rows] == [1, 0, 2]

    def test_half_of_it_is_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("gongkai.site.demo.writes.add_person", lambda *_a, **_k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            services.make(VERSION)
        assert not Body.objects.exists()
        assert not User.objects.exists()


class TestKnowing:
    def test_an_empty_folder(self) -> None:
        assert services.state(VERSION, in_use=False) == "none"

    def test_real_data_are_never_touched(self, data: Path) -> None:
        assert services.state(VERSION, in_use=True) == "real"
        with pytest.raises(UsageError, match="正式数据"):
            services.wipe(in_use=True)
        assert mark.read(data) is None

    def test_half_a_demonstration_is_known_as_one(self, data: Path) -> None:
        mark.write(data, mark.Mark())
        assert services.state(VERSION, in_use=True) == "stale"
