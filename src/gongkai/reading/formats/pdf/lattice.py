"""Ruling lines -> tables: which lines belong together, and which cells they enclose."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import msgspec

from gongkai.errors import TooLargeError
from gongkai.reading.formats.pdf.marks import Box, Rule

MAX_RULES = 1_500
MAX_CELLS = 20_000

# Lines closer than this (points) are one line; ends closer than this touch; a side of a cell may have a gap this wide.
_SAME = 2.5
_TOUCH = 3.0
# A line divides two cells if it covers this share of their common side.
_DIVIDES = 0.6
# An open side is closed where horizontal lines reach this far beyond the last vertical one.
_OPEN = 8.0


class Lattice(msgspec.Struct):
    """A table as drawn: ``xs`` and ``ys`` are the borders of its columns and rows.

    ``cells[row][column]`` is the number of the cell that covers the position, from 0; -1 where the lines enclose
    nothing. ``first`` gives for each cell its upper left position, ``boxes`` its place.
    """

    xs: list[float]
    ys: list[float]
    cells: list[list[int]]
    first: list[tuple[int, int]]
    boxes: list[Box]

    @property
    def box(self) -> Box:
        """The place of the whole table."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, x: float, y: float) -> int:
        """The cell that holds a point, -1 for none."""
        xs, ys = self.xs, self.ys
        if not (xs[0] <= x < xs[-1] and ys[0] <= y < ys[-1]):
            return -1
        return self.cells[bisect_right(ys, y) - 1][bisect_right(xs, x) - 1]


def lattices(across: Sequence[Rule], down: Sequence[Rule], page: int) -> list[Lattice]:
    """The tables that lines enclose, the smallest first; frames around a single cell are none.

    Raises TooLargeError.
    """
    rows, columns = merged(across), merged(down)
    if len(rows) > MAX_RULES or len(columns) > MAX_RULES:
        raise TooLargeError(f"PDF 第 {page} 页的表格线超过 {MAX_RULES} 条的上限")
    found: list[Lattice] = []
    for group_rows, group_columns in _groups(rows, columns):
        if len(group_rows) < 2 or not group_columns:
            continue
        lattice = _lattice(group_rows, group_columns, page)
        if lattice is not None and len(lattice.boxes) > 1:
            found.append(lattice)
    return sorted(found, key=lambda lattice: _area(lattice.box))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of the same line joined, double lines made one."""
    joined: list[Rule] = []
    for level in _levels(sorted(rules, key=lambda rule: rule.at)):
        at = sum(rule.at for rule in level) / len(level)
        start, end = level[0].start, level[0].end
        for rule in level[1:]:
            if rule.start > end + _TOUCH:
                joined.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            else:
                end = max(end, rule.end)
        joined.append(Rule(at, start, end))
    return [rule for rule in joined if rule.end - rule.start > _TOUCH]


def _levels(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of lines at the same height, each in order along it."""
    levels: list[list[Rule]] = []
    for rule in rules:
        if levels and rule.at - levels[-1][0].at <= _SAME:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    return [sorted(level, key=lambda rule: rule.start) for level in levels]


