"""Glyphs -> lines of text, and the text of a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

import msgspec

from gongkai.reading.formats.pdf.marks import Box, Glyph

# Shares of the width of a Chinese character.
_LEVEL = 0.35
_NUMBERS_APART = 0.3
_WORDS_APART = 1.0
_COLUMNS_APART = {0: 1.2, 1: 0.8, 2: 0.6}
_NEAREST = min(_COLUMNS_APART.values())
# Two equal characters closer than this share of their width are one, drawn twice to make it bold.
_BOLD = 0.25
_BASE, _LEFT = attrgetter("base"), attrgetter("x0")
FIGURES = frozenset("0123456789.,%+-−－０１２３４５６７８９，．％")
# No value ends with one of these.
_SEPARATORS = frozenset(",.，．")
# What the edges of a cell keep free on both sides together, in points, and the room that a further digit needs.
_MARGINS = 11.0
_DIGIT = 0.6


class Line(msgspec.Struct):
    """One line: its glyphs from left to right, ``em`` the width of a Chinese character in it.

    ``pieces`` keeps what ``columns`` has found.
    """

    glyphs: list[Glyph]
    em: float
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    pieces: list[Line] | None = None

    @property
    def box(self) -> Box:
        """Its place."""
        return (self.x0, self.top, self.x1, self.bottom)

    @property
    def text(self) -> str:
        """Its text."""
        return text_of(self.glyphs, self.em)

    def columns(self) -> list[Line]:
        """The pieces that wide gaps separate."""
        if self.pieces is None:
            self.pieces = [line_of(piece, self.em) for piece in _pieces(self.glyphs, self.em)]
        return self.pieces


def _pieces(glyphs: Sequence[Glyph], em: float) -> list[list[Glyph]]:
    near = em * _NEAREST
    last = glyphs[0]
    pieces = [[last]]
    for glyph in glyphs[1:]:
        gap = glyph.x0 - last.x1
        if gap < near or gap < em * _columns_apart(last.char, glyph.char):
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
        last = glyph
    return pieces


def em_of(glyphs: Sequence[Glyph], default: float = 10.5) -> float:
    """The width of a Chinese character among ``glyphs``: the middle one of all."""
    wide = sorted([glyph.x1 - glyph.x0 for glyph in glyphs if glyph.char >= "\u2e80"])
    if wide:
        return max(wide[len(wide) // 2], 1.0)
    high = sorted([glyph.bottom - glyph.top for glyph in glyphs])
    return max(high[len(high) // 2] * 0.8, 1.0) if high else default


def confidence_of(glyphs: Sequence[Glyph]) -> float | None:
    """How sure the least sure of ``glyphs`` is, None for certainty."""
    least = min([glyph.confidence for glyph in glyphs], default=1.0)
    return least if least < 1 else None


def line_of(glyphs: list[Glyph], em: float) -> Line:
    """A line of glyphs that stand in order."""
    return Line(
        glyphs,
        em,
        glyphs[0].x0,
        min([glyph.top for glyph in glyphs]),
        max([glyph.x1 for glyph in glyphs]),
        max([glyph.bottom for glyph in glyphs]),
        glyphs[0].base,
    )


def lines_of(glyphs: Iterable[Glyph], em: float) -> list[Line]:
    """Glyphs on the same base line, from top to bottom."""
    return [line_of(group, own) for group, own in _levels(glyphs, em)]


def _levels(glyphs: Iterable[Glyph], em: float) -> Iterator[tuple[list[Glyph], float]]:
    """The glyphs of each line from left to right, and the width of a Chinese character in it."""
    groups: list[list[Glyph]] = []
    base = 0.0
    for glyph in sorted(glyphs, key=_BASE):
        if groups and glyph.base - base <= _LEVEL * em:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
            base = glyph.base
    for group in groups:
        group.sort(key=_LEFT)
        own = em_of(group, em) if any(glyph.char >= "\u2e80" for glyph in group) else em
        yield _once(group), own


def _once(group: list[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in group:
        last = kept[-1] if kept else None
        if last is not None and last.char == glyph.char and glyph.x0 - last.x0 < _BOLD * (glyph.x1 - glyph.x0):
            continue
        kept.append(glyph)
    return kept


def text_of(glyphs: Sequence[Glyph], em: float) -> str:
    """The text of glyphs in one line, with a space where the source has one, or figures or words stand apart."""
    if len(glyphs) == 1:
        return glyphs[0].char
    near = em * _NUMBERS_APART
    pieces: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and (glyph.spaced or glyph.x0 - last.x1 > near):
            figures = glyph.char in FIGURES and last.char in FIGURES
            if glyph.spaced or figures or glyph.x0 - last.x1 > em * _WORDS_APART:
                pieces.append(" ")
        pieces.append(glyph.char)
        last = glyph
    return "".join(pieces)


def _columns_apart(before: str, behind: str) -> float:
    return _COLUMNS_APART[(before in FIGURES) + (behind in FIGURES)]


def cell_text(glyphs: list[Glyph], em: float, width: float) -> str:
    """The text of a cell ``width`` wide, its lines joined.

    A number goes on in the next line only behind a separator, or where its line had no room for one more digit;
    otherwise two lines of figures are two values.
    """
    if len(glyphs) < 2:
        return glyphs[0].char if glyphs else ""
    text = ""
    above: list[Glyph] = []
    for line, own in _levels(glyphs, em):
        if above:
            full = width - (max([glyph.x1 for glyph in above]) - above[0].x0) < _MARGINS + _DIGIT * em
            text += _between(above[-1].char, line[0].char, full, len(above))
        text += text_of(line, own)
        above = line
    return text


def _between(before: str, behind: str, full: bool, length: int) -> str:
    if before in FIGURES and behind in FIGURES:
        return "" if (full and length > 1) or before in _SEPARATORS else " "
    return " " if _is_word(before) and _is_word(behind) else ""


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalpha()
