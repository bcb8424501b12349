"""Pages in reading order -> the blocks of the document: paragraphs and tables go on over page breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from gongkai.reading.document import Grid, GridRow, Paragraph
from gongkai.reading.formats.pdf.lines import Line, confidence_of
from gongkai.reading.formats.pdf.marks import Box
from gongkai.reading.formats.pdf.order import Laid, Table
from gongkai.report.values import Place

Block = Paragraph | Grid

# Borders of columns on two pages closer than this (points) are the same.
_SAME = 4.0
# In widths of a Chinese character: how far from the right edge a full line may end (less where it ends a sentence, and
# paragraphs are not indented), what is an indent, line spacing.
_FULL = 2.2
_FULL_AT_END = 1.1
_INDENT = 0.9
_SPACING = 2.6
_SIZE = 0.12
# A full line takes this share of the page at least.
_WIDE = 0.3
_ENDS = "。！？：；!?:;"
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+(?:部分|章|条)")
_ITEM = re.compile(r"[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．]")


class Flow:
    """Takes pages in order (``page``); ``blocks`` at the end gives what they hold."""

    def __init__(self, pages: Sequence[Laid]) -> None:
        self._blocks: list[Block] = []
        self._edges = _edges(pages)
        self._page: Laid | None = None
        self._paragraph: list[tuple[Line, Laid]] = []
        self._rows: list[GridRow] = []
        self._tables: list[tuple[Table, Laid]] = []
        for page in pages:
            self._page = page
            for part in page.parts:
                if isinstance(part, Table):
                    self._table(part, page)
                else:
                    self._line(part, page)

    def blocks(self) -> tuple[Block, ...]:
        """All blocks."""
        self._close()
        return tuple(self._blocks)

    def _table(self, table: Table, page: Laid) -> None:
        if self._tables:
            last, last_page = self._tables[-1]
            if page.number == last_page.number + 1 and _same_sides(last, table):
                self._tables.append((table, page))
                return
        self._close()
        self._tables.append((table, page))

    def _line(self, line: Line, page: Laid) -> None:
        columns = line.columns()
        if len(columns) > 1:
            if self._paragraph or self._tables:
                self._close()
            places = tuple(_place(page, column.box, confidence_of(column.glyphs)) for column in columns)
            self._rows.append(GridRow(tuple(c.text for c in columns), _place(page, line.box), places))
            return
        if self._paragraph and self._goes_on(*self._paragraph[-1], line, page):
            self._paragraph.append((line, page))
            return
        self._close()
        self._paragraph.append((line, page))

    def _goes_on(self, above: Line, above_page: Laid, line: Line, page: Laid) -> bool:
        """Whether ``line`` belongs to the paragraph of the line above it."""
        em = above.em
        if abs(line.em - em) > _SIZE * em or line.x0 - self._edges[_format(page)].left > _INDENT * em:
            return False
        if page is above_page and not 0 < line.base - above.base <= _SPACING * em:
            return self._next_column(above, line)
        return self._is_open(above, above_page, line, page)

    def _next_column(self, above: Line, line: Line) -> bool:
        return line.base < above.base and above.glyphs[-1].char not in _ENDS and not _begins(line.text)

    def _is_open(self, above: Line, above_page: Laid, line: Line, page: Laid) -> bool:
        em, end = above.em, above.glyphs[-1].char
        room = self._edges[_format(above_page)].right - above.x1
        text = line.text
        if above.x1 - above.x0 < _WIDE * above_page.width:
            return False
        unsure = end in _ENDS and not self._edges[_format(page)].indented
        if _HEADING.match(text) or (unsure and _ITEM.match(text)):
            return False
        return room <= (_FULL_AT_END if unsure else _FULL) * em

    def _close(self) -> None:
        """What is open is complete."""
        if self._paragraph:
            self._blocks.append(_paragraph(self._paragraph))
            self._paragraph = []
        if self._rows:
            self._blocks.append(Grid(tuple(self._rows), False))
            self._rows = []
        if self._tables:
            rows = tuple(_grid_rows(self._tables))
            if rows:
                self._blocks.append(Grid(rows, True))
            self._tables = []


def _begins(text: str) -> bool:
    return bool(_HEADING.match(text) or _ITEM.match(text))


def _format(page: Laid) -> tuple[int, int]:
    return round(page.width), round(page.height)


class _Edges(NamedTuple):
    """Where running text begins and ends; whether its paragraphs begin with an indent of two characters."""

    left: float
    right: float
    indented: bool


def _edges(pages: Sequence[Laid]) -> dict[tuple[int, int], _Edges]:
    """The edges of the running text, by the format of the page."""
    lines: dict[tuple[int, int], list[Line]] = {}
    for page in pages:
        lines.setdefault(_format(page), []).extend(part for part in page.parts if isinstance(part, Line))
    found: dict[tuple[int, int], _Edges] = {}
    for form, own in lines.items():
        left = min((line.x0 for line in own), default=0.0)
        indents = sum(1.4 < (line.x0 - left) / line.em < 2.8 for line in own)
        found[form] = _Edges(left, _right_edge(own, form[0]), indents > 1)
    return found


def _right_edge(lines: Sequence[Line], width: float) -> float:
    """Where full lines end: as far right as at least two of them do."""
    ends = sorted((line.x1 for line in lines), reverse=True)
    for first, second in pairwise(ends):
        if first - second < _SAME * 2:
            return first
    return ends[0] if ends else width


def _place(page: Laid, box: Box, confidence: float | None = None) -> Place:
    return Place(page=page.number, bbox=page.place(box), confidence=confidence)


def _paragraph(lines: Sequence[tuple[Line, Laid]]) -> Paragraph:
    """Lines joined; its place is what of it stands on its first page."""
    text = lines[0][0].text
    for (above, _), (line, _) in pairwise(lines):
        before, behind = above.glyphs[-1].char, line.glyphs[0].char
        words = before.isascii() and before.isalpha() and behind.isascii() and behind.isalpha()
        text += " " + line.text if words else line.text
    page = lines[0][1]
    boxes = [line.box for line, own in lines if own is page]
    return Paragraph(text, _place(page, _around(boxes), confidence_of([g for line, _ in lines for g in line.glyphs])))


def _around(boxes: Sequence[Box]) -> Box:
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _same_sides(above: Table, below: Table) -> bool:
    """Whether two tables have the same left and right side, and the narrower one no border that the other lacks."""
    a, b = above.lattice.xs, below.lattice.xs
    if abs(a[0] - b[0]) > _SAME or abs(a[-1] - b[-1]) > _SAME:
        return False
    few, many = sorted((a, b), key=len)
    return all(any(abs(x - other) <= _SAME for other in many) for x in few)


def _grid_rows(tables: Sequence[tuple[Table, Laid]]) -> list[GridRow]:
    """The rows of tables that go on from page to page, on the columns of the one that has most."""
    xs = max((table.lattice.xs for table, _ in tables), key=len)
    rows: list[GridRow] = []
    for table, page in tables:
        own = table.lattice.xs
        columns = [min(range(len(xs)), key=lambda i, x=x: abs(xs[i] - x)) for x in own] if own is not xs else None  # type: ignore[misc]
        rows += _rows(table, page, columns, len(xs) - 1)
    return rows


def _rows(table: Table, page: Laid, columns: list[int] | None, wide: int) -> list[GridRow]:
    """The rows of one table; ``columns`` tells on which of ``wide`` columns each of its own borders lies."""
    lattice = table.lattice
    rows: list[GridRow] = []
    for number, positions in enumerate(lattice.cells):
        at = _place(page, (lattice.xs[0], lattice.ys[number], lattice.xs[-1], lattice.ys[number + 1]))
        cells: list[str | None] = [None] * wide
        places = [at] * wide
        last = -1
        for column, cell in enumerate(positions):
            if cell < 0:
                continue
            last = (columns[column + 1] if columns else column + 1) - 1
            if lattice.first[cell] == (number, column):
                target = columns[column] if columns else column
                cells[target] = table.texts[cell]
                places[target] = _place(page, lattice.boxes[cell], table.confidence[cell])
        if any(cell is not None for cell in cells):
            rows.append(GridRow(tuple(cells[: last + 1]), at, tuple(places[: last + 1])))
    return rows
