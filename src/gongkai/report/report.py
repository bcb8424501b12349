"""The annual report as data: what was found in one document, with the evidence for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

import msgspec

from gongkai.report.notice import Notice
from gongkai.report.values import Cell, Place, Text

Scope = Literal["own", "aggregate"]
Context = Literal["", "part", "other_year", "change", "plan"]


class Source(msgspec.Struct, frozen=True):
    """The document: file name, SHA-256 of its bytes (hex), media type."""

    name: str
    sha256: str
    media_type: str


class Heading(msgspec.Struct, frozen=True):
    """A chapter heading as printed. ``chapter`` is the form's chapter id, None for a heading of no known chapter.

    ``no`` is the printed Chinese numeral, empty where none is printed; ``exact``: the title is verbatim or a known
    variant.
    """

    chapter: str | None
    no: str
    text: str
    exact: bool
    at: Place | None = None


class PrintedLabel(msgspec.Struct, frozen=True):
    """A row label that is printed otherwise than in the form. ``row`` is ``table.row``."""

    row: str
    text: str
    at: Place | None = None


class OddRow(msgspec.Struct, frozen=True):
    """A row with more or fewer values than the form has columns."""

    row: str
    expected: int
    found: int
    at: Place | None = None


class Period(msgspec.Struct, frozen=True):
    """The statistics period as printed."""

    first: dt.date
    last: dt.date
    at: Place | None = None


class Evidence(msgspec.Struct, frozen=True):
    """What the document shows beyond its cells; the checks judge it.

    ``lines`` are the places of the lines of each section's text, in order.
    """

    title: Text | None = None
    headings: tuple[Heading, ...] = ()
    period: Period | None = None
    contact: Text | None = None
    scope: Text | None = None
    labels: tuple[PrintedLabel, ...] = ()
    odd_rows: tuple[OddRow, ...] = ()
    lines: Mapping[str, tuple[Place | None, ...]] = {}


class Figure(msgspec.Struct, frozen=True, gc=False):
    """A number stated in the text. ``value`` is a plain decimal string.

    ``metric`` is an id of the law's ``metrics``, or ``other``; ``qualifier`` what makes it less than exact (余, 近,
    or 至5 for a range of which ``value`` is the lower end). ``scope`` is what its own sentence says. ``context``: it is
    not the year's whole number but a part of it, one of another year, a change, or a plan. ``section`` and ``offset``
    tell where the number begins in the section's running text.
    """

    metric: str
    value: str
    unit: str
    qualifier: str = ""
    scope: Scope | None = None
    quote: str = ""
    at: Place | None = None
    context: Context = ""
    section: str = ""
    offset: int | None = None


class Report(msgspec.Struct, frozen=True):
    """An annual report.

    ``cells`` holds every key of the form found (200 in the 2021 form, 198 in the 2019 one); ``sections`` the text of
    preface, overview, problems and other; ``law`` is the digest of the law data used.
    """

    source: Source
    body: str | None
    year: int | None
    form: str
    scope: Scope | None
    law: str
    cells: Mapping[str, Cell]
    sections: Mapping[str, str]
    figures: tuple[Figure, ...] = ()
    notices: tuple[Notice, ...] = ()
    evidence: Evidence = Evidence()
