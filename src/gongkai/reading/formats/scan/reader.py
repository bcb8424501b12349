"""Pictures, and pages that are pictures, as pages of glyphs: the way on is that of PDF."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from gongkai.reading.document import Document
from gongkai.reading.formats.pdf.flow import Flow
from gongkai.reading.formats.pdf.lattice import lattices
from gongkai.reading.formats.pdf.marks import Glyph, Matrix, Page, Rule
from gongkai.reading.formats.pdf.order import lay
from gongkai.reading.formats.scan.messages import Piece, Seen
from gongkai.reading.formats.scan.worker import see

NOTICE = "OCR-READ"
# A page has this width in points, so that what is near or far means the same as in PDF.
_WIDTH = 595.0
_BASE = 0.15


def read_picture(data: bytes, media_type: str) -> Document:
    """Read a picture of a page; places are in its pixels.

    Raises UnsupportedFormatError (the extra ``ocr`` is missing), UndecodableError or TooLargeError.
    """
    seen = see(data, "文件")
    page = page_of(seen, 1, None)
    laid = [lay(page, lattices(page.across, page.down, 1))]
    return Document(Flow(laid).blocks(), media_type, ((NOTICE, "1"),))


def page_of(seen: Seen, number: int, width: float | None) -> Page:
    """What was seen on a picture as a page; ``width`` is that of the page in points, None: places stay in pixels."""
    scale = _WIDTH / max(seen.width, 1)
    back = (width / _WIDTH) if width is not None else 1 / scale
    shown: Matrix = (back, 0.0, 0.0, back, 0.0, 0.0)
    glyphs = [glyph for piece in seen.pieces for glyph in _glyphs(piece, scale)]
    return Page(
        number, _WIDTH, seen.height * scale, shown, glyphs, _scaled(seen.across, scale), _scaled(seen.down, scale)
    )


def _scaled(rules: Sequence[Rule], scale: float) -> list[Rule]:
    return [Rule(rule.at * scale, rule.start * scale, rule.end * scale) for rule in rules]


def _glyphs(piece: Piece, scale: float) -> list[Glyph]:
    """The characters of a piece, its width shared out among them: two parts for a wide one, one for any other."""
    parts = [2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in piece.text]
    if not parts:
        return []
    each = (piece.x1 - piece.x0) * scale / sum(parts)
    top, bottom = piece.top * scale, piece.bottom * scale
    base = bottom - _BASE * (bottom - top)
    found: list[Glyph] = []
    x, spaced = piece.x0 * scale, False
    for char, part in zip(piece.text, parts, strict=True):
        if not char.isspace():
            end = x + part * each
            found.append(Glyph(char, x, top, end, bottom, base, spaced, round(piece.score, 3)))
        spaced = char.isspace()
        x += part * each
    return found
