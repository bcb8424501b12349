"""What is printed on every page and belongs to none of them: page numbers, running heads, watermarks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gongkai.reading.formats.pdf.lines import Line
from gongkai.reading.formats.pdf.marks import Glyph, Page
from gongkai.reading.formats.pdf.order import Laid, Table

# A running head or foot lies within this share of the page from its edge.
_MARGIN = 0.12
_LEVEL = 3.0
_MOST_LINES = 3
_LARGE = 1.8
_DASHED = re.compile(
    r"[-—–－_~·.\s]*(\d{1,3})[-—–－_~·.\s]*|第\s*(\d{1,3})\s*页.{0,14}|(\d{1,3})\s*[/／]\s*\d{1,3}\s*页?"
)
_FIGURES = re.compile(r"[\d\s.,，\-－/—]+")


def drop_repeated_glyphs(pages: Sequence[Page]) -> None:
    """Remove what is drawn large at the same place of every page, over the text or behind it."""
    if len(pages) < 2:
        return
    heights = sorted([glyph.bottom - glyph.top for page in pages for glyph in page.glyphs])
    if not heights or heights[-1] <= _LARGE * heights[len(heights) // 2]:
        return
    limit = _LARGE * heights[len(heights) // 2]
    seen = Counter(_spot(glyph) for page in pages for glyph in page.glyphs if glyph.bottom - glyph.top > limit)
    often = {spot for spot, times in seen.items() if times >= len(pages)}
    if often:
        for page in pages:
            page.glyphs = [g for g in page.glyphs if g.bottom - g.top <= limit or _spot(g) not in often]


def _spot(glyph: Glyph) -> tuple[str, int, int]:
    return glyph.char, round(glyph.x0), round(glyph.base)


def drop_margins(pages: Sequence[Laid]) -> None:
    """Remove page numbers and running heads and feet from the pages."""
    for last in (True, False):
        for _ in range(_MOST_LINES):
            outer = [_outer(page, last) for page in pages]
            gone = _numbers(pages, outer) or _repeated(pages, outer)
            if not gone:
                break
            for page, line in zip(pages, outer, strict=True):
                if line is not None and id(line) in gone:
                    page.parts.remove(line)


def _outer(page: Laid, last: bool) -> Line | None:
    """The lowest or the highest line, if it stands outside the tables."""
    if not page.parts:
        return None
    part = max(page.parts, key=_base) if last else min(page.parts, key=_base)
    return part if isinstance(part, Line) else None


def _base(part: Table | Line) -> float:
    return part.base if isinstance(part, Line) else part.box[3]


def _numbers(pages: Sequence[Laid], outer: Sequence[Line | None]) -> set[int]:
    """Lines that are page numbers: counting on with the pages, or told by what is around the number."""
    offsets: Counter[int] = Counter()
    found: list[tuple[Line, int, bool]] = []
    for page, line in zip(pages, outer, strict=True):
        match = _DASHED.fullmatch(line.text) if line is not None else None
        if line is None or match is None:
            continue
        offset = int(match[1] or match[2] or match[3]) - page.number
        offsets[offset] += 1
        found.append((line, offset, not line.text.strip().isdigit()))
    if not offsets:
        return set()
    offset, times = offsets.most_common(1)[0]
    counted = times >= max(2, len(pages) // 2)
    return {id(line) for line, own, marked in found if own == offset and (counted or marked)}


def _repeated(pages: Sequence[Laid], outer: Sequence[Line | None]) -> set[int]:
    """Lines with the same words at the same height of most pages, near the edge."""
    if len(pages) < 2:
        return set()
    spots: dict[tuple[str, int], set[int]] = {}
    for page, line in zip(pages, outer, strict=True):
        if line is None or _MARGIN * page.height < line.base < (1 - _MARGIN) * page.height:
            continue
        text = line.text
        if not _holds_values(line):
            spots.setdefault((text, round(line.base / _LEVEL)), set()).add(id(line))
    return {line for lines in spots.values() if len(lines) * 2 > len(pages) and len(lines) > 1 for line in lines}


def _holds_values(line: Line) -> bool:
    return any(_FIGURES.fullmatch(piece.text) for piece in line.columns())
