"""The characters of a page with their places, as pdfium tells them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from ctypes import addressof, byref, c_double, c_float, c_uint, c_ushort, sizeof
from itertools import compress, pairwise, repeat
from operator import sub
from typing import Any

import msgspec

from gongkai.errors import TooLargeError
from gongkai.reading.formats.pdf.calls import address, calls
from gongkai.reading.formats.pdf.marks import Glyph, Matrix

MAX_GLYPHS = 60_000
UNMAPPED = "\ufffd"

_QUARTER = math.pi / 2
# A text line may be this far from level (radians) before it is a watermark.
_SKEW = 0.09
# The origin of an upright character is this near the left side of its box, as a share of its width.
_ORIGIN = 0.02
# Watermarks are drawn large, and so lightly that the text can be read over them.
_LARGE = 1.8
_LIGHT = 150
_FAINT = 140
_SPACES = frozenset((0x20, 0xA0, 0x3000, 0x2002, 0x2003, 0x2009, 0x200A, 0x09))
_NOTHING = frozenset((0x0D, 0x0A, 0x200B, 0x2060, 0xFEFF, 0x02, 0xAD))
_SECOND_HALF = 0x2060
_SILENT = _SPACES | _NOTHING
_PAIRED = range(0xD800, 0xE000)
_UNKNOWN = frozenset((0, 0xFFFD, 0xFFFE, 0xFFFF, *_PAIRED))


class Raw(msgspec.Struct, gc=False):
    """The characters of a page as they stand in the file, one column for each property.

    The sides of their boxes, their points of origin (``xs``, ``ys``), and their directions in quarter turns;
    ``spaced``: white space stands before the character.
    """

    indices: list[int] = []
    codes: list[int] = []
    spaced: list[bool] = []
    lefts: list[float] = []
    bottoms: list[float] = []
    rights: list[float] = []
    tops: list[float] = []
    xs: list[float] = []
    ys: list[float] = []
    quarters: list[int | None] = []

    def only(self, kept: Sequence[bool]) -> Raw:
        """The characters for which ``kept`` is true."""
        return Raw(*(list(compress(column, kept)) for column in msgspec.structs.astuple(self)))


def raw_glyphs(lib: Any, text: Any, page: int) -> Raw:
    """Every level character of a text page, white space made a mark on the character behind it.

    Raises TooLargeError.
    """
    count = lib.FPDFText_CountChars(text)
    if count > MAX_GLYPHS:
        raise TooLargeError(f"PDF 第 {page} 页有 {count} 个字符，超过 {MAX_GLYPHS} 个的上限")
    units = codes(lib, text, count)
    kept = [code not in _SILENT for code in units]
    raw = Raw(list(compress(range(count), kept)), list(compress(units, kept)))
    behind = _behind_spaces(lib, text, units, kept)
    raw.spaced = [i in behind for i in raw.indices]
    known = _measure(lib, text, raw)
    _turn(lib, text, raw)
    numbers = (raw.lefts, raw.bottoms, raw.rights, raw.tops, raw.xs, raw.ys)
    if all(known) and None not in raw.quarters and all(math.isfinite(sum(column)) for column in numbers):
        return raw
    return raw.only(
        [
            ok != 0 and quarter is not None and math.isfinite(sum(place))
            for ok, quarter, *place in zip(known, raw.quarters, *numbers, strict=True)
        ]
    )


def _behind_spaces(lib: Any, text: Any, units: Sequence[int], kept: Sequence[bool]) -> set[int]:
    """Which of the characters ``kept`` have white space before them that the file has, too."""
    found: set[int] = set()
    spaced, last = False, -1
    for i in [i for i, own in enumerate(kept) if not own]:
        if units[i] in _SPACES:
            spaced = (spaced and last == i - 1) or lib.FPDFText_IsGenerated(text, i) != 1
        else:
            spaced = False
        if spaced:
            found.add(i + 1)
        last = i
    return found


def _measure(lib: Any, text: Any, raw: Raw) -> list[int]:
    """Fill in the boxes of the characters; 0 for those that pdfium does not know."""
    numbers = (c_float * (4 * len(raw.indices)))()
    at = addressof(numbers)
    places = range(at, at + sizeof(numbers), 4 * sizeof(c_float))
    known = list(map(calls(lib).char_box, repeat(address(text)), raw.indices, places))
    # In the order of FS_RECTF.
    raw.lefts, raw.tops, raw.rights, raw.bottoms = (numbers[side::4] for side in range(4))
    return known


def _turn(lib: Any, text: Any, raw: Raw) -> None:
    """Fill in origins and directions; an upright character with an edge where the one before it has one goes on.

    The box is that of the font, and more only for a character that reaches beyond it, so that two on one line share
    at least one edge. One that is askew, or of which pdfium knows no origin, has no direction.
    """
    origin, handle = calls(lib).char_origin, address(text)
    numbers = (c_double * 2)()
    at_x = addressof(numbers)
    at_y = at_x + sizeof(c_double)
    raw.xs, ys, quarters = raw.lefts[:], raw.ys, raw.quarters
    quarter: int | None = None
    low = high = y = 0.0
    for i, (bottom, top) in enumerate(zip(raw.bottoms, raw.tops, strict=True)):
        if quarter == 0 and (bottom == low or top == high):
            if bottom > low:
                low = bottom
            if top < high:
                high = top
        else:
            known = origin(handle, raw.indices[i], at_x, at_y)
            raw.xs[i], y = numbers
            level = _is_level(raw.lefts[i], bottom, raw.rights[i], top, raw.xs[i], y)
            quarter = (0 if level else _quarter(lib, text, raw.indices[i])) if known else None
            low, high = bottom, top
        ys.append(y)
        quarters.append(quarter)


def codes(lib: Any, text: Any, count: int) -> Sequence[int]:
    """The code point of every character; all at once where pdfium's text has one unit for each."""
    buffer = (c_ushort * (count + 1))()
    if lib.FPDFText_GetText(text, 0, count, buffer) == count + 1:
        units: list[int] = buffer[:count]
        if not any(unit == 0 or unit in _PAIRED for unit in set(units)):
            return units
    return _paired([lib.FPDFText_GetUnicode(text, i) for i in range(count)])


