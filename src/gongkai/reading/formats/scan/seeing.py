"""In the child: a picture made level, its ruling lines found, its text recognised cell by cell where need be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gongkai.reading.formats.pdf.lattice import lattices
from gongkai.reading.formats.pdf.marks import Box, Rule
from gongkai.reading.formats.scan.messages import Piece, Seen

MAX_PIXELS = 40_000_000

# The longer side is brought to this many pixels at most; an A4 page at 200 dots an inch has 2,340.
_LONGEST = 2_400
# A line is at least this share of the picture's width long; its thickness stays below this many pixels.
_LINE = 1 / 41
_THICK = 12
_SLOPE_FROM = 0.25
_LEVEL = 0.0015
# A cell holds ink if this share of it is dark; its edge of this many pixels is left out.
_INK = 0.002
_EDGE = 4
_DARK = 140
_MARGIN = 6.0
# Ink lower than this many pixels is one line of text.
_ONE_LINE = 56
_UNREADABLE = "\ufffd"
# Lattices are worked out in points, as for a page 595 points wide.
_WIDTH = 595.0


class Eye:
    """Sees pictures by the libraries cv2, numpy and rapidocr."""

    def __init__(self, cv2: Any, numpy: Any, rapidocr: Any) -> None:
        self._cv2 = cv2
        self._numpy = numpy
        self._engine = rapidocr.RapidOCR(params={"Global.log_level": "critical"})
        self._rec_input = rapidocr.ch_ppocr_rec.TextRecInput

    def see(self, data: bytes) -> Seen:
        """Text and ruling lines of a picture file."""
        cv2 = self._cv2
        grey = cv2.imdecode(self._numpy.frombuffer(data, self._numpy.uint8), cv2.IMREAD_GRAYSCALE)
        if grey is None:
            return Seen(message="已损坏或者不是图片；请重新扫描或者另存为 PNG")
        if grey.size > MAX_PIXELS:
            return Seen(message=f"超过 {MAX_PIXELS // 1_000_000} 百万像素的上限；请降低分辨率")
        longest = max(grey.shape)
        if longest > _LONGEST:
            grey = cv2.resize(grey, None, fx=_LONGEST / longest, fy=_LONGEST / longest, interpolation=cv2.INTER_AREA)
        grey = self._levelled(grey)
        across, down = self._rules(grey)
        height, width = grey.shape
        pieces = self._pieces(grey, _cells(across, down, _WIDTH / width))
        return Seen(width, height, pieces, across, down)

    def _dark(self, grey: Any) -> Any:
        return self._cv2.adaptiveThreshold(
            grey, 255, self._cv2.ADAPTIVE_THRESH_MEAN_C, self._cv2.THRESH_BINARY_INV, 25, 15
        )

    def _strokes(self, dark: Any, wide: int, high: int) -> Iterator[Any]:
        """The outlines of what is at least so wide and high without a gap."""
        cv2 = self._cv2
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (wide, high))
        opened = cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel)
        joined = cv2.dilate(opened, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
        yield from cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]

    def _levelled(self, grey: Any) -> Any:
        """The picture turned so that its long lines are level."""
        cv2, width = self._cv2, grey.shape[1]
        slopes: list[float] = []
        for outline in self._strokes(self._dark(grey), max(20, int(width * _LINE)), 1):
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

    def _rules(self, grey: Any) -> tuple[list[Rule], list[Rule]]:
        dark = self._dark(grey)
        length = max(20, int(grey.shape[1] * _LINE))
        across: list[Rule] = []
        down: list[Rule] = []
        for outline in self._strokes(dark, length, 1):
            x, y, wide, high = self._cv2.boundingRect(outline)
            if high <= _THICK:
                across.append(Rule(y + high / 2, x, x + wide))
        for outline in self._strokes(dark, 1, length):
            x, y, wide, high = self._cv2.boundingRect(outline)
            if wide <= _THICK:
                down.append(Rule(x + wide / 2, y, y + high))
        return across, down

    def _pieces(self, grey: Any, cells: Sequence[Box]) -> list[Piece]:
        """Pieces of text; those that reach over a border are recognised anew, cell by cell."""
        colour = self._cv2.cvtColor(grey, self._cv2.COLOR_GRAY2BGR)
        found = list(self._recognised(self._engine(colour, use_cls=False)))
        kept: list[Piece] = []
        empty = set(range(len(cells)))
        again: set[int] = set()
        for piece in found:
            touched = [i for i, cell in enumerate(cells) if _shares(piece, cell)]
            if len(touched) > 1:
                again.update(touched)
            else:
                kept.append(piece)
                empty.difference_update(touched)
        kept = [piece for piece in kept if not any(_shares(piece, cells[i]) for i in again)]
        single: list[Box] = []
        for i in sorted(again | empty):
            ink = self._ink(grey, cells[i])
            if ink is not None and ink[3] - ink[1] <= _ONE_LINE:
                single.append(ink)
            elif ink is not None:
                kept += self._cell(colour, ink)
        return kept + self._single(colour, single)

    def _recognised(self, result: Any) -> Iterator[Piece]:
        if getattr(result, "boxes", None) is None:
            return
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
            xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
            yield Piece(min(xs), min(ys), max(xs), max(ys), str(text), float(score))

    def _ink(self, grey: Any, cell: Box) -> Box | None:
        """The box around what is dark in a cell, with a margin; None for an empty one."""
        x0, top, x1, bottom = _inside(cell)
        dark = grey[top:bottom, x0:x1] < _DARK
        if not dark.size or float(dark.mean()) < _INK:
            return None
        rows, columns = self._numpy.flatnonzero(dark.any(axis=1)), self._numpy.flatnonzero(dark.any(axis=0))
        return (
            max(x0 + float(columns[0]) - _MARGIN, x0),
            max(top + float(rows[0]) - _MARGIN, top),
            min(x0 + float(columns[-1]) + _MARGIN, x1),
            min(top + float(rows[-1]) + _MARGIN, bottom),
        )

    def _cell(self, colour: Any, box: Box) -> list[Piece]:
        """The text of one cell by itself, in several lines."""
        x0, top, x1, bottom = map(int, box)
        found = [
            Piece(p.x0 + x0, p.top + top, p.x1 + x0, p.bottom + top, p.text, p.score)
            for p in self._recognised(self._engine(colour[top:bottom, x0:x1], use_cls=False))
        ]
        return found or [Piece(*box, _UNREADABLE, 0.0)]

    def _single(self, colour: Any, boxes: Sequence[Box]) -> list[Piece]:
        """The text of boxes that hold one line each. Ink that no one can read is no empty cell."""
        if not boxes:
            return []
        parts = [colour[int(top) : int(bottom), int(x0) : int(x1)] for x0, top, x1, bottom in boxes]
        result = self._engine.text_rec(self._rec_input(img=parts))
        return [
            Piece(*box, str(text).strip() or _UNREADABLE, float(score))
            for box, text, score in zip(boxes, result.txts, result.scores, strict=True)
        ]


def _cells(across: Sequence[Rule], down: Sequence[Rule], scale: float) -> list[Box]:
    """The cells that the lines enclose, in pixels."""
    rows = [Rule(r.at * scale, r.start * scale, r.end * scale) for r in across]
    columns = [Rule(r.at * scale, r.start * scale, r.end * scale) for r in down]
    boxes = [box for lattice in lattices(rows, columns, 1) for box in lattice.boxes]
    return [(a / scale, b / scale, c / scale, d / scale) for a, b, c, d in boxes]


def _inside(cell: Box) -> tuple[int, int, int, int]:
    return int(cell[0]) + _EDGE, int(cell[1]) + _EDGE, int(cell[2]) - _EDGE + 1, int(cell[3]) - _EDGE + 1


def _shares(piece: Piece, cell: Box) -> bool:
    """Whether a part of the piece that matters lies in the cell."""
    wide = min(piece.x1, cell[2]) - max(piece.x0, cell[0])
    high = min(piece.bottom, cell[3]) - max(piece.top, cell[1])
    if wide <= 0 or high <= 0:
        return False
    return wide > 0.35 * (piece.bottom - piece.top) and high > 0.35 * (piece.bottom - piece.top)
