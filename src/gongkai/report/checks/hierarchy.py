"""The judgement on an aggregate: each cell against the sum of the reports that it is made of."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.report.checks.part import Slots
from gongkai.report.checks.registry import judges
from gongkai.report.checks.subject import PASSED, Subject, Verdict
from gongkai.report.checks.unjudged import without_number
from gongkai.report.checks.wording import gap, plain, quoted
from gongkai.report.compare.cells import links
from gongkai.report.finding import Finding
from gongkai.report.form import form_of
from gongkai.report.rollup.explain import Group, candidates
from gongkai.report.rollup.model import CellSum, Number, Rollup

CODE = "HI-SUM"


@judges("HI-SUM")
def sum_of_parts(subject: Subject) -> Iterator[Verdict]:
    """Every cell that both forms have is the sum of the reports, where such a sum was given."""
    rollup = subject.rollup
    if rollup is None:
        return
    keys = links(subject.form, form_of(subject.law, rollup.report.form))
    obstacle = _obstacle(subject, rollup)
    if obstacle is not None:
        reason, slots = obstacle
        yield Verdict(Finding(CODE, "not_assessable", reason=reason, slots=slots), len(keys))
        return
    lacking: list[str] = []
    summed_lacking: list[CellSum] = []
    open_: list[str] = []
    for key, other in keys.items():
        one = rollup.sums[other]
        found, total = subject.cell(key).value, one.cell.value
        if found is None or total is None:
            lacking.append(key)
            summed_lacking.append(one)
        elif found == total:
            yield PASSED
        elif found > total and (one.left_out or not rollup.complete):
            open_.append(key)
        else:
            yield Verdict(_differs(subject, rollup, key, one, found, total))
    yield from _unjudged(subject, lacking, summed_lacking, open_)


def _obstacle(subject: Subject, rollup: Rollup) -> tuple[str, Slots] | None:
    report = subject.report
    if report.year is None:
        return "year_unknown", {}
    if report.year != rollup.report.year:
        return "previous_year", {"found": rollup.report.year or "", "expected": report.year}
    if report.scope == "own":
        return "previous_scope", {}
    return None


def _differs(subject: Subject, rollup: Rollup, key: str, one: CellSum, found: Number, total: Number) -> Finding:
    groups = candidates(one, found - total)
    return Finding(
        CODE,
        "failed",
        cells=(key,),
        at=subject.place((key,)),
        expected=plain(total),
        found=plain(found),
        slots={
            "label": subject.form.cells[key].label,
            "count": len(rollup.parts),
            "gap": gap(found, total),
            "bodies": "/".join(_named(rollup, group) for group in groups),
        },
        case="plain" if not groups else "short" if found < total else "over",
    )


def _named(rollup: Rollup, group: Group) -> str:
    return "+".join(f"“{rollup.parts[i].body or rollup.parts[i].name}”" for i in group)


def _unjudged(subject: Subject, lacking: list[str], sums: list[CellSum], open_: list[str]) -> Iterator[Verdict]:
    labels = [subject.form.cells[key].label for key in lacking]
    basis = subject.check(CODE).basis
    if lacking:
        own = [key for key in lacking if subject.cell(key).value is None]
        yield without_number(subject, CODE, labels, own, basis, {s.cell.kind for s in sums if s.cell.value is None})
    if open_:
        names = quoted(subject.form.cells[key].label for key in open_)
        slots: Slots = {"lines": len(open_), "names": names}
        yield Verdict(
            Finding(CODE, "not_assessable", cells=tuple(open_), reason="sum_incomplete", slots=slots), len(open_)
        )
