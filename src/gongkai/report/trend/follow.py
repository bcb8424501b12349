"""Reports of several years -> the chains between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from gongkai.errors import UsageError
from gongkai.law import LawView
from gongkai.report.bodies import endings_of, same_body, same_document
from gongkai.report.checks import check_report
from gongkai.report.compare.cells import links
from gongkai.report.finding import Finding
from gongkai.report.form import Form, YearEquation, form_of
from gongkai.report.notice import Notice
from gongkai.report.report import Report
from gongkai.report.trend.model import Break, BreakLine, Outcome, Series, Step, Trend
from gongkai.report.values import MISSING

FEWEST = 2


def follow(reports: Iterable[Report], law: LawView, body: str | None = None) -> Trend:
    """The chains over the years of ``body``, or of the body of the first report that names one.

    Reports of other bodies and of unknown years are left out and told. Raises UsageError where two different reports
    are for the same year, or fewer than two are left.
    """
    handed = list(reports)
    whose = body or next((report.body for report in handed if report.body), None)
    kept, notices = _kept(handed, whose, law)
    ordered = sorted(kept.values(), key=lambda report: report.year or 0)
    if len(ordered) < FEWEST:
        told = "".join(notice.message(law) for notice in notices)
        raise UsageError(f"“{whose or '机关不明'}”可以比较的报告只有{len(ordered)}份，至少需要两个年度。{told}")
    years = [year for report in ordered if (year := report.year) is not None]
    missing = tuple(year for year in range(years[0], years[-1]) if year not in years)
    for year in missing:
        notices.append(Notice("TREND-MISSING-YEAR", {"year": year, "next": year + 1, "last": year - 1}))
    steps: list[Step] = []
    breaks: list[Break] = []
    for earlier, later in pairwise(ordered):
        if earlier.form != later.form:
            slots: dict[str, str | int] = {"year": later.year or "", "found": later.form, "last": earlier.form}
            notices.append(Notice("TREND-OTHER-FORM", slots))
        if later.year == (earlier.year or 0) + 1:
            some_steps, some_breaks = _step(earlier, later, law)
            steps += some_steps
            breaks += some_breaks
    series = tuple(_series(ordered, form_of(law, ordered[-1].form), law))
    return Trend(whose, tuple(ordered), tuple(steps), tuple(breaks), series, missing, tuple(notices))


def _kept(reports: Sequence[Report], whose: str | None, law: LawView) -> tuple[dict[int, Report], list[Notice]]:
    endings = endings_of(law)
    notices: list[Notice] = []
    kept: dict[int, Report] = {}
    for report in reports:
        slots: dict[str, str | int] = {"name": report.source.name, "body": report.body or "—"}
        if report.body and whose and not same_body(report.body, whose, endings):
            notices.append(Notice("TREND-OTHER-BODY", {**slots, "expected": whose}))
        elif report.year is None:
            notices.append(Notice("TREND-NO-YEAR", slots))
        elif report.year not in kept:
            kept[report.year] = report
            if report.body is None:
                notices.append(Notice("TREND-NO-BODY", {**slots, "expected": whose or "—"}))
        elif same_document(kept[report.year], report):
            notices.append(Notice("TREND-SAME-FILE", {**slots, "other": kept[report.year].source.name}))
        else:
            names = f"“{kept[report.year].source.name}”、“{report.source.name}”"
            raise UsageError(f"{report.year}年度有两份不同的报告（{names}），不能判断以哪一份为准，请只留一份。")
    return kept, notices


def _step(earlier: Report, later: Report, law: LawView) -> tuple[list[Step], list[Break]]:
    assert earlier.year is not None
    assert later.year is not None
    form = form_of(law, later.form)
    codes = list(dict.fromkeys(tie.code for form_id in law.forms for tie in form_of(law, form_id).yearly))
    steps: list[Step] = []
    breaks: list[Break] = []
    for code in codes:
        result = check_report(later, law, earlier, only={code})
        failed = [finding for finding in result.findings if finding.outcome == "failed"]
        unjudged = "".join(f.message(law) for f in result.findings if f.outcome == "not_assessable")
        outcome: Outcome = "broken" if failed else "not_judged" if unjudged else "holds"
        if not (failed or unjudged or result.passed):
            outcome = "not_comparable"
        steps.append(Step(code, earlier.year, later.year, outcome, unjudged))
        breaks += _breaks(failed, form, earlier.year, later.year)
    return steps, breaks


def _breaks(failed: Sequence[Finding], form: Form, earlier: int, later: int) -> Iterator[Break]:
    """The findings of one chain by the row in which they stand: one break is named once, with all its columns."""
    rows: dict[str, list[Finding]] = {}
    for finding in failed:
        rows.setdefault(finding.cells[0].rpartition(".")[0], []).append(finding)
    for row, findings in rows.items():
        lines = tuple(BreakLine(str(f.slots["line"]), f.cells[0], f.expected or "", f.found or "") for f in findings)
        yield Break(findings[0].code, earlier, later, row, form.row_label(row), lines)


def _series(reports: Sequence[Report], form: Form, law: LawView) -> Iterator[Series]:
    """One for each line of each chain of the newest form, with the cells of all years that mean the same."""
    linked = {form_id: links(form, form_of(law, form_id)) for form_id in {report.form for report in reports}}
    years = tuple(year for report in reports if (year := report.year) is not None)
    for tie in form.yearly:
        keys = _keys(tie)
        cells = tuple(
            tuple(
                report.cells.get(other, MISSING) if (other := linked[report.form].get(key)) is not None else None
                for key in keys
            )
            for report in reports
        )
        labels = tuple(_label(form, tie, key) for key in keys)
        yield Series(tie.code, tie.line, tie.label, keys, labels, years, cells)


def _keys(tie: YearEquation) -> tuple[str, ...]:
    last = () if tie.last == tie.this else (tie.last,)
    return (*tie.plus, *tie.minus, tie.this, *last)


def _label(form: Form, tie: YearEquation, key: str) -> str:
    """Of two cells of one row the label of the column, of two of one column that of the row."""
    row = key.rpartition(".")[0]
    return form.cells[key].column_label if row == f"{tie.table}.{tie.line}" else form.row_label(row)


def summary(trend: Trend) -> str:
    """In one sentence: how many chains were followed and how many breaks there are."""
    judged = sum(step.outcome in ("holds", "broken") for step in trend.steps)
    years = "、".join(str(report.year) for report in trend.reports)
    return f"{len(trend.reports)}个年度（{years}），比对{judged}处衔接，发现{len(trend.breaks)}处不衔接。"
