"""Which of the reports handed in can be added; whatever cannot is told, never dropped in silence."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.law import LawView
from gongkai.report.bodies import core, endings_of, same_document
from gongkai.report.notice import Notice
from gongkai.report.report import Report
from gongkai.report.rollup.model import Excluded, part_of

Slots = dict[str, str | int]


def admit(reports: Iterable[Report], year: int, law: LawView) -> tuple[list[Report], list[Excluded], list[Notice]]:
    """The reports to add, in an order that does not depend on theirs; those left out; and what else to tell.

    Of a file that is there twice, one copy is added. Of two reports of one body and year neither is: which of them
    holds is not for a program to decide.
    """
    ordered = sorted(reports, key=lambda r: (r.body or "", r.source.sha256, r.source.name))
    excluded: list[Excluded] = []
    fitting: list[Report] = []
    files: dict[str, list[Report]] = {}
    for report in ordered:
        notice = _obstacle(report, year, files)
        if notice is None:
            files.setdefault(report.source.sha256, []).append(report)
            fitting.append(report)
        else:
            excluded.append(Excluded(part_of(report), notice))
    admitted, doubled = _single(fitting, law)
    return admitted, [*excluded, *doubled], [*_uncertain(admitted), *_names(admitted, law)]


def _obstacle(report: Report, year: int, files: dict[str, list[Report]]) -> Notice | None:
    slots: Slots = {"name": report.source.name, "body": report.body or "—"}
    if report.year is None:
        return Notice("ROLLUP-NO-YEAR", slots)
    if report.year != year:
        return Notice("ROLLUP-OTHER-YEAR", {**slots, "found": report.year, "expected": year})
    if report.scope == "aggregate":
        return Notice("ROLLUP-AGGREGATE", slots)
    same = next((one for one in files.get(report.source.sha256, ()) if same_document(one, report)), None)
    return None if same is None else Notice("ROLLUP-SAME-FILE", {**slots, "other": same.source.name})


def _single(reports: list[Report], law: LawView) -> tuple[list[Report], list[Excluded]]:
    endings = endings_of(law)
    groups: dict[str, list[Report]] = {}
    for number, report in enumerate(reports):
        groups.setdefault(core(report.body, endings) if report.body else f"\n{number}", []).append(report)
    admitted: list[Report] = []
    doubled: list[Excluded] = []
    for group in groups.values():
        if len(group) == 1:
            admitted += group
            continue
        names = "、".join(report.source.name for report in group)
        for report in group:
            slots: Slots = {"name": report.source.name, "body": report.body or "", "names": names}
            doubled.append(Excluded(part_of(report), Notice("ROLLUP-SAME-BODY", slots)))
    return admitted, doubled


def _uncertain(reports: list[Report]) -> list[Notice]:
    """Reports that are added although something about them is not known."""
    found: list[Notice] = []
    for code, unknown in (
        ("ROLLUP-NO-BODY", [r for r in reports if r.body is None]),
        ("ROLLUP-NO-SCOPE", [r for r in reports if r.scope is None]),
    ):
        if unknown:
            names = "、".join(r.body or r.source.name for r in unknown)
            found.append(Notice(code, {"count": len(unknown), "names": names}))
    return found


def _names(reports: list[Report], law: LawView) -> list[Notice]:
    """Names of which one is the end of another: 白石镇 and 青山县白石镇 may be the same body."""
    endings = endings_of(law)
    known = {core(report.body, endings): report for report in reports if report.body}
    found: list[Notice] = []
    for name, report in known.items():
        other = next((known[name[i:]] for i in range(1, len(name) - 1) if name[i:] in known), None)
        if other is not None:
            found.append(Notice("ROLLUP-SIMILAR-BODY", {"one": report.body or "", "other": other.body or ""}))
    return found
