"""A form of the annual report, ready for use: every cell with its key, labels, type and identities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from graphlib import TopologicalSorter
from operator import itemgetter

import msgspec

from gongkai.law import LawView
from gongkai.law.model import Block, Column, FormText, Identity, Row, Table, ValueType, YearIdentity
from gongkai.report.values import Cell


class CellSpec(msgspec.Struct, frozen=True):
    """A cell of the form. ``key`` is ``table.row.column``; ``label`` names row and column as printed."""

    key: str
    table: str
    block: str
    row: str
    column: str
    type: ValueType
    unit: str | None
    label: str
    column_label: str


class Equation(msgspec.Struct, frozen=True):
    """One instance of an identity: the sum of the cells ``left`` equals the sum of the cells ``right``.

    ``id`` names the identity, ``line`` the row or column in which it holds, ``label`` that line as printed.
    """

    id: str
    code: str
    table: str
    line: str
    label: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    basis: tuple[str, ...]


class YearEquation(msgspec.Struct, frozen=True):
    """One instance of what ties a year to the one before: ``this`` = ``last`` of that year + ``plus`` - ``minus``.

    All are cell keys of this form; ``Form.earlier_key`` gives that of ``last`` in the form of the year before.
    """

    id: str
    code: str
    table: str
    line: str
    label: str
    this: str
    last: str
    plus: tuple[str, ...]
    minus: tuple[str, ...]
    basis: tuple[str, ...]


class Form:
    """A form version with its cells in drawn order and its equations; immutable."""

    def __init__(self, text: FormText) -> None:
        self.text = text
        self.id = text.id
        self.tables: Mapping[str, Table] = {table.id: table for table in text.tables}
        self.rows: Mapping[str, Row] = {
            f"{table.id}.{row.id}": row for table in text.tables for block in table.blocks for row in block.rows
        }

    @cached_property
    def cells(self) -> Mapping[str, CellSpec]:
        """Every cell of the form by key, in drawn order."""
        found: dict[str, CellSpec] = {}
        for table in self.text.tables:
            for block in table.blocks:
                for row in block.rows:
                    if row.kind != "group":
                        found.update((spec.key, spec) for spec in _row_cells(table, block, row))
        return found

    @cached_property
    def specs(self) -> tuple[CellSpec, ...]:
        """Every cell of the form, in drawn order."""
        return tuple(self.cells.values())

    @cached_property
    def all_of(self) -> Callable[[Mapping[str, Cell]], tuple[Cell, ...]]:
        """Takes the cells of the form, in drawn order, out of those of a report; KeyError where one is not there."""
        return itemgetter(*self.cells)

    @cached_property
    def units(self) -> list[str | None]:
        """The unit of every cell, in drawn order."""
        return [spec.unit for spec in self.specs]

    @cached_property
    def cells_by_block(self) -> Mapping[tuple[str, str], tuple[CellSpec, ...]]:
        """The cells of every block, by (table, block), in drawn order."""
        found: dict[tuple[str, str], list[CellSpec]] = {}
        for spec in self.cells.values():
            found.setdefault((spec.table, spec.block), []).append(spec)
        return {key: tuple(specs) for key, specs in found.items()}

    @cached_property
    def cells_by_row(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of the cells of every ``table.row``, in drawn order; groups have none."""
        found: dict[str, list[str]] = {row: [] for row in self.rows}
        for spec in self.cells.values():
            found[f"{spec.table}.{spec.row}"].append(spec.key)
        return {row: tuple(keys) for row, keys in found.items()}

    @cached_property
    def equations(self) -> tuple[Equation, ...]:
        """Every identity, written out for each row or column in which it holds."""
        return tuple(
            equation
            for table in self.text.tables
            for identity in table.identities
            for equation in _instances(table, identity)
        )

    @cached_property
    def sums(self) -> Mapping[str, tuple[str, ...]]:
        """The cells that are totals, each with the cells of which it is the sum; parts stand before their totals."""
        found: dict[str, tuple[str, ...]] = {}
        for equation in self.equations:
            sides = (equation.left, equation.right)
            for one, others in (sides, sides[::-1]):
                if len(one) == 1 and one[0] not in found:
                    found[one[0]] = others
                    break
        return {key: found[key] for key in TopologicalSorter(found).static_order() if key in found}

    @cached_property
    def yearly(self) -> tuple[YearEquation, ...]:
        """Every tie to the year before, written out for each row or column in which it holds."""
        return tuple(equation for table in self.text.tables for tie in table.yearly for equation in _ties(table, tie))

    def earlier_key(self, key: str, form_id: str) -> str | None:
        """The cell of form ``form_id`` that means the same as ``key``; None where no link says so."""
        if form_id == self.id:
            return key
        row, _, column = key.rpartition(".")
        found_in, _, earlier = (self.rows[row].same_as or "").partition(":")
        return f"{earlier}.{column}" if found_in == form_id else None

    def row_label(self, row_key: str) -> str:
        """The printed label of ``table.row``, without the line breaks of the form."""
        return self.rows[row_key].label

    def block_of(self, row_key: str) -> Block:
        """The block in which ``table.row`` is drawn."""
        table_id, _, row_id = row_key.partition(".")
        return next(b for b in self.tables[table_id].blocks if any(r.id == row_id for r in b.rows))


