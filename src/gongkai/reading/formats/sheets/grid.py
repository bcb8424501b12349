"""The filled cells of a sheet -> blocks: tables, and the lines of text between them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from gongkai.errors import TooLargeError
from gongkai.reading.document import Grid, GridRow, Paragraph
from gongkai.reading.formats.flow import MAX_POSITIONS, Block, join_lines, one_line, whole_row
from gongkai.report.values import Place
from gongkai.text.normal import SPACES

# First row, first column, last row, last column, from 0.
Merged = tuple[int, int, int, int]
Cells = Mapping[int, Mapping[int, str]]

_LONG = 60
_HEADING = re.compile(r"第?[一二三四五六七八九十]{1,3}(?:、|．|\.|部分|章)")
_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表格?)\s*\d*", re.IGNORECASE)


class Sheet(msgspec.Struct):
    """A sheet: the text of its cells by row and column (from 0), and its merged regions.

    ``ruled``: cells have borders, and those with an empty text are drawn and empty; where nothing is drawn, there is
    no cell.
    """

    name: str
    cells: Cells
    merged: Sequence[Merged] = ()
    hidden: bool = False
    ruled: bool = False


def blocks_of(sheets: Sequence[Sheet], repairs: list[tuple[str, str]]) -> list[Block]:
    """The blocks of all visible sheets in order; hidden ones are left out and told, unless there are no others.

    The name of a sheet stands in front of it where there are several and the name says something that does not stand
    in the sheet itself.
    """
    filled = [sheet for sheet in sheets if any(any(row.values()) for row in sheet.cells.values())]
    visible = [sheet for sheet in filled if not sheet.hidden] or filled
    left_out = [sheet.name for sheet in filled if sheet not in visible]
    if left_out:
        repairs.append(("SHEET-HIDDEN", "、".join(left_out)))
    blocks: list[Block] = []
    positions = 0
    for sheet in visible:
        if len(visible) > 1 and not _DEFAULT_NAME.fullmatch(sheet.name.strip()) and not _repeated(sheet):
            blocks.append(Paragraph(sheet.name, Place(sheet=sheet.name)))
        for rows in _areas(sheet.cells):
            area = _Area(sheet, rows)
            blocks += area.blocks()
            positions += area.positions
            if positions > MAX_POSITIONS:
                raise TooLargeError(
                    f"工作表“{sheet.name}”的范围超过 {MAX_POSITIONS} 个单元格，没有读取；请删除表格以外的内容"
                )
    return blocks


def _repeated(sheet: Sheet) -> bool:
    name = sheet.name.strip()
    return any(name == text for row in sheet.cells.values() for text in row.values())


def address(row: int, column: int) -> str:
    """The name of a cell, ``A1`` for row 0 and column 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _areas(cells: Cells) -> list[list[int]]:
    """Runs of rows that have cells, without a row between them that has none."""
    areas: list[list[int]] = []
    for row in sorted(row for row, filled in cells.items() if filled):
        if areas and areas[-1][-1] == row - 1:
            areas[-1].append(row)
        else:
            areas.append([row])
    return areas


class _Area:
    """One run of rows, cut into tables and lines of text.

    ``covered`` are the positions within merged regions but for their first cells.
    """

    def __init__(self, sheet: Sheet, rows: Sequence[int]) -> None:
        self.sheet, self.rows = sheet, rows
        self.positions = 0
        self.first = min(column for row in rows for column in sheet.cells[row])
        self.wide: dict[tuple[int, int], int] = {}
        self.covered: set[tuple[int, int]] = set()
        for top, left, bottom, right in sheet.merged:
            if bottom < rows[0] or top > rows[-1]:
                continue
            self.wide[top, left] = right - left + 1
            height = min(bottom, rows[-1]) - max(top, rows[0]) + 1
            self._take(height * (right - left + 1))
            for row in range(max(top, rows[0]), min(bottom, rows[-1]) + 1):
                self.covered.update((row, column) for column in range(left, right + 1))
            self.covered.discard((top, left))

    def _take(self, positions: int) -> None:
        self.positions += positions
        if self.positions > 2 * MAX_POSITIONS:
            raise TooLargeError(f"工作表“{self.sheet.name}”的范围过大，没有读取；请删除表格以外的内容")

    def blocks(self) -> list[Block]:
        """Tables and lines of text in order."""
        tabular = [row for row in self.rows if not self._alone(row)]
        blocks: list[Block] = []
        table: list[int] = []
        for row in self.rows:
            if not self._is_text(row, tabular):
                table.append(row)
                continue
            if table:
                blocks.append(self._grid(table))
                table = []
            blocks += self._paragraphs(row)
        if table:
            blocks.append(self._grid(table))
        return blocks

    def _grid(self, rows: Sequence[int]) -> Grid:
        filled = [(row, column) for row in rows for column in self.sheet.cells[row]]
        last = max(column + self.wide.get((row, column), 1) for row, column in filled)
        columns = range(min(column for _, column in filled), last)
        self._take(len(rows) * len(columns))
        return Grid(tuple(self._row(row, columns) for row in rows), True)

    def _alone(self, row: int) -> bool:
        filled = self.sheet.cells[row]
        return len(filled) == 1 and any(filled.values())

    def _cell(self, row: int) -> tuple[int, str]:
        """The one cell of a row, with its column."""
        return next(iter(self.sheet.cells[row].items()))

    def _is_text(self, row: int, tabular: Sequence[int]) -> bool:
        """Whether a row is a line of text and not of the table: one cell that is a title, a heading, or long.

        A label whose values are all empty looks much the same. What tells it apart is that it is merged with nothing
        beside it, is not long, and stands among the rows of a table.
        """
        if not self._alone(row):
            return False
        if not tabular or not tabular[0] < row < tabular[-1]:
            return True
        column, text = self._cell(row)
        if column != self.first or (row, column) in self.wide:
            return len(text) > _LONG
        return len(text) > _LONG or _HEADING.match(text.strip(SPACES)) is not None

    def _paragraphs(self, row: int) -> list[Block]:
        column, text = self._cell(row)
        at = Place(sheet=self.sheet.name, cell=address(row, column))
        return [Paragraph(line.strip(SPACES), at) for line in text.splitlines() if line.strip(SPACES)]

    def _row(self, row: int, columns: range) -> GridRow:
        filled = self.sheet.cells[row]
        # Without borders, a gap between values is an empty cell; behind the last one there may be none.
        gap = None if self.sheet.ruled else ""
        end = max(filled)
        while (row, end + 1) in self.covered:
            end += 1
        cells = tuple(
            _text(filled[column]) if column in filled else None if (row, column) in self.covered else gap
            for column in columns
            if column <= end
        )
        cells = whole_row(cells, self.wide.get((row, columns[0]), 1) >= len(columns))
        name = self.sheet.name
        places = tuple(Place(sheet=name, cell=address(row, columns[i])) for i in range(len(cells)))
        return GridRow(cells, places[0], places)


def _text(text: str) -> str:
    return one_line(join_lines(text.split("\n")) if "\n" in text else text)
