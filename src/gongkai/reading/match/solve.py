"""A small bounded constraint solver over all identities of a table.

A cell is given if and only if its value is the same in every solution.  Where the report itself is wrong and nothing
satisfies all identities, the column sums are left out, then the balance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from gongkai.reading.match.candidates import Number, Vector

# An identity between rows, which holds in every column: row keys on the left, row keys on the right.
ColumnIdentity = tuple[tuple[str, ...], tuple[str, ...]]

_NODES: Final = 4_000
_HUGE: Final = 10**15


class Solved(msgspec.Struct, frozen=True):
    """Values by row key and column, None where they are not the same in every solution.

    ``used``: how many of the identities, in the order given, had to be left out (0: all hold).
    """

    rows: Mapping[str, tuple[Number | None, ...]]
    dropped: int
    proved: bool


def solve(options: Mapping[str, Sequence[Vector]], identities: Sequence[ColumnIdentity], columns: int) -> Solved:
    """Choose one of the ``options`` of every row so that ``identities`` hold in every column.

    Identities that name a row not in ``options`` say nothing. Free cells (None) are whole numbers from 0.
    """
    usable = [identity for identity in identities if all(key in options for side in identity for key in side)]
    for dropped in range(len(usable) + 1):
        search = _Search(options, usable[dropped:], columns)
        found = search.run()
        if found is not None:
            return Solved(found, dropped, search.complete)
    return Solved({key: _common(vectors, columns) for key, vectors in options.items()}, len(usable), False)


def _common(vectors: Sequence[Vector], columns: int) -> tuple[Number | None, ...]:
    """What all ``vectors`` agree on."""
    if not vectors:
        return (None,) * columns
    return tuple(
        vectors[0][c] if all(vector[c] == vectors[0][c] for vector in vectors) else None for c in range(columns)
    )


class _Search:
    """Depth-first over the rows with more than one option, cut off by bounds on every identity and column."""

    def __init__(
        self, options: Mapping[str, Sequence[Vector]], identities: Sequence[ColumnIdentity], columns: int
    ) -> None:
        self.columns = columns
        self.options = {key: list(vectors) for key, vectors in options.items()}
        self.identities = [{**dict.fromkeys(left, 1), **dict.fromkeys(right, -1)} for left, right in identities]
        self.complete = True
        self.nodes = 0
        self.seen: dict[str, list[set[Number | None]]] = {}

    def run(self) -> dict[str, tuple[Number | None, ...]] | None:
        """The agreed values; None where there is no solution."""
        if any(not vectors for vectors in self.options.values()) or not self._prune():
            return None
        open_rows = sorted(
            (key for key, vectors in self.options.items() if len(vectors) > 1),
            key=lambda key: len(self.options[key]),
        )
        chosen = {key: vectors[0] for key, vectors in self.options.items() if len(vectors) == 1}
        self.seen = {key: [set() for _ in range(self.columns)] for key in self.options}
        self._descend(open_rows, 0, chosen)
        if not self.complete:
            return {key: _common(vectors, self.columns) for key, vectors in self.options.items()}
        if any(not values for row in self.seen.values() for values in row):
            return None
        return {
            key: tuple(next(iter(values)) if len(values) == 1 else None for values in row)
            for key, row in self.seen.items()
        }

    def _bounds(self, key: str, column: int, sign: int) -> tuple[Number, Number]:
        values = [vector[column] for vector in self.options[key]]
        low = min((v if v is not None else 0) for v in values)
        high = max((v if v is not None else _HUGE) for v in values)
        return (low, high) if sign > 0 else (-high, -low)

    def _prune(self) -> bool:
        """Throw out options that no choice for the other rows can balance; False where a row has none left."""
        changed = True
        while changed:
            changed = False
            for identity in self.identities:
                for column in range(self.columns):
                    outcome = self._prune_one(identity, column)
                    if outcome is None:
                        return False
                    changed = changed or outcome
        return True

    def _prune_one(self, identity: Mapping[str, int], column: int) -> bool | None:
        bounds = {key: self._bounds(key, column, sign) for key, sign in identity.items()}
        low = sum(pair[0] for pair in bounds.values())
        high = sum(pair[1] for pair in bounds.values())
        changed = False
        for key, sign in identity.items():
            vectors = self.options[key]
            least, most = -(high - bounds[key][1]), -(low - bounds[key][0])
            kept = [v for v in vectors if (value := v[column]) is None or least <= sign * value <= most]
            if not kept:
                return None
            if len(kept) < len(vectors):
                self.options[key] = kept
                changed = True
        if not changed and (low > 0 or high < 0):
            return None
        return changed

    def _descend(self, rows: Sequence[str], depth: int, chosen: dict[str, Vector]) -> None:
        self.nodes += 1
        if self.nodes > _NODES:
            self.complete = False
        if not self.complete:
            return
        if depth == len(rows):
            self._leaf(chosen)
            return
        key = rows[depth]
        rest = rows[depth + 1 :]
        for vector in self.options[key]:
            chosen[key] = vector
            if self._possible(chosen, rest):
                self._descend(rows, depth + 1, chosen)
        del chosen[key]

    def _possible(self, chosen: Mapping[str, Vector], rest: Sequence[str]) -> bool:
        open_rows = set(rest)
        for identity in self.identities:
            for column in range(self.columns):
                low: Number = 0
                high: Number = 0
                for key, sign in identity.items():
                    value = None if key in open_rows else chosen[key][column]
                    if value is not None:
                        low += sign * value
                        high += sign * value
                    else:
                        bounds = self._bounds(key, column, sign) if key in open_rows else _free(sign)
                        low += bounds[0]
                        high += bounds[1]
                if low > 0 or high < 0:
                    return False
        return True

    def _leaf(self, chosen: Mapping[str, Vector]) -> None:
        """Every row is chosen: settle the free cells, and note the values if all identities hold."""
        cells = {key: list(vector) for key, vector in chosen.items()}
        for column in range(self.columns):
            if not self._settle(cells, column):
                return
        for key, vector in cells.items():
            for column, value in enumerate(vector):
                self.seen[key][column].add(value)

    def _settle(self, cells: Mapping[str, list[Number | None]], column: int) -> bool:
        again = True
        while again:
            again = False
            for identity in self.identities:
                free = [key for key in identity if cells[key][column] is None]
                total = sum(sign * (cells[key][column] or 0) for key, sign in identity.items())
                if not free and total != 0:
                    return False
                if len(free) == 1:
                    value = -total * identity[free[0]]
                    if value < 0:
                        return False
                    cells[free[0]][column] = value
                    again = True
        return True


def _free(sign: int) -> tuple[Number, Number]:
    return (0, _HUGE) if sign > 0 else (-_HUGE, 0)
