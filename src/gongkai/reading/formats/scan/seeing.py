"""In the child: a picture made level, its ruling lines found, its text recognised line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from gongkai.reading.formats.pdf.marks import Box, Rule
from gongkai.reading.formats.scan.engine import Engine
from gongkai.reading.formats.scan.messages import Piece, Seen
from gongkai.reading.formats.scan.strips import DARK, cells_of, inside, line_height, strips

MAX_PIXELS = 40_000_000

# The longer side is brought to so many pixels, as an A4 page has at 200 dots an inch: all that is measured in pixels
# here is meant for that. A small picture is made this much larger at most.
_LONGEST = 2_340
_ENLARGED = 1.5
# A level line is at least this share of the picture's width long, longer than the strokes of a title; an upright one
# this. Their thickness stays below this many pixels.
_ACROSS, _DOWN = 1 / 20, 1 / 41
_THICK = 12
_SLOPE_FROM = 0.25
_LEVEL = 0.0015
# Spots of fewer pixels are dirt, and a picture with less ink than this share of it has no text.
_SPOT = 4
_EMPTY = 0.0002
# White around what is recognised, as a share of the height of a line.
_MARGIN = 0.3
# Around a cell, what belongs to its border, and how far a border may lie from where it should, in pixels.
_BORDER = 4
_NEAR = 9
_UNREADABLE = "\ufffd"
# A value, or what stands for none. It must be at least so sure, and say the same when it is this much wider. Of a faint
# 0, by far the most frequent, the models are seldom sure, but nothing else was seen to be taken for one.
_VALUE = re.compile(r"[-－+]?\d[\d.,，．\s]*\D{0,3}|[-－—–_/／\\|]+")
_SURE, _SURE_OF_NONE = 0.9, 0.7
_WIDER = 1.25


class Eye:
    """Sees pictures by the libraries cv2, numpy and rapidocr."""

    def __init__(self, cv2: Any, numpy: Any, rapidocr: Any) -> None:
        self._cv2 = cv2
        self._numpy = numpy
        self._engine = Engine(numpy, rapidocr)

    def see(self, data: bytes) -> Seen:
        """Text and ruling lines of a picture file."""
        cv2 = self._cv2
        grey = cv2.imdecode(self._numpy.frombuffer(data, self._numpy.uint8), cv2.IMREAD_GRAYSCALE)
        if grey is None:
            return Seen(message="已损坏或者不是图片；请重新扫描或者另存为 PNG")
        if grey.size > MAX_PIXELS:
            return Seen(message=f"超过 {MAX_PIXELS // 1_000_000} 百万像素的上限；请降低分辨率")
        scale = min(_LONGEST / max(grey.shape), _ENLARGED)
        if scale != 1:
            way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
            grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=way)
        grey = self._levelled(grey)
        across, down, lines = self._rules(grey)
        height, width = grey.shape
        cells = cells_of(across, down, width)
        self._erase(grey, lines, cells)
        return Seen(width, height, self._pieces(grey, cells), across, down)

    def _dark(self, grey: Any) -> Any:
        return self._cv2.adaptiveThreshold(
            grey, 255, self._cv2.ADAPTIVE_THRESH_MEAN_C, self._cv2.THRESH_BINARY_INV, 25, 15
        )

    def _strokes(self, dark: Any, wide: int, high: int) -> Any:
        """The pixels of what is at least so wide and high without a gap, and those next to them."""
        cv2 = self._cv2
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (wide, high))
        return self._grown(cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel))

    def _grown(self, pixels: Any) -> Any:
        return self._cv2.dilate(pixels, self._cv2.getStructuringElement(self._cv2.MORPH_RECT, (3, 3)))

    def _outlines(self, pixels: Any) -> Sequence[Any]:
        found: Sequence[Any] = self._cv2.findContours(pixels, self._cv2.RETR_EXTERNAL, self._cv2.CHAIN_APPROX_SIMPLE)[0]
        return found

    def _levelled(self, grey: Any) -> Any:
        """The picture turned so that its long lines are level."""
        cv2, width = self._cv2, grey.shape[1]
        slopes: list[float] = []
        for outline in self._outlines(self._strokes(self._dark(grey), max(20, int(width * _ACROSS)), 1)):
            points = outline[:, 0, :]
            left, right = points[points[:, 0].argmin()], points[points[:, 0].argmax()]
            if right[0] - left[0] > _SLOPE_FROM * width:
                slopes.append(float(right[1] - left[1]) / float(right[0] - left[0]))
        slope = sorted(slopes)[len(slopes) // 2] if slopes else 0.0
        if abs(slope) < _LEVEL or abs(slope) > 0.1:
            return grey
        height = grey.shape[0]
        shear = self._numpy.float32([[1, slope, -slope * height / 2], [-slope, 1, slope * width / 2]])
        return cv2.warpAffine(grey, shear, (width, height), borderValue=255)

    def _rules(self, grey: Any) -> tuple[list[Rule], list[Rule], Any]:
        """The ruling lines, level and upright, and their pixels."""
        dark = self._dark(grey)
        wide, high = (max(20, int(grey.shape[1] * share)) for share in (_ACROSS, _DOWN))
        level, upright = self._strokes(dark, wide, 1), self._strokes(dark, 1, high)
        across: list[Rule] = []
        down: list[Rule] = []
        for x, y, length, thick in map(self._cv2.boundingRect, self._outlines(level)):
            if thick <= _THICK:
                across.append(Rule(y + thick / 2, x, x + length))
        for x, y, thick, length in map(self._cv2.boundingRect, self._outlines(upright)):
            if thick <= _THICK:
                down.append(Rule(x + thick / 2, y, y + length))
        return across, down, level | upright

    def _erase(self, grey: Any, lines: Any, cells: Sequence[Box]) -> None:
        """Make the borders of the cells white: what is left of one within a cell would be read as a 1."""
        near = self._numpy.zeros_like(grey)
        for x0, top, x1, bottom in cells:
            self._cv2.rectangle(near, (int(x0), int(top)), (int(x1), int(bottom)), 255, 2 * _NEAR)
        grey[(self._grown(lines) & near) > 0] = 255

    def _pieces(self, grey: Any, cells: Sequence[Box]) -> list[Piece]:
        """The text of every cell, and the text around the tables."""
        colour = self._cv2.cvtColor(grey, self._cv2.COLOR_GRAY2BGR)
        ink = self._ink(grey)
        inner = [inside(cell) for cell in cells]
        inks = [ink[top:bottom, x0:x1] for x0, top, x1, bottom in inner]
        height = line_height(inks)
        boxes: list[Box] = []
        pictures: list[Any] = []
        for cell, own in zip(inner, inks, strict=True):
            lines = strips(own, height)
            part = colour[cell[1] : cell[3], cell[0] : cell[2]]
            for line in self._engine.find(part) if lines is None else lines:
                pictures.append(self._cut(part, line, height))
                boxes.append(_moved(line, cell[0], cell[1], height))
        within = len(pictures)
        for box in self._around(colour, ink, cells):
            pictures.append(self._cut(colour, box, round(box[3] - box[1])))
            boxes.append(box)
        found = [(text.strip(), score) for text, score in self._engine.recognise(pictures)]
        # A second look at every 0 would take longer than at all others together.
        again = [i for i in range(within) if _VALUE.fullmatch(found[i][0]) and found[i][0] != "0"]
        wider = (self._cv2.resize(pictures[i], None, fx=_WIDER, fy=1) for i in again)
        seconds = dict(zip(again, self._engine.recognise(list(wider)), strict=True))
        return [
            Piece(*box, settled(text, score, seconds.get(i, (text,))[0].strip()) if i < within else text, score)
            for i, (box, (text, score)) in enumerate(zip(boxes, found, strict=True))
        ]

    def _ink(self, grey: Any) -> Any:
        """Which pixels are ink; single spots are none."""
        count, labels, stats, _ = self._cv2.connectedComponentsWithStats((grey < DARK).astype(self._numpy.uint8))
        large = stats[:count, self._cv2.CC_STAT_AREA] >= _SPOT
        large[0] = False
        return large[labels]

    def _around(self, colour: Any, ink: Any, cells: Sequence[Box]) -> list[Box]:
        """The boxes of the lines of text outside the cells."""
        rest, left = colour.copy(), ink.copy()
        for cell in cells:
            x0, top, x1, bottom = (max(0, int(side)) for side in cell)
            area = slice(max(0, top - _BORDER), bottom + _BORDER), slice(max(0, x0 - _BORDER), x1 + _BORDER)
            rest[area], left[area] = 255, False
        return self._engine.find(rest) if float(left.mean()) > _EMPTY else []

    def _cut(self, picture: Any, box: Box, height: int) -> Any:
        """The picture of a line with white around it; a low one is as high as a line, for a dash is no block."""
        x0, top, x1, bottom = (int(side) for side in box)
        part = picture[max(0, top) : bottom, max(0, x0) : x1]
        margin = max(2, round(_MARGIN * height))
        more = max(0, height - part.shape[0]) // 2 + margin
        return self._cv2.copyMakeBorder(
            part, more, more, margin, margin, self._cv2.BORDER_CONSTANT, value=(255, 255, 255)
        )


def settled(text: str, score: float, second: str) -> str:
    """What a line of a cell says, if that is sure: not a value that is doubtful, or says otherwise the second time."""
    sure = _SURE_OF_NONE if text == "0" else _SURE
    doubtful = _VALUE.fullmatch(text) and (score < sure or second != text)
    return _UNREADABLE if doubtful or not text else text


def _moved(box: Box, x: int, y: int, height: int) -> Box:
    """A box within a cell on the picture, at least as high as a line."""
    x0, top, x1, bottom = box
    more = max(0.0, height - (bottom - top)) / 2
    return (x0 + x, top + y - more, x1 + x, bottom + y + more)
