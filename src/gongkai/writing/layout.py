"""How the tables of a form are drawn: one neutral picture for all writers.

A table is a grid of columns with lines from top to bottom. A box stands in the line in which it begins, at its first
column, and may span columns to the right and lines downwards. Widths are shares of the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import msgspec

from gongkai.law.model import Block, Column, Row
from gongkai.law.model import Table as FormTable
from gongkai.report.form import Form

# title: of a block; corner: above the labels; head: of columns; group: of rows; label: of one row; value: a cell.
Role = Literal["title", "corner", "head", "group", "label", "value"]

# Shares of the width for the columns of labels, from the outermost group in, by how many there are.
_LABELS: Final = {1: (25.0,), 2: (10.0, 36.0), 3: (8.0, 9.5, 33.5)}
_WHOLE: Final = 100.0


class Box(msgspec.Struct, frozen=True):
    """A label, or the place of a cell of the form (``key``). ``column`` counts from 0; ``left``: not centred."""

    text: str
    role: Role
    column: int
    wide: int = 1
    high: int = 1
    key: str | None = None
    left: bool = False


class Line(msgspec.Struct, frozen=True):
    """The boxes that begin in one line, from left to right. ``joined``: stays on one page with the next line."""

    boxes: tuple[Box, ...]
    joined: bool = False


class Table(msgspec.Struct, frozen=True):
    """A drawn table of the form.

    ``widths`` are shares of each column, in sum 1. The first ``header`` lines are drawn again on every page; ``whole``:
    short enough to be kept on one page. The lines of an inner group are joined, so that its label is never torn.
    """

    id: str
    title: str
    widths: tuple[float, ...]
    lines: tuple[Line, ...]
    header: int
    whole: bool

    def boxes(self) -> Iterator[tuple[int, Box]]:
        """Every box with the line (from 0) in which it begins."""
        for number, line in enumerate(self.lines):
            for box in line.boxes:
                yield number, box


_drawn: dict[tuple[int, str], tuple[Form, dict[str, Table]]] = {}


def tables_of(form: Form) -> dict[str, Table]:
    """The drawn tables of ``form`` by table id; drawn once for each form."""
    known = _drawn.get((id(form), form.id))
    if known is None:
        titles = {chapter.table: chapter.title for chapter in form.text.chapters}
        tables = {name: _draw(table, titles.get(name, "")) for name, table in form.tables.items()}
        known = _drawn[(id(form), form.id)] = (form, tables)
    return known[1]


def leaves(block: Block) -> list[tuple[Row, tuple[Row, ...]]]:
    """The rows of a block that carry values, each with its groups from the outermost in."""
    rows = {row.id: row for row in block.rows}
    return [(row, _groups(rows, row)) for row in block.rows if row.kind != "group"]


def _groups(rows: dict[str, Row], row: Row) -> tuple[Row, ...]:
    if row.within is None:
        return ()
    group = rows[row.within]
    return (*_groups(rows, group), group)


def _draw(table: FormTable, title: str) -> Table:
    if table.blocks[0].drawn == "across":
        return _across(table, table.blocks[0], title)
    deep = 1 + max(len(groups) for block in table.blocks for _, groups in leaves(block))
    values = max(len(block.columns) for block in table.blocks)
    several = len(table.blocks) > 1
    lines = _joined([line for block in table.blocks for line in _down(table, block, deep, values, several)], several)
    labels = _LABELS[deep]
    each = (_WHOLE - sum(labels)) / values
    widths = tuple(share / _WHOLE for share in (*labels, *[each] * values))
    return Table(table.id, title, widths, tuple(lines), 0 if several else _header_lines(table.blocks[0]), several)


def _header_lines(block: Block) -> int:
    return 3 if block.heads else 1


def _down(table: FormTable, block: Block, deep: int, values: int, titled: bool) -> Iterator[Line]:
    """One row of values a line."""
    if titled:
        yield Line((Box(block.title, "title", 0, wide=deep + values, left=True),))
    yield from _header(block, deep, values)
    rows = leaves(block)
    begun: set[str] = set()
    for row, groups in rows:
        boxes: list[Box] = []
        for level, group in enumerate(groups):
            if group.id not in begun:
                begun.add(group.id)
                high = sum(1 for _, others in rows if group in others)
                boxes.append(Box(group.label, "group", level, high=high))
        boxes.append(Box(row.label, "label", len(groups), wide=deep - len(groups), left=deep > 1))
        for column, at, wide in _placed(block, deep, values):
            boxes.append(Box("", "value", at, wide, key=f"{table.id}.{row.id}.{column.id}"))
        yield Line(tuple(boxes))


def _placed(block: Block, start: int, values: int) -> Iterator[tuple[Column, int, int]]:
    """Each column of a block with its place and span; the last one is drawn over all that is left."""
    last = len(block.columns) - 1
    for i, column in enumerate(block.columns):
        yield column, start + i, values - last if i == last else 1


def _header(block: Block, deep: int, values: int) -> Iterator[Line]:
    if not block.heads:
        heads = (Box(column.label, "head", at, wide) for column, at, wide in _placed(block, deep, values))
        yield Line((Box(block.corner, "corner", 0, deep), *heads))
        return
    corner = Box(block.corner, "corner", 0, deep, high=3, left=True)
    yield Line((corner, Box(block.heads[0], "head", deep, values)))
    under = [column for column in block.columns if column.under]
    second: list[Box] = []
    third: list[Box] = []
    for column, at, wide in _placed(block, deep, values):
        if not column.under:
            second.append(Box(column.label, "head", at, wide, high=2))
            continue
        if column is under[0]:
            second.append(Box(column.under, "head", at, len(under)))
        third.append(Box(column.label, "head", at, wide))
    yield Line(tuple(second))
    yield Line(tuple(third))


def _across(table: FormTable, block: Block, title: str) -> Table:
    """All rows side by side in one line; all but the first stand under a common head."""
    each = len(block.columns)
    names = [Box(row.label, "head", each * i, each) for i, row in enumerate(block.rows)]
    first = msgspec.structs.replace(names[0], high=2)
    group = Box(block.heads[0], "head", each, each * (len(names) - 1))
    columns = [(row, column) for row in block.rows for column in block.columns]
    heads = tuple(Box(column.label, "head", i) for i, (_, column) in enumerate(columns))
    values = tuple(
        Box("", "value", i, key=f"{table.id}.{row.id}.{column.id}") for i, (row, column) in enumerate(columns)
    )
    lines = _joined([Line((first, group)), Line(tuple(names[1:])), Line(heads), Line(values)], whole=True)
    return Table(table.id, title, (1 / len(columns),) * len(columns), tuple(lines), 3, whole=True)


def _joined(lines: list[Line], whole: bool) -> list[Line]:
    last = len(lines) - 1
    held = 0
    made: list[Line] = []
    for number, line in enumerate(lines):
        highs = [
            box.high for box in line.boxes if box.role in ("corner", "head") or (box.role == "group" and box.column)
        ]
        held = max([held, *(number + high - 1 for high in highs)])
        made.append(Line(line.boxes, joined=number < (last if whole else held)))
    return made
