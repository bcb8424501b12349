"""Judgements across two years: this report against that of the year before."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.report.bodies import endings_of, same_body
from gongkai.report.checks.part import Slots
from gongkai.report.checks.registry import judges
from gongkai.report.checks.subject import PASSED, Subject, Verdict
from gongkai.report.checks.unjudged import without_number
from gongkai.report.checks.wording import gap, plain
from gongkai.report.finding import Finding
from gongkai.report.form import YearEquation
from gongkai.report.report import Report
from gongkai.report.values import MISSING, Cell


@judges("XY-CARRIED")
def carried_over(subject: Subject) -> Iterator[Verdict]:
    """What is carried in is what the year before carried out; the two forms can be compared."""
    return _ties(subject, "XY-CARRIED")


@judges("XY-IN-FORCE")
def in_force(subject: Subject) -> Iterator[Verdict]:
    """In force is what was in force, and issued, less repealed; only where both forms have these columns."""
    return _ties(subject, "XY-IN-FORCE")


def _ties(subject: Subject, code: str) -> Iterator[Verdict]:
    previous = subject.previous
    if previous is None:
        return
    ties = [
        (tie, key)
        for tie in subject.form.yearly
        if tie.code == code and (key := subject.form.earlier_key(tie.last, previous.form)) is not None
    ]
    if not ties:
        return
    obstacle = obstacle_to(subject, previous)
    if obstacle is not None:
        reason, slots = obstacle
        yield Verdict(Finding(code, "not_assessable", reason=reason, slots=slots, basis=ties[0][0].basis), len(ties))
        return
    unjudged: list[tuple[YearEquation, Cell]] = []
    for tie, key in ties:
        last = previous.cells.get(key, MISSING)
        verdict = _judge(subject, previous, tie, last)
        if verdict is None:
            unjudged.append((tie, last))
        else:
            yield verdict
    if unjudged:
        lacking = (k for tie, _ in unjudged for k in _keys(tie) if subject.cell(k).value is None)
        others = {last.kind for _, last in unjudged if last.value is None}
        lines = [tie.label for tie, _ in unjudged]
        yield without_number(subject, code, lines, lacking, unjudged[0][0].basis, others)


def _keys(tie: YearEquation) -> tuple[str, ...]:
    return (tie.this, *tie.plus, *tie.minus)


def _judge(subject: Subject, previous: Report, tie: YearEquation, last: Cell) -> Verdict | None:
    """None where a cell of either report has no number."""
    this, plus, minus = subject.cell(tie.this).value, subject.total(tie.plus), subject.total(tie.minus)
    if this is None or last.value is None or plus is None or minus is None:
        return None
    expected = last.value + plus - minus
    if this == expected:
        return PASSED
    finding = Finding(
        tie.code,
        "failed",
        cells=_keys(tie),
        at=subject.place(_keys(tie)),
        expected=plain(expected),
        found=plain(this),
        slots={
            "line": tie.label,
            "last_year": previous.year or "",
            "last": plain(last.value),
            "plus": plain(plus),
            "minus": plain(minus),
            "gap": gap(this, expected),
        },
        basis=tie.basis,
    )
    return Verdict(finding)


def obstacle_to(subject: Subject, previous: Report) -> tuple[str, Slots] | None:
    """Why the two reports cannot be compared: reason and slots; None where they can."""
    report = subject.report
    if report.year is None:
        return "year_unknown", {}
    if previous.year is None:
        return "previous_year_unknown", {}
    if previous.year != report.year - 1:
        return "previous_year", {"found": previous.year, "expected": report.year - 1}
    if report.scope is not None and previous.scope is not None and report.scope != previous.scope:
        return "previous_scope", {}
    if report.body and previous.body and not same_body(report.body, previous.body, endings_of(subject.law)):
        return "previous_body", {"found": previous.body, "expected": report.body}
    return None
