"""What stands on a page in reading order: tables, and the lines around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from gongkai.reading.formats.pdf.lattice import Lattice
from gongkai.reading.formats.pdf.lines import FIGURES, Line, cell_text, confidence_of, em_of, lines_of
from gongkai.reading.formats.pdf.marks import Box, Glyph, Matrix, Page, box_of
from gongkai.reading.formats.pdf.rows import levelled

# Two columns of prose: this many lines on either side, this many characters in the middle one, this wide a gap (em).
_LINES = 6
_LENGTH = 9
_GUTTER = 1.2
_SIDE = 0.3
# The middle of a character lies this share of its width above the base line.
_MIDDLE = 0.35
# Figures of one number follow one another with less than this share of their height between them.
_TOUCHING = 0.1


class Table(msgspec.Struct):
    """A lattice with the text of its cells, and how sure each is (None: certain)."""

    lattice: Lattice
    texts: list[str]
    confidence: list[float | None]

    @property
    def box(self) -> Box:
        """Its place."""
        return self.lattice.box


class Laid(msgspec.Struct):
    """A page as a sequence of tables and lines."""

    number: int
    width: float
    height: float
    shown: Matrix
    parts: list[Table | Line]

    def place(self, box: Box) -> Box:
        """``box`` on the page as a viewer shows it, to a tenth of a point."""
        x0, y0, x1, y1 = box_of(self.shown, box)
        return (_tenth(x0), _tenth(y0), _tenth(x1), _tenth(y1))


@lru_cache(maxsize=4096)
def _tenth(points: float) -> float:
    """Borders come again and again, and rounding takes longer than looking up."""
    return round(points, 1)


def lay(page: Page, lattices: Sequence[Lattice]) -> Laid:
    """The page in reading order; ``lattices`` from the smallest to the largest."""
    em = em_of(page.glyphs)
    held, free = _held(page.glyphs, lattices, em)
    tables = [
        Table(
            lattice,
            [cell_text(cell, em, box[2] - box[0]) for cell, box in zip(cells, lattice.boxes, strict=True)],
            [confidence_of(cell) for cell in cells],
        )
        for lattice, cells in zip(lattices, held, strict=True)
    ]
    tables.sort(key=lambda table: (table.box[1], table.box[0]))
    parts = list(_interleaved(tables, levelled(lines_of(free, em)), em))
    return Laid(page.number, page.width, page.height, page.shown, parts)


def _held(
    glyphs: Sequence[Glyph], lattices: Sequence[Lattice], em: float
) -> tuple[list[list[list[Glyph]]], list[Glyph]]:
    """The glyphs of every cell of every lattice, and those that stand in none."""
    held: list[list[list[Glyph]]] = [[[] for _ in lattice.boxes] for lattice in lattices]
    places = [(lattice.cell_at, cells) for lattice, cells in zip(lattices, held, strict=True)]
    if not places:
        return held, list(glyphs)
    above = _MIDDLE * em
    free: list[Glyph] = []
    start = 0
    while start < len(glyphs):
        first = glyphs[start]
        end = _end_of_number(glyphs, start) if first.char in FIGURES else start + 1
        x, y = (first.x0 + glyphs[end - 1].x1) / 2, first.base - above
        home = free
        for cell_at, cells in places:
            cell = cell_at(x, y)
            if cell >= 0:
                home = cells[cell]
                break
        home += glyphs[start:end]
        start = end
    return held, free


def _end_of_number(glyphs: Sequence[Glyph], start: int) -> int:
    """Behind the last figure of the number that begins at ``start``; a wide one reaches beyond its cell."""
    last = glyphs[start]
    for end in range(start + 1, len(glyphs)):
        glyph = glyphs[end]
        if (
            glyph.char not in FIGURES
            or glyph.spaced
            or glyph.base != last.base
            or not abs(glyph.x0 - last.x1) < _TOUCHING * (last.bottom - last.top)
        ):
            return end
        last = glyph
    return len(glyphs)


def _interleaved(tables: list[Table], lines: list[Line], em: float) -> Iterator[Table | Line]:
    """Lines before, between and behind the tables."""
    at = 0
    for table in tables:
        band: list[Line] = []
        while at < len(lines) and lines[at].base - _MIDDLE * em < table.box[1]:
            band.append(lines[at])
            at += 1
        yield from in_columns(band)
        yield table
    yield from in_columns(lines[at:])


def in_columns(lines: list[Line]) -> list[Line]:
    """Lines of prose set in two columns one below the other; all others as they are."""
    if len(lines) < _LINES:
        return lines
    gutter = _gutter(lines)
    if gutter is None:
        return lines
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        pieces = line.columns()
        sides = ([p for p in pieces if p.x1 <= gutter], [p for p in pieces if p.x0 >= gutter])
        if sum(map(len, sides)) != len(pieces):
            ordered += [*left, *right, line]
            left, right = [], []
            continue
        left += sides[0]
        right += sides[1]
    return [*ordered, *left, *right]


def _gutter(lines: list[Line]) -> float | None:
    """Where the gap between two columns of prose lies, if there are two."""
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    em = lines[0].em
    pieces = [piece for line in lines for piece in line.columns()]
    narrow = [piece for piece in pieces if piece.x1 - piece.x0 < (x1 - x0) * (1 - _SIDE)]
    left = [piece for piece in narrow if piece.x0 < x0 + _SIDE * (x1 - x0)]
    right = [piece for piece in narrow if piece.x0 >= x0 + _SIDE * (x1 - x0)]
    if min(len(left), len(right)) < _LINES or len(pieces) - len(left) - len(right) > len(pieces) // 4:
        return None
    edge, start = max(piece.x1 for piece in left), min(piece.x0 for piece in right)
    if start - edge < _GUTTER * em or not (_is_prose(left) and _is_prose(right)):
        return None
    return (edge + start) / 2


def _is_prose(pieces: list[Line]) -> bool:
    lengths = sorted(len(piece.glyphs) for piece in pieces)
    return lengths[len(lengths) // 2] >= _LENGTH
