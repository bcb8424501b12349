"""Writes ``src/gongkai/writing/fonts``: the part of Noto Serif CJK SC that reports and letters need.

Takes the font from the system (Debian: ``fonts-noto-cjk``). From the project's folder:
``python -m scripts.refresh_fonts [COLLECTION]``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "gongkai" / "writing" / "fonts" / "NotoSerifCJKsc-Regular.otf"
COLLECTION = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
FAMILY = "Noto Serif CJK SC"
# Beside GB 2312: ASCII, punctuation, circled numbers, rules and boxes, and what offices type besides.
RANGES = ((0x20, 0x7E), (0xA0, 0xB7), (0x2010, 0x2027), (0x2030, 0x203B), (0x2460, 0x2473), (0x2500, 0x257F))
MORE = "〇×÷−≤≥≠→←↑↓■□▲△●○★☆√✓㎡℃№￥％－～，．"


def characters() -> Iterator[int]:
    """The code points of the subset."""
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            yield from map(ord, bytes((high, low)).decode("gb2312", "ignore"))
    for first, last in RANGES:
        yield from range(first, last + 1)
    yield from map(ord, MORE)


def find(collection: Path) -> TTFont:
    """The simplified Chinese font among those of the collection."""
    for font in TTCollection(str(collection), lazy=True).fonts:
        if font["name"].getDebugName(1) == FAMILY:
            return font
    raise SystemExit(f"{collection}: no font of the family {FAMILY}")


def main(collection: Path) -> None:
    """Writes the font file."""
    options = subset.Options(
        hinting=False, desubroutinize=False, layout_features=["kern", "vert"], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14]
    )
    font = find(collection)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    font.save(TARGET)
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else COLLECTION)
