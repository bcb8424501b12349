"""Running the command line in tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from gongkai.cli.main import cli
from gongkai.report.contract import report_to_json
from gongkai.report.report import Report
from tests.layouts import the_law
from tests.report.build import BLANK, a_report, row

CLEAN = a_report()
# Errors: a wrong total, and so a column and a balance that do not hold.
WRONG = a_report({"requests.granted.total": 3})
# Warnings only.
BARE = a_report(contact=None, period=None)
GAPS = a_report({**row("requests.new", BLANK), "proactive.fees.amount": "321.8736"}, body="=1+1镇")


def gongkai(*arguments: str, data: bytes | None = None) -> Result:
    """``gongkai`` in this process, with ``data`` on its standard input."""
    return CliRunner().invoke(cli, list(arguments), input=data)


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """``gongkai`` in a process of its own."""
    command = [sys.executable, "-m", "gongkai", *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=60, **options)


def write(folder: Path, name: str, report: Report | bytes) -> Path:
    """A report as ``gongkai read`` writes it, or any bytes, in a file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(report if isinstance(report, bytes) else report_to_json(report, the_law()))
    return path


def parsed(result: Result) -> Any:
    """Standard output as JSON."""
    return json.loads(result.stdout)


def environment(**changes: str) -> dict[str, str]:
    """The environment of a process, with changes."""
    return {**os.environ, **changes}
