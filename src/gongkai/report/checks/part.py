"""A block of the form as the checks look at it."""

from __future__ import annotations

from functools import cached_property, lru_cache

from gongkai.law.model import Block, Table
from gongkai.report.form import CellSpec, Form

Slots = dict[str, str | int]


class Part:
    """A block of the form with the table it stands in and its cells, in drawn order; ``key`` is (table, block)."""

    def __init__(self, table: Table, block: Block, cells: tuple[CellSpec, ...]) -> None:
        self.table = table
        self.block = block
        self.cells = cells
        self.key = (table.id, block.id)

    @cached_property
    def rows(self) -> frozenset[str]:
        """Its rows as ``table.row``."""
        return frozenset(f"{self.table.id}.{row.id}" for row in self.block.rows)

    @cached_property
    def has_units(self) -> bool:
        """Whether the form fixes a unit for any of its columns."""
        return any(column.unit is not None for column in self.block.columns)


@lru_cache(maxsize=8)
def parts_of(form: Form) -> tuple[Part, ...]:
    """Every block of a form, in drawn order."""
    cells = form.cells_by_block
    return tuple(Part(table, block, cells[table.id, block.id]) for table in form.text.tables for block in table.blocks)


@lru_cache(maxsize=8)
def tables_of(form: Form) -> tuple[tuple[Table, tuple[Part, ...]], ...]:
    """Every table of a form with its blocks, in drawn order."""
    return tuple((table, tuple(p for p in parts_of(form) if p.table is table)) for table in form.text.tables)
