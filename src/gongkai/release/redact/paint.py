"""Painting the marks out of a picture, with the ground printed where there is room."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from math import ceil, floor
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from gongkai.release.redact.marks import Box
from gongkai.writing.fonts_used import FOLDER

BLACK: Final = (0, 0, 0)
WHITE: Final = (255, 255, 255)
_FILE: Final = "NotoSerifCJKsc-Regular.otf"
# The letters of a label in points, if a dot is 1/72 inch: as high as the box allows, within bounds.
_SMALLEST, _LARGEST = 6.0, 14.0
_SHARE: Final = 0.7
_SIDE: Final = 0.9

Dots = tuple[int, int, int, int]


def dots(box: Box, scale: float, size: tuple[int, int]) -> Dots:
    """All dots that the box touches, and one more on each side, as far as the picture reaches."""
    left, top, right, bottom = (side * scale for side in box)
    return (
        max(0, floor(left) - 1),
        max(0, floor(top) - 1),
        min(size[0], ceil(right) + 1),
        min(size[1], ceil(bottom) + 1),
    )


def paint(image: Image.Image, boxes: Iterable[tuple[Box, str]], scale: float) -> None:
    """Fill every box, then print the labels; ``scale`` is dots to the point."""
    draw = ImageDraw.Draw(image)
    black = BLACK if image.mode == "RGB" else 0
    white = WHITE if image.mode == "RGB" else 255
    areas = [(dots(box, scale, image.size), label) for box, label in boxes]
    for (left, top, right, bottom), _ in areas:
        if left < right and top < bottom:
            draw.rectangle((left, top, right - 1, bottom - 1), fill=black)
    for area, label in areas:
        if label and (font := _fitting(area, label, scale)) is not None:
            middle = ((area[0] + area[2]) / 2, (area[1] + area[3]) / 2)
            draw.text(middle, label, font=font, fill=white, anchor="mm")


def _fitting(area: Dots, label: str, scale: float) -> ImageFont.FreeTypeFont | None:
    """The font in which the label fits, None where it would not be legible."""
    wide, high = (area[2] - area[0]) * _SIDE, (area[3] - area[1]) * _SHARE
    size = int(min(high, wide / len(label), _LARGEST * scale))
    return _font(size) if size >= _SMALLEST * min(scale, 2) else None


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FOLDER / _FILE), size)
