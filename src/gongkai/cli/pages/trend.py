"""The years of one body as a page."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.cli.pages.parts import facts, notices, reading_notices, value_of
from gongkai.cli.render.page.model import Block, Heading, Item, Items, Page, Paragraph, Table, Value
from gongkai.law import LawView
from gongkai.report.trend.follow import summary
from gongkai.report.trend.model import Break, Outcome, Series, Step, Trend

_OUTCOMES: dict[Outcome, str] = {
    "holds": "衔接",
    "broken": "不衔接",
    "not_judged": "无法判断",
    "not_comparable": "不可比",
}


def trend_page(trend: Trend, law: LawView) -> Page:
    """Breaks, what could not be compared, the numbers year by year."""
    told = notices(trend.notices, law)
    blocks: list[Block] = [
        Paragraph(summary(trend)),
        *([Items(told)] if told else []),
        Heading("不衔接之处"),
        *_breaks(trend, law),
        *_steps(trend, law),
        Heading("各年度数据"),
        *_series(trend, law),
        *reading_notices(trend.reports, law),
    ]
    lines = tuple(facts(report, law) for report in trend.reports)
    return Page(f"{trend.body or '机关不明'}：各年度衔接情况", lines, tuple(blocks))


def _breaks(trend: Trend, law: LawView) -> Iterator[Block]:
    if not trend.breaks:
        yield Paragraph("没有发现。")
        return
    yield Items(tuple(_break(one, law) for one in trend.breaks))


def _break(one: Break, law: LawView) -> Item:
    check = law.checks[one.code]
    text = f"{one.earlier}年度→{one.later}年度　{check.title}（{one.code}）　{one.label}"
    lines = tuple(("", f"“{line.label}”应为{line.expected}，填的是{line.found}") for line in one.lines)
    return Item(text, check.level, (*lines, ("处理", check.remedy)))


def _steps(trend: Trend, law: LawView) -> Iterator[Block]:
    if not trend.steps:
        return
    codes = list(dict.fromkeys(step.code for step in trend.steps))
    found: dict[tuple[int, int], dict[str, Step]] = {}
    for step in trend.steps:
        found.setdefault((step.earlier, step.later), {})[step.code] = step
    rows: list[tuple[Value, ...]] = [
        (f"{years[0]}→{years[1]}", *(_OUTCOMES[steps[code].outcome] for code in codes))
        for years, steps in found.items()
    ]
    yield Table("衔接", ("年度", *(_NAMES.get(code, code) for code in codes)), tuple(rows), "各年度之间")
    open_ = [step for step in trend.steps if step.outcome == "not_judged"]
    if open_:
        yield Items(
            tuple(
                Item(f"{step.earlier}→{step.later}　{law.checks[step.code].title}　{step.why}", "open")
                for step in open_
            )
        )


_NAMES = {"XY-CARRIED": "申请结转", "XY-IN-FORCE": "现行有效件数"}


def _series(trend: Trend, law: LawView) -> Iterator[Block]:
    """A table for each line that has anything to show; a workbook has them all, on one sheet a chain."""
    quiet: list[str] = []
    for series in trend.series:
        rows = [
            (year, tuple(value_of(cell, law) for cell in cells))
            for year, cells in zip(series.years, series.cells, strict=True)
        ]
        if _all_zero(series):
            quiet.append(f"“{series.label}”")
        else:
            shown = tuple((f"{year}年度", *values) for year, values in rows)
            yield Table(_sheet(series), ("年度", *series.labels), shown, series.label, where="page")
        kept: tuple[tuple[Value, ...], ...] = tuple((series.label, year, *values) for year, values in rows)
        yield Table(_sheet(series), ("行·列", "年度", *series.labels), kept, where="workbook")
    if quiet:
        yield Paragraph(f"{'、'.join(quiet)}各年度都是0。")


def _sheet(series: Series) -> str:
    return _NAMES.get(series.code, series.code)


def _all_zero(series: Series) -> bool:
    return all(cell is None or cell.value == 0 for cells in series.cells for cell in cells)
