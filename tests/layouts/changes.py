"""What happens to a sheet without any loss: page breaks, labels over two rows, glued text.

Each change returns a new sheet; the values stay as they were, so every cell must still be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from tests.layouts.sheet import Box, Grid, Line, Sheet, Text, slots

GroupLabels = Literal["repeat", "empty", "split"]


@dataclass(frozen=True)
class PageBreak:
    """A page break in front of ``row``, or ``up`` lines above it (inside the header, or in front of a group).

    ``mark`` is the page number as printed, ``header`` the number of header lines drawn again, ``continued`` a
    caption such as （续表）; ``groups`` says what becomes of a group label that the break cuts through.
    """

    row: str
    up: int = 0
    mark: str = "- 3 -"
    header: int = 0
    continued: str = ""
    groups: GroupLabels = "empty"

    def apply(self, sheet: Sheet) -> Sheet:
        """The sheet with the table in two parts; unchanged where the row is not drawn."""
        parts: list[Text | Grid] = []
        for part in sheet.parts:
            at = _line_of(part, self.row) - self.up if isinstance(part, Grid) else 0
            parts.extend(self._break(part, at) if isinstance(part, Grid) and at > 0 else [part])
        return Sheet(tuple(parts))

    def _break(self, grid: Grid, at: int) -> Iterator[Text | Grid]:
        above, below = cut(grid, at, self.groups)
        yield above
        if self.mark:
            yield Text("page", self.mark)
        if self.continued:
            yield Text("caption", self.continued)
        header = grid.lines[: self.header]
        # What stands behind an earlier page break has no header of its own to repeat.
        yield below if any(line.row for line in header) else replace(below, lines=header + below.lines)


def cut(grid: Grid, at: int, groups: GroupLabels = "empty") -> tuple[Grid, Grid]:
    """The grid in two, in front of line ``at``; boxes that span the cut are drawn in both parts."""
    cut_boxes = [slot for slot in slots(grid)[at] if slot.hanging]
    uppers, lowers = dict[int, Box](), list[tuple[int, Box]]()
    for slot in cut_boxes:
        above = at - slot.line
        here, there = _cut_text(slot.box.text, groups)
        uppers[id(slot.box)] = replace(slot.box, text=here, high=above)
        lowers.append((slot.column, replace(slot.box, text=there, high=slot.box.high - above)))
    top = tuple(replace(line, boxes=tuple(uppers.get(id(box), box) for box in line.boxes)) for line in grid.lines[:at])
    first = grid.lines[at]
    fresh = [(slot.column, slot.box) for slot in slots(grid)[at] if not slot.hanging]
    boxes = tuple(box for _, box in sorted([*lowers, *fresh], key=lambda pair: pair[0]))
    return replace(grid, lines=top), replace(grid, lines=(replace(first, boxes=boxes), *grid.lines[at + 1 :]))


def _cut_text(text: str, groups: GroupLabels) -> tuple[str, str]:
    if groups == "split":
        half = (len(text) + 1) // 2
        return text[:half], text[half:]
    return text, text if groups == "repeat" else ""


def _line_of(grid: Grid, row: str) -> int:
    return next((at for at, line in enumerate(grid.lines) if line.row == row), 0)


def broken_label(sheet: Sheet, row: str, at: int) -> Sheet:
    """The label of ``row`` over two lines of the table: ``at`` characters, then the rest without values."""

    def broken(grid: Grid, number: int) -> Iterator[Line]:
        line = grid.lines[number]
        label = next(slot for slot in reversed(slots(grid)[number]) if slot.box.key is None)
        head, tail = label.box.text[:at], label.box.text[at:]
        yield replace(line, boxes=tuple(replace(b, text=head) if b is label.box else b for b in line.boxes))
        yield Line((replace(label.box, text=tail), *(Box("", wide=box.wide) for box in line.values)), rest_of=row)

    parts: list[Text | Grid] = []
    for part in sheet.parts:
        number = _line_of(part, row) if isinstance(part, Grid) else 0
        if isinstance(part, Grid) and number:
            grown = {id(slot.box) for slot in slots(part)[number] if slot.box.high > 1}
            lines = (*part.lines[:number], *broken(part, number), *part.lines[number + 1 :])
            part = replace(part, lines=tuple(_grow(line, grown) for line in lines))
        parts.append(part)
    return Sheet(tuple(parts))


def _grow(line: Line, grown: set[int]) -> Line:
    return replace(line, boxes=tuple(replace(b, high=b.high + 1) if id(b) in grown else b for b in line.boxes))


def _number(text: str) -> bool:
    return bool(re.fullmatch(r"[\d,，.]+(?:件|项|万?元)?", text))


def glued_titles(sheet: Sheet) -> Sheet:
    """Titles of blocks glued to the value in front of them, as in ``109件第二十条第（八）项``."""

    def glued(grid: Grid) -> Grid:
        lines: list[Line] = []
        for line in grid.lines:
            last = lines[-1].boxes[-1] if lines else None
            title = len(line.boxes) == 1
            if title and last is not None and (last.key or "").startswith("proactive") and _number(last.text):
                joined = replace(last, text=last.text + line.boxes[0].text)
                lines[-1] = replace(lines[-1], boxes=(*lines[-1].boxes[:-1], joined))
            else:
                lines.append(line)
        return replace(grid, lines=tuple(lines))

    return Sheet(tuple(glued(part) if isinstance(part, Grid) else part for part in sheet.parts))