def _groups(rows: Sequence[Rule], columns: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that touch one another, directly or by others."""
    union = _Union(len(rows) + len(columns))
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            if (
                row.start - _TOUCH <= column.at <= row.end + _TOUCH
                and column.start - _TOUCH <= row.at <= column.end + _TOUCH
            ):
                union.join(i, len(rows) + j)
    roots = union.roots()
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, row in enumerate(rows):
        groups.setdefault(roots[i], ([], []))[0].append(row)
    for j, column in enumerate(columns):
        groups.setdefault(roots[len(rows) + j], ([], []))[1].append(column)
    return list(groups.values())


class _Union:
    """Numbers that are joined to one another."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def root(self, i: int) -> int:
        while self._above[i] != i:
            self._above[i] = self._above[self._above[i]]
            i = self._above[i]
        return i

    def join(self, i: int, j: int) -> None:
        a, b = self.root(i), self.root(j)
        if a != b:
            self._above[max(a, b)] = min(a, b)

    def roots(self) -> list[int]:
        """The root of every number: what stands above a number is smaller than it."""
        for i, above in enumerate(self._above):
            self._above[i] = self._above[above]
        return self._above


def _positions(rules: Iterable[Rule]) -> list[float]:
    """Where the lines of a group lie, each level once."""
    return [sum(rule.at for rule in level) / len(level) for level in _levels(sorted(rules, key=lambda r: r.at))]


def _closed(rows: list[Rule], columns: list[Rule]) -> list[Rule]:
    """The vertical lines, with those added that a table drawn open at its sides leaves out."""
    top, bottom = min(row.at for row in rows), max(row.at for row in rows)
    left, right = _edge(rows, lambda row: row.start, min), _edge(rows, lambda row: row.end, max)
    added: list[Rule] = []
    if left is not None and left < min(column.at for column in columns) - _OPEN:
        added.append(Rule(left, top, bottom))
    if right is not None and right > max(column.at for column in columns) + _OPEN:
        added.append(Rule(right, top, bottom))
    return [*columns, *added]


def _edge(rows: Sequence[Rule], end: Callable[[Rule], float], choose: Callable[[list[float]], float]) -> float | None:
    """Where the lines end on one side, if at least two do so together."""
    ends = [end(row) for row in rows]
    edge = choose(ends)
    return edge if sum(abs(other - edge) <= _TOUCH for other in ends) >= 2 else None


class _Sides:
    """Which sides between positions are drawn: lines by their level, looked up along them."""

    def __init__(self, rules: Iterable[Rule], positions: Sequence[float]) -> None:
        self._by_level: list[list[Rule]] = [[] for _ in positions]
        for rule in rules:
            at = bisect_left(positions, rule.at)
            near = min((n for n in (at - 1, at) if 0 <= n < len(positions)), key=lambda n: abs(positions[n] - rule.at))
            self._by_level[near].append(rule)

    def drawn(self, level: int, ends: Sequence[float]) -> list[bool]:
        """For each pair of neighbours among ``ends``, whether the side between them is drawn at a level."""
        rules = self._by_level[level]
        if len(rules) == 1 and rules[0].start <= ends[0] and ends[-1] <= rules[0].end:
            return [True] * (len(ends) - 1)
        return [_covered(rules, start, end) >= _DIVIDES * (end - start) for start, end in pairwise(ends)]


def _covered(rules: Iterable[Rule], start: float, end: float) -> float:
    """How much lines on one level cover between ``start`` and ``end``."""
    covered = 0.0
    for rule in rules:
        first = rule.start if rule.start > start else start
        last = rule.end if rule.end < end else end
        if last > first:
            covered += last - first
    return covered


def _lattice(rows: list[Rule], columns: list[Rule], page: int) -> Lattice | None:
    columns = _closed(rows, columns)
    xs, ys = _positions(columns), _positions(rows)
    wide, high = len(xs) - 1, len(ys) - 1
    if wide < 1 or high < 1:
        return None
    if wide * high > MAX_CELLS:
        raise TooLargeError(f"PDF 第 {page} 页的一个表格超过 {MAX_CELLS} 个单元格的上限")
    outside = wide * high
    union = _Union(outside + 1)
    vertical, horizontal = _Sides(columns, xs), _Sides(rows, ys)
    for level in range(wide + 1):
        for row, drawn in enumerate(vertical.drawn(level, ys)):
            if not drawn:
                before = row * wide + level - 1 if level else outside
                union.join(before, row * wide + level if level < wide else outside)
    for level in range(high + 1):
        for column, drawn in enumerate(horizontal.drawn(level, xs)):
            if not drawn:
                above = (level - 1) * wide + column if level else outside
                union.join(above, level * wide + column if level < high else outside)
    return _numbered(xs, ys, union, outside)


def _numbered(xs: list[float], ys: list[float], union: _Union, outside: int) -> Lattice:
    """Regions as cells; one that is no rectangle is cut into some, from top to bottom."""
    wide, high = len(xs) - 1, len(ys) - 1
    found = union.roots()
    roots = [found[row * wide : (row + 1) * wide] for row in range(high)]
    open_root = found[outside]
    cells = [[-1] * wide for _ in range(high)]
    first: list[tuple[int, int]] = []
    boxes: list[Box] = []
    for row in range(high):
        for column in range(wide):
            root = roots[row][column]
            if root == open_root or cells[row][column] >= 0:
                continue
            right = column
            while right < wide and roots[row][right] == root and cells[row][right] < 0:
                right += 1
            below = row + 1
            while below < high and all(roots[below][c] == root for c in range(column, right)):
                below += 1
            for r in range(row, below):
                cells[r][column:right] = [len(first)] * (right - column)
            first.append((row, column))
            boxes.append((xs[column], ys[row], xs[right], ys[below]))
    return Lattice(xs, ys, cells, first, boxes)
