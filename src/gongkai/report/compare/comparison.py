"""Everything that two reports say of one another."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from gongkai.law import LawView
from gongkai.report.checks import check_report
from gongkai.report.checks.copied import judge_repetition
from gongkai.report.checks.subject import Subject
from gongkai.report.compare.cells import CellComparison, compare_cells
from gongkai.report.compare.prose import Change, align
from gongkai.report.compare.repetition import Repetition, repetition
from gongkai.report.compare.wording import CODE
from gongkai.report.finding import CheckResult
from gongkai.report.report import Report

ACROSS_YEARS = frozenset({"XY-CARRIED", "XY-IN-FORCE"})


class Comparison(msgspec.Struct, frozen=True):
    """Two reports: cells, text by section, repetition, and the findings across the years.

    ``threshold`` is the share (0 to 1) from which repetition is a finding.
    """

    earlier: Report
    later: Report
    cells: CellComparison
    text: Mapping[str, tuple[Change, ...]]
    repetition: Repetition
    threshold: float
    result: CheckResult


def compare_reports(
    earlier: Report, later: Report, law: LawView, *, threshold: float, similarity: float | None = None
) -> Comparison:
    """Compare ``later`` with ``earlier``; ``threshold`` and ``similarity`` are shares (0 to 1)."""
    repeated = repetition(earlier, later, law, similarity)
    sections = dict.fromkeys((*later.sections, *earlier.sections))
    text = {name: align(earlier.sections.get(name, ""), later.sections.get(name, "")) for name in sections}
    return Comparison(
        earlier,
        later,
        compare_cells(earlier, later, law),
        text,
        repeated,
        threshold,
        _findings(earlier, later, law, repeated, threshold),
    )


def _findings(earlier: Report, later: Report, law: LawView, repeated: Repetition, threshold: float) -> CheckResult:
    years = check_report(later, law, earlier, only=ACROSS_YEARS)
    verdict = judge_repetition(Subject(later, law, earlier), lambda: repeated, threshold)
    finding = verdict.finding
    if finding is None:
        return msgspec.structs.replace(years, passed=years.passed + 1)
    basis = law.checks[CODE].basis
    return CheckResult(
        (*years.findings, msgspec.structs.replace(finding, basis=basis)),
        years.passed,
        years.failed + (finding.outcome == "failed"),
        years.not_assessable + (finding.outcome == "not_assessable"),
    )