_forms: dict[tuple[str, str], Form] = {}


def form_of(law: LawView, form_id: str) -> Form:
    """The form ``2019`` or ``2021`` of the law in ``law``; KeyError for any other. Built once per law digest."""
    key = (law.digest, form_id)
    form = _forms.get(key)
    if form is None:
        form = _forms[key] = Form(law.forms[form_id])
    return form


def _row_cells(table: Table, block: Block, row: Row) -> list[CellSpec]:
    return [
        CellSpec(
            key=f"{table.id}.{row.id}.{column.id}",
            table=table.id,
            block=block.id,
            row=row.id,
            column=column.id,
            type=column.type,
            unit=column.unit,
            label=f"{row.label}·{_column_label(column)}",
            column_label=_column_label(column),
        )
        for column in block.columns
    ]


def _column_label(column: Column) -> str:
    return f"{column.under}·{column.label}" if column.under else column.label


def _instances(table: Table, identity: Identity) -> list[Equation]:
    return [
        Equation(
            id=identity.id,
            code=identity.code,
            table=table.id,
            line=line,
            label=label,
            left=tuple(_key(table.id, identity.over, line, name) for name in identity.left),
            right=tuple(_key(table.id, identity.over, line, name) for name in identity.right),
            basis=identity.basis,
        )
        for block in table.blocks
        for line, label in _lines(block, identity.over, {*identity.left, *identity.right})
    ]


def _ties(table: Table, tie: YearIdentity) -> list[YearEquation]:
    return [
        YearEquation(
            id=tie.id,
            code=tie.code,
            table=table.id,
            line=line,
            label=label,
            this=_key(table.id, tie.over, line, tie.this),
            last=_key(table.id, tie.over, line, tie.last),
            plus=tuple(_key(table.id, tie.over, line, name) for name in tie.plus),
            minus=tuple(_key(table.id, tie.over, line, name) for name in tie.minus),
            basis=tie.basis,
        )
        for block in table.blocks
        for line, label in _lines(block, tie.over, {tie.this, tie.last, *tie.plus, *tie.minus})
    ]


def _lines(block: Block, over: str, names: set[str]) -> list[tuple[str, str]]:
    """Id and label of the rows or columns of ``block`` in which an identity over ``names`` holds."""
    rows = [(row.id, row.label) for row in block.rows if row.kind != "group"]
    columns = [(column.id, _column_label(column)) for column in block.columns]
    lines, across = (rows, columns) if over == "columns" else (columns, rows)
    return lines if names <= {name for name, _ in across} else []


def _key(table: str, over: str, line: str, name: str) -> str:
    return f"{table}.{line}.{name}" if over == "columns" else f"{table}.{name}.{line}"
