"""What ``gongkai doctor`` finds, and that it finds the rest where one thing is broken."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from gongkai.site.audit import triggers
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.project import doctor_checks, doctor_database
from gongkai.site.project.doctor import Result, examine, good
from gongkai.site.web import keys
from gongkai.site.web.models import ScheduledRun
from gongkai.site.web.scope import system


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    settings.GONGKAI_DATA, settings.GONGKAI_KEYS = tmp_path, tmp_path / "keys"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.GONGKAI_MFA_ROLES = frozenset({"system_admin"})
    tmp_path.chmod(0o700)
    for name in keys.NAMES:
        keys.read(settings.GONGKAI_KEYS, name)
    return tmp_path


def states(check: Callable[[], Iterable[Result]]) -> list[str]:
    return [result.state for result in check()]


def test_a_check_that_fails_is_told_and_the_others_go_on() -> None:
    def broken() -> Iterable[Result]:
        raise RuntimeError("?")

    found = list(examine((("甲", broken), ("乙", lambda: [good("乙", "好")]))))
    assert [(result.what, result.state) for result in found] == [("甲", "error"), ("乙", "good")]


@pytest.mark.django_db
def test_a_sound_installation_has_no_error(county: Body) -> None:
    assert [result for result in examine(doctor_checks.all_checks()) if result.state == "error"] == []


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "good"),
        ({"DEBUG": True}, "error"),
        ({"ALLOWED_HOSTS": ["*"], "SESSION_COOKIE_SECURE": True}, "error"),
        ({"ALLOWED_HOSTS": ["xxgk.example"]}, "warning"),
        ({"GONGKAI_DEMO": True}, "warning"),
        ({"GONGKAI_MFA_ROLES": frozenset()}, "warning"),
    ],
)
def test_settings(settings: Any, values: dict[str, Any], state: str) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    for name, value in values.items():
        setattr(settings, name, value)
    assert states(doctor_checks.options) == [state]


class TestFolders:
    def test_a_folder_that_others_may_enter(self, data: Path) -> None:
        assert states(doctor_checks.data_folder) == ["good"]
        data.chmod(0o755)
        assert states(doctor_checks.data_folder) == ["warning"]

    def test_no_folder(self, settings: Any, data: Path) -> None:
        settings.GONGKAI_DATA = data / "nowhere"
        assert states(doctor_checks.data_folder) == ["error"]

    def test_a_key_that_others_may_read(self, data: Path) -> None:
        assert states(doctor_checks.key_files) == ["good"]
        (data / "keys" / "fields").chmod(0o644)
        assert states(doctor_checks.key_files) == ["error"]

    def test_a_key_that_is_missing_where_there_are_data(self, data: Path) -> None:
        (data / "keys" / "audit").unlink()
        (data / "gongkai.sqlite3").touch()
        assert states(doctor_checks.key_files) == ["warning"]

    def test_a_key_that_is_no_key(self, data: Path) -> None:
        os.truncate(data / "keys" / "audit", 5)
        assert [result.state for result in examine((("密钥", doctor_checks.key_files),))] == ["error"]

    def test_room(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for free, state in ((10**10, "good"), (10**9, "warning"), (10**8, "error")):
            monkeypatch.setattr("shutil.disk_usage", lambda _, free=free: type("U", (), {"free": free}))
            assert states(doctor_checks.disk) == [state]


@pytest.mark.parametrize(("year", "state"), [(2025, "good"), (2026, "warning"), (2031, "error")])
def test_the_calendar(monkeypatch: pytest.MonkeyPatch, year: int, state: str) -> None:
    monkeypatch.setattr("gongkai.site.web.clock.today", lambda: dt.date(year, 3, 1))
    assert states(doctor_checks.calendar) == [state]


def test_mail_that_cannot_be_sent(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert states(doctor_checks.mail) == ["warning"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert states(doctor_checks.mail) == ["error"]


@pytest.mark.django_db
class TestDatabase:
    def test_triggers_that_are_gone(self) -> None:
        assert states(doctor_database.triggers) == ["good"]
        triggers.drop(connection)
        assert states(doctor_database.triggers) == ["error"]

    def test_a_chain_that_was_touched(self, county: Body) -> None:
        with recorded() as log:
            log(system(dt.date(2026, 11, 20)), "body.contact", target=county)
        assert states(doctor_database.chain) == ["good"]
        triggers.drop(connection)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE audit_event SET actor_name = '别人'")
        assert states(doctor_database.chain) == ["error"]

    def test_jobs_that_failed_or_have_not_run(self) -> None:
        assert states(doctor_database.jobs) == ["good"]
        run = ScheduledRun.objects.create(name="web.sweep_files", started=timezone.now(), error="磁盘")
        assert states(doctor_database.jobs) == ["error"]
        run.error, run.started = "", timezone.now() - dt.timedelta(days=3)
        run.save()
        assert states(doctor_database.jobs) == ["warning"]
