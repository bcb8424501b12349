"""A form laid out for filling: the rows of every block with their cells and identities, worked out once."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from gongkai.law.model import Block, Table
from gongkai.reading.match.candidates import RowIdentity
from gongkai.reading.match.solve import ColumnIdentity
from gongkai.report.form import CellSpec, Form
from gongkai.report.values import MISSING, Cell


class LinePlan(msgspec.Struct, frozen=True):
    """A printed line: ``name`` is ``table.row`` (of its first row), ``keys`` and ``specs`` are its cells in order.

    ``alike``: all cells are of one type and unit.
    """

    name: str
    label: str
    keys: tuple[str, ...]
    specs: tuple[CellSpec, ...]
    identities: tuple[RowIdentity, ...]
    alike: bool


class BlockPlan(msgspec.Struct, frozen=True):
    """A block: its rows as lines of their own, and all of them side by side as one line.

    ``between`` are the identities between rows, in the order in which they may be left out; ``missing`` are the cells
    of a document without the block.
    """

    table: str
    drawn: str
    rows: tuple[LinePlan, ...]
    whole: LinePlan
    between: tuple[ColumnIdentity, ...]
    missing: Mapping[str, Cell]


def plan_of(form: Form) -> tuple[BlockPlan, ...]:
    """The plan of every block of ``form``, in drawn order."""
    return tuple(_block(form, table, block) for table in form.text.tables for block in table.blocks)


def _block(form: Form, table: Table, block: Block) -> BlockPlan:
    within = _row_identities(table, block)
    rows = tuple(
        _line(
            form,
            f"{table.id}.{row.id}",
            row.label,
            [f"{table.id}.{row.id}.{c.id}" for c in block.columns],
            within,
        )
        for row in block.rows
        if row.kind != "group"
    )
    size = len(block.columns)
    shifted = tuple(
        (tuple(i + size * n for i in left), tuple(i + size * n for i in right))
        for n in range(len(rows))
        for left, right in within
    )
    whole = _line(form, rows[0].name, "、".join(r.label for r in rows), [key for r in rows for key in r.keys], shifted)
    between = tuple(
        (
            tuple(f"{table.id}.{name}" for name in identity.left),
            tuple(f"{table.id}.{name}" for name in identity.right),
        )
        for identity in table.identities
        if identity.over == "rows"
    )
    return BlockPlan(table.id, block.drawn, rows, whole, between, dict.fromkeys(whole.keys, MISSING))


def _line(form: Form, name: str, label: str, keys: list[str], identities: tuple[RowIdentity, ...]) -> LinePlan:
    specs = tuple(form.cells[key] for key in keys)
    return LinePlan(name, label, tuple(keys), specs, identities, len({(spec.type, spec.unit) for spec in specs}) == 1)


def _row_identities(table: Table, block: Block) -> tuple[RowIdentity, ...]:
    """The identities that hold within each row of ``block``, as positions of its columns."""
    position = {column.id: i for i, column in enumerate(block.columns)}
    return tuple(
        (tuple(position[name] for name in identity.left), tuple(position[name] for name in identity.right))
        for identity in table.identities
        if identity.over == "columns" and {*identity.left, *identity.right} <= position.keys()
    )
