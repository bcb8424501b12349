"""Paper to XLSX: one sheet a chapter, typed numbers, and sums as formulas with the stored value.

A sum becomes a formula only where it holds: a spreadsheet computes its formulas anew, and a report's wrong total must
not be mended on the way. In a blank form every sum is a formula that stays empty until something is filled in.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from gongkai.report.form import CellSpec
from gongkai.report.values import MISSING, NUMERIC, Cell
from gongkai.writing.layout import Box, Table
from gongkai.writing.paper import Chapter, Paper, cell_text, note_of

Places = Mapping[str, tuple[int, int]]

# Columns of the spreadsheet, in characters, over the whole width of a table.
_WIDTH: Final = 112
_NARROWEST: Final = 8.5
_LINE: Final = 18
_ROOM: Final = 6
# The stored value of a formula without a result yet; an empty one would say that it was never computed.
_NOTHING: Final = " "
_LONGEST_NAME: Final = 31


def write_xlsx(paper: Paper, day: dt.date) -> bytes:
    """The report as an XLSX workbook; ``day`` is that of its properties."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    created = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).replace(tzinfo=None)
    book.set_properties({"title": paper.title, "author": paper.body, "created": created})
    drawer = _Drawer(book, paper)
    for number, chapter in enumerate(paper.chapters):
        drawer.chapter(chapter, number)
    book.close()
    return file.getvalue()


