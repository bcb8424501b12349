"""Options, the port, the keys, the schedule, what a dead worker left, and the processes that are kept alive."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gongkai.errors import UsageError
from gongkai.site.project import serve
from gongkai.site.project.options import Options
from gongkai.site.project.rescue import take_over
from gongkai.site.project.supervise import Child, Supervisor
from gongkai.site.web import schedule
from gongkai.site.web.clock import ZONE
from gongkai.site.web.models import ScheduledRun
from gongkai.site.web.schedule_runs import run_due
from scripts import docs_settings

MORNING = dt.datetime(2026, 11, 20, 8, 30, tzinfo=ZONE)


class TestOptions:
    def test_nothing_set_is_safe(self) -> None:
        options = Options({})
        assert options.text("GONGKAI_ADDRESS") == "127.0.0.1"
        assert not options.flag("GONGKAI_DEBUG")
        assert options.keys == options.data / "keys"

    @pytest.mark.parametrize(
        ("name", "value"), [("PORT", "http"), ("PORT", "0"), ("GONGKAI_HTTPS", "maybe"), ("GONGKAI_ONLY", "both")]
    )
    def test_a_wrong_value_names_its_variable(self, name: str, value: str) -> None:
        options = Options({name: value})
        with pytest.raises(UsageError, match=name):
            options.number(name) if name == "PORT" else options.only if name == "GONGKAI_ONLY" else options.flag(name)

    @pytest.mark.parametrize(
        ("url", "host", "name", "more"),
        [
            ("postgresql://u:p%40@db.example:5433/gongkai?sslmode=require", "db.example", "gongkai", "require"),
            ("postgresql://u@/gongkai?host=/run/Postgres", "/run/Postgres", "gongkai", None),
        ],
    )
    def test_addresses_of_databases(self, url: str, host: str, name: str, more: str | None, tmp_path: Path) -> None:
        code = "from gongkai.site.project.settings import DATABASES as d; import json; print(json.dumps(d['default']))"
        told = settings_in(tmp_path, code, DATABASE_URL=url)
        database = json.loads(told.stdout)
        assert (database["HOST"], database["NAME"], database["OPTIONS"].get("sslmode")) == (host, name, more)

    def test_a_wrong_database_is_told(self, tmp_path: Path) -> None:
        assert "DATABASE_URL" in settings_in(tmp_path, "import gongkai.site.project.settings", DATABASE_URL="x").stderr


def settings_in(folder: Path, code: str, **environ: str) -> subprocess.CompletedProcess[str]:
    more = {"GONGKAI_DATA": str(folder), "PYTHONIOENCODING": "utf-8"} | environ
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=os.environ | more, capture_output=True, encoding="utf-8", check=False)


def test_the_page_of_settings_is_up_to_date() -> None:
    assert docs_settings.TARGET.read_text(encoding="utf-8") == docs_settings.page()


class TestServe:
    def test_a_taken_port_is_told(self) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            with pytest.raises(UsageError, match=f"端口 {port} 已经被别的程序占用"):
                serve.check_port(Options({"PORT": str(port)}))

    @pytest.mark.parametrize(
        ("only", "address", "lines"),
        [
            ("", "127.0.0.1", ["公众网站  http://127.0.0.1:8000/", "工作台    http://127.0.0.1:8000/staff/"]),
            ("portal", "0.0.0.0", ["公众网站  http://127.0.0.1:8000/"]),
            ("staff", "::1", ["工作台    http://[::1]:8000/staff/"]),
        ],
    )
    def test_where_to_look(self, settings: Any, only: str, address: str, lines: list[str]) -> None:
        settings.GONGKAI_ONLY = only
        assert serve.where(Options({"GONGKAI_ADDRESS": address}))[1:-1] == lines

    def test_a_lost_key_stops_the_start(self, settings: Any, tmp_path: Path, person: Any) -> None:
        person("system_admin")
        settings.GONGKAI_DATA, settings.GONGKAI_KEYS = tmp_path, tmp_path / "keys"
        with pytest.raises(UsageError, match=r"缺少 session、fields、index、audit.*备份"):
            serve.prepare()
        assert not (tmp_path / "keys").exists()

    def test_it_asks_itself_by_a_name_that_it_accepts(self, settings: Any) -> None:
        settings.ALLOWED_HOSTS = [".xxgk.example.gov.cn"]
        assert serve._named(settings.ALLOWED_HOSTS)["Host"] == "xxgk.example.gov.cn"
        assert serve._named(["*"])["Host"] == "127.0.0.1"

    def test_a_wrong_name_is_one_line_of_the_log(self, client: Client) -> None:
        handler = logging.StreamHandler(said := io.StringIO())
        logger = logging.getLogger("django.security.DisallowedHost")
        logger.addHandler(handler)
        try:
            assert client.get("/healthz", HTTP_HOST="elsewhere.example").status_code == 400
        finally:
            logger.removeHandler(handler)
        assert "elsewhere.example" in said.getvalue()
        assert "Traceback" not in said.getvalue()

    @pytest.mark.django_db
    def test_health(self, client: Client) -> None:
        assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
class TestSchedule:
    @pytest.fixture(autouse=True)
    def own_jobs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(schedule, "_jobs", {})

    def test_a_daily_job_runs_once_a_day_from_midnight(self) -> None:
        days: list[dt.date] = []
        schedule.add("x.daily", schedule.DAILY, lambda scope: days.append(scope.today))
        evening, after = MORNING.replace(hour=23, minute=59), MORNING.replace(day=21, hour=0, minute=0, second=5)
        assert [run_due(now) for now in (MORNING, evening, after)] == [["x.daily"], [], ["x.daily"]]
        assert days == [dt.date(2026, 11, 20), dt.date(2026, 11, 21)]

    def test_a_job_of_the_minute(self) -> None:
        schedule.add("x.minute", schedule.MINUTELY, lambda _: None)
        moments = [MORNING + dt.timedelta(seconds=seconds) for seconds in (0, 30, 60)]
        assert [len(run_due(now)) for now in moments] == [1, 0, 1]

    def test_what_fails_is_kept_and_tried_again_and_stops_nobody(self) -> None:
        schedule.add("x.broken", schedule.DAILY, lambda _: 1 / 0)
        schedule.add("x.sound", schedule.DAILY, lambda _: None)
        assert run_due(MORNING) == ["x.broken", "x.sound"]
        assert "ZeroDivisionError" in ScheduledRun.objects.get(name="x.broken").error
        assert run_due(MORNING + dt.timedelta(minutes=59)) == []
        assert run_due(MORNING + dt.timedelta(minutes=60)) == ["x.broken"]

    def test_what_was_cut_short_is_tried_again(self) -> None:
        schedule.add("x.daily", schedule.DAILY, lambda _: None)
        ScheduledRun.objects.create(name="x.daily", started=MORNING)
        assert run_due(MORNING + dt.timedelta(hours=1)) == ["x.daily"]

    def test_a_name_is_taken_once(self) -> None:
        schedule.add("x.daily", schedule.DAILY, print)
        with pytest.raises(ValueError, match=r"x\.daily"):
            schedule.add("x.daily", schedule.DAILY, len)  # type: ignore[arg-type]


@pytest.mark.django_db
class TestRescue:
    def left(self, tries: int, worker: str = "here:8000") -> Any:
        from django_tasks_db.models import DBTaskResult

        return DBTaskResult.objects.create(
            status="RUNNING",
            worker_ids=[worker] * tries,
            args_kwargs={"args": [1], "kwargs": {}},
            task_path="tests.site.kill.tasks.later",
            backend_name="default",
            run_after=MORNING,
        )

    def test_what_it_was_doing_is_put_back(self) -> None:
        task, others = self.left(1), self.left(1, "there:8000")
        assert take_over("here:8000") == (1, 0)
        task.refresh_from_db()
        others.refresh_from_db()
        assert (task.status, others.status) == ("READY", "RUNNING")

    def test_what_killed_it_three_times_is_given_up(self) -> None:
        task = self.left(3)
        assert take_over("here:8000") == (0, 1)
        task.refresh_from_db()
        assert task.status == "FAILED"


class TestSupervisor:
    def child(self, folder: Path, code: str) -> Child:
        (folder / "child_of_test.py").write_text(textwrap.dedent(code))
        return Child("试验", "child_of_test", os.environ | {"PYTHONPATH": str(folder)})

    def test_what_dies_is_started_again_with_a_growing_pause(self, tmp_path: Path) -> None:
        child, told = self.child(tmp_path, "raise SystemExit(3)"), list[str]()
        supervisor = Supervisor([child], told.append)
        supervisor.run(lambda: supervisor.stop() if len(told) == 2 else None)
        assert told == [f"试验意外停止（状态 3），{pause} 秒后重新启动。" for pause in ("0.5", "1")]

    def test_told_to_stop_it_ends_even_what_ignores_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("gongkai.site.project.supervise.STOP_WITHIN", 0.5)
        ready = tmp_path / "ready"
        child = self.child(
            tmp_path,
            f"""
            import pathlib, signal, time
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            pathlib.Path({str(ready)!r}).touch()
            time.sleep(600)
            """,
        )
        supervisor = Supervisor([child], print)
        seen: list[int] = []

        def look() -> None:
            if ready.exists():
                seen.append(child.pid)
                supervisor.stop()

        supervisor.run(look)
        time.sleep(0.2)
        assert child.pid == 0
        assert seen[0] > 0

    def test_nothing_outlives_its_parent(self, tmp_path: Path) -> None:
        (tmp_path / "orphan.py").write_text(
            "import os, sys, time\n"
            "from gongkai.site.project import lifeline\n"
            "lifeline.hold()\nprint(os.getpid(), flush=True)\ntime.sleep(600)\n"
        )
        parent = "import subprocess, sys, time; subprocess.Popen([sys.executable, sys.argv[1]]); time.sleep(600)"
        command = [sys.executable, "-c", parent, str(tmp_path / "orphan.py")]
        environ = os.environ | {"GONGKAI_SUPERVISED": "1"}
        with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline().strip().isdigit()
            process.send_signal(signal.SIGKILL)
            process.wait()
            # The pipe is closed when the last one who holds it has gone.
            assert process.stdout.read() == ""
