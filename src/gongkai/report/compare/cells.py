"""Cells side by side: difference and percentage, and where there is none, why."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

import msgspec

from gongkai.law import LawView
from gongkai.report.form import Form, form_of
from gongkai.report.report import Report
from gongkai.report.values import MISSING, Cell

Number = int | Decimal
# What two cells are to one another; ``no_number``: one of them has none, ``other_unit``: their units differ.
Relation = Literal["equal", "both_zero", "differs", "no_number", "other_unit"]

_PERCENT = Decimal("0.1")


class CellPair(msgspec.Struct, frozen=True):
    """A cell of the later report beside the one that means the same in the earlier.

    ``key`` is that of the later form, ``earlier_key`` that of the earlier. ``difference`` is later less earlier;
    ``percent`` the same by the earlier one, None where that is 0. Both are None where a cell has no number.
    """

    key: str
    earlier_key: str
    label: str
    earlier: Cell
    later: Cell
    relation: Relation
    difference: Number | None = None
    percent: Decimal | None = None


class CellComparison(msgspec.Struct, frozen=True):
    """All pairs in the order of the later form, and the cells that have no counterpart in the other form."""

    pairs: tuple[CellPair, ...]
    only_earlier: tuple[str, ...] = ()
    only_later: tuple[str, ...] = ()


def links(later: Form, earlier: Form) -> dict[str, str]:
    """Key of ``later`` -> key of ``earlier`` for all cells that mean the same, whichever of the two is the newer form.

    Across forms only rows that the law data links (``same_as``) are there, with the columns that both have.
    """
    found = {key: linked for key in later.cells if (linked := later.earlier_key(key, earlier.id)) in earlier.cells}
    if found or later.id == earlier.id:
        return {key: linked for key, linked in found.items() if linked is not None}
    back = {earlier.earlier_key(key, later.id): key for key in earlier.cells}
    return {key: back[key] for key in later.cells if key in back}


def compare_cells(earlier: Report, later: Report, law: LawView) -> CellComparison:
    """Every cell of ``later`` beside its counterpart in ``earlier``; nothing without a number is taken for 0."""
    form, earlier_form = form_of(law, later.form), form_of(law, earlier.form)
    linked = links(form, earlier_form)
    pairs = tuple(
        _pair(key, other, form.cells[key].label, earlier.cells.get(other, MISSING), later.cells.get(key, MISSING))
        for key, other in linked.items()
    )
    used = set(linked.values())
    return CellComparison(
        pairs,
        tuple(key for key in earlier_form.cells if key not in used),
        tuple(key for key in form.cells if key not in linked),
    )


def _pair(key: str, earlier_key: str, label: str, earlier: Cell, later: Cell) -> CellPair:
    one, other = earlier.value, later.value
    if one is None or other is None:
        return CellPair(key, earlier_key, label, earlier, later, "no_number")
    if earlier.unit != later.unit and one and other:
        return CellPair(key, earlier_key, label, earlier, later, "other_unit")
    difference = other - one
    if difference == 0:
        relation: Relation = "equal" if one else "both_zero"
        return CellPair(key, earlier_key, label, earlier, later, relation, difference, Decimal(0) if one else None)
    return CellPair(key, earlier_key, label, earlier, later, "differs", difference, _percent(difference, one))


def _percent(difference: Number, of: Number) -> Decimal | None:
    if not of:
        return None
    return (Decimal(difference) * 100 / abs(Decimal(of))).quantize(_PERCENT, ROUND_HALF_UP)
