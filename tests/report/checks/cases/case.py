"""A case, and the reports that many cases share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gongkai.report.checks import Limits
from gongkai.report.report import Report
from gongkai.report.rollup.model import Rollup
from tests.report.build import a_form, a_report, an_empty_report

Outcome = Literal["passed", "failed", "not_assessable", "none"]


@dataclass(frozen=True)
class Case:
    """One report under one check.

    ``outcome`` none: the check does not apply. ``kind`` is the case of the finding or the reason why it could not be
    judged, ``says`` a part of its sentence, ``count`` how many single checks it stands for.
    """

    code: str
    what: str
    report: Report
    outcome: Outcome
    kind: str = ""
    says: str = ""
    expected: str | None = None
    found: str | None = None
    cells: int | None = None
    count: int = 1
    line: int | None = None
    previous: Report | None = None
    rollup: Rollup | None = None
    limits: Limits | None = None

    def __str__(self) -> str:
        return f"{self.code}: {self.what}"


FORM = a_form("2021")
CLEAN = a_report()
EMPTY = an_empty_report()
OLD = a_report(form="2019", year=2016)
UNKNOWN_YEAR = a_report(year=None)
