"""Strips of values -> cells of the form, with a notice for everything that was not straightforward."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import msgspec

from gongkai.law.model import Block, Table
from gongkai.reading.match.candidates import Number, Printed, RowIdentity, Vector, candidates, is_canonical
from gongkai.reading.match.geometry import value_columns
from gongkai.reading.match.solve import ColumnIdentity, solve
from gongkai.reading.match.strips import Slot, Strip
from gongkai.report.form import CellSpec, Form
from gongkai.report.notice import Notice
from gongkai.report.report import OddRow
from gongkai.report.values import Cell, Place
from gongkai.text.numbers import Token


class Line(msgspec.Struct):
    """A printed line of values on its way to the cells ``keys``.

    ``slots`` are the cells in place where places are proved (an empty one is a blank); otherwise ``options`` are the
    ways to read the values.
    """

    name: str
    label: str
    keys: tuple[str, ...]
    strips: list[Strip]
    identities: tuple[RowIdentity, ...]
    slots: list[Slot] | None = None
    options: list[Vector] = []
    codes: list[str] = []

    @property
    def strip(self) -> Strip:
        """The strip that is read; further ones are repetitions."""
        return self.strips[0]

    @property
    def printed(self) -> list[Printed]:
        """Every value in order."""
        return [
            Printed(token, i + 1 < len(slot.item.tokens))
            for slot in self.strip.values
            if slot.item is not None
            for i, token in enumerate(slot.item.tokens)
        ]


class Filled(msgspec.Struct):
    """Cells by key, notices, and rows with too many or too few values."""

    cells: dict[str, Cell] = {}
    notices: list[Notice] = []
    odd_rows: list[OddRow] = []


def row_identities(table: Table, block: Block) -> tuple[RowIdentity, ...]:
    """The identities that hold within each row of ``block``, as positions of its columns."""
    position = {column.id: i for i, column in enumerate(block.columns)}
    return tuple(
        (tuple(position[name] for name in identity.left), tuple(position[name] for name in identity.right))
        for identity in table.identities
        if identity.over == "columns" and {*identity.left, *identity.right} <= position.keys()
    )


def column_identities(table: Table) -> tuple[ColumnIdentity, ...]:
    """The identities between rows, in the order in which they may be left out."""
    return tuple((identity.left, identity.right) for identity in table.identities if identity.over == "rows")


def fill(lines: Sequence[Line], between: Sequence[ColumnIdentity], form: Form, filled: Filled) -> None:
    """Read ``lines``, the rows of one table with the same columns, into ``filled``."""
    if not lines:
        return
    columns = len(lines[0].keys)
    for line in lines:
        _merge_repetitions(line, filled)
    placed = value_columns([line.strip for line in lines], columns)
    for i, line in enumerate(lines):
        _prepare(line, placed.get(i), columns)
    if all(line.options and len(line.options) == 1 and not line.codes for line in lines):
        for line in lines:
            _take(line, line.options[0], form, filled)
        return
    _settle(lines, between, columns, form, filled)


def _settle(
    lines: Sequence[Line], between: Sequence[ColumnIdentity], columns: int, form: Form, filled: Filled
) -> None:
    solved = solve({line.name: line.options for line in lines}, between, columns)
    values = dict(solved.rows)
    doubted = [line for line in lines if line.slots is not None and _has_gap(line)]
    if doubted and solved.dropped:
        _doubt_places(lines, doubted, between, columns, values)
    for line in lines:
        _take(line, values[line.name], form, filled)


def _doubt_places(
    lines: Sequence[Line],
    doubted: Sequence[Line],
    between: Sequence[ColumnIdentity],
    columns: int,
    values: dict[str, tuple[Number | None, ...]],
) -> None:
    """Blanks that the places prove but the sums contradict: a shifted row looks the same. Where shifting satisfies all
    identities, only what both readings agree on is given."""
    options = {line.name: line.options for line in lines}
    for line in doubted:
        options[line.name] = candidates(line.printed, columns, line.identities) or [(None,) * columns]
    shifted = solve(options, between, columns)
    if shifted.dropped or not shifted.proved:
        return
    for line in doubted:
        if shifted.rows[line.name] != values[line.name]:
            line.slots = None
            line.codes.append("LOST-CELLS")
            values[line.name] = tuple(
                a if a == b else None for a, b in zip(values[line.name], shifted.rows[line.name], strict=True)
            )


def _has_gap(line: Line) -> bool:
    return any(slot.item is None or slot.item.kind == "blank" for slot in line.slots or ())


def _merge_repetitions(line: Line, filled: Filled) -> None:
    """A row printed twice: the same values count once; different ones are all possible readings."""
    full = [strip for strip in line.strips if strip.values] or line.strips[:1]
    first = _tokens_of(full[0])
    differing = [strip for strip in full[1:] if _tokens_of(strip) != first]
    line.strips = [full[0], *differing]
    if differing:
        filled.notices.append(Notice("ROW-DUPLICATE", {"row": line.label}, line.keys, differing[0].at))


def _tokens_of(strip: Strip) -> list[Number | str | None]:
    return [
        token.raw if token.value is None else token.value
        for slot in strip.values
        if slot.item is not None
        for token in slot.item.tokens
    ]


def _prepare(line: Line, slots: list[Slot] | None, columns: int) -> None:
    """Find the ways to read the line."""
    if len(line.strips) > 1:
        line.codes.append("ROW-DUPLICATE")
        line.options = [vector for strip in line.strips for vector in _one_strip(strip, line, columns)]
        return
    printed = line.printed
    if len(printed) == columns and all(is_canonical(p.token) for p in printed):
        line.slots = line.strip.values if len(line.strip.values) == columns else None
        line.options = [tuple(p.token.value for p in printed)]
        return
    if slots is not None and all(slot.item is None or len(slot.item.tokens) <= 1 for slot in slots):
        line.slots = slots
        line.options = [tuple(_value(slot) for slot in slots)]
        return
    if not printed and len(line.strip.cells) == columns and line.strip.ruled:
        line.slots = line.strip.cells
        line.options = [(None,) * columns]
        return
    line.codes.append(_trouble(printed, columns))
    found = candidates(printed, columns, line.identities)
    line.options = found if found else [(None,) * columns]


def _one_strip(strip: Strip, line: Line, columns: int) -> list[Vector]:
    printed = msgspec.structs.replace(line, strips=[strip]).printed
    return candidates(printed, columns, line.identities) or []


def _trouble(printed: Sequence[Printed], columns: int) -> str:
    if not printed:
        return "ROW-SOLVED"
    if len(printed) < columns or any(not is_canonical(p.token) for p in printed):
        return "LOST-CELLS"
    return "JOINED-DIGITS" if any(p.joins_next for p in printed) else "SURPLUS-CELLS"


def _value(slot: Slot) -> Number | None:
    return slot.item.tokens[0].value if slot.item is not None and slot.item.tokens else None


def _take(line: Line, vector: Sequence[Number | None], form: Form, filled: Filled) -> None:
    """Write the cells of one line and tell what was done."""
    printed = line.printed
    at = line.strip.at
    in_place = line.slots is not None and not (set(line.codes) & {"LOST-CELLS", "ROW-DUPLICATE"})
    straight = in_place or (not line.codes and len(printed) == len(line.keys))
    unread: list[str] = []
    for i, key in enumerate(line.keys):
        spec = form.cells[key]
        if straight:
            cell = _placed_cell(line, i, printed, spec, filled)
        elif vector[i] is None:
            cell = Cell("unreadable", None, _raw_of(printed), at, spec.unit)
        else:
            cell = _number_cell(spec, vector[i], _raw_of(printed), at, None)
        filled.cells[key] = cell
        if cell.kind == "unreadable":
            unread.append(key)
    _tell(line, len(printed), unread, filled)


def _placed_cell(line: Line, i: int, printed: Sequence[Printed], spec: CellSpec, filled: Filled) -> Cell:
    if line.slots is None:
        return _token_cell(line, spec, printed[i].token, line.strip.at, filled)
    slot = line.slots[i]
    place = line.strip.row.place(slot.index)
    if slot.item is None or not slot.item.tokens:
        return Cell("blank", None, slot.item.raw if slot.item is not None else "", place, spec.unit)
    return _token_cell(line, spec, slot.item.tokens[0], place, filled)


def _token_cell(line: Line, spec: CellSpec, token: Token, place: Place, filled: Filled) -> Cell:
    if token.value is None:
        return Cell("not_applicable", None, token.raw, place, spec.unit)
    if token.note:
        slots: dict[str, str | int] = {"row": line.label, "printed": token.raw, "value": str(token.value)}
        filled.notices.append(Notice("VALUE-ANNOTATED", slots, (spec.key,), place))
    return _number_cell(spec, token.value, token.raw, place, token.unit)


def _number_cell(spec: CellSpec, value: Number | None, raw: str, place: Place, printed_unit: str | None) -> Cell:
    if spec.type == "amount":
        return Cell("amount", Decimal(value or 0), raw, place, printed_unit or spec.unit)
    return Cell("count", value, raw, place, spec.unit)


def _raw_of(printed: Iterable[Printed]) -> str:
    return " ".join(p.token.raw for p in printed)


def _tell(line: Line, found: int, unread: Sequence[str], filled: Filled) -> None:
    at = line.strip.at
    expected = len(line.keys)
    if line.codes:
        slots: Mapping[str, str | int] = {"row": line.label, "found": found, "expected": expected}
        filled.notices.extend(Notice(code, slots, line.keys, at) for code in line.codes if code != "ROW-DUPLICATE")
        if found != expected:
            filled.odd_rows.append(OddRow(line.name, expected, found, at))
    if unread:
        told: Mapping[str, str | int] = {"row": line.label, "found": len(unread)}
        filled.notices.append(Notice("VALUE-UNREADABLE", told, tuple(unread), at))
