"""What stands on a page: glyphs and ruling lines, in points from the upper left corner, upright as it is read."""

from __future__ import annotations

import msgspec

# Coefficients of x' = a x + c y + e, y' = b x + d y + f.
Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Point = tuple[float, float]


class Glyph(msgspec.Struct, gc=False):
    """One character with its box (left, top, right, bottom) and the height of its base line.

    ``spaced``: the source has a space before it. ``confidence`` is below 1 for recognised characters.
    """

    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    spaced: bool = False
    confidence: float = 1.0


class Rule(msgspec.Struct, frozen=True, gc=False):
    """A straight line along one axis: ``at`` across it, from ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


class Page(msgspec.Struct):
    """One page, ``number`` from 1. ``shown`` takes its points to those of the page as a viewer shows it.

    ``pictures`` is the share of the page that pictures cover (0 to 1), ``unmapped`` the number of glyphs of which the
    file does not say what character they are.
    """

    number: int
    width: float
    height: float
    shown: Matrix
    glyphs: list[Glyph]
    across: list[Rule]
    down: list[Rule]
    pictures: float = 0.0
    unmapped: int = 0


def apply(matrix: Matrix, x: float, y: float) -> Point:
    """The point (x, y) taken through ``matrix``."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def then(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does ``first``, then ``second``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def inverse(matrix: Matrix) -> Matrix:
    """The way back; ``matrix`` must not be flat."""
    a, b, c, d, e, f = matrix
    det = a * d - b * c
    return (d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det)


def turned(box: Box, quarters: int) -> tuple[Matrix, float, float]:
    """From PDF space (y upwards) to points from the upper left corner, turned clockwise by ``quarters``.

    ``box`` is the visible part of the page (left, bottom, right, top). Gives width and height beside the matrix.
    """
    left, bottom, right, top = box
    wide, high = right - left, top - bottom
    return (
        ((1.0, 0.0, 0.0, -1.0, -left, top), wide, high),
        ((0.0, 1.0, 1.0, 0.0, -bottom, -left), high, wide),
        ((-1.0, 0.0, 0.0, 1.0, right, -bottom), wide, high),
        ((0.0, -1.0, -1.0, 0.0, top, right), high, wide),
    )[quarters % 4]


def box_of(matrix: Matrix, box: Box) -> Box:
    """The box around ``box`` taken through ``matrix``."""
    a, b, c, d, e, f = matrix
    left, low, right, high = box
    x0, x1 = a * left + c * low + e, a * right + c * high + e
    y0, y1 = b * left + d * low + f, b * right + d * high + f
    return (x0 if x0 < x1 else x1, y0 if y0 < y1 else y1, x1 if x0 < x1 else x0, y1 if y0 < y1 else y0)
