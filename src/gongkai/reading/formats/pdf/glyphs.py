"""The characters of a page with their places, as pdfium tells them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from ctypes import byref, c_double, c_uint, c_ushort
from typing import Any

import msgspec

from gongkai.errors import TooLargeError
from gongkai.reading.formats.pdf.marks import Box, Glyph, Matrix

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
_UNKNOWN = frozenset((0, 0xFFFD, 0xFFFE, 0xFFFF))


class Raw(msgspec.Struct, gc=False):
    """A character as it stands in the file: box (left, bottom, right, top), origin, direction in quarter turns."""

    index: int
    code: int
    box: Box
    x: float
    y: float
    quarter: int
    spaced: bool


def raw_glyphs(lib: Any, text: Any, page: int) -> list[Raw]:
    """Every level character of a text page, white space made a mark on the character behind it.

    Raises TooLargeError.
    """
    count = lib.FPDFText_CountChars(text)
    if count > MAX_GLYPHS:
        raise TooLargeError(f"PDF 第 {page} 页有 {count} 个字符，超过 {MAX_GLYPHS} 个的上限")
    units = codes(lib, text, count)
    rect, x, y = lib.FS_RECTF(), c_double(), c_double()
    at_rect, at_x, at_y = byref(rect), byref(x), byref(y)
    loose, origin = lib.FPDFText_GetLooseCharBox, lib.FPDFText_GetCharOrigin
    found: list[Raw] = []
    spaced = False
    for i, code in enumerate(units):
        if code in _SPACES:
            spaced = spaced or lib.FPDFText_IsGenerated(text, i) != 1
            continue
        if code in _NOTHING:
            spaced = False
            continue
        if loose(text, i, at_rect) and origin(text, i, at_x, at_y):
            box = (rect.left, rect.bottom, rect.right, rect.top)
            quarter = 0 if _is_level(box, x.value, y.value) else _quarter(lib, text, i)
            if quarter is not None:
                found.append(Raw(i, code, box, x.value, y.value, quarter, spaced))
        spaced = False
    return found


def codes(lib: Any, text: Any, count: int) -> Sequence[int]:
    """The code point of every character; all at once where pdfium's text has one unit for each."""
    buffer = (c_ushort * (count + 1))()
    if lib.FPDFText_GetText(text, 0, count, buffer) == count + 1:
        units: list[int] = buffer[:count]
        if not any(unit == 0 or 0xD800 <= unit < 0xE000 for unit in units):
            return units
    return [lib.FPDFText_GetUnicode(text, i) for i in range(count)]


def _is_level(box: Box, x: float, y: float) -> bool:
    """Whether a character stands upright: its origin is on the left side of its box, above the lower edge."""
    left, bottom, right, top = box
    return abs(left - x) < _ORIGIN * (right - left) and bottom <= y < (bottom + top) / 2


def _quarter(lib: Any, text: Any, index: int) -> int | None:
    """The direction of a character in quarter turns anticlockwise; None for one that is askew."""
    turns = -lib.FPDFText_GetCharAngle(text, index) / _QUARTER  # pdfium counts it clockwise
    quarter = round(turns)
    return quarter % 4 if abs(turns - quarter) * _QUARTER <= _SKEW else None


def direction(found: list[Raw]) -> int:
    """The direction of most characters, in quarter turns anticlockwise."""
    return Counter(raw.quarter for raw in found).most_common(1)[0][0] if found else 0


def without_watermark(lib: Any, text: Any, found: list[Raw]) -> list[Raw]:
    """Leave out characters that are both large and faint."""
    if not found:
        return found
    heights = sorted(abs(raw.box[3] - raw.box[1]) for raw in found)
    limit = heights[len(heights) // 2] * _LARGE
    if heights[-1] <= limit:
        return found
    return [raw for raw in found if abs(raw.box[3] - raw.box[1]) <= limit or not _is_faint(lib, text, raw.index)]


def _is_faint(lib: Any, text: Any, index: int) -> bool:
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    if not lib.FPDFText_GetFillColor(text, index, byref(red), byref(green), byref(blue), byref(alpha)):
        return False
    return min(red.value, green.value, blue.value) >= _LIGHT or alpha.value <= _FAINT


def glyphs(found: list[Raw], matrix: Matrix, width: float, height: float) -> tuple[list[Glyph], int]:
    """Raw characters on the upright page, those outside it left out; and how many have no known character."""
    placed: list[Glyph] = []
    unmapped = 0
    a, b, c, d, e, f = matrix
    for raw in found:
        # As box_of does, written out: this is the innermost loop.
        left, low, right, high = raw.box
        x0, x1 = a * left + c * low + e, a * right + c * high + e
        top, bottom = b * left + d * low + f, b * right + d * high + f
        if x0 > x1:
            x0, x1 = x1, x0
        if top > bottom:
            top, bottom = bottom, top
        if x1 < 0 or bottom < 0 or x0 > width or top > height:
            continue
        base = b * raw.x + d * raw.y + f
        if not top <= base <= bottom + 1:
            base = bottom - 0.12 * (bottom - top)
        char = chr(raw.code)
        if raw.code in _UNKNOWN:
            char = UNMAPPED
            unmapped += 1
        placed.append(Glyph(char, x0, top, x1, bottom, base, raw.spaced))
    return placed, unmapped
