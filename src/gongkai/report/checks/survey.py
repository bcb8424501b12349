"""One look at all cells of a report, so that no check has to walk over them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from gongkai.report.form import CellSpec, Form
from gongkai.report.values import MISSING, Cell, CellKind

BlockKey = tuple[str, str]
ByBlock = dict[BlockKey, list[CellSpec]]
Value = int | Decimal | None


class Survey:
    """What stands out among the cells, by (table, block), in drawn order.

    ``values`` holds the number of every cell of the form in drawn order, None where it has none, and ``lacking`` the
    kind of those that have none; ``kinds`` are the same cells by kind. ``decimals`` and ``negatives`` are the numbers
    that break their column's type; ``annotated`` those printed with more than digits, or read with another unit than
    the form's.
    """

    def __init__(self, form: Form, cells: Mapping[str, Cell]) -> None:
        try:
            own: Sequence[Cell] = form.all_of(cells)
        except KeyError:
            own = [cells.get(key, MISSING) for key in form.cells]
        self.values: list[Value] = [cell.value for cell in own]
        self.lacking: dict[str, CellKind] = {}
        self.kinds: dict[CellKind, ByBlock] = {}
        self.decimals: ByBlock = {}
        self.negatives: ByBlock = {}
        self.annotated: ByBlock = {}
        # Mostly nothing stands out, and that is seen fastest of all cells together.
        for i in [i for i, value in enumerate(self.values) if value.__class__ is not int or value < 0]:
            self._take(form.specs[i], own[i])
        if [cell.unit for cell in own] != form.units or not "".join([cell.raw for cell in own]).isascii():
            for cell, spec in zip(own, form.specs, strict=True):
                if cell.value is not None and (cell.unit != spec.unit or not cell.raw.isascii()):
                    _add(self.annotated, spec)

    def _take(self, spec: CellSpec, cell: Cell) -> None:
        """A cell without a number, with a Decimal or below zero."""
        value = cell.value
        if value is None:
            self.lacking[spec.key] = cell.kind
            _add(self.kinds.setdefault(cell.kind, {}), spec)
            return
        if value < 0 and spec.type == "count":
            _add(self.negatives, spec)
        if spec.type != "amount" and isinstance(value, Decimal):
            _add(self.decimals, spec)


def _add(blocks: ByBlock, spec: CellSpec) -> None:
    blocks.setdefault((spec.table, spec.block), []).append(spec)
