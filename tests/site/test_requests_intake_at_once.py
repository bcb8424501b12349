"""Many applicants press the button in the same moment: numbers run without gap, and none is given twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from gongkai.site.bodies.models import Body

from .requests_burst import REQUESTS, burst

ROOT = Path(__file__).resolve().parents[2]


def in_order(told: dict[str, Any]) -> None:
    assert told["failed"] == []
    assert told["serials"] == list(range(1, REQUESTS + 1))
    assert told["last"] == REQUESTS
    assert told["whole"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the next test is for SQLite")
@pytest.mark.usefixtures("without_triggers")
def test_numbers_run_without_gap_on_postgresql(township: Body) -> None:
    in_order(burst(township))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the test before is for PostgreSQL")
def test_numbers_run_without_gap_on_sqlite(tmp_path: Path) -> None:
    environ = os.environ | {
        "GONGKAI_DATA": str(tmp_path),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "gongkai.site.project.settings",
    }
    command = [sys.executable, "-m", "tests.site.requests_burst"]
    done = subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True, text=True)
    in_order(json.loads(done.stdout))
