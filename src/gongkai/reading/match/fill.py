"""Strips of values -> cells of the form, with a notice for everything that was not straightforward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from gongkai.reading.match.candidates import Number, Printed, Vector, candidates, divisions, is_canonical
from gongkai.reading.match.geometry import value_columns
from gongkai.reading.match.items import Item
from gongkai.reading.match.plan import LinePlan
from gongkai.reading.match.solve import ColumnIdentity, solve
from gongkai.reading.match.strips import Slot, Strip, values_among
from gongkai.report.form import CellSpec
from gongkai.report.notice import Notice
from gongkai.report.report import OddRow
from gongkai.report.values import MISSING, Cell, Place
from gongkai.text.numbers import Token


class Line(msgspec.Struct):
    """A printed line of values on its way to the cells of ``plan``.

    ``strips`` are the row as printed (and repetitions of it with other values); ``slots`` the cells in place where
    places are proved (an empty one is a blank); ``options`` the ways to read the values.
    """

    plan: LinePlan
    strips: list[Strip]
    slots: Sequence[Slot] | None = None
    options: list[Vector] = []
    code: str = ""

    @property
    def strip(self) -> Strip:
        """The strip that is read."""
        return self.strips[0]


class Filled(msgspec.Struct):
    """Cells by key (missing until they are filled), notices, and rows with too many or too few values."""

    cells: dict[str, Cell]
    notices: list[Notice]
    odd_rows: list[OddRow] = []


def fill(lines: Sequence[Line], between: Sequence[ColumnIdentity], filled: Filled) -> None:
    """Read ``lines``, the rows of one table with the same columns, into ``filled``."""
    labels = max([line.strips[0].slots[0].index for line in lines if line.strips[0].slots], default=0)
    for line in lines:
        if not _is_plain(line) or _has_hole(line.strip, labels):
            _fill_together(lines, between, labels, filled)
            return
    for line in lines:
        _take_values(line, line.strip.values, filled)


def _has_hole(strip: Strip, labels: int) -> bool:
    """Whether an empty cell that is none of the label columns (before ``labels``) stands before the last value.

    Then the row has a cell too many, however many values it has. Beside a cell with several values any empty one is a
    hole: a number in two pieces makes up for a blank.
    """
    if not strip.ruled or len(strip.slots) == len(strip.values):
        return False
    empty = [slot.index for slot in strip.slots if slot.item is not None and slot.item.kind == "blank"]
    if strip.count > len(strip.values):
        return bool(empty)
    return len(strip.values) > 1 and any(labels <= index < strip.values[-1].index for index in empty)


def _is_plain(line: Line) -> bool:
    """Whether the row has exactly its values, each in a cell of its own."""
    strip = line.strips[0]
    return strip.single and len(line.strips) == 1 and len(strip.values) == len(line.plan.keys)


def _fill_together(lines: Sequence[Line], between: Sequence[ColumnIdentity], labels: int, filled: Filled) -> None:
    columns = len(lines[0].plan.keys)
    for line in lines:
        _merge_repetitions(line)
    placed = value_columns([line.strip for line in lines], columns)
    for i, line in enumerate(lines):
        _prepare(line, placed.get(i), columns, labels)
    values = {line.plan.name: line.options[0] for line in lines}
    doubted = [line for line in lines if line.slots is not None and _has_one_gap(line.slots)]
    if doubted or any(line.code for line in lines):
        options = {line.plan.name: line.options for line in lines}
        solved = solve(options, between, columns)
        values.update(solved.rows)
        if doubted and solved.dropped:
            _doubt_places(options, doubted, between, columns, values)
    _tell_wide(lines, columns, filled)
    for line in lines:
        if line.code or line.slots is None:
            _take_solved(line, values[line.plan.name], filled)
        else:
            _take_values(line, line.slots, filled)


def _tell_wide(lines: Sequence[Line], columns: int, filled: Filled) -> None:
    """Rows as wide as those with a value too many: beside an empty cell, one of their values may have been put in."""
    wide = {line.strip.width for line in lines if line.strip.count > columns}
    if not wide:
        return
    for line in lines:
        strip = line.strip
        if line.code or not strip.ruled or strip.width not in wide:
            continue
        if any(slot.item is not None and slot.item.kind == "blank" for slot in strip.slots):
            filled.notices.append(Notice("ROW-SHIFT-POSSIBLE", {"row": line.plan.label}, line.plan.keys, strip.at))


def _doubt_places(
    options: Mapping[str, Sequence[Vector]],
    doubted: Sequence[Line],
    between: Sequence[ColumnIdentity],
    columns: int,
    values: dict[str, tuple[Number | None, ...]],
) -> None:
    """Doubt blanks that the places prove but the sums contradict: a shifted row looks the same.

    Where shifting satisfies all identities, only what both readings agree on is given.
    """
    shiftable = dict(options)
    for line in doubted:
        shifted_ways = candidates(printed(line.strip), columns, line.plan.identities)
        shiftable[line.plan.name] = shifted_ways or [(None,) * columns]
    shifted = solve(shiftable, between, columns)
    if shifted.dropped or not shifted.proved:
        return
    for line in doubted:
        name = line.plan.name
        if shifted.rows[name] != values[name]:
            line.code = "LOST-CELLS"
            values[name] = tuple(a if a == b else None for a, b in zip(values[name], shifted.rows[name], strict=True))


def _has_one_gap(slots: Sequence[Slot]) -> bool:
    """A single empty cell may be what a lost cell left behind; several are a row that was left blank."""
    return sum(1 for slot in slots if slot.item is None or slot.item.kind == "blank") == 1


def _merge_repetitions(line: Line) -> None:
    """A row printed twice: the same values count once; different ones are all possible readings."""
    if len(line.strips) == 1:
        return
    full = [strip for strip in line.strips if strip.values] or line.strips[:1]
    first = _raw_values(full[0])
    line.strips = [full[0], *(strip for strip in full[1:] if _raw_values(strip) != first)]


def printed(strip: Strip) -> list[Printed]:
    """Every value of ``strip`` in order."""
    return [
        Printed(token, i + 1 < len(slot.item.tokens))
        for slot in strip.values
        if slot.item is not None
        for i, token in enumerate(slot.item.tokens)
    ]


def _raw_values(strip: Strip) -> list[Number | str]:
    return [p.token.raw if p.token.value is None else p.token.value for p in printed(strip)]


def _prepare(line: Line, slots: list[Slot] | None, columns: int, labels: int) -> None:
    """Find the ways to read the line."""
    if len(line.strips) > 1:
        line.code = "ROW-DUPLICATE"
        ways = [candidates(printed(strip), columns, line.plan.identities) for strip in line.strips]
        line.options = [vector for found in ways for vector in found or [(None,) * columns]]
        return
    if _is_plain(line) and not _has_hole(line.strip, labels):
        line.options = [tuple([_value(slot) for slot in line.strip.values])]
        line.slots = line.strip.values
        return
    values = printed(line.strip)
    if line.strip.run_together and len(values) < columns:
        line.code = "SPLIT-DIGITS"
        line.options = divisions(values, columns, line.plan.identities) or [(None,) * columns]
        return
    if len(values) == columns and all(is_canonical(p.token) for p in values):
        if _has_hole(line.strip, labels):
            line.code = "SURPLUS-CELLS"
            direct = candidates(values, columns, line.plan.identities) if line.plan.identities else None
            line.options = direct or [(None,) * columns]
            return
        line.options = [tuple(p.token.value for p in values)]
        return
    if slots is None and _proves_itself(line, values, columns):
        slots = line.strip.cells[:columns]
    if slots is not None and all(slot.item is None or len(slot.item.tokens) <= 1 for slot in slots):
        line.slots = slots
        line.options = [tuple(_value(slot) for slot in slots)]
        return
    line.code = _trouble(values, columns)
    line.options = candidates(values, columns, line.plan.identities) or [(None,) * columns]


def _proves_itself(line: Line, values: Sequence[Printed], columns: int) -> bool:
    """Whether the row alone shows where its cells are: all of them are there, and it is blank or a table of its own."""
    strip = line.strip
    if not values:
        return strip.ruled and len(strip.cells) >= columns
    return strip.ruled and len(strip.cells) == columns == strip.width and strip.key is None


def _trouble(values: Sequence[Printed], columns: int) -> str:
    if not values:
        return "ROW-SOLVED"
    if any(not is_canonical(p.token) for p in values):
        return "SPLIT-DIGITS"
    if len(values) < columns:
        return "LOST-CELLS"
    return "JOINED-DIGITS" if any(p.joins_next for p in values) else "SURPLUS-CELLS"


def _value(slot: Slot) -> Number | None:
    return slot.item.tokens[0].value if slot.item is not None and slot.item.tokens else None


def _take_values(line: Line, slots: Sequence[Slot], filled: Filled) -> None:
    """Write a line whose cells stand in place: each as printed; neighbours that are alike in all are one cell."""
    row = line.strip.row
    shared = None if row.places or row.at.table is not None else row.at
    cells = filled.cells
    alike = shared is not None and line.plan.alike
    last: Item | None = None
    cell = MISSING
    for slot, spec in zip(slots, line.plan.specs, strict=True):
        item = slot.item
        if alike and item is last and item is not None:
            cells[spec.key] = cell
            continue
        place = shared or row.place(slot.index)
        if item is None or not item.tokens:
            cells[spec.key] = Cell("blank", None, item.raw if item is not None else "", place, spec.unit)
            continue
        token = item.tokens[0]
        value = token.value
        if value is None:
            cell = Cell("not_applicable", None, token.raw, place, spec.unit)
        else:
            cell = _number_cell(spec, value, token, place)
        cells[spec.key] = cell
        last = item
        if token.note:
            last = None
            told: dict[str, str | int] = {"row": line.plan.label, "printed": token.raw, "value": str(value)}
            filled.notices.append(Notice("VALUE-ANNOTATED", told, (spec.key,), place))
    if _may_be_shifted(line, slots):
        filled.notices.append(Notice("ROW-SHIFT-POSSIBLE", {"row": line.plan.label}, line.plan.keys, line.strip.at))


def _may_be_shifted(line: Line, slots: Sequence[Slot]) -> bool:
    """An empty last cell behind values is also what a cell lost before it leaves, or two that lost what parted them.

    Only sums tell, and where the last cell is the total of a row there is none: the other rows of the table may be
    wrong themselves. Chapter four has no other rows.
    """
    last = slots[-1].item
    if (last is not None and last.tokens) or not values_among(slots):
        return False
    identities = line.plan.identities
    return not identities or not all(_holds(slots, left, right) for left, right in identities)


def _holds(slots: Sequence[Slot], left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether an identity holds among filled cells, or has none."""
    filled = values_among([slots[i] for i in (*left, *right)])
    if len(filled) < len(left) + len(right):
        return not filled
    return sum(_value(slots[i]) or 0 for i in left) == sum(_value(slots[i]) or 0 for i in right)


