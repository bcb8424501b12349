"""By whom a difference between a published aggregate and the sum of its parts could be explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from gongkai.report.rollup.model import CellSum, Number, Rollup

# More candidates than this explain nothing.
_MOST = 3

Group = tuple[int, ...]


class Explanation(msgspec.Struct, frozen=True):
    """Parts (indices) whose values equal the difference in ``cells``; ``of`` is the number of cells that differ."""

    parts: Group
    cells: tuple[str, ...]
    of: int


def candidates(one: CellSum, gap: Number) -> tuple[Group, ...]:
    """The parts, or failing these the pairs of parts, whose value for the cell is ``gap`` (without its sign).

    Empty where there are none, or too many to say anything.
    """
    size: Number = gap if gap >= 0 else -gap
    singles: list[Group] = [(i,) for i, value in enumerate(one.values) if value == size]
    if singles:
        return tuple(singles) if len(singles) <= _MOST else ()
    pairs = _pairs(one.values, size)
    return tuple(pairs) if len(pairs) <= _MOST else ()


def explain_all(rollup: Rollup, gaps: Mapping[str, Number]) -> tuple[Explanation, ...]:
    """The single parts that explain most of the differing cells (key -> published less sum), the best first.

    A part that explains only one of several differing cells is left out: that is chance more often than not.
    """
    explained: dict[int, list[str]] = {}
    for key, gap in gaps.items():
        for i, value in enumerate(rollup.sums[key].values):
            if value is not None and value == abs(gap):
                explained.setdefault(i, []).append(key)
    enough = 1 if len(gaps) == 1 else 2
    ranked = sorted(explained.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Explanation((i,), tuple(keys), len(gaps)) for i, keys in ranked[:_MOST] if len(keys) >= enough)


def _pairs(values: Sequence[Number | None], size: Number) -> list[Group]:
    """Pairs of positive values with the sum ``size``; stops as soon as there are too many."""
    seen: dict[Number, list[int]] = {}
    found: list[Group] = []
    for i, value in enumerate(values):
        if value is None or not 0 < value < size:
            continue
        found += [(j, i) for j in seen.get(size - value, ())[: _MOST + 1]]
        if len(found) > _MOST:
            break
        seen.setdefault(value, []).append(i)
    return found
