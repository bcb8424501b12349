"""A grid set on a raster of characters: widths of columns, heights of lines, the place of each text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tests.layouts.characters import width, wrapped
from tests.layouts.sheet import Box, Grid, Slot, label_columns, slots

Where = Literal["first", "middle", "last"]


LINE = 24  # Chinese characters that all value columns of a table share, where the values need no more


@dataclass(frozen=True)
class Raster:
    """How a grid is set.

    ``labels`` are the widths of the label columns, in Chinese characters, from the outermost. Values in the
    ``middle`` of an even number of label lines get a line of their own, as ``pdftotext -layout`` prints them.
    ``wide`` is the number of columns of a Chinese character, ``gap`` that of empty lines between two rows.
    """

    labels: tuple[int, ...] = (1, 4, 13)
    where: Where = "middle"
    wide: Literal[1, 2] = 1
    gap: int = 0


class Piece(NamedTuple):
    """One printed line of a box: line of text, slot, text."""

    line: int
    slot: Slot
    text: str


@dataclass(frozen=True)
class Setting:
    """A grid on the raster: where each column begins, the first text line of each row, all pieces."""

    starts: tuple[int, ...]
    tops: tuple[int, ...]
    height: int
    pieces: tuple[Piece, ...]

    def room(self, slot: Slot) -> int:
        """The columns of text between the left and the right edge of a box, the space behind it left out."""
        return _room(self.starts, slot)


def _room(starts: Sequence[int], slot: Slot) -> int:
    return starts[slot.column + slot.box.wide] - starts[slot.column] - 2


def set_grid(grid: Grid, raster: Raster) -> Setting:
    """The grid on the raster."""
    starts = _starts(grid, raster)
    drawn = slots(grid)
    wraps = {
        id(slot.box): wrapped(slot.box.text, starts[slot.column + slot.box.wide] - starts[slot.column] - 2, raster.wide)
        for line in drawn
        for slot in line
    }
    heights = [max([1, *(len(wraps[id(s.box)]) for s in line if s.box.high == 1)]) for line in drawn]
    valued = [any(slot.box.key is not None for slot in line) for line in drawn]
    own = [raster.where == "middle" and high % 2 == 0 and v for high, v in zip(heights, valued, strict=True)]
    heights = [high + extra for high, extra in zip(heights, own, strict=True)]
    _stretch(drawn, wraps, heights, raster.gap)
    tops = [sum(heights[:at]) + raster.gap * at for at in range(len(heights) + 1)]
    pieces: list[Piece] = []
    for number, line in enumerate(drawn):
        for slot in (slot for slot in line if not slot.hanging):
            texts = wraps[id(slot.box)]
            bottom = tops[min(number + slot.box.high, len(heights))] - raster.gap
            lines = _places(slot.box, len(texts), tops[number], bottom, raster.where, own[number])
            pieces += [Piece(at, slot, text) for at, text in zip(lines, texts, strict=True)]
    return Setting(tuple(starts), tuple(tops[:-1]), tops[-1] - raster.gap, tuple(pieces))


def _starts(grid: Grid, raster: Raster) -> list[int]:
    labels = label_columns(grid)
    drawn = [slot for line in slots(grid) for slot in line if not slot.hanging]
    columns = max([grid.columns, *(slot.column + slot.box.wide for slot in drawn)])
    least = max(2, LINE // (columns - labels))
    starts = [0]
    for column in range(columns):
        if column < labels:
            # In the narrowest column 三、 runs into the gap, since a comma may not begin a line.
            room = raster.labels[column - labels] * raster.wide
        else:
            values = [slot.box.text for slot in drawn if slot.column == column and slot.box.key is not None]
            room = max([least * raster.wide, *(width(text, raster.wide) for text in values)])
        starts.append(starts[-1] + room + 2)
    return starts


def _stretch(drawn: list[list[Slot]], wraps: dict[int, list[str]], heights: list[int], gap: int) -> None:
    """Make the last row of a box that spans rows higher, where its text needs more lines than they have."""
    for number, line in enumerate(drawn):
        for slot in line:
            if not slot.hanging and slot.box.high > 1:
                last = min(number + slot.box.high, len(heights))
                have = sum(heights[number:last]) + gap * (last - number - 1)
                heights[last - 1] += max(0, len(wraps[id(slot.box)]) - have)


def _places(box: Box, texts: int, top: int, bottom: int, where: Where, own: bool) -> list[int]:
    """The lines on which the texts of a box stand, between ``top`` and ``bottom``."""
    high = bottom - top
    if box.high == 1 and own and texts == high - 1:
        return [at for at in range(top, bottom) if at != top + high // 2]
    if box.high == 1 and where != "middle":
        first = top if where == "first" else bottom - texts
        return list(range(first, first + texts))
    first = top + (high - texts) // 2
    return list(range(first, first + texts))
