"""The invisible text of a rebuilt page: characters at their places, in a font without outlines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from gongkai.release.redact.source import Character

_CODES: Final = 256
# A character fills a square of 1000 units, a fifth of it below the line.
_GLYPH: Final = b"1000 0 0 -200 1000 800 d1"
_BELOW: Final = 0.2


class Layer:
    """The fonts of one new PDF: every character that it needs, 256 to a font."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._known: dict[str, int] = {}

    def content(self, characters: Sequence[Character], high: float) -> bytes:
        """The text as a content stream, for a page ``high`` points high."""
        parts = [b"BT 3 Tr"]
        last = -1
        for found in characters:
            number = self._known.setdefault(found.text, len(self._known))
            font, code = divmod(number, _CODES)
            if font != last:
                parts.append(b"/F%d 1 Tf" % font)
                last = font
            left, top, right, bottom = found.box
            tall = max(bottom - top, 0.1)
            wide = max(right - left, 0.1)
            base = high - bottom + tall * _BELOW
            parts.append(f"{wide:.2f} 0 0 {tall:.2f} {left:.2f} {base:.2f} Tm <{code:02X}> Tj".encode())
        parts.append(b"ET")
        return b"\n".join(parts)

    def fonts(self) -> Dictionary:
        """The fonts, to be named when all pages are known."""
        characters = list(self._known)
        chunks = [characters[at : at + _CODES] for at in range(0, len(characters), _CODES)]
        return Dictionary({f"/F{number}": self._font(chunk) for number, chunk in enumerate(chunks)})

    def _font(self, characters: list[str]) -> pikepdf.Object:
        glyph = self._pdf.make_indirect(Stream(self._pdf, _GLYPH))
        names = [f"/g{code}" for code in range(len(characters))]
        return self._pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type3,
                FontBBox=Array([0, -200, 1000, 800]),
                FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
                FirstChar=0,
                LastChar=len(characters) - 1,
                Widths=Array([1000] * len(characters)),
                CharProcs=Dictionary(dict.fromkeys(names, glyph)),
                Encoding=Dictionary(Type=Name.Encoding, Differences=Array([0, *map(Name, names)])),
                Resources=Dictionary(),
                ToUnicode=self._pdf.make_indirect(Stream(self._pdf, _unicode(characters))),
            )
        )


def _unicode(characters: list[str]) -> bytes:
    """The CMap from codes to characters."""
    pairs = [f"<{code:02X}> <{char.encode('utf-16-be').hex().upper()}>" for code, char in enumerate(characters)]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{mapped}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
