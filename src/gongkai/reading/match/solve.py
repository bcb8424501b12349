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
# The least and the most that something can be.
Span = tuple[Number, Number]

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


class _Identity(msgspec.Struct, frozen=True):
    """An identity as a sum that is 0: what the settled rows make in each column, and the sign of every other row."""

    settled: tuple[Number, ...]
    signs: Mapping[str, int]


class _Search:
    """Depth-first over the rows with more than one option, cut off by bounds on every identity and column.

    Rows with one option and no free cell are settled: they are summed up once.
    """

    def __init__(
        self, options: Mapping[str, Sequence[Vector]], identities: Sequence[ColumnIdentity], columns: int
    ) -> None:
        self.columns = columns
        self.options = {key: list(vectors) for key, vectors in options.items()}
        self.identities = [self._identity(left, right) for left, right in identities]
        self.complete = True
        self.nodes = 0
        self.spans: dict[str, list[Span]] = {}
        self.seen: dict[str, list[set[Number | None]]] = {}

    def _identity(self, left: Sequence[str], right: Sequence[str]) -> _Identity:
        settled: list[Number] = [0] * self.columns
        signs: dict[str, int] = {}
        for key, sign in {**dict.fromkeys(left, 1), **dict.fromkeys(right, -1)}.items():
            vectors = self.options[key]
            if len(vectors) != 1 or None in vectors[0]:
                signs[key] = sign
                continue
            for column, value in enumerate(vectors[0]):
                settled[column] += sign * (value or 0)
        return _Identity(tuple(settled), signs)

    def run(self) -> dict[str, tuple[Number | None, ...]] | None:
        """The agreed values; None where there is no solution."""
        if any(not vectors for vectors in self.options.values()) or not self._prune():
            return None
        open_rows = sorted(
            (key for key, vectors in self.options.items() if len(vectors) > 1),
            key=lambda key: len(self.options[key]),
        )
        chosen = {key: vectors[0] for key, vectors in self.options.items() if len(vectors) == 1}
        self.spans = {key: [_span(self.options[key], column) for column in range(self.columns)] for key in open_rows}
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

    def _prune_one(self, identity: _Identity, column: int) -> bool | None:
        """Whether options were thrown out; None where nothing can balance."""
        low = high = identity.settled[column]
        bounds: dict[str, Span] = {}
        for key, sign in identity.signs.items():
            bounds[key] = least, most = _signed(_span(self.options[key], column), sign)
            low, high = low + least, high + most
        if low > 0 or high < 0:
            return None
        changed = False
        for key, sign in identity.signs.items():
            vectors = self.options[key]
            least, most = bounds[key][1] - high, bounds[key][0] - low
            kept = [v for v in vectors if (value := v[column]) is None or least <= sign * value <= most]
            if not kept:
                return None
            if len(kept) < len(vectors):
                self.options[key] = kept
                changed = True
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
                low = high = identity.settled[column]
                for key, sign in identity.signs.items():
                    span = self.spans[key][column] if key in open_rows else _span((chosen[key],), column)
                    least, most = _signed(span, sign)
                    low, high = low + least, high + most
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
                free = [key for key in identity.signs if cells[key][column] is None]
                total = identity.settled[column]
                total += sum(sign * (cells[key][column] or 0) for key, sign in identity.signs.items())
                if not free and total != 0:
                    return False
                if len(free) == 1:
                    value = -total * identity.signs[free[0]]
                    if value < 0:
                        return False
                    cells[free[0]][column] = value
                    again = True
        return True


def _span(vectors: Sequence[Vector], column: int) -> Span:
    """The least and the most that ``vectors`` have in a column; a free cell can be anything from 0."""
    values = [vector[column] for vector in vectors]
    if None not in values:
        return min(values), max(values)  # type: ignore[type-var, return-value]  # None is ruled out above
    return min(value or 0 for value in values), max(_HUGE if value is None else value for value in values)


def _signed(span: Span, sign: int) -> Span:
    return span if sign > 0 else (-span[1], -span[0])
