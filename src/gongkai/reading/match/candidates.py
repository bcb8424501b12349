"""Every way in which a printed row of values can be read as the cells of a form's row.

Values may have been lost, glued together, split by a space, or be too many.  A candidate gives each cell a number, or
None where it is free; the identities within the row settle what they can and throw out what contradicts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from math import comb
from typing import Final

from gongkai.text.numbers import Token

Number = int | Decimal
Vector = tuple[Number | None, ...]
# An identity within a row: positions on the left, positions on the right.
RowIdentity = tuple[tuple[int, ...], tuple[int, ...]]

_MOST_LOST: Final = 3
_MOST_SURPLUS: Final = 4
_MOST_WAYS: Final = 3000
_MOST_STEPS: Final = 50_000


class Printed:
    """A token with whether only a space inside one cell separates it from the next."""

    __slots__ = ("joins_next", "token")

    def __init__(self, token: Token, joins_next: bool = False) -> None:
        self.token = token
        self.joins_next = joins_next


def candidates(printed: Sequence[Printed], columns: int, identities: Sequence[RowIdentity]) -> list[Vector] | None:
    """All readings of ``printed`` as ``columns`` cells that the row's own identities allow, without repeats.

    None where there are too many to look at; empty where no reading satisfies the identities.
    """
    ways = _ways(printed, columns)
    if ways is None:
        return None
    found: dict[Vector, None] = {}
    for way in ways:
        settled = settle(way, identities)
        if settled is not None:
            found[settled] = None
    return list(found)


def divisions(printed: Sequence[Printed], columns: int, identities: Sequence[RowIdentity]) -> list[Vector] | None:
    """All ways to cut ``printed`` into exactly ``columns`` numbers that the row's own identities allow.

    Every cell is taken to be there: nothing shows where one is blank. A number with its unit is not cut.
    None where there are too many ways to look at.
    """
    pieces = [p.token.digits if p.token.digits and p.token.unit is None else None for p in printed]
    due = [[pair for pair in identities if max(*pair[0], *pair[1]) == i] for i in range(columns)]
    found: list[Vector] = []
    steps = 0

    def go_on(piece: int, start: int, cells: tuple[Number | None, ...]) -> bool:
        """Cut on from ``start`` of a piece; whether there are still few enough ways."""
        nonlocal steps
        if piece == len(pieces):
            if len(cells) == columns:
                found.append(cells)
            return True
        if len(cells) == columns:
            return True
        digits = pieces[piece]
        if digits is None:
            ways: Iterable[tuple[int, Number | None]] = ((1, printed[piece].token.value),)
            length = 1
        else:
            length = len(digits)
            ends = (start + 1,) if digits[start] == "0" else range(start + 1, length + 1)
            ways = ((end, int(digits[start:end])) for end in ends)
        for end, value in ways:
            steps += 1
            if steps > _MOST_STEPS:
                return False
            longer = (*cells, value)
            if not all(_balanced(longer, pair) for pair in due[len(cells)]):
                continue
            if not (go_on(piece, end, longer) if end < length else go_on(piece + 1, 0, longer)):
                return False
        return True

    return found if go_on(0, 0, ()) else None


def _balanced(cells: Vector, identity: RowIdentity) -> bool:
    left, right = identity
    return sum(cells[i] or 0 for i in left) == sum(cells[i] or 0 for i in right)


def is_canonical(token: Token) -> bool:
    """Whether the digits can be one number as people print it: no leading zero, separators in their places."""
    return not token.odd and not (len(token.digits) > 1 and token.digits[0] == "0")


def settle(vector: Vector, identities: Sequence[RowIdentity]) -> Vector | None:
    """Fill the free cells that the identities determine; None where one is violated."""
    cells = list(vector)
    for left, right in identities:
        free = [i for i in (*left, *right) if cells[i] is None]
        if len(free) > 1:
            continue
        difference = sum(cells[i] or 0 for i in left) - sum(cells[i] or 0 for i in right)
        if not free:
            if difference != 0:
                return None
            continue
        value = -difference if free[0] in left else difference
        if value < 0:
            return None
        cells[free[0]] = value
    return tuple(cells)


def _ways(printed: Sequence[Printed], columns: int) -> Iterable[Vector] | None:
    values = [p.token.value for p in printed]
    surplus = len(values) - columns
    if surplus == 0:
        return [tuple(values)]
    if surplus > 0:
        joints = sum(1 for p in printed[:-1] if p.joins_next)
        if comb(joints, surplus) + comb(len(values), surplus) > _MOST_WAYS or surplus > max(_MOST_SURPLUS, joints):
            return None
        return [*_joined(printed, surplus), *_without(values, columns)]
    if not values:
        return [(None,) * columns]
    if -surplus > _MOST_LOST:
        return None
    ways = list(_with_lost(values, columns))
    for pieces in range(1, -surplus + 1):
        for split in _split(printed, pieces):
            ways += _with_lost(split, columns) if len(split) < columns else [tuple(split)]
            if len(ways) > _MOST_WAYS:
                return None
    return ways


def _with_lost(values: Sequence[Number | None], columns: int) -> Iterator[Vector]:
    """``values`` in order over ``columns`` cells, the others free."""
    for kept in combinations(range(columns), len(values)):
        cells: list[Number | None] = [None] * columns
        for position, value in zip(kept, values, strict=True):
            cells[position] = value
        yield tuple(cells)


def _without(values: Sequence[Number | None], columns: int) -> Iterator[Vector]:
    """``columns`` of the values, in order."""
    return combinations(values, columns)


def _joined(printed: Sequence[Printed], surplus: int) -> Iterator[Vector]:
    """Digits separated by a space inside a cell put together again."""
    joints = [i for i, p in enumerate(printed[:-1]) if p.joins_next and p.token.digits and printed[i + 1].token.digits]
    for chosen in combinations(joints, surplus):
        cells: list[Number | None] = []
        digits = ""
        for i, p in enumerate(printed):
            digits += p.token.digits
            if i in chosen:
                continue
            cells.append(int(digits) if digits and (i - 1) in chosen else p.token.value)
            digits = ""
        yield tuple(cells)


def _split(printed: Sequence[Printed], pieces: int) -> Iterator[list[Number | None]]:
    """One value whose digits are cut into ``pieces + 1`` numbers, everything else as printed."""
    for i, p in enumerate(printed):
        for parts in cuts(p.token.digits, pieces + 1):
            yield ([q.token.value for q in printed[:i]] + list(parts) + [q.token.value for q in printed[i + 1 :]])


def cuts(digits: str, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to cut ``digits`` into ``parts`` numbers without leading zeros."""
    if parts == 1:
        if digits and (digits == "0" or digits[0] != "0"):
            yield (int(digits),)
        return
    for end in range(1, len(digits) - parts + 2):
        head = digits[:end]
        if head != "0" and head[0] == "0":
            return
        for rest in cuts(digits[end:], parts - 1):
            yield (int(head), *rest)
