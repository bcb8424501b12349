"""The table zone of a document -> every cell of the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from gongkai.reading.document import Grid, GridRow
from gongkai.reading.match.assemble import Assembler
from gongkai.reading.match.candidates import settle
from gongkai.reading.match.fill import Filled, Line, fill, printed
from gongkai.reading.match.found import Found
from gongkai.reading.match.labels import LabelIndex
from gongkai.reading.match.plan import BlockPlan, LinePlan
from gongkai.reading.match.rows import RowClassifier
from gongkai.reading.match.strips import Slot, Strip, values_among
from gongkai.report.form import Form
from gongkai.report.notice import Notice
from gongkai.report.report import OddRow, PrintedLabel
from gongkai.report.values import Cell, Place

# A row of the zone and the table whose chapter heading it is, if it is one.
ZoneRow = tuple[GridRow, Grid | None, str | None]


class TablesRead(msgspec.Struct, frozen=True):
    """All cells of the form by key, in drawn order, with what was noticed."""

    cells: Mapping[str, Cell]
    notices: tuple[Notice, ...]
    labels: tuple[PrintedLabel, ...]
    odd_rows: tuple[OddRow, ...]
    rows_found: int


def read_tables(
    zone: Iterable[ZoneRow], plan: Sequence[BlockPlan], classify: RowClassifier, index: LabelIndex
) -> TablesRead:
    """Read the tables laid out in ``plan`` from the rows of ``zone``."""
    assembler = Assembler(classify, index)
    for row, grid, table in zone:
        if table is not None:
            assembler.enter(table)
        else:
            assembler.feed(row, grid)
    assembler.close()
    found = assembler.found
    missing: dict[str, Cell] = {}
    for block in plan:
        missing.update(block.missing)
    filled = Filled(missing, found.notices)
    if found.unlabelled:
        _place_unlabelled(found, [line for block in plan if block.drawn == "down" for line in block.rows])
    for block in plan:
        if block.drawn == "across":
            _across(found, block, filled)
        else:
            _down(found, block, filled)
    _tell_doubtful(found, plan, filled)
    _tell_beside_surplus(found, plan, filled)
    _tell_apart(found, plan, index.form, filled)
    for strip in found.unlabelled:
        slots: dict[str, str | int] = {"row": strip.words[:40] if strip.words else "，没有读入"}
        code = "ROW-UNKNOWN" if strip.words else "ROW-UNLABELLED"
        filled.notices.append(Notice(code, slots, at=strip.at))
    rows_found = len(found.strips) + len(found.remedies)
    return TablesRead(filled.cells, tuple(filled.notices), tuple(found.labels), tuple(filled.odd_rows), rows_found)


def _down(found: Found, block: BlockPlan, filled: Filled) -> None:
    """A block with one row of values a line."""
    strips = found.strips
    lines = [Line(line, strips[line.name]) for line in block.rows if line.name in strips]
    if lines:
        fill(lines, block.between, filled)


def _tell_doubtful(found: Found, plan: Sequence[BlockPlan], filled: Filled) -> None:
    """Rows without sums that hold an empty cell, where the table has rows with a cell too many.

    Their value may be one that was put in, and nothing in the row shows it.
    """
    rows = [line for block in plan if not block.whole.identities for line in block.rows if line.name in found.strips]
    strips = {line.name: found.strips[line.name][0] for line in rows}
    narrowest = min((strip.width for strip in strips.values()), default=0)
    surplus = any(odd.found > odd.expected and odd.row in strips for odd in filled.odd_rows)
    for line in rows:
        strip = strips[line.name]
        gap = strip.ruled and len(strip.cells) > len(strip.values) > 0
        if gap and (surplus or strip.width > narrowest):
            filled.notices.append(Notice("ROW-SHIFT-POSSIBLE", {"row": line.label}, line.keys, strip.at))


def _tell_beside_surplus(found: Found, plan: Sequence[BlockPlan], filled: Filled) -> None:
    """Rows with as many values as cells, where blanks leave no trace and the table has rows with a value too many.

    One of their values may be surplus too, and one of their cells blank. A single row with a value too many may hold a
    number that strayed into it: only the rows next to it are told.
    """
    odd = {row.row for row in filled.odd_rows if row.found > row.expected}
    if not odd:
        return
    for table in dict.fromkeys(block.table for block in plan if block.drawn == "down"):
        lines = [line for block in plan if block.table == table for line in block.rows if line.name in found.strips]
        surplus = [i for i, line in enumerate(lines) if line.name in odd and not found.strips[line.name][0].ruled]
        for i, line in enumerate(lines):
            strip = found.strips[line.name][0]
            near = len(surplus) > 1 or any(abs(i - other) == 1 for other in surplus)
            if surplus and near and not strip.ruled and strip.count == len(line.keys):
                filled.notices.append(Notice("ROW-SHIFT-POSSIBLE", {"row": line.label}, line.keys, strip.at))


def _tell_apart(found: Found, plan: Sequence[BlockPlan], form: Form, filled: Filled) -> None:
    """Values that stand below their label, where the row that follows has lost its own.

    They may be that row's, and the row above be blank. Rows of one group may be printed in any order.
    """
    for table in dict.fromkeys(block.table for block in plan if block.drawn == "down"):
        lines = [line for block in plan if block.table == table for line in block.rows]
        lost = {line.name for line in lines if line.name not in found.strips}
        if not lost:
            continue
        groups = {form.rows[name].within for name in lost} - {None}
        for i, line in enumerate(lines):
            strips = found.strips.get(line.name, [])
            near = any(following.name in lost for following in lines[i + 1 : i + 2])
            if (near or form.rows[line.name].within in groups) and any(strip.apart for strip in strips):
                slots: dict[str, str | int] = {"row": line.label}
                filled.notices.append(Notice("ROW-SHIFT-POSSIBLE", slots, line.keys, strips[0].at))


def _place_unlabelled(found: Found, rows: Sequence[LinePlan]) -> None:
    """Values without a label go to the one row that is missing where they stand, if its identities do not object."""
    names = [line.name for line in rows]
    for after in dict.fromkeys(strip.after for strip in found.unlabelled):
        if after is not None and after not in names:
            continue
        group = [strip for strip in found.unlabelled if strip.after == after]
        gap: list[LinePlan] = []
        for line in rows[names.index(after) + 1 if after is not None else 0 :]:
            known = found.strips.get(line.name, ())
            if any(strip.values or len(strip.cells) >= len(line.keys) for strip in known):
                break
            gap.append(line)
        pairs = list(zip(group, gap, strict=False))
        if not gap or len(gap) != len(group) or not all(_fits(strip, line) for strip, line in pairs):
            continue
        for strip, line in pairs:
            found.strips[line.name] = [strip]
            found.unlabelled.remove(strip)
            slots: dict[str, str | int] = {"row": f"，按位置读作“{line.label}”"}
            found.notices.append(Notice("ROW-UNLABELLED", slots, line.keys, strip.at))


def _fits(strip: Strip, line: LinePlan) -> bool:
    values = tuple(p.token.value for p in printed(strip))
    return len(values) == len(line.keys) and settle(values, line.identities) is not None


def _across(found: Found, block: BlockPlan, filled: Filled) -> None:
    """A block whose rows stand side by side in one printed line, or in a table of its own each."""
    if not found.remedies:
        return
    _set_strays_aside(found, block, filled)
    own = _own_tables(found, block)
    if own is None:
        strip = _concatenated(found.remedies)
        if len(found.remedies) > 1 and not _fits(strip, block.whole):
            # A page number among the rows may stand in the place of a value that was lost.
            slots: dict[str, str | int] = {"row": block.whole.label, "found": len(found.remedies)}
            filled.notices.append(Notice("ROW-PIECED", slots, block.whole.keys, strip.at))
        fill([Line(block.whole, [strip])], (), filled)
        return
    for line, strip in own:
        fill([Line(line, [strip])], (), filled)


def _set_strays_aside(found: Found, block: BlockPlan, filled: Filled) -> None:
    """Lone numbers beside a row that has all its values are none of them: page numbers most likely.

    Where no lines are drawn the row may still lack one and hold another too many, and is told.
    """
    rows = [strip for strip in found.remedies if strip.single and strip.count == len(block.whole.keys)]
    strays = [strip for strip in found.remedies if strip.count == len(strip.row.cells) == 1]
    if len(rows) != 1 or not strays or len(strays) + 1 < len(found.remedies):
        return
    row = rows[0]
    if not row.ruled or row.width > row.count:
        slots: dict[str, str | int] = {"row": block.whole.label, "found": len(found.remedies)}
        filled.notices.append(Notice("ROW-PIECED", slots, block.whole.keys, row.at))
    for stray in strays:
        printed_as = " ".join(p.token.raw for p in printed(stray))
        filled.notices.append(Notice("SURPLUS-NUMBER", {"printed": printed_as}, at=stray.at))
    found.remedies = rows


def _own_tables(found: Found, block: BlockPlan) -> list[tuple[LinePlan, Strip]] | None:
    """The strips of separate tables with the row each belongs to; None for one table."""
    strips, rows = found.remedies, block.rows
    size = len(rows[0].keys)
    if len(strips) != len(rows) or any(size not in (len(strip.cells), len(printed(strip))) for strip in strips):
        return None
    by_id = {line.name.rpartition(".")[2]: line for line in rows}
    heads = [[head for head in named if head in by_id] for named in found.remedy_heads]
    if all(len(named) == 1 for named in heads) and len({named[0] for named in heads}) == len(rows):
        return [(by_id[named[0]], strip) for named, strip in zip(heads, strips, strict=True)]
    return list(zip(rows, strips, strict=True))


def _concatenated(strips: Sequence[Strip]) -> Strip:
    """Strips as one, each value still with its own place."""
    if len(strips) == 1:
        return strips[0]
    slots: list[Slot] = []
    places: list[Place] = []
    for strip in strips:
        slots += [Slot(slot.index + len(places), slot.item) for slot in strip.slots]
        places += [strip.row.place(i) for i in range(len(strip.row.cells))]
    cells = tuple(cell for strip in strips for cell in strip.row.cells)
    row = GridRow(cells, strips[0].row.at, tuple(places))
    single = all(strip.single for strip in strips)
    width = sum(strip.width for strip in strips)
    together = strips[0].run_together
    return Strip(None, slots, values_among(slots), single, width, row, False, run_together=together)
