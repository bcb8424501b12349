"""Where the value columns of a table stand, when its rows prove it.

An empty cell is known to be a blank of a certain column only where all complete rows agree, counted from the left or
from the right, and no row contradicts them: no label inside a value column, no value outside.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.reading.match.strips import Slot, Strip, values_among


def value_columns(strips: Sequence[Strip], columns: int) -> dict[int, list[Slot]]:
    """For each strip, by its position in ``strips``, the slots of its ``columns`` value columns.

    Empty where places prove nothing.
    """
    if not strips or not all(strip.ruled for strip in strips):
        return {}
    full = [strip for strip in strips if _is_full(strip, columns)]
    if not full:
        return _last_cells(strips, columns)
    left = {tuple(slot.index for slot in strip.values) for strip in full}
    right = {tuple(slot.index - strip.width for slot in strip.values) for strip in full}
    from_left = next(iter(left)) if len(left) == 1 else None
    from_right = next(iter(right)) if len(right) == 1 else None
    placed: dict[int, list[Slot]] = {}
    for i, strip in enumerate(strips):
        slots = _slots(strip, from_left, from_right)
        if slots is None:
            return {}
        placed[i] = slots
    return placed


def _is_full(strip: Strip, columns: int) -> bool:
    values = strip.values
    return len(values) == columns and all(slot.item is not None and len(slot.item.tokens) == 1 for slot in values)


def _last_cells(strips: Sequence[Strip], columns: int) -> dict[int, list[Slot]]:
    """Without a complete row: the last cells of every row, where the table is left mostly blank.

    All rows must be equally wide and end alike, and some row have no cell to spare. A row with few gaps, or none in its
    last column, looks the same as one whose values were pushed aside: it proves nothing.
    """
    narrowest = min(len(strip.cells) for strip in strips)
    if narrowest != columns or len({strip.width - strip.cells[-1].index for strip in strips}) != 1:
        return {}
    if any(strip.width != strips[0].width and len(strip.cells) != columns for strip in strips):
        return {}
    placed = {i: strip.cells[-columns:] for i, strip in enumerate(strips)}
    for i, strip in enumerate(strips):
        filled = values_among(placed[i])
        if len(filled) != len(strip.values) or len(filled) * 2 > columns:
            return {}
        if filled and filled[-1] is not placed[i][-1]:
            return {}
    return placed


def _slots(strip: Strip, left: tuple[int, ...] | None, right: tuple[int, ...] | None) -> list[Slot] | None:
    """The slots at the proved positions; None where this row contradicts them."""
    wanted = {positions for positions in (left, right and tuple(i + strip.width for i in right)) if positions}
    if len(wanted) != 1:
        return None
    positions = next(iter(wanted))
    by_index = {slot.index: slot for slot in strip.slots}
    if any(position not in by_index for position in positions):
        return None
    inside = set(positions)
    if any(slot.index not in inside for slot in strip.values):
        return None
    return [by_index[position] for position in positions]
