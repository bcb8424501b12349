"""The sum of one cell over many reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from gongkai.report.form import CellSpec
from gongkai.report.report import Report
from gongkai.report.rollup.model import CellSum, LeftOut, Number, Why
from gongkai.report.values import MISSING, Cell, CellKind

# In 元; any other unit of money is not known to the program, and is never guessed.
_MONEY: Final[Mapping[str, Decimal]] = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


class Addend(msgspec.Struct, frozen=True, gc=False):
    """What one report has for a cell of the sum; ``cell`` is None where its form has no such cell."""

    report: int
    cell: Cell | None


def addends(reports: Sequence[Report], keys: Sequence[str | None]) -> list[Addend]:
    """One for each report; ``keys`` is the cell's key in each report's form, None where no link says so."""
    return [
        Addend(i, None if key is None else report.cells.get(key, MISSING))
        for i, (report, key) in enumerate(zip(reports, keys, strict=True))
    ]


def add(spec: CellSpec, found: Sequence[Addend]) -> CellSum:
    """The sum of what has a number. What has none is never 0: it is listed as left out, with its kind."""
    unit = _unit(spec, found) if spec.type == "amount" else spec.unit
    alone = sum(1 for one in found if one.cell is not None and one.cell.value) == 1
    values: list[Number | None] = []
    left_out: list[LeftOut] = []
    for one in found:
        value, why = _value(spec, one.cell, unit, alone)
        values.append(value)
        if why is not None:
            left_out.append(LeftOut(one.report, why))
    return CellSum(spec.key, spec.label, _cell(spec, values, left_out, unit), tuple(values), tuple(left_out))


def _value(spec: CellSpec, cell: Cell | None, unit: str | None, alone: bool) -> tuple[Number | None, Why | None]:
    if cell is None:
        return None, "other_form"
    if cell.value is None:
        return None, cell.kind
    if spec.type != "amount" or not cell.value or (cell.unit == unit and (unit is not None or alone)):
        return cell.value, None
    own, wanted = _MONEY.get(cell.unit or ""), _MONEY.get(unit or "")
    return (None, "no_unit") if own is None or wanted is None else (Decimal(cell.value) * own / wanted, None)


def _unit(spec: CellSpec, found: Sequence[Addend]) -> str | None:
    """The unit of a sum of money: that of the form, or that of all parts, or 元 where they differ."""
    if spec.unit is not None:
        return spec.unit
    units = {one.cell.unit for one in found if one.cell is not None and one.cell.value}
    known = {unit for unit in units if unit in _MONEY}
    if len(known) > 1:
        return "元"
    if not units:
        units = {one.cell.unit for one in found if one.cell is not None and one.cell.value is not None}
    return next(iter(known or (units if len(units) == 1 else {None})))


def _cell(spec: CellSpec, values: Sequence[Number | None], left_out: Sequence[LeftOut], unit: str | None) -> Cell:
    numbers = [value for value in values if value is not None]
    if not numbers:
        return Cell(_kind(left_out), unit=spec.unit)
    total = sum(numbers)
    kind: CellKind = "amount" if spec.type == "amount" else "count"
    return Cell(kind, total, format(total, "f") if isinstance(total, Decimal) else str(total), unit=unit)


def _kind(left_out: Sequence[LeftOut]) -> CellKind:
    """The kind that all parts share; where they differ, the sum is something that could not be settled."""
    kinds = {one.why for one in left_out}
    kind = kinds.pop() if len(kinds) == 1 else "unreadable"
    if kind == "other_form":
        return "missing"
    return "unreadable" if kind == "no_unit" else kind
