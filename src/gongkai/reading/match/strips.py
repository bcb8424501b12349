"""Rows of values as printed: the cells behind a label, filled or empty."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from gongkai.reading.document import GridRow
from gongkai.reading.match.items import Item
from gongkai.report.values import Place


class Slot(msgspec.Struct, frozen=True, gc=False):
    """A cell behind a label: its index in the row, the item (None: covered by a span)."""

    index: int
    item: Item | None


class Strip(msgspec.Struct):
    """One printed row of values.

    ``key`` is ``table.row``, None where no label was found. ``slots`` are the cells behind the label, ``values`` those
    of them that hold values, ``single``: each holds exactly one. ``width`` is the number of cells of the whole row,
    ``after`` the key of the labelled row printed before, ``words`` what was printed in place of a label;
    ``run_together``: nothing separates its numbers; ``one_a_line``: its numbers stand on lines of their own, where
    nothing shows which is the last; ``apart``: some of them
    stand in a row below their label, though nothing of it is left to come.
    """

    key: str | None
    slots: Sequence[Slot]
    values: Sequence[Slot]
    single: bool
    width: int
    row: GridRow
    ruled: bool
    after: str | None = None
    words: str = ""
    run_together: bool = False
    one_a_line: bool = False
    apart: bool = False

    @property
    def cells(self) -> list[Slot]:
        """The slots that are cells of their own, filled or empty."""
        return [slot for slot in self.slots if slot.item is not None]

    @property
    def count(self) -> int:
        """How many values there are, those that share a cell included."""
        return sum(len(slot.item.tokens) for slot in self.values if slot.item is not None)

    @property
    def at(self) -> Place:
        """Where the row stands; the first value's place where cells have their own."""
        return self.row.place(self.values[0].index) if self.values and self.row.places else self.row.at

    def extend(self, slots: Sequence[Slot]) -> None:
        """Take in further cells of the same row."""
        self.slots = [*self.slots, *slots]
        self.values = values_among(self.slots)
        self.single = all_single(self.values)


def all_single(slots: Sequence[Slot]) -> bool:
    """Whether each cell holds exactly one value, printed as people print numbers."""
    return all(slot.item is not None and slot.item.single for slot in slots)


def has_values(items: Sequence[Item | None]) -> bool:
    """Whether any of ``items`` holds values."""
    return any(item is not None and item.kind == "values" for item in items)


def values_among(slots: Sequence[Slot]) -> list[Slot]:
    """The slots that hold values."""
    return [slot for slot in slots if slot.item is not None and slot.item.kind == "values"]