def _take_solved(line: Line, vector: Sequence[Number | None], filled: Filled) -> None:
    """Write a line whose values had to be worked out, and tell so."""
    values = printed(line.strip)
    at = line.strip.at
    raw = " ".join(p.token.raw for p in values)
    direct = not line.code
    unread: list[str] = []
    for i, spec in enumerate(line.plan.specs):
        token = values[i].token if direct else Token(raw, vector[i])
        value = token.value
        if value is not None:
            filled.cells[spec.key] = _number_cell(spec, value, token, at)
        elif direct:
            filled.cells[spec.key] = Cell("not_applicable", None, token.raw, at, spec.unit)
        else:
            filled.cells[spec.key] = Cell("unreadable", None, raw, at, spec.unit)
            unread.append(spec.key)
    if not direct:
        _tell(line, len(values), unread, filled)


def _number_cell(spec: CellSpec, value: Number, token: Token, place: Place) -> Cell:
    if spec.type == "amount":
        return Cell("amount", Decimal(value), token.raw, place, token.unit or spec.unit)
    return Cell("count", value, token.raw, place, spec.unit)


def _tell(line: Line, found: int, unread: Sequence[str], filled: Filled) -> None:
    at = line.strip.at
    expected = len(line.plan.keys)
    slots: dict[str, str | int] = {"row": line.plan.label, "found": found, "expected": expected}
    filled.notices.append(Notice(line.code, slots, line.plan.keys, at))
    if found != expected:
        filled.odd_rows.append(OddRow(line.plan.name, expected, found, at))
    if unread:
        told: dict[str, str | int] = {"row": line.plan.label, "found": len(unread)}
        filled.notices.append(Notice("VALUE-UNREADABLE", told, tuple(unread), at))
