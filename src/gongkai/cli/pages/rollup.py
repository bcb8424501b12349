"""A roll-up as a page."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.cli.pages.parts import findings, notices
from gongkai.cli.render.page.model import Block, FormTables, Heading, Item, Items, Page, Paragraph, Table, Tone, Value
from gongkai.law import LawView
from gongkai.report.finding import CheckResult
from gongkai.report.rollup.explain import explain_all
from gongkai.report.rollup.model import Gaps, Part, Rollup
from gongkai.report.values import Cell

# A list of more names than this goes into the workbook alone.
_MOST_NAMES = 60
# A worksheet has 16,384 columns.
_MOST_COLUMNS = 16_000
_WHY = {"other_form": "格式不同", "no_unit": "单位不明"}


def rollup_page(rollup: Rollup, law: LawView, against: CheckResult | None = None) -> Page:
    """What is in the sum and what is not, who has no report, differences from a published one, the tables."""
    report = rollup.report
    facts = (
        f"{report.year}年度 · {report.form}年格式 · {law.terms['aggregate'].zh} · 由程序逐格相加，没有改动任何一份报告",
        f"计入{len(rollup.parts)}份报告，没有计入{len(rollup.excluded)}份，无法读取{len(rollup.unread)}份。",
    )
    blocks = [
        *_told(rollup, law),
        *([] if rollup.gaps is None else _gaps(rollup.gaps)),
        *([] if against is None else _against(rollup, law, against)),
        Heading("汇总表"),
        FormTables(report),
        *_contributions(rollup, law),
    ]
    return Page(f"{report.body}：{report.year}年度报告汇总", facts, tuple(blocks))


def _told(rollup: Rollup, law: LawView) -> Iterator[Block]:
    unread = tuple(Item(f"{name}无法读取，没有计入。", "error") for name in rollup.unread)
    excluded = tuple(Item(item.notice.message(law), _tone(item.notice.code)) for item in rollup.excluded)
    others = notices(rollup.report.notices[len(rollup.excluded) :], law)
    if unread or excluded:
        yield Heading("没有计入的报告")
        yield Items((*unread, *excluded))
    if others:
        yield Heading("需要注意")
        yield Items(others)


def _tone(code: str) -> Tone:
    return "info" if code == "ROLLUP-SAME-FILE" else "warning"


def _gaps(gaps: Gaps) -> Iterator[Block]:
    yield Heading("应报机关")
    having = gaps.listed - len(gaps.missing) - len(gaps.ambiguous)
    yield Paragraph(f"名单上{gaps.listed}个机关，{having}个有报告，{len(gaps.missing)}个没有。")
    for names, what in (
        (gaps.missing, "没有报告"),
        (gaps.ambiguous, "名称与多份报告或者多个机关相符，不能判断，请写全称"),
        (gaps.unlisted, "有报告而不在名单上"),
    ):
        if names:
            yield Paragraph(f"{what}：{'、'.join(names)}。", "warning")


def _against(rollup: Rollup, law: LawView, result: CheckResult) -> Iterator[Block]:
    yield Heading("与公布的汇总报告比对")
    yield Paragraph(f"逐格比对：相等{result.passed}格，不等{result.failed}格，无法判断{result.not_assessable}格。")
    gaps = {
        f.cells[0]: Decimal(f.found or 0) - Decimal(f.expected or 0)
        for f in result.findings
        if f.outcome == "failed" and f.cells[0] in rollup.sums
    }
    found = explain_all(rollup, gaps) if len(gaps) > 1 else ()
    for one in found:
        names = "、".join(_name(rollup.parts[i]) for i in one.parts)
        yield Paragraph(f"不等的{one.of}格中，有{len(one.cells)}格的差额正好等于“{names}”的数。")
    yield from findings(result.findings, law)


def _name(part: Part) -> str:
    return part.body or part.name


def _contributions(rollup: Rollup, law: LawView) -> Iterator[Block]:
    """All contributions are long: they go into the workbook. On a page the bodies are named."""
    names = [_name(part) for part in rollup.parts]
    if len(names) <= _MOST_NAMES:
        yield Heading("计入的报告")
        yield Paragraph("、".join(names) + "。")
    if len(names) > _MOST_COLUMNS:
        yield Paragraph(
            f"报告多于{_MOST_COLUMNS}份，工作簿中列不下每份报告的数；用 --format json 可以得到。", "warning"
        )
        return
    rows: list[tuple[Value, ...]] = []
    for one in rollup.sums.values():
        why = {left.report: _WHY.get(left.why) or law.terms[left.why].zh for left in one.left_out}
        values = [why.get(i) if value is None else value for i, value in enumerate(one.values)]
        rows.append((one.label, _total(one.cell, law), len(one.left_out), *values))
    yield Table("各报告", ("行·列", "合计", "没有计入的份数", *names), tuple(rows), where="workbook")


def _total(cell: Cell, law: LawView) -> Value:
    return cell.value if cell.value is not None else law.terms[cell.kind].zh