class _Drawer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, paper: Paper) -> None:
        self.book = book
        self.paper = paper
        self.title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        self.heading = book.add_format({"bold": True, "font_size": 13})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        cell = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_size": 10}
        self.centred = book.add_format({**cell, "align": "center"})
        self.left = book.add_format({**cell, "align": "left"})
        self.head = book.add_format({**cell, "align": "center", "bg_color": "#F2F2F2"})
        self.band = book.add_format({**cell, "align": "left", "bg_color": "#F2F2F2"})

    def chapter(self, chapter: Chapter, number: int) -> None:
        """The sheet of chapter ``number`` (from 0); title and preface stand on the first."""
        first = number == 0
        sheet = self.book.add_worksheet(chapter.heading[:_LONGEST_NAME])
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        row = self._texts(sheet, [self.paper.title], 0, self.title) if first else 0
        row = self._texts(sheet, self.paper.preface, row, self.text) if first else row
        row = self._texts(sheet, [chapter.heading], row, self.heading)
        if chapter.table is not None:
            sheet.set_landscape()
            self._table(sheet, chapter.table, row)
            return
        sheet.set_column(0, 0, _WIDTH * 0.8)
        row = self._texts(sheet, chapter.paragraphs, row, self.text)
        for empty in range(row, row + _ROOM if self.paper.blank else row):
            sheet.write_blank(empty, 0, None, self.text)

    def _texts(self, sheet: Any, texts: Sequence[str], row: int, style: Any) -> int:
        """Texts below one another from ``row``; the first row behind them."""
        for text in texts:
            sheet.write_string(row, 0, text, style)
            row += 1
        return row

    def _table(self, sheet: Any, table: Table, top: int) -> None:
        for column, share in enumerate(table.widths):
            sheet.set_column(column, column, max(_NARROWEST, _WIDTH * share))
        places = {box.key: (top + line, box.column) for line, box in table.boxes() if box.key is not None}
        sums = self._sums(table, places)
        for line in range(len(table.lines)):
            sheet.set_row(top + line, _LINE)
        for line, box in table.boxes():
            self._box(sheet, box, top + line, sums)
        self._tall(sheet, table, top)
        if table.header:
            sheet.freeze_panes(top + table.header, 0)
            sheet.repeat_rows(top, top + table.header - 1)

    def _tall(self, sheet: Any, table: Table, top: int) -> None:
        """Rows whose label needs more than one line; spreadsheets do not make room for merged cells themselves."""
        for line, box in table.boxes():
            if box.high == 1 and box.key is None:
                wide = max(_NARROWEST, _WIDTH * sum(table.widths[box.column : box.column + box.wide]))
                lines = -(-2 * len(box.text) // int(wide))
                if lines > 1:
                    sheet.set_row(top + line, _LINE * lines)

    def _box(self, sheet: Any, box: Box, row: int, sums: Mapping[str, str]) -> None:
        style = {"title": self.band, "head": self.head, "corner": self.left if box.left else self.head}.get(
            box.role, self.left if box.left else self.centred
        )
        if box.wide > 1 or box.high > 1:
            sheet.merge_range(row, box.column, row + box.high - 1, box.column + box.wide - 1, "", style)
        if box.key is None:
            sheet.write_string(row, box.column, box.text, style)
            return
        self._value(sheet, box.key, (row, box.column), style, sums.get(box.key))

    def _value(self, sheet: Any, key: str, place: tuple[int, int], style: Any, formula: str | None) -> None:
        spec = self.paper.form.cells[key]
        cell = self.paper.report.cells.get(key, MISSING)
        if self.paper.blank or cell.kind in NUMERIC:
            sheet.data_validation(*place, *place, _validation(spec))
        if formula is not None:
            sheet.write_formula(*place, formula, style, _NOTHING if self.paper.blank else cell.value)
            return
        number = _number(cell, spec)
        if number is None:
            text = self.paper.texts[key]
            sheet.write_string(*place, text, style) if text else sheet.write_blank(*place, None, style)
            return
        sheet.write_number(*place, number, style)
        if note_of(cell):
            sheet.write_comment(*place, note_of(cell))

    def _sums(self, table: Table, places: Places) -> dict[str, str]:
        """The formula of every cell that is a sum of others and may be computed."""
        found: dict[str, str] = {}
        for equation in self.paper.form.equations:
            if equation.table != table.id or len(equation.right) != 1 or equation.right[0] in found:
                continue
            if not self.paper.blank and not self._holds(equation.left, equation.right[0]):
                continue
            parts = ",".join(_ranges([places[key] for key in equation.left]))
            found[equation.right[0]] = (
                f'=IF(COUNT({parts})=0,"",SUM({parts}))' if self.paper.blank else f"=SUM({parts})"
            )
        return found

    def _holds(self, left: Sequence[str], right: str) -> bool:
        values = [self.paper.report.cells.get(key, MISSING) for key in (*left, right)]
        if any(cell.kind != "count" or not isinstance(cell.value, int) or note_of(cell) for cell in values):
            return False
        numbers = [cell.value for cell in values if cell.value is not None]
        return sum(numbers[:-1]) == numbers[-1]


def _number(cell: Cell, spec: CellSpec) -> int | float | None:
    """The value as a spreadsheet holds it; None where that would not be the same number, or where it is none."""
    if cell.value is None:
        return None
    plain = format(cell.value, "f" if isinstance(cell.value, Decimal) else "d")
    if cell_text(cell, spec).removesuffix(note_of(cell)) != plain:
        return None
    number = int(cell.value) if cell.value == int(cell.value) else float(cell.value)
    return number if Decimal(repr(float(number))) == cell.value else None


def _ranges(places: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Neighbouring cells as one range, the others by themselves."""
    run: list[tuple[int, int]] = []
    for place in sorted(places):
        if run and not _next(run[-1], place):
            yield _range(run)
            run = []
        run.append(place)
    yield _range(run)


def _next(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other in ((one[0] + 1, one[1]), (one[0], one[1] + 1))


def _range(run: Sequence[tuple[int, int]]) -> str:
    first, last = (xl_rowcol_to_cell(*place) for place in (run[0], run[-1]))
    return str(first) if len(run) == 1 else f"{first}:{last}"


def _validation(spec: CellSpec) -> dict[str, object]:
    """What may be typed into a cell; anything else is told at once, and can be kept."""
    amount = spec.type == "amount"
    kind = "数字" if amount else "整数"
    return {
        "validate": "decimal" if amount else "integer",
        "criteria": ">=" if spec.type != "signed_count" else "between",
        **({"value": 0} if spec.type != "signed_count" else {"minimum": -(10**9), "maximum": 10**9}),
        "error_type": "warning",
        "error_title": "请核对",
        "error_message": f"此处应当填写{kind}，没有的填写 0。",
    }
