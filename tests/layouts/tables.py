"""Tables of the form as grids of boxes, with headers, groups and spans as they are officially drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from gongkai.law.model import Block, Column, Row, Table
from gongkai.report.form import Form
from tests.layouts.printing import Labels
from tests.layouts.sheet import Box, Grid, Line, Text


@dataclass(frozen=True)
class Arrangement:
    """What a drawer of the tables may choose.

    ``order`` gives the leaves of a group in another order; ``spaced`` puts a space into column labels of four
    characters (``结果 维持``); ``early`` draws the results of the first row of chapter four one line higher.
    """

    groups: Literal["span", "own_line"] = "span"
    proactive: Literal["one", "each", "captioned"] = "one"
    remedies: Literal["one", "early", "three", "captioned"] = "one"
    spaced: bool = False
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Drawer:
    """Draws the tables of one form with the texts of its cells (by key)."""

    form: Form
    texts: Mapping[str, str]
    labels: Labels
    arrangement: Arrangement

    def draw(self, table: Table) -> list[Text | Grid]:
        """The table as grids, with captions between them where it is drawn in parts."""
        if table.blocks[0].drawn == "across":
            return self._across(table, table.blocks[0])
        apart = self.arrangement.proactive if len(table.blocks) > 1 else "one"
        titled = apart != "captioned" and len(table.blocks) > 1
        stacks = [[block] for block in table.blocks] if apart != "one" else [list(table.blocks)]
        parts: list[Text | Grid] = []
        for stack in stacks:
            if apart == "captioned":
                parts.append(Text("caption", stack[0].title))
            deep = max(len(chain) for block in stack for _, chain in self._leaves(block)) + 1
            deep = 1 if self.arrangement.groups == "own_line" else deep
            columns = deep + max(len(block.columns) for block in stack)
            lines = [line for block in stack for line in self._down(table, block, deep, columns, titled)]
            parts.append(Grid(tuple(lines), columns))
        return parts

    def _down(self, table: Table, block: Block, deep: int, columns: int, titled: bool) -> Iterator[Line]:
        if titled:
            yield Line((Box(block.title, wide=columns),))
        yield from self._header(block, deep, columns)
        begun: set[str] = set()
        leaves = self._leaves(block)
        for row, chain in leaves:
            heads: list[Box] = []
            for group in chain:
                if group.id in begun:
                    continue
                begun.add(group.id)
                name = self.labels.text(f"{table.id}.{group.id}", group.label)
                if self.arrangement.groups == "own_line":
                    yield Line((Box(name, wide=columns),))
                else:
                    high = sum(1 for _, other in leaves if group in other)
                    heads.append(Box(name, high=high))
            own = 0 if self.arrangement.groups == "own_line" else len(chain)
            label = Box(self.labels.text(f"{table.id}.{row.id}", row.label), wide=deep - own)
            values = self._values(table, block, row, columns - deep)
            yield Line((*heads, label, *values), row=f"{table.id}.{row.id}")

    def _header(self, block: Block, deep: int, columns: int) -> Iterator[Line]:
        wide = _last_wide(block, columns - deep)
        if not block.heads:
            boxes = (Box(self._head(column), wide=wide.get(column.id, 1)) for column in block.columns)
            yield Line((Box(block.corner, wide=deep), *boxes))
            return
        yield Line((Box(block.corner, wide=deep, high=3), Box(block.heads[0], wide=columns - deep)))
        under = [column for column in block.columns if column.under]
        second: list[Box] = []
        for column in block.columns:
            if not column.under:
                second.append(Box(self._head(column), high=2))
            elif column is under[0]:
                second.append(Box(column.under, wide=len(under)))
        yield Line(tuple(second))
        yield Line(tuple(Box(self._head(column)) for column in under))

    def _across(self, table: Table, block: Block) -> list[Text | Grid]:
        each = len(block.columns)
        heads = tuple(Box(self._head(column)) for column in block.columns)
        names = [Box(self.labels.text(f"{table.id}.{row.id}", row.label), wide=each) for row in block.rows]
        values = [self._values(table, block, row, each) for row in block.rows]
        if self.arrangement.remedies in ("three", "captioned"):
            parts: list[Text | Grid] = []
            for row, name, boxes in zip(block.rows, names, values, strict=True):
                lines: tuple[Line, ...] = (Line((name,)), Line(heads), Line(boxes, f"{table.id}.{row.id}"))
                if self.arrangement.remedies == "captioned":
                    parts.append(Text("caption", name.text))
                    lines = lines[1:]
                parts.append(Grid(lines, each))
            return parts
        group = Box(block.heads[0], wide=each * (len(names) - 1))
        if self.arrangement.remedies == "early":
            high = tuple(Box(head.text, high=2) for head in heads)
            top = (Line((names[0], group)), Line((*high, *names[1:])), Line(heads * (len(names) - 1)))
        else:
            first = Box(names[0].text, wide=each, high=2)
            top = (Line((first, group)), Line(tuple(names[1:])), Line(heads * len(names)))
        everything = tuple(box for boxes in values for box in boxes)
        return [Grid((*top, Line(everything, table.id)), each * len(names))]

    def _values(self, table: Table, block: Block, row: Row, wide: int) -> tuple[Box, ...]:
        keys = {column.id: f"{table.id}.{row.id}.{column.id}" for column in block.columns}
        last = _last_wide(block, wide)
        return tuple(Box(self.texts[key], wide=last.get(name, 1), key=key) for name, key in keys.items())

    def _head(self, column: Column) -> str:
        label = column.label
        return f"{label[:2]} {label[2:]}" if self.arrangement.spaced and len(label) == 4 else label

    def _leaves(self, block: Block) -> list[tuple[Row, tuple[Row, ...]]]:
        """Rows that carry values, each with its groups from the outermost in, in the order they are drawn."""
        rows = {row.id: row for row in block.rows}
        leaves = [row for row in block.rows if row.kind != "group"]
        for members in self.arrangement.order.values():
            if set(members) <= rows.keys():
                places = [at for at, row in enumerate(leaves) if row.id in members]
                for at, name in zip(places, members, strict=True):
                    leaves[at] = rows[name]
        return [(row, _chain(rows, row)) for row in leaves]


def _chain(rows: Mapping[str, Row], row: Row) -> tuple[Row, ...]:
    if row.within is None:
        return ()
    group = rows[row.within]
    return (*_chain(rows, group), group)


def _last_wide(block: Block, wide: int) -> dict[str, int]:
    """The last column of a narrow block is drawn over all that is left of the table."""
    return {block.columns[-1].id: wide - len(block.columns) + 1}
