"""Which fonts a document asks for, and which characters the font that comes with the project has."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

# The folder of the font that comes along (OFL), and its family.
FOLDER: Final = Path(__file__).parent / "fonts"
FAMILY: Final = "Noto Serif CJK SC"
_FILE: Final = FOLDER / "NotoSerifCJKsc-Regular.otf"
# White space of any kind needs no glyph.
_INVISIBLE: Final = frozenset(" \t\r\n\u00a0\u2002\u2003\u2009\u200a\u200b\u2060\u3000\ufeff")


class Fonts(msgspec.Struct, frozen=True):
    """Font families by their part in the document, as the offices name them; ``latin`` is for digits and letters.

    A Word document only names them. A PDF holds them: they are looked for in ``folders``; without folders all of
    it is set in the font that comes with the project.
    """

    title: str = "方正小标宋简体"
    body: str = "仿宋_GB2312"
    heading: str = "黑体"
    subheading: str = "楷体_GB2312"
    table: str = "宋体"
    latin: str = "Times New Roman"
    folders: tuple[str, ...] = ()


DEFAULT: Final = Fonts()


def missing_characters(text: str) -> str:
    """The characters of ``text`` that the font that comes along cannot draw, each once, in order."""
    have = _characters()
    return "".join(dict.fromkeys(char for char in text if char not in _INVISIBLE and ord(char) not in have))


@cache
def _characters() -> frozenset[int]:
    """The code points that the font has a glyph for, from its table ``cmap`` (OpenType 1.9, format 4 or 12)."""
    data = _FILE.read_bytes()
    tables = struct.unpack_from(">H", data, 4)[0]
    entries = (struct.unpack_from(">4sLLL", data, 12 + 16 * i) for i in range(tables))
    start = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    found: set[int] = set()
    for i in range(struct.unpack_from(">H", data, start + 2)[0]):
        offset = start + struct.unpack_from(">HHL", data, start + 4 + 8 * i)[2]
        kind = struct.unpack_from(">H", data, offset)[0]
        if kind == 12:
            found.update(_format_12(data, offset))
        elif kind == 4:
            found.update(_format_4(data, offset))
    return frozenset(found)


def _format_12(data: bytes, offset: int) -> Iterator[int]:
    groups = struct.unpack_from(">L", data, offset + 12)[0]
    for i in range(groups):
        first, last, glyph = struct.unpack_from(">LLL", data, offset + 16 + 12 * i)
        yield from range(first + (glyph == 0), last + 1)


def _format_4(data: bytes, offset: int) -> Iterator[int]:
    segments = struct.unpack_from(">H", data, offset + 6)[0] // 2
    lasts = struct.unpack_from(f">{segments}H", data, offset + 14)
    firsts = struct.unpack_from(f">{segments}H", data, offset + 16 + 2 * segments)
    deltas = struct.unpack_from(f">{segments}H", data, offset + 16 + 4 * segments)
    ranges = offset + 16 + 6 * segments
    for i, (first, last, delta) in enumerate(zip(firsts, lasts, deltas, strict=True)):
        shift = struct.unpack_from(">H", data, ranges + 2 * i)[0]
        for code in range(first, last + 1):
            if shift:
                glyph = struct.unpack_from(">H", data, ranges + 2 * i + shift + 2 * (code - first))[0]
            else:
                glyph = (code + delta) & 0xFFFF
            if glyph and code != 0xFFFF:
                yield code
