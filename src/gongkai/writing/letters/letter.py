"""A composed document, before it has a format."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

Kind = Literal["letter", "form"]


class Cell(msgspec.Struct, frozen=True):
    """A cell: a label, or a text that takes at least ``lines`` lines; ``sign`` stands below, at its right."""

    text: str
    label: bool = False
    wide: int = 1
    lines: int = 1
    sign: str = ""


class Table(msgspec.Struct, frozen=True):
    """Rows of cells over columns, whose ``widths`` are shares with the sum 1; the first ``header`` rows are labels."""

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header: int = 0


class Letter(msgspec.Struct, frozen=True):
    """A document of a request.

    ``number`` is empty where it stands in the text, ``addressee`` where nobody is addressed. ``seal`` stands behind the
    organ where the seal goes. ``law_day`` is the day whose law was used, ``day`` the same or, in a blank, None.
    ``below`` is printed under the date, or under a form. ``head``: a red head may stand above it.
    """

    document: str
    kind: Kind
    title: str
    organ: str
    number: str
    addressee: str
    paragraphs: tuple[str, ...]
    table: Table | None
    law_day: dt.date
    day: dt.date | None
    seal: str
    below: tuple[str, ...] = ()
    head: bool = False
