"""Where ink stands: the cells that lines enclose, and the lines of text in them, by the white between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongkai.reading.formats.pdf.lattice import lattices
from gongkai.reading.formats.pdf.marks import Box, Rule

# What is at least so dark (0 is black) is ink.
DARK = 140
# The edge of a cell that may hold parts of its border, in pixels.
_EDGE = 4
# Lines of text have at least and at most this height; what lies between is taken for the height of all.
_LOW, _HIGH, _USUAL = 10, 70, 30
_TALLEST = 0.8
# In heights of a line: pieces of one line, one above the other, reach no further; what reaches further than that
# is no line; a gap this wide parts two values.
_LINE = 1.3
_TANGLED = 1.9
_APART = 1.4
# Lattices are worked out in points, as for a page 595 points wide.
_WIDTH = 595.0

Band = tuple[int, int]


def cells_of(across: Sequence[Rule], down: Sequence[Rule], width: int) -> list[Box]:
    """The cells that the lines of a picture ``width`` pixels wide enclose."""
    scale = _WIDTH / width
    rows = [Rule(r.at * scale, r.start * scale, r.end * scale) for r in across]
    columns = [Rule(r.at * scale, r.start * scale, r.end * scale) for r in down]
    boxes = [box for lattice in lattices(rows, columns, 1) for box in lattice.boxes]
    return [(a / scale, b / scale, c / scale, d / scale) for a, b, c, d in boxes]


def inside(cell: Box) -> tuple[int, int, int, int]:
    """The pixels of a cell without its edge."""
    return int(cell[0]) + _EDGE, int(cell[1]) + _EDGE, int(cell[2]) - _EDGE + 1, int(cell[3]) - _EDGE + 1


def bands(filled: Any) -> list[Band]:
    """From where to where a list of truth values is true; two false ones in a row end a band."""
    found: list[Band] = []
    for at in map(int, filled.nonzero()[0]):
        if found and at <= found[-1][1] + 1:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


def line_height(inks: Sequence[Any]) -> int:
    """The height of a line of text, in pixels, that the ink of most cells has."""
    heights = sorted(
        end - start for ink in inks for start, end in bands(ink.any(axis=1)) if _LOW <= end - start <= _HIGH
    )
    return heights[int(len(heights) * _TALLEST)] if heights else _USUAL


def strips(ink: Any, height: int) -> list[Box] | None:
    """The boxes of the lines of text in the ink of a cell, within it; None where they are not parted by white."""
    lines: list[Band] = []
    for start, end in bands(ink.any(axis=1)):
        if lines and end - lines[-1][0] <= _LINE * height:
            lines[-1] = (lines[-1][0], end)
        else:
            lines.append((start, end))
    if any(end - start > _TANGLED * height for start, end in lines):
        return None
    found: list[Box] = []
    for top, bottom in lines:
        pieces: list[Band] = []
        for start, end in bands(ink[top:bottom].any(axis=0)):
            if pieces and start - pieces[-1][1] < _APART * height:
                pieces[-1] = (pieces[-1][0], end)
            else:
                pieces.append((start, end))
        found += [(float(x0), float(top), float(x1), float(bottom)) for x0, x1 in pieces]
    return found
