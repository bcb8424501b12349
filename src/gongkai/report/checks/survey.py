"""One walk over all cells of a report, so that no check has to walk again."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from gongkai.report.form import CellSpec, Form
from gongkai.report.values import MISSING, Cell, CellKind

BlockKey = tuple[str, str]
ByBlock = dict[BlockKey, list[CellSpec]]


class Survey:
    """What stands out among the cells, by (table, block), in drawn order.

    ``values`` holds the number of every cell of the form, None where it has none, and ``lacking`` the kind of
    those that have none; ``kinds`` are the same cells by kind. ``decimals`` and ``negatives`` are the numbers that
    break their column's type; ``annotated`` those printed with more than digits, or read with another unit than
    the form's.
    """

    def __init__(self, form: Form, cells: Mapping[str, Cell]) -> None:
        self.values: dict[str, int | Decimal | None] = {}
        self.lacking: dict[str, CellKind] = {}
        self.kinds: dict[CellKind, ByBlock] = {}
        self.decimals: ByBlock = {}
        self.negatives: ByBlock = {}
        self.annotated: ByBlock = {}
        get = cells.get
        last: Cell | None = None
        for key, spec, alike in form.walk:
            cell = get(key, MISSING)
            if cell is last and alike:
                # The zeros of a row are mostly one cell: of such nothing is to be told that was not told before.
                self.values[key] = cell.value
                continue
            last = cell if self._take(key, spec, cell) else None

    def _take(self, key: str, spec: CellSpec, cell: Cell) -> bool:
        """Whether nothing stands out in a cell."""
        value = self.values[key] = cell.value
        if value is None:
            self.lacking[key] = cell.kind
            _add(self.kinds.setdefault(cell.kind, {}), spec)
            return False
        odd = False
        if value < 0 and spec.type == "count":
            _add(self.negatives, spec)
            odd = True
        if spec.type != "amount" and isinstance(value, Decimal):
            _add(self.decimals, spec)
            odd = True
        if cell.unit != spec.unit or not cell.raw.isascii():
            _add(self.annotated, spec)
            odd = True
        return not odd


def _add(blocks: ByBlock, spec: CellSpec) -> None:
    blocks.setdefault((spec.table, spec.block), []).append(spec)
