"""Rows of tables without lines: values of one row that stand at different heights are put on one line."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from gongkai.reading.formats.pdf.lines import Line, line_of
from gongkai.reading.formats.pdf.marks import Glyph

# Base lines nearer than this (in widths of a character) cannot belong to two rows.
_SAME_ROW = 0.85
# Lines of one cell are nearer than this; only a note that is not closed proves that they are of one.
_SAME_CELL = 1.4
# What is left of a value for the next line is a unit: this many characters at most.
_UNIT = 2


def levelled(lines: Sequence[Line]) -> list[Line]:
    """Lines with the values of one row together.

    A value broken over two lines begins half a line higher than the values beside it, and ends half a line lower.
    """
    found: list[Line] = []
    whole = True
    for line in lines:
        above = found[-1] if found else None
        if above is not None and line.base - above.base < _SAME_CELL * above.em:
            joined = _joined(above, line, whole, line.base - above.base < _SAME_ROW * above.em)
            if joined is not None:
                found[-1] = msgspec.structs.replace(joined, base=line.base)
                whole = False
                continue
        found.append(line)
        whole = True
    return found


def _joined(above: Line, below: Line, whole: bool, near: bool) -> Line | None:
    """Both lines as one, where they hold values of one row, or the rest of the values above.

    ``whole``: nothing was joined to the line above yet, so that figures below figures can be no rest of them.
    ``near``: they cannot belong to two rows; if they can, only notes join them.
    """
    upper = above.columns()
    if not any(map(_is_value, upper)):
        return None
    lower = below.columns()
    under = [next((piece for piece in upper if _overlap(piece, other)), None) for other in lower]
    rests = [(owner, other) for owner, other in zip(under, lower, strict=True) if owner is not None]
    if not rests:
        return _merged(above.glyphs, below.glyphs, above.em) if near and any(map(_is_value, lower)) else None
    for value, rest in rests:
        if not (_is_note(value, rest) or (near and (_is_unit(rest) or (_is_value(rest) and not whole)))):
            return None
    glyphs: list[Glyph] = []
    for piece in upper:
        glyphs += piece.glyphs
        for owner, other in zip(under, lower, strict=True):
            if owner is piece:
                glyphs += _behind(piece, other)
    beside = [g for owner, other in zip(under, lower, strict=True) if owner is None for g in other.glyphs]
    return _merged(glyphs, beside, above.em)


def _behind(piece: Line, rest: Line) -> list[Glyph]:
    """The glyphs of the rest of a value moved behind it."""
    x = piece.x1
    return [Glyph(g.char, x, g.top, x, g.bottom, g.base, False, g.confidence) for g in rest.glyphs]


def _merged(glyphs: list[Glyph], others: list[Glyph], em: float) -> Line:
    return line_of(sorted([*glyphs, *others], key=lambda glyph: glyph.x0), em)


def _overlap(a: Line, b: Line) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1


def _is_value(piece: Line) -> bool:
    return piece.glyphs[0].char.isdigit()


def _is_note(piece: Line, rest: Line) -> bool:
    """Whether ``rest`` is the note behind a value, or goes on with one that was opened."""
    text = "".join(glyph.char for glyph in piece.glyphs)
    opened = max(text.rfind("("), text.rfind("（")) > max(text.rfind(")"), text.rfind("）"))
    return _is_value(piece) and (opened or rest.glyphs[0].char in "(（")


def _is_unit(piece: Line) -> bool:
    return len(piece.glyphs) <= _UNIT and not any(glyph.char.isdigit() for glyph in piece.glyphs)
