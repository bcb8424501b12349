"""What several pages have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai.cli.render.page.model import Block, Heading, Item, Items, Paragraph, Value
from gongkai.cli.render.words import head_facts
from gongkai.law import LawView
from gongkai.report.finding import Finding
from gongkai.report.notice import Notice
from gongkai.report.report import Report
from gongkai.report.values import Cell

_LEVELS = ("error", "warning", "info")
# Of the notices of one report, so many are told in full.
_IN_FULL = 5


def facts(report: Report, law: LawView) -> str:
    """Body, year, form and scope of a report, and its file."""
    return " · ".join([*head_facts(report, law, "zh"), report.source.name])


def value_of(cell: Cell | None, law: LawView) -> Value:
    """The number of a cell, or the word for why it has none; None is a cell that the form does not have."""
    if cell is None:
        return "—"
    return cell.value if cell.value is not None else law.terms[cell.kind].zh


def findings(found: Sequence[Finding], law: LawView) -> list[Block]:
    """What failed, the heaviest first, and what could not be judged; basis and remedy once for each code."""
    failed = sorted((f for f in found if f.outcome == "failed"), key=lambda f: _LEVELS.index(f.level(law)))
    items: list[Item] = []
    told: set[str] = set()
    for finding in failed:
        check = law.checks[finding.code]
        text = f"{finding.code} {check.title}　{finding.message(law)}"
        items.append(Item(text, finding.level(law), () if finding.code in told else _details(finding, law)))
        told.add(finding.code)
    items += [Item(f"{f.code}　{f.message(law)}", "open") for f in found if f.outcome == "not_assessable"]
    return [Items(tuple(items))] if items else [Paragraph("没有发现问题。")]


def _details(finding: Finding, law: LawView) -> tuple[tuple[str, str], ...]:
    check = law.checks[finding.code]
    basis = [("依据", law.cite(basis)) for basis in finding.basis]
    reading = [("理解", check.reading)] if not basis and check.reading else []
    return (*basis, *reading, ("处理", check.remedy))


def notices(found: Iterable[Notice], law: LawView) -> tuple[Item, ...]:
    """Notices as a list."""
    return tuple(Item(notice.message(law)) for notice in found)


def reading_notices(reports: Iterable[Report], law: LawView) -> list[Block]:
    """What the reader was unsure of: numbers that were repaired or dropped weaken every comparison."""
    items: list[Item] = []
    for report in reports:
        told = report.notices
        items += [Item(f"{report.source.name}　{n.code}　{n.message(law)}") for n in told[:_IN_FULL]]
        if len(told) > _IN_FULL:
            items.append(Item(f"{report.source.name}　另有{len(told) - _IN_FULL}条读取提示，见 gongkai read 的结果。"))
    return [Heading("读取提示"), Items(tuple(items))] if items else []
