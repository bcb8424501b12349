"""The table zone of a document -> every cell of the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from gongkai.law.model import Block, Table
from gongkai.reading.document import Grid, GridRow
from gongkai.reading.match.candidates import RowIdentity, settle
from gongkai.reading.match.fill import Filled, Line, column_identities, fill, row_identities
from gongkai.reading.match.items import Classifier
from gongkai.reading.match.strips import Assembler, Found, Strip
from gongkai.report.form import Form
from gongkai.report.notice import Notice
from gongkai.report.report import OddRow, PrintedLabel
from gongkai.report.values import MISSING, Cell

# A row of the zone and the table whose chapter heading it is, if it is one.
ZoneRow = tuple[GridRow, Grid | None, str | None]


class TablesRead(msgspec.Struct, frozen=True):
    """All cells of the form by key, in drawn order, with what was noticed."""

    cells: Mapping[str, Cell]
    notices: tuple[Notice, ...]
    labels: tuple[PrintedLabel, ...]
    odd_rows: tuple[OddRow, ...]


def read_tables(zone: Iterable[ZoneRow], form: Form, classify: Classifier) -> TablesRead:
    """Read the tables of ``form`` from the rows of ``zone``."""
    assembler = Assembler(classify)
    for row, grid, table in zone:
        if table is not None:
            assembler.enter(table)
        else:
            assembler.feed(row, grid)
    assembler.close()
    found = assembler.found
    filled = Filled(notices=found.notices)
    for table_ in form.text.tables:
        _place_unlabelled(found, table_, form)
        for block in table_.blocks:
            if block.drawn == "across":
                _across(found, table_, block, form, filled)
            else:
                _down(found, table_, block, form, filled)
    for strip in found.unlabelled:
        filled.notices.append(Notice("ROW-UNLABELLED", {"row": "，没有读入"}, at=strip.at))
    cells = {key: filled.cells.get(key, MISSING) for key in form.cells}
    return TablesRead(cells, tuple(filled.notices), tuple(found.labels), tuple(filled.odd_rows))


def _down(found: Found, table: Table, block: Block, form: Form, filled: Filled) -> None:
    """A block with one row of values a line."""
    identities = row_identities(table, block)
    lines = [
        Line(
            name=row.id,
            label=row.label,
            keys=tuple(f"{table.id}.{row.id}.{column.id}" for column in block.columns),
            strips=list(found.strips[f"{table.id}.{row.id}"]),
            identities=identities,
        )
        for row in block.rows
        if row.kind != "group" and f"{table.id}.{row.id}" in found.strips
    ]
    fill(lines, column_identities(table), form, filled)
    for i, odd in enumerate(filled.odd_rows):
        if "." not in odd.row and f"{table.id}.{odd.row}" in found.strips:
            filled.odd_rows[i] = msgspec.structs.replace(odd, row=f"{table.id}.{odd.row}")


def _place_unlabelled(found: Found, table: Table, form: Form) -> None:
    """Values without a label go to the one row that is missing where they stand, if the identities do not object."""
    rows = [
        f"{table.id}.{row.id}"
        for block in table.blocks
        if block.drawn == "down"
        for row in block.rows
        if row.kind != "group"
    ]
    for after in dict.fromkeys(strip.after for strip in found.unlabelled):
        group = [strip for strip in found.unlabelled if strip.after == after]
        if after is not None and after not in rows:
            continue
        start = rows.index(after) + 1 if after is not None else 0
        gap: list[str] = []
        for key in rows[start:]:
            if key in found.strips:
                break
            gap.append(key)
        if not gap:
            continue
        identities = row_identities(table, form.block_of(gap[0]))
        if len(gap) == len(group) and all(_fits(strip, key, form, identities) for strip, key in zip(group, gap, strict=True)):
            for strip, key in zip(group, gap, strict=True):
                found.strips[key] = [strip]
                found.unlabelled.remove(strip)
                cells = tuple(f"{key}.{column.id}" for column in form.block_of(key).columns)
                slots: dict[str, str | int] = {"row": f"，按位置读作“{form.row_label(key)}”"}
                found.notices.append(Notice("ROW-UNLABELLED", slots, cells, strip.at))


def _fits(strip: Strip, key: str, form: Form, identities: Sequence[RowIdentity]) -> bool:
    values = [token.value for slot in strip.values if slot.item is not None for token in slot.item.tokens]
    if len(values) != len(form.block_of(key).columns):
        return False
    return settle(tuple(values), identities) is not None


def _across(found: Found, table: Table, block: Block, form: Form, filled: Filled) -> None:
    """A block whose rows stand side by side in one printed line, or in a table of its own each."""
    if not found.remedies:
        return
    size = len(block.columns)
    rows = [row.id for row in block.rows]
    own = _own_tables(found, rows, size)
    if own is not None:
        groups = [([row], strip) for row, strip in own]
    else:
        groups = [(rows, _concatenated(found.remedies))]
    within = row_identities(table, block)
    for names, strip in groups:
        identities = tuple(
            (tuple(i + size * n for i in left), tuple(i + size * n for i in right))
            for n in range(len(names))
            for left, right in within
        )
        keys = tuple(f"{table.id}.{name}.{column.id}" for name in names for column in block.columns)
        label = "、".join(row.label for row in block.rows if row.id in names)
        line = Line(name=f"{table.id}.{names[0]}", label=label, keys=keys, strips=[strip], identities=identities)
        fill([line], (), form, filled)


def _own_tables(found: Found, rows: Sequence[str], size: int) -> list[tuple[str, Strip]] | None:
    """The strips of three separate tables with the row each belongs to; None for one table."""
    strips = found.remedies
    if len(strips) != len(rows) or any(len(_cells(strip, size)) != size for strip in strips):
        return None
    heads = [[head for head in named if head in rows] for named in found.remedy_heads]
    if all(len(named) == 1 for named in heads) and {named[0] for named in heads} == set(rows):
        return [(named[0], strip) for named, strip in zip(heads, strips, strict=True)]
    return list(zip(rows, strips, strict=True))


def _cells(strip: Strip, size: int) -> list[object]:
    values = [token for slot in strip.values if slot.item is not None for token in slot.item.tokens]
    return list(values) if len(values) == size else list(strip.cells)


def _concatenated(strips: Sequence[Strip]) -> Strip:
    if len(strips) == 1:
        return strips[0]
    first = strips[0]
    slots = [slot for strip in strips for slot in strip.slots]
    return Strip(None, slots, sum(strip.width for strip in strips), first.row, first.ruled and len(strips) == 1)