def _paired(units: list[int]) -> list[int]:
    """Two halves of one character made whole; the second then stands for nothing. A half alone is no character."""
    for i, (first, second) in enumerate(pairwise(units)):
        if 0xD800 <= first < 0xDC00 <= second < 0xE000:
            units[i : i + 2] = (0x10000 + ((first - 0xD800) << 10) + second - 0xDC00, _SECOND_HALF)
    return units


def _is_level(left: float, bottom: float, right: float, top: float, x: float, y: float) -> bool:
    """Whether a character stands upright: its origin (x, y) is on the left side of its box, above the lower edge."""
    return abs(left - x) < _ORIGIN * (right - left) and bottom <= y < (bottom + top) / 2


def _quarter(lib: Any, text: Any, index: int) -> int | None:
    """The direction of a character in quarter turns anticlockwise; None for one that is askew."""
    turns = -lib.FPDFText_GetCharAngle(text, index) / _QUARTER  # pdfium counts it clockwise
    if not math.isfinite(turns):
        return None
    quarter = round(turns)
    return quarter % 4 if abs(turns - quarter) * _QUARTER <= _SKEW else None


def direction(raw: Raw) -> int:
    """The direction of most characters, in quarter turns anticlockwise."""
    return Counter(raw.quarters).most_common(1)[0][0] or 0 if raw.quarters else 0


def without_watermark(lib: Any, text: Any, raw: Raw) -> Raw:
    """Leave out characters that are both large and faint."""
    heights = list(map(abs, map(sub, raw.tops, raw.bottoms)))
    if not heights or max(heights) <= min(heights) * _LARGE:
        return raw
    limit = sorted(heights)[len(heights) // 2] * _LARGE
    if max(heights) <= limit:
        return raw
    return raw.only(
        [high <= limit or not _is_faint(lib, text, i) for i, high in zip(raw.indices, heights, strict=True)]
    )


def _is_faint(lib: Any, text: Any, index: int) -> bool:
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    if not lib.FPDFText_GetFillColor(text, index, byref(red), byref(green), byref(blue), byref(alpha)):
        return False
    return min(red.value, green.value, blue.value) >= _LIGHT or alpha.value <= _FAINT


def glyphs(raw: Raw, matrix: Matrix, width: float, height: float) -> tuple[list[Glyph], int]:
    """Characters on the upright page, those outside it left out; and how many have no known character.

    ``matrix`` is one of quarter turns.
    """
    if matrix[0]:
        return _upright(raw, matrix[0], matrix[3], matrix[4], matrix[5], width, height)
    turned = Raw(
        codes=raw.codes,
        spaced=raw.spaced,
        lefts=raw.bottoms,
        bottoms=raw.lefts,
        rights=raw.tops,
        tops=raw.rights,
        ys=raw.xs,
    )
    return _upright(turned, matrix[2], matrix[1], matrix[4], matrix[5], width, height)


def _upright(
    raw: Raw, across: float, down: float, right: float, below: float, width: float, height: float
) -> tuple[list[Glyph], int]:
    placed: list[Glyph] = []
    chars = [UNMAPPED if code in _UNKNOWN else chr(code) for code in raw.codes]
    for char, spaced, x0, bottom, x1, top, y in zip(
        chars, raw.spaced, raw.lefts, raw.bottoms, raw.rights, raw.tops, raw.ys, strict=True
    ):
        x0, x1, top, bottom = across * x0 + right, across * x1 + right, down * top + below, down * bottom + below
        if x0 > x1:
            x0, x1 = x1, x0
        if top > bottom:
            top, bottom = bottom, top
        if x1 >= 0 and bottom >= 0 and x0 <= width and top <= height:
            base = down * y + below
            if not top <= base <= bottom + 1:
                base = bottom - 0.12 * (bottom - top)
            placed.append(Glyph(char, x0, top, x1, bottom, base, spaced))
    return placed, sum([glyph.char == UNMAPPED for glyph in placed])
