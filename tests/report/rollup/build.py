"""Reports of invented townships to be added."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from gongkai.report.report import Report
from tests.report.build import Values, a_report


def part(number: int, cells: Values | None = None, **changes: Any) -> Report:
    """The report of the township 第N镇, from a file of its own."""
    report = a_report(cells, **{"body": f"第{number}镇", **changes})
    return from_file(report, f"{number}.txt")


def from_file(report: Report, name: str) -> Report:
    """The report as if read from another file."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    return msgspec.structs.replace(report, source=msgspec.structs.replace(report.source, name=name, sha256=digest))


def parts(*cells: Values) -> list[Report]:
    """One report for each set of cells."""
    return [part(i, some) for i, some in enumerate(cells, 1)]
