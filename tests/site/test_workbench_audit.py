"""The auditors' page: what is seen by whom, filters, files, and the verdict."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from gongkai.site.accounts.models import User
from gongkai.site.audit import triggers
from gongkai.site.audit.models import Event
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock
from gongkai.site.web.scope import Actor, Scope

SignedIn = Callable[[User], Client]
Person = Callable[..., User]
URL = "/staff/audit/"


@pytest.fixture
def events(county: Body, township: Body) -> None:
    """An event at the county, one at the township, and one of the site itself."""
    scope = Scope(Actor("staff", 7, "=周文"), clock.today())
    with recorded() as log:
        log(scope, "body.contact", body=county.pk, target=county, field="phone")
        log(scope, "body.rename", body=township.pk, target=township)
        log(scope, "body.import")


def shown(client: Client, **filters: str) -> list[str]:
    """The actions on the page, without those of signing in and of looking."""
    rows = client.get(URL, filters).context["rows"]
    return [row["event"].action for row in rows if row["event"].action.startswith("body.")]


@pytest.mark.usefixtures("events")
class TestWhoSeesWhat:
    def test_the_auditor_sees_everything(self, person: Person, signed_in: SignedIn) -> None:
        client = signed_in(person("auditor"))
        assert shown(client) == ["body.import", "body.rename", "body.contact"]
        text = client.get(URL).content.decode()
        assert "石桥镇" in text
        assert "导出 CSV" in text
        assert "field=phone" in text

    def test_an_administrator_sees_his_own_body(self, county: Body, person: Person, signed_in: SignedIn) -> None:
        client = signed_in(person("body_admin", county))
        assert shown(client) == ["body.contact"]
        assert "导出 CSV" not in client.get(URL).content.decode()

    @pytest.mark.parametrize("role", ["handler", "reviewer", "approver", "county_office"])
    def test_others_see_nothing(self, role: str, county: Body, person: Person, signed_in: SignedIn) -> None:
        client = signed_in(person(role, county))
        assert client.get(URL).status_code == 403
        assert client.post(reverse("workbench:verify")).status_code == 403
        assert client.post(reverse("workbench:export", args=["csv"])).status_code == 403

    def test_only_auditors_export(self, county: Body, person: Person, signed_in: SignedIn) -> None:
        client = signed_in(person("body_admin", county))
        assert client.post(reverse("workbench:export", args=["jsonl"])).status_code == 403

    def test_filters(self, township: Body, person: Person, signed_in: SignedIn) -> None:
        client, today = signed_in(person("auditor")), clock.today().isoformat()
        assert shown(client, action="body.rename") == ["body.rename"]
        assert shown(client, body=str(township.pk)) == ["body.rename"]
        assert shown(client, target="bodies.body", number=str(township.pk)) == ["body.rename"]
        assert len(shown(client, person="周文", since=today, until=today)) == 3
        assert shown(client, person="无此人") == []
        assert shown(client, until="2020-01-01") == []
        assert client.get(URL, {"since": "yesterday"}).status_code == 400
        assert client.get(URL, {"body": "999"}).status_code == 400


@pytest.mark.usefixtures("events")
class TestFiles:
    def export(self, client: Client, format: str, query: str = "") -> str:
        answer = client.post(reverse("workbench:export", args=[format]) + query)
        assert answer.status_code == 200
        return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]

    def test_json_lines_hold_all_columns_and_the_export_itself(self, person: Person, signed_in: SignedIn) -> None:
        text = self.export(signed_in(person("auditor")), "jsonl")
        rows = [msgspec.json.decode(line) for line in text.splitlines()]
        assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
        assert rows[-1]["action"] == "audit.export"
        assert {"previous", "digest", "facts", "at"} <= rows[0].keys()

    def test_csv_opens_in_a_spreadsheet_and_runs_nothing(self, person: Person, signed_in: SignedIn) -> None:
        text = self.export(signed_in(person("auditor")), "csv", "?action=body.contact")
        assert text.startswith("\ufeff")
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
        assert len(rows) == 2
        assert rows[1][2] == "'=周文"
        assert Event.objects.get(action="audit.export").facts["filters"] == {"action": "body.contact"}

    def test_other_formats_are_refused_and_nothing_is_exported_by_looking(
        self, person: Person, signed_in: SignedIn
    ) -> None:
        client = signed_in(person("auditor"))
        assert client.post(reverse("workbench:export", args=["xlsx"])).status_code == 400
        assert client.get(reverse("workbench:export", args=["csv"])).status_code == 405
        assert not Event.objects.filter(action="audit.export").exists()


@pytest.mark.usefixtures("events")
class TestTheVerdict:
    def test_a_whole_chain(self, person: Person, signed_in: SignedIn) -> None:
        answer = signed_in(person("auditor")).post(reverse("workbench:verify"))
        assert "审计记录完整" in answer.content.decode()
        assert Event.objects.filter(action="audit.verify").exists()

    def test_a_broken_one_is_named(self, person: Person, signed_in: SignedIn) -> None:
        client = signed_in(person("auditor"))
        triggers.drop(connection)
        Event.objects.filter(seq=2).update(actor_name="别人")
        text = client.post(reverse("workbench:verify")).content.decode()
        assert "审计记录不完整" in text
        assert "第 2 条：内容与校验值不符" in text


def test_pages_by_key_cost_the_same(county: Body, person: Person, signed_in: SignedIn) -> None:
    scope = Scope(Actor("staff", 7, "周文"), clock.today())
    with recorded() as log:
        for number in range(45):
            log(scope, "body.contact", body=county.pk, target=county, number=number)
    client = signed_in(person("auditor"))
    seen: list[int] = []
    after = ""
    while True:
        page = client.get(URL, {"after": after, "action": "body.contact"}).context["page"]
        seen += [row.facts["number"] for row in page.rows]
        after = page.after
        if not after:
            break
    assert seen == list(range(44, -1, -1))
