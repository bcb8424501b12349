"""Workbooks: one sheet, or a sheet for each chapter; merged cells, or only their first ones filled."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass
from typing import Literal

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from tests.layouts.sheet import Grid, Sheet, Text, slots

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{0,3}[1-9])?")


@dataclass(frozen=True)
class Workbook:
    """How a workbook is made.

    ``sheets``: one for all, or one for each part that follows a heading. ``numbers``: stored as numbers. ``borders``:
    the cells of tables have them, empty ones too. ``gap``: empty rows between tables. ``corner``: the first cell.
    """

    sheets: Literal["one", "chapters"] = "one"
    merged: bool = True
    numbers: bool = True
    borders: bool = True
    gap: int = 0
    corner: tuple[int, int] = (0, 0)

    def write(self, sheet: Sheet) -> bytes:
        """The sheet as the bytes of an XLSX file."""
        file = io.BytesIO()
        book = xlsxwriter.Workbook(file, {"in_memory": True})
        book.set_properties({"created": dt.datetime(2024, 1, 31)})
        border = book.add_format({"border": 1} if self.borders else {})
        page = None
        row = self.corner[0]
        for part in sheet.parts:
            heading = isinstance(part, Text) and part.kind == "heading"
            if page is None or (heading and self.sheets == "chapters"):
                page = book.add_worksheet()
                row = self.corner[0]
            row = self._text(page, row, part) if isinstance(part, Text) else self._grid(page, row, part, border)
        book.close()
        return file.getvalue()

    def _text(self, page: Worksheet, row: int, part: Text) -> int:
        for line in part.text.split("\n"):
            if self.merged:
                page.merge_range(row, self.corner[1], row, self.corner[1] + 9, line)
            else:
                page.write_string(row, self.corner[1], line)
            row += 1
        return row

    def _grid(self, page: Worksheet, row: int, grid: Grid, border: Format) -> int:
        for number, line in enumerate(slots(grid)):
            for slot in line:
                if slot.hanging or slot.line != number:
                    continue
                column, box = self.corner[1] + slot.column, slot.box
                last = (row + number + box.high - 1, column + box.wide - 1)
                if self.merged and (box.wide > 1 or box.high > 1):
                    page.merge_range(row + number, column, *last, "", border)
                self._write(page, row + number, column, box.text, border)
        return row + len(grid.lines) + self.gap

    def _write(self, page: Worksheet, row: int, column: int, text: str, border: Format) -> None:
        if self.numbers and _NUMBER.fullmatch(text):
            page.write_number(row, column, float(text), border)
        elif text:
            page.write_string(row, column, text, border)
        elif self.borders:
            page.write_blank(row, column, None, border)
