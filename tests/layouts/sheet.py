"""A drawn report that no format has touched yet: texts and grids of boxes with spans.

The drawing puts a known report on a sheet, operations and damages change the sheet, a layout writes it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

TextKind = Literal["title", "heading", "paragraph", "caption", "page"]


@dataclass(frozen=True)
class Box:
    """One cell as drawn; ``key`` is the cell of the form whose value stands in it.

    The key is ``None`` for labels, and empty for a value that belongs to no cell of the form.
    """

    text: str
    wide: int = 1
    high: int = 1
    key: str | None = None


@dataclass(frozen=True)
class Line:
    """The boxes that begin in one line of a table.

    ``row`` names the row of the form whose values stand here (``table.row``; only ``table`` for values drawn
    across); ``rest_of`` the row whose label goes on in this line.
    """

    boxes: tuple[Box, ...]
    row: str | None = None
    rest_of: str | None = None

    @property
    def values(self) -> tuple[Box, ...]:
        """The boxes that hold cells of the form."""
        return tuple(box for box in self.boxes if box.key is not None)


@dataclass(frozen=True)
class Grid:
    """A table of ``columns`` columns."""

    lines: tuple[Line, ...]
    columns: int


@dataclass(frozen=True)
class Text:
    """A text outside the tables; a title may have two lines."""

    kind: TextKind
    text: str


@dataclass(frozen=True)
class Sheet:
    """A whole report as drawn, from top to bottom."""

    parts: tuple[Text | Grid, ...]

    def lines(self) -> Iterator[Line]:
        """Every line of every table."""
        for part in self.parts:
            if isinstance(part, Grid):
                yield from part.lines

    def with_line(self, row: str, change: Callable[[Line], Line]) -> Sheet:
        """The sheet with the line of ``row`` changed."""
        return self.map_lines(lambda line: change(line) if line.row == row else line)

    def map_lines(self, change: Callable[[Line], Line]) -> Sheet:
        """The sheet with every line of its tables changed."""
        return Sheet(
            tuple(
                replace(part, lines=tuple(map(change, part.lines))) if isinstance(part, Grid) else part
                for part in self.parts
            )
        )


class Slot(NamedTuple):
    """Where a box stands in a line: its first column, and whether it hangs down from a line above."""

    column: int
    box: Box
    hanging: bool
    line: int


def slots(grid: Grid) -> list[list[Slot]]:
    """For each line the boxes in column order, those that hang down from above included.

    Columns are counted as HTML counts them: a box takes the first free column.
    """
    hanging: dict[int, tuple[Slot, int]] = {}
    drawn: list[list[Slot]] = []
    for number, line in enumerate(grid.lines):
        taken = {c for column, (slot, _) in hanging.items() for c in range(column, column + slot.box.wide)}
        found = [slot._replace(hanging=True) for slot, _ in hanging.values()]
        fresh: list[Slot] = []
        column = 0
        for box in line.boxes:
            while column in taken:
                column += 1
            fresh.append(Slot(column, box, hanging=False, line=number))
            column += box.wide
        hanging = {c: (slot, left - 1) for c, (slot, left) in hanging.items() if left > 1}
        hanging |= {slot.column: (slot, slot.box.high - 1) for slot in fresh if slot.box.high > 1}
        drawn.append(sorted(found + fresh))
    return drawn


def label_columns(grid: Grid) -> int:
    """How many columns stand before the first value; 0 where the table has values alone."""
    starts = [slot.column for line in slots(grid) for slot in line if slot.box.key is not None and not slot.hanging]
    return min(starts, default=1)
