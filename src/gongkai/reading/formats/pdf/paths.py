"""The ruling lines of a page: stroked lines, thin filled rectangles, frames; inside form objects too."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int
from itertools import pairwise
from typing import Any

from gongkai.errors import TooLargeError
from gongkai.reading.formats.pdf.marks import Box, Matrix, Rule, apply, box_of, then

MAX_OBJECTS = 60_000
MAX_SEGMENTS = 40_000

# A filled shape thinner than this (points) is a line.
_THIN = 3.0
_SHORT = 0.2
_MOST_FORMS = 8
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Point = tuple[float, float]


class Drawn:
    """The lines and pictures of one page, collected over its objects."""

    def __init__(self, lib: Any, matrix: Matrix, number: int) -> None:
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self.pictures: list[Box] = []
        self._lib = lib
        self._matrix = matrix
        self._number = number
        self._objects = 0
        self._segments = 0

    def collect(self, page: Any) -> None:
        """Go through all objects of a page; raises TooLargeError."""
        self._all(self._lib.FPDFPage_GetObject, page, self._lib.FPDFPage_CountObjects(page), self._matrix, 0)

    def _all(self, get: Any, holder: Any, count: int, matrix: Matrix, depth: int) -> None:
        self._objects += count
        if self._objects > MAX_OBJECTS:
            raise TooLargeError(f"PDF 第 {self._number} 页的图形对象超过 {MAX_OBJECTS} 个的上限")
        kind_of, text = self._lib.FPDFPageObj_GetType, self._lib.FPDF_PAGEOBJ_TEXT
        for i in range(count):
            obj = get(holder, i)
            kind = kind_of(obj)
            if kind != text:
                self._object(obj, kind, matrix, depth)

    def _object(self, obj: Any, kind: int, matrix: Matrix, depth: int) -> None:
        lib = self._lib
        if kind == lib.FPDF_PAGEOBJ_PATH:
            self._path(obj, matrix)
        elif kind == lib.FPDF_PAGEOBJ_IMAGE:
            self.pictures.append(box_of(matrix, self._bounds(obj)))
        elif kind == lib.FPDF_PAGEOBJ_FORM and depth < _MOST_FORMS:
            count = lib.FPDFFormObj_CountObjects(obj)
            self._all(lib.FPDFFormObj_GetObject, obj, count, then(self._own(obj), matrix), depth + 1)

    def _own(self, obj: Any) -> Matrix:
        found = self._lib.FS_MATRIX()
        if not self._lib.FPDFPageObj_GetMatrix(obj, byref(found)):
            return _IDENTITY
        return (found.a, found.b, found.c, found.d, found.e, found.f)

    def _bounds(self, obj: Any) -> Box:
        left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
        self._lib.FPDFPageObj_GetBounds(obj, byref(left), byref(bottom), byref(right), byref(top))
        return (left.value, bottom.value, right.value, top.value)

    def _path(self, obj: Any, matrix: Matrix) -> None:
        lib = self._lib
        fill, stroke = c_int(), c_int()
        if not lib.FPDFPath_GetDrawMode(obj, byref(fill), byref(stroke)) or not (fill.value or stroke.value):
            return
        count = lib.FPDFPath_CountSegments(obj)
        self._segments += count
        if self._segments > MAX_SEGMENTS:
            raise TooLargeError(f"PDF 第 {self._number} 页的线段超过 {MAX_SEGMENTS} 条的上限")
        if count < 2:
            return
        whole = then(self._own(obj), matrix)
        for points in self._lines(obj, count, whole):
            self._shape(points, stroke.value != 0)

    def _lines(self, obj: Any, count: int, matrix: Matrix) -> Iterator[list[Point]]:
        """The pieces of a path as lists of points; a piece with curves is none."""
        lib = self._lib
        x, y = c_float(), c_float()
        at_x, at_y = byref(x), byref(y)
        points: list[Point] = []
        straight = True
        for i in range(count):
            segment = lib.FPDFPath_GetPathSegment(obj, i)
            kind = lib.FPDFPathSegment_GetType(segment)
            if kind == lib.FPDF_SEGMENT_MOVETO:
                if straight and len(points) > 1:
                    yield points
                points, straight = [], True
            elif kind != lib.FPDF_SEGMENT_LINETO:
                straight = False
            lib.FPDFPathSegment_GetPoint(segment, at_x, at_y)
            points.append(apply(matrix, x.value, y.value))
            if lib.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
                points.append(points[0])
        if straight and len(points) > 1:
            yield points

    def _shape(self, points: list[Point], stroked: bool) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        wide, high = x1 - x0, y1 - y0
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
