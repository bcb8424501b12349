"""Two reports side by side as a page."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.cli.pages.parts import facts, findings, reading_notices, value_of
from gongkai.cli.render.page.model import Block, Heading, Item, Items, Page, Paragraph, Prose, Table, Value
from gongkai.law import LawView
from gongkai.report.bodies import endings_of, same_body
from gongkai.report.compare.cells import CellPair
from gongkai.report.compare.comparison import Comparison
from gongkai.report.compare.repetition import PREFACE, Passage, Share
from gongkai.report.form import Form, form_of
from gongkai.report.values import NUMERIC

_COLUMNS = ("差额", "增减")


def compare_page(found: Comparison, law: LawView) -> Page:
    """Findings, repetition, numbers, text."""
    form = form_of(law, found.later.form)
    blocks = [
        *_order(found, law),
        Heading("核对"),
        *findings(found.result.findings, law),
        *_repetition(found, form),
        *_cells(found, form, law),
        *_text(found, form),
        *reading_notices((found.earlier, found.later), law),
    ]
    lines = f"前一份　{facts(found.earlier, law)}", f"后一份　{facts(found.later, law)}"
    return Page("两份年度报告的比较", lines, tuple(blocks))


def _order(found: Comparison, law: LawView) -> Iterator[Block]:
    """What makes the comparison another one than of a body with itself a year later."""
    bodies = found.earlier.body, found.later.body
    if bodies[0] and bodies[1] and not same_body(bodies[0], bodies[1], endings_of(law)):
        yield Paragraph(f"两份报告不是同一机关的：“{bodies[0]}”和“{bodies[1]}”。", "warning")
    one, other = found.earlier.year, found.later.year
    if one is not None and other is not None and one > other:
        yield Paragraph(f"先写的是{one}年度，后写的是{other}年度；差额按后一份减前一份计算，请注意次序。", "warning")


def _repetition(found: Comparison, form: Form) -> Iterator[Block]:
    repeated = found.repetition
    yield Heading("重复（查重）")
    share = repeated.overall.share
    same = sum(p.relation == "equal" for p in found.cells.pairs)
    numbers = sum(bool(p.earlier.value or p.later.value) for p in found.cells.pairs)
    yield Paragraph(
        "没有可以计入的文字，没有重复率。"
        if share is None
        else f"后一份正文计入{repeated.overall.characters}字，其中{repeated.overall.repeated}字在前一份中已有，"
        f"重复率{_percent(repeated.overall)}（界限{found.threshold * 100:g}%，"
        f"相似度{repeated.similarity * 100:g}%以上算同一句）。"
    )
    yield Paragraph(f"表格中有{numbers}格至少一份不是0，其中{same}格两份相同；两份都是0的不计。表格不计入重复率。")
    rows: list[tuple[Value, ...]] = [
        (title_of(form, name), one.characters, one.repeated, _percent(one)) for name, one in repeated.sections.items()
    ]
    yield Table("重复率", ("部分", "计入字数", "重复字数", "重复率"), tuple(rows))
    if repeated.passages:
        yield Items(tuple(_passage(passage, form) for passage in repeated.passages))


def _percent(share: Share) -> str:
    return "—" if share.share is None else f"{share.share * 100:.1f}%"


def _passage(passage: Passage, form: Form) -> Item:
    where = title_of(form, passage.section)
    if passage.similarity == 1:
        moved = passage.section != passage.earlier_section
        from_ = f"，前一份在“{title_of(form, passage.earlier_section)}”" if moved else ""
        return Item(f"{passage.text}（{where}，{passage.characters}字，相同{from_}）")
    text = f"{passage.text}（{where}，{passage.characters}字，相似度{passage.similarity * 100:.0f}%）"
    return Item(text, details=(("原句", passage.earlier_text),))


def _cells(found: Comparison, form: Form, law: LawView) -> Iterator[Block]:
    yield Heading("数字")
    columns = ("行·列", *_years(found), *_COLUMNS)
    for chapter in form.text.chapters:
        pairs = [p for p in found.cells.pairs if p.key.partition(".")[0] == chapter.table]
        told = [p for p in pairs if _worth_telling(p)]
        if chapter.table is None:
            continue
        title = f"{chapter.no}、{chapter.title}"
        zeros, equal = (sum(p.relation == kind for p in pairs) for kind in ("both_zero", "equal"))
        blanks = len(pairs) - len(told) - zeros - equal
        kept = f"其余：相同{equal}格，都是0的{zeros}格" + (f"，都没有数字的{blanks}格" if blanks else "") + "。"
        if not pairs:
            yield Paragraph(f"{title}：两份报告的格式不同，没有含义相同的单元格。")
            continue
        yield Table("变化", columns, tuple(_row(p, form, law) for p in told), title, where="page")
        yield Paragraph(kept)
    yield Table(
        "单元格", (*columns, "代码"), tuple((*_row(p, form, law), p.key) for p in found.cells.pairs), where="workbook"
    )
    if found.cells.only_later or found.cells.only_earlier:
        yield Paragraph(
            f"两份报告的格式不同：前一份有{len(found.cells.only_earlier)}格、后一份有{len(found.cells.only_later)}格"
            "在另一份中没有含义相同的单元格，没有比较。",
            "warning",
        )


def _worth_telling(pair: CellPair) -> bool:
    """Whether the two differ in number or in kind; the same blank on both sides is counted only."""
    if pair.relation == "no_number":
        return pair.earlier.kind != pair.later.kind or pair.earlier.kind in NUMERIC
    return pair.relation in ("differs", "other_unit")


def _years(found: Comparison) -> tuple[str, str]:
    one, other = found.earlier.year, found.later.year
    if one is None or other is None or one == other:
        return "前一份", "后一份"
    return f"{one}年度", f"{other}年度"


def _row(pair: CellPair, form: Form, law: LawView) -> tuple[Value, ...]:
    one, other = value_of(pair.earlier, law), value_of(pair.later, law)
    if pair.relation == "other_unit":
        return _label(pair, form), f"{one}{pair.earlier.unit or ''}", f"{other}{pair.later.unit or ''}", "单位不同", ""
    percent = "" if pair.percent is None else f"{pair.percent:+f}%" if pair.percent else "0%"
    difference = "不能比较" if pair.difference is None else pair.difference
    return _label(pair, form), one, other, difference, percent


def _label(pair: CellPair, form: Form) -> str:
    spec = form.cells[pair.key]
    return f"{form.row_label(f'{spec.table}.{spec.row}')}　{spec.column_label}"


def _text(found: Comparison, form: Form) -> Iterator[Block]:
    yield Heading("文字")
    for name, changes in found.text.items():
        counts = {kind: sum(c.kind == kind for c in changes) for kind in ("same", "changed", "deleted", "inserted")}
        title = (
            f"{title_of(form, name)}：相同{counts['same']}句，修改{counts['changed']}句，"
            f"删去{counts['deleted']}句，新增{counts['inserted']}句"
        )
        if changes:
            yield Prose(title, changes)


def title_of(form: Form, section: str) -> str:
    """The chapter in which a section stands, as printed."""
    if section == PREFACE:
        return "报告开头"
    return next((f"{c.no}、{c.title}" for c in form.text.chapters if c.section == section), section)
