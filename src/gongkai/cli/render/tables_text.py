"""The three tables of a report as aligned text."""

from __future__ import annotations

from typing import Final

from gongkai.cli.render.layout import grid
from gongkai.cli.render.words import say
from gongkai.law.model import Block, Row, Table
from gongkai.report.finding import Language
from gongkai.report.form import Form
from gongkai.report.report import Report
from gongkai.report.values import MISSING, Cell, CellKind

MARKS: Final[dict[CellKind, str]] = {"blank": "□", "missing": "×", "unreadable": "？"}

# A corner longer than this is an instruction of the form, not the name of a column.
_LONGEST_CORNER: Final = 10


def tables(report: Report, form: Form, language: Language) -> str:
    """All tables with their titles, and a legend of the marks that occur."""
    parts: list[str] = []
    for chapter in form.text.chapters:
        if chapter.table is not None:
            parts.append(f"{chapter.no}、{chapter.title}")
            parts += _table(report, form.tables[chapter.table])
    kinds = {cell.kind for cell in report.cells.values()}
    legend = "　".join(f"{mark} {say(kind, language)}" for kind, mark in MARKS.items() if kind in kinds)
    return "\n\n".join([*parts, legend] if legend else parts)


def shown(cell: Cell) -> str:
    """What stands in the cell: the number, the mark that was printed, or our sign for what is not there."""
    if cell.value is not None:
        return str(cell.value) if isinstance(cell.value, int) else f"{cell.value:f}"
    return MARKS.get(cell.kind, cell.raw or "—")


def _table(report: Report, table: Table) -> list[str]:
    return [
        "\n".join(([block.title] if len(table.blocks) > 1 else []) + _block(report, table, block))
        for block in table.blocks
    ]


def _block(report: Report, table: Table, block: Block) -> list[str]:
    corner = block.corner if len(block.corner) <= _LONGEST_CORNER else ""
    header = [corner, *(column.label for column in block.columns)]
    above = ["", *(column.under or "" for column in block.columns)]
    rows = [[_indent(block, row) + row.label, *_values(report, table, block, row)] for row in block.rows]
    return grid(header, rows, above)


def _values(report: Report, table: Table, block: Block, row: Row) -> list[str]:
    if row.kind == "group":
        return [""] * len(block.columns)
    keys = (f"{table.id}.{row.id}.{column.id}" for column in block.columns)
    return [shown(report.cells.get(key, MISSING)) for key in keys]


def _indent(block: Block, row: Row) -> str:
    """One full-width space for every row above that this one belongs to."""
    within = {other.id: other.within for other in block.rows}
    depth = 0
    parent = row.within
    while parent is not None:
        depth += 1
        parent = within.get(parent)
    return "　" * depth
