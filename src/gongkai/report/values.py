"""Cell values and where they were found.

Nothing is coerced: a blank is not 0, a placeholder is not a blank, and what could not be read is neither.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal

import msgspec

CellKind = Literal["count", "amount", "blank", "not_applicable", "unreadable", "missing"]

NUMERIC: Final[tuple[CellKind, CellKind]] = ("count", "amount")


class Place(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Where something stands in the document it was read from.

    A line of text (from 1), or a page (from 1) with its box in points, or a sheet with its cell, or a table (from 1)
    with row and column (from 1), or a block (from 1) of a document without lines. ``confidence`` is given where it is
    below certainty (0 to 1).
    """

    line: int | None = None
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    sheet: str | None = None
    cell: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    block: int | None = None
    confidence: float | None = None


class Cell(msgspec.Struct, frozen=True, gc=False):
    """One cell of the form.

    ``value`` is a whole number, or a Decimal (amounts, and counts printed with decimals), and None for the four kinds
    without a number. ``raw`` is the printed text, ``unit`` that of the form or, where it fixes none, as printed.
    """

    kind: CellKind
    value: int | Decimal | None = None
    raw: str = ""
    at: Place | None = None
    unit: str | None = None


MISSING: Final = Cell("missing")


class Text(msgspec.Struct, frozen=True):
    """A piece of text with its place."""

    text: str
    at: Place | None = None
