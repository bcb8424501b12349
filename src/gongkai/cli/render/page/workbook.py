"""A page as a workbook: one sheet of text, one for each table, one for the text of the chapters."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from gongkai.cli.render.page.model import TONES, Block, FormTables, Heading, Items, Page, Paragraph, Prose, Table, Value
from gongkai.law import LawView
from gongkai.report.form import form_of

_FIRST: Final = "说明"
_CELLS: Final = "单元格"
_PROSE: Final = "文字"
_KINDS: Final = {"same": "相同", "changed": "修改", "deleted": "删去", "inserted": "新增"}
# The limit of the format itself.
_LONGEST: Final = 32_767
_LABELS, _VALUES = 44, 14


def workbook(page: Page, law: LawView) -> bytes:
    """The bytes of an XLSX file; numbers are numbers, texts are never taken for formulas."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, wrapped = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
    sheet = book.add_worksheet(_FIRST)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 110)
    for number, (mark, text, strong) in enumerate(_lines(page)):
        sheet.write_string(number, 0, mark, bold)
        sheet.write_string(number, 1, text[:_LONGEST], bold if strong else wrapped)
    for table in _tables(page, law):
        _write(book, table, bold)
    book.close()
    return file.getvalue()


def _lines(page: Page) -> Iterator[tuple[str, str, bool]]:
    yield "", page.title, True
    yield from (("", fact, False) for fact in page.facts)
    for block in page.blocks:
        if isinstance(block, Heading):
            yield "", "", False
            yield "", block.text, True
        elif isinstance(block, Paragraph):
            yield TONES[block.tone], block.text, False
        elif isinstance(block, Items):
            for item in block.items:
                yield TONES[item.tone], item.text, False
                yield from (("", f"{name}　{text}" if name else text, False) for name, text in item.details)


def _tables(page: Page, law: LawView) -> Iterator[Table]:
    """Tables by sheet, those of the same sheet below one another; then the chapters."""
    sheets: dict[str, list[Table]] = {}
    for block in page.blocks:
        table = _as_table(block, law)
        if table is not None and table.rows:
            sheets.setdefault(table.sheet, []).append(table)
    for name, tables in sheets.items():
        rows = tuple(row for table in tables for row in table.rows)
        yield Table(name, tables[0].columns, rows)


def _as_table(block: Block, law: LawView) -> Table | None:
    match block:
        case Table(where="page"):
            return None
        case Table():
            return block
        case Prose(title, changes):
            rows = tuple((title, _KINDS[c.kind], c.earlier, c.later) for c in changes)
            return Table(_PROSE, ("部分", "变化", "前一份", "后一份"), rows)
        case FormTables(report):
            form = form_of(law, report.form)
            values: list[tuple[Value, ...]] = []
            for key, cell in report.cells.items():
                kind = "" if cell.value is not None else law.terms[cell.kind].zh
                values.append((form.cells[key].label, cell.value, kind, cell.unit, key))
            return Table(_CELLS, ("行·列", "数值", "没有数字的", "单位", "代码"), tuple(values))
    return None


def _write(book: Any, table: Table, bold: Any) -> None:
    sheet = book.add_worksheet(table.sheet)
    sheet.freeze_panes(1, 1)
    texts = any(isinstance(value, str) and len(value) > _VALUES for row in table.rows[:50] for value in row[1:])
    sheet.set_column(0, 0, 16 if table.sheet == _PROSE else _LABELS)
    sheet.set_column(1, len(table.columns) - 1, 60 if texts and table.sheet == _PROSE else _VALUES)
    for i, column in enumerate(table.columns):
        sheet.write_string(0, i, column, bold)
    for number, row in enumerate(table.rows, 1):
        for i, value in enumerate(row):
            if isinstance(value, int | Decimal):
                sheet.write_number(number, i, float(value))
            elif value:
                sheet.write_string(number, i, value[:_LONGEST])
