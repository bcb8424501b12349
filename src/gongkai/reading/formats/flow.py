"""From drawn cells to blocks: what formats with paragraphs and tables within tables have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import msgspec

from gongkai.errors import TooLargeError
from gongkai.reading.document import Grid, GridRow, Paragraph
from gongkai.report.values import Place
from gongkai.text.normal import SPACES

Block = Paragraph | Grid
Part: TypeAlias = "str | Table"

# Positions of all tables together; the largest report has some 400.
MAX_POSITIONS = 200_000
_LONG = 40
_ENDS = re.compile(r"[0-9A-Za-z０-９.,，．%％+\-]")
_SPACED = re.compile(r"[ \t\r\n\f\v\u00a0\u3000]+")


class Linked(str):
    """A paragraph that is nothing but links: a menu, not text."""

    __slots__ = ()


class Drawn(msgspec.Struct):
    """A cell as drawn: its paragraphs and tables in order, and how many columns it covers.

    Of a cell with one column and one paragraph the paragraph alone may stand in its place.
    """

    parts: list[Part]
    wide: int = 1


class Table(msgspec.Struct):
    """Rows of cells; None is a position without a cell of its own. ``nested`` counts the cells of tables within it."""

    rows: Sequence[Sequence[Drawn | str | None]]
    nested: int = 0

    @property
    def size(self) -> int:
        """All cells, those of tables within included."""
        return self.nested + sum(1 for row in self.rows for cell in row if cell is not None)


def unframed(parts: Iterable[Part]) -> Iterator[Part]:
    """The ``parts`` with tables of one cell replaced by what is in the cell: these are frames."""
    for part in parts:
        if isinstance(part, Table) and len(part.rows) == 1 and len(part.rows[0]) == 1:
            yield from parts_in(part.rows[0][0])
        else:
            yield part


class Flow:
    """Collects blocks in reading order; raises TooLargeError beyond MAX_POSITIONS."""

    def __init__(self, tables: int = 0) -> None:
        self.blocks: list[Block] = []
        self.tables = tables
        self._positions = 0
        self._tabbed: list[GridRow] = []

    def add(self, parts: Iterable[Part]) -> None:
        """Add paragraphs and tables."""
        for part in unframed(parts):
            if isinstance(part, Table):
                self.table(part)
            elif not isinstance(part, Linked):
                self.text(part)

    def text(self, text: str) -> None:
        """Add a paragraph; each of its lines becomes one. Lines with tabs between words are rows of a grid."""
        for line in text.split("\n") if "\n" in text else (text,):
            line = line.strip(SPACES)
            if not line:
                continue
            at = Place(block=len(self.blocks) + len(self._tabbed) + 1)
            cells = tuple(cell.strip(SPACES) for cell in line.split("\t")) if "\t" in line else ()
            if sum(1 for cell in cells if cell) > 1:
                self._tabbed.append(GridRow(cells, at))
            else:
                self.close()
                self.blocks.append(Paragraph(line.replace("\t", " "), at))

    def close(self) -> None:
        """What follows belongs to no row before."""
        if self._tabbed:
            self.blocks.append(Grid(tuple(self._tabbed), False))
            self._tabbed = []

    def table(self, table: Table) -> None:
        """Add a table as a grid, or the contents of its cells where it only lays them out."""
        self.close()
        self.tables += 1
        if table.nested and is_layout(table.nested, _with_text(table)):
            for row in table.rows:
                for cell in row:
                    self.add(parts_in(cell))
            self.close()
            return
        self._grid(table, self.tables)

    def _grid(self, table: Table, number: int) -> None:
        rows: list[GridRow] = []
        for index, drawn in enumerate(table.rows, 1):
            self._positions += len(drawn)
            if self._positions > MAX_POSITIONS:
                raise TooLargeError(f"文件中的表格超过 {MAX_POSITIONS} 个单元格，超出安全读取的范围，没有读取")
            if not drawn:
                continue
            alone = parts_in(drawn[0]) if drawn[0] is not None and _wide(drawn[0]) == len(drawn) else None
            if alone is not None and _is_prose(alone):
                if rows:
                    self.blocks.append(Grid(tuple(rows), True))
                    rows = []
                for part in alone:
                    self.text(flat(part))
                self.close()
                continue
            texts = [None if cell is None else cell_text(cell) for cell in drawn]
            cells = whole_row(tuple(texts), alone is not None)
            rows.append(GridRow(cells, Place(table=number, row=index)))
        if rows:
            self.blocks.append(Grid(tuple(rows), True))


def whole_row(cells: tuple[str | None, ...], alone: bool) -> tuple[str | None, ...]:
    """The cells of a row; of one whose first cell spans all (``alone``) only that: it is a line across the table."""
    return cells[:1] if alone and cells[0] else cells


def is_layout(nested: int, own: int) -> bool:
    """Whether a table only lays out what is within it: ``nested`` cells of inner tables, ``own`` cells with text."""
    return nested >= own


def parts_in(cell: Drawn | str | None) -> Sequence[Part]:
    """The paragraphs and tables in a cell; none in a position without one."""
    return () if cell is None else (cell,) if isinstance(cell, str) else cell.parts


def _wide(cell: Drawn | str) -> int:
    return 1 if isinstance(cell, str) else cell.wide


def nested_cells(rows: Sequence[Sequence[Drawn | str | None]]) -> int:
    """How many cells the tables within the cells of ``rows`` have, at every depth."""
    return sum(part.size for row in rows for cell in row for part in parts_in(cell) if isinstance(part, Table))


def _with_text(table: Table) -> int:
    return sum(
        any(isinstance(part, str) and part.strip(SPACES) for part in parts_in(cell))
        for row in table.rows
        for cell in row
    )


def cell_text(cell: Drawn | str) -> str:
    """The text of a cell in one line."""
    if isinstance(cell, str):
        return cell if cell.isalnum() else one_line(cell)
    parts = cell.parts
    if len(parts) == 1 and isinstance(parts[0], str) and "\n" not in parts[0]:
        return one_line(parts[0])
    return one_line(join_lines([line for part in parts for line in flat(part).split("\n")]))


def flat(part: Part) -> str:
    """A paragraph as it is, a table within a cell as its words."""
    return part if isinstance(part, str) else " ".join(_words(part))


def _words(table: Table) -> Iterator[str]:
    for row in table.rows:
        for cell in row:
            if cell is not None:
                yield cell_text(cell)


def one_line(text: str) -> str:
    """``text`` without line breaks, tabs, or white space at its ends."""
    if text.isalnum():
        return text
    text = text.strip(SPACES)
    return _SPACED.sub(" ", text) if _SPACED.search(text) else text


def join_lines(lines: Sequence[str]) -> str:
    """The lines of one cell in one: words go on, numbers stay apart, for 12 above 34 is not 1234."""
    joined = ""
    for line in lines:
        line = line.strip(SPACES)
        if not line:
            continue
        apart = joined and _ENDS.fullmatch(joined[-1]) and _ENDS.fullmatch(line[0])
        joined = f"{joined} {line}" if apart else joined + line
    return joined


def _is_prose(parts: Sequence[Part]) -> bool:
    """Whether the one cell of a row holds running text rather than a title."""
    texts = [part for part in parts if isinstance(part, str) and part.strip(SPACES)]
    lines = sum(part.count("\n") + 1 for part in texts)
    return lines > 1 and (lines > 2 or any(len(part) > _LONG for part in texts))
