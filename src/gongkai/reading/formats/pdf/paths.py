"""The ruling lines of a page: stroked lines, thin filled rectangles, frames; inside form objects too."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import addressof, c_float, c_int, sizeof
from itertools import pairwise, repeat
from math import isfinite
from typing import Any

from gongkai.errors import TooLargeError
from gongkai.reading.formats.pdf.calls import Call, address, calls
from gongkai.reading.formats.pdf.marks import Box, Matrix, Point, Rule, apply, box_of, then

MAX_OBJECTS = 60_000
MAX_SEGMENTS = 40_000

# A filled shape thinner than this (points) is a line.
_THIN = 3.0
_SHORT = 0.2
_MOST_FORMS = 8
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)
_FLOAT, _INT = sizeof(c_float), sizeof(c_int)


class Drawn:
    """The lines and pictures of one page, collected over its objects."""

    def __init__(self, lib: Any, matrix: Matrix, number: int) -> None:
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self.pictures: list[Box] = []
        self._lib = lib
        self._calls = calls(lib)
        self._matrix = matrix
        self._number = number
        self._objects = 0
        self._segments = 0
        self._numbers = (c_float * 6)()
        self._modes = (c_int * 2)()

    def collect(self, page: Any) -> None:
        """Go through all objects of a page; raises TooLargeError."""
        count = self._lib.FPDFPage_CountObjects(page)
        self._all(self._calls.page_object, address(page), count, self._matrix, 0)

    def _all(self, get: Call, holder: int, count: int, matrix: Matrix, depth: int) -> None:
        self._objects += count
        if self._objects > MAX_OBJECTS:
            raise TooLargeError(f"PDF 第 {self._number} 页的图形对象超过 {MAX_OBJECTS} 个的上限")
        text = self._lib.FPDF_PAGEOBJ_TEXT
        objects = list(map(get, repeat(holder), range(count)))
        for obj, kind in zip(objects, map(self._calls.kind, objects), strict=True):
            if kind != text:
                self._object(obj, kind, matrix, depth)

    def _object(self, obj: int, kind: int, matrix: Matrix, depth: int) -> None:
        lib = self._lib
        if kind == lib.FPDF_PAGEOBJ_PATH:
            self._path(obj, matrix)
        elif kind == lib.FPDF_PAGEOBJ_IMAGE:
            self.pictures.append(box_of(matrix, self._bounds(obj)))
        elif kind == lib.FPDF_PAGEOBJ_FORM and depth < _MOST_FORMS:
            count = self._calls.form_count(obj)
            self._all(self._calls.form_object, obj, count, then(self._own(obj), matrix), depth + 1)

    def _own(self, obj: int) -> Matrix:
        if not self._calls.matrix(obj, addressof(self._numbers)):
            return _IDENTITY
        a, b, c, d, e, f = self._numbers
        return (a, b, c, d, e, f)

    def _bounds(self, obj: int) -> Box:
        at = addressof(self._numbers)
        if not self._calls.bounds(obj, at, at + _FLOAT, at + 2 * _FLOAT, at + 3 * _FLOAT):
            return _NOWHERE
        left, bottom, right, top = self._numbers[:4]
        return (left, bottom, right, top)

    def _path(self, obj: int, matrix: Matrix) -> None:
        modes = addressof(self._modes)
        if not self._calls.draw_mode(obj, modes, modes + _INT):
            return
        filled, stroked = self._modes
        count = self._calls.segment_count(obj)
        if not (filled or stroked) or count < 2:
            return
        self._segments += count
        if self._segments > MAX_SEGMENTS:
            raise TooLargeError(f"PDF 第 {self._number} 页的线段超过 {MAX_SEGMENTS} 条的上限")
        whole = then(self._own(obj), matrix)
        for points in self._lines(obj, count, whole):
            self._shape(points, stroked != 0)

    def _lines(self, obj: int, count: int, matrix: Matrix) -> Iterator[list[Point]]:
        """The pieces of a path as lists of points; a piece with curves is none."""
        call, move, line = self._calls, self._lib.FPDF_SEGMENT_MOVETO, self._lib.FPDF_SEGMENT_LINETO
        segments = list(map(call.segment, repeat(obj), range(count)))
        numbers = (c_float * (2 * count))()
        at = addressof(numbers)
        end = at + 2 * _FLOAT * count
        written = map(call.segment_point, segments, range(at, end, 2 * _FLOAT), range(at + _FLOAT, end, 2 * _FLOAT))
        points: list[Point] = []
        straight = True
        for i, (segment, _) in enumerate(zip(segments, written, strict=True)):
            kind = call.segment_kind(segment)
            if kind == move:
                if straight and len(points) > 1:
                    yield points
                points, straight = [], True
            elif kind != line:
                straight = False
            points.append(apply(matrix, numbers[2 * i], numbers[2 * i + 1]))
            if call.segment_closes(segment) and points[0] != points[-1]:
                points.append(points[0])
        if straight and len(points) > 1:
            yield points

    def _shape(self, points: list[Point], stroked: bool) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        wide, high = x1 - x0, y1 - y0
        if not isfinite(wide + high):
            return
        if high <= _THIN or wide <= _THIN:
            if wide >= high and wide > _SHORT:
                self.across.append(Rule((y0 + y1) / 2, x0, x1))
            elif high > _SHORT:
                self.down.append(Rule((x0 + x1) / 2, y0, y1))
        elif stroked:
            for (ax, ay), (bx, by) in pairwise(points):
                if abs(ay - by) < 1 < abs(ax - bx):
                    self.across.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
                elif abs(ax - bx) < 1 < abs(ay - by):
                    self.down.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
