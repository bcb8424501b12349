"""What a whole row of a grid is: its cells classified, its label and the values behind it found."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from gongkai.reading.match.items import Classifier, Item
from gongkai.reading.match.strips import Slot, all_single, has_values, values_among

_CACHE_SIZE = 3_000
_WIDEST = 40


class KnownRow(msgspec.Struct, frozen=True, gc=False):
    """A row by its cells alone.

    ``label`` is the row label that it begins with, where it is nothing but a label and what stands behind: ``slots``,
    of which ``values`` hold values, each of them a ``single`` one or not. Of any other row ``parts`` are all pieces of
    all cells with the index of their cell.
    """

    label: Item | None
    slots: tuple[Slot, ...]
    values: tuple[Slot, ...]
    single: bool
    parts: tuple[Slot, ...]


class RowClassifier:
    """Classifies rows; the same cells are worked out once, since most rows of most reports read the same."""

    def __init__(self, classify: Classifier) -> None:
        self._classify = classify
        self._known: dict[tuple[str | None, ...], KnownRow] = {}

    def __call__(self, cells: tuple[str | None, ...]) -> KnownRow:
        """What the row of ``cells`` is."""
        known = self._known.get(cells)
        if known is None:
            known = self._row(cells)
            if len(cells) <= _WIDEST:
                if len(self._known) >= _CACHE_SIZE:
                    self._known.clear()
                self._known[cells] = known
        return known

    def _row(self, cells: tuple[str | None, ...]) -> KnownRow:
        items = [None if cell is None else self._classify(cell) for cell in cells]
        last, plain = -1, True
        for i, item in enumerate(items):
            if item is not None:
                if item.kind == "label":
                    last = i
                elif item.kind not in ("values", "blank"):
                    plain = False
        label = items[last] if plain and last >= 0 else None
        row = label is not None and (_is_row(items, last, label) or self._is_blank(items, last, label))
        if label is None or label.row is None or not row:
            return KnownRow(None, (), (), False, _flat(items))
        slots = tuple(Slot(i, items[i]) for i in range(last + 1, len(items)))
        values = tuple(values_among(slots))
        return KnownRow(label, slots, values, all_single(values), ())

    def _is_blank(self, items: Sequence[Item | None], last: int, item: Item) -> bool:
        """A word that is a column too, alone with as many empty cells as its row has: no header is drawn so."""
        if item.row is None or any(other is not None and _names_column(other) for other in items[:last]):
            return False
        columns = len(self._classify.index.form.block_of(item.row.key).columns)
        return columns > 1 and sum(1 for other in items[last + 1 :] if other is not None) == columns


def _flat(items: Sequence[Item | None]) -> tuple[Slot, ...]:
    return tuple(
        Slot(i, part)
        for i, item in enumerate(items)
        for part in (item.parts if item is not None and item.kind == "mixed" else (item,))
    )


def _names_column(item: Item) -> bool:
    return item.kind == "values" or any(label.kind in ("column", "head") for label in item.labels)


def _is_row(items: Sequence[Item | None], last: int, item: Item) -> bool:
    """A row label, and not the column of the same name in a header row."""
    if has_values(items[:last]):
        return False
    return item.only_row or bool(item.number) or has_values(items[last + 1 :])
