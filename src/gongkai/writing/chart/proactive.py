"""Chapter two as panels: blocks with the same columns together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from gongkai.law.model import Block, Column
from gongkai.report.form import Form
from gongkai.writing.chart.model import Bars, Datum, Grid
from gongkai.writing.chart.numbers import Numbers
from gongkai.writing.chart.requests import chapter_of

TABLE = "proactive"


def proactive_panels(numbers: Numbers, form: Form) -> Iterator[Bars | Grid]:
    """One panel for each run of blocks that have the same columns."""
    for _, group in groupby(form.tables[TABLE].blocks, key=lambda block: block.columns):
        yield _panel(numbers, form, list(group))


def _panel(numbers: Numbers, form: Form, blocks: list[Block]) -> Bars | Grid:
    no, _ = chapter_of(form, TABLE)
    columns = blocks[0].columns
    head = blocks[0].corner
    rows = [row for block in blocks for row in block.rows]

    def datum(row: str, column: Column, label: str) -> Datum:
        return numbers.one(f"{TABLE}.{row}.{column.id}", label)

    names = "、".join(row.label for row in rows)
    if len(columns) == 1:
        data = tuple(datum(row.id, columns[0], row.label) for row in rows)
        # The label of a column may tell the unit itself.
        title, _, rest = columns[0].label.partition("（")
        unit = columns[0].unit or ""
        return Bars(f"{names}：{title}", no, unit, head, data) if rest else Bars(columns[0].label, no, unit, head, data)
    units = tuple(column.unit or "" for column in columns)
    unit = units[0] if len(set(units)) == 1 else ""
    labels = tuple(c.label if unit or not c.unit else f"{c.label}（{c.unit}）" for c in columns)
    # Changes may be negative, money of one row has nothing beside it, and so has a single row.
    barred = tuple(column.type == "count" and len(rows) > 1 for column in columns)
    cells = tuple((row.label, tuple(datum(row.id, column, column.label) for column in columns)) for row in rows)
    return Grid(names, no, unit, head, labels, units, barred, cells)
