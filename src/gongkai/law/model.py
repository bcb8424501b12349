"""The shapes of the law data files.

Every struct is frozen and refuses unknown keys; ``basis`` entries such as ``regulation-2019#50`` must resolve to a
stored article (see ``validate``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from gongkai.law.calendar_model import CalendarYear, Festival
from gongkai.law.catalogue_model import Outlet, PilotField, Subject
from gongkai.law.entry import Basis as Basis
from gongkai.law.entry import Entry as Entry
from gongkai.law.ledger_model import Dimension, LedgerMetric, Medium
from gongkai.law.metric_model import Metric
from gongkai.law.procedure_model import Channel, Deadline, Document, FeeScale, Lifecycle, Remedy
from gongkai.law.proceeding_model import Proceeding, Retention
from gongkai.law.report_model import ReportDate

Part = Literal["款", "项"]
Level = Literal["error", "warning", "info"]
ValueType = Literal["count", "signed_count", "amount"]
OutcomeGroup = Literal["granted", "partial", "denied", "unable", "rejected", "other"]


class Article(Entry, frozen=True):
    """One article of an instrument: its number and what it says, in one line of our words.

    ``33.2`` is part 2 of article 33; ``part`` says whether that is an item (项) or a paragraph (款).
    """

    no: str
    summary: str
    part: Part = "项"


class Instrument(Entry, frozen=True):
    """A statute, measure or notice; ``ends`` is the first day on which it no longer applies.

    ``short`` is what an explanation calls it where the full title would be too long.
    """

    id: str
    title: str
    number: str
    issued: dt.date
    in_force: dt.date
    articles: tuple[Article, ...]
    ends: dt.date | None = None
    replaces: str | None = None
    short: str = ""


class Chapter(Entry, frozen=True):
    """A chapter of the annual report; ``section`` names its text in the contract."""

    id: str
    no: str
    title: str
    kind: Literal["text", "table"]
    table: str | None = None
    section: str | None = None
    variants: tuple[str, ...] = ()


class Column(Entry, frozen=True):
    """A column of values; ``unit`` is ``None`` where the form fixes none."""

    id: str
    label: str
    type: ValueType
    unit: str | None = None
    under: str | None = None
    variants: tuple[str, ...] = ()


class Row(Entry, frozen=True):
    """A row as drawn. Groups carry no values; ``counts`` names the outcomes that the row counts.

    ``same_as`` links to the cell row of an earlier form (``2019:requests.new``) that means the same.
    """

    id: str
    label: str
    kind: Literal["leaf", "group", "total"] = "leaf"
    within: str | None = None
    counts: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    same_as: str | None = None


class Block(Entry, frozen=True):
    """A stack of rows under one header.

    ``drawn`` is ``down`` (one row of values a line) or ``across`` (all rows side by side in one line,
    as chapter four is printed).
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    drawn: Literal["down", "across"] = "down"
    corner: str = ""
    heads: tuple[str, ...] = ()


class Identity(Entry, frozen=True):
    """Sum of ``left`` equals sum of ``right`` (勾稽关系).

    ``over`` = ``columns``: the names are columns and the identity holds in every row;
    ``over`` = ``rows``: the names are rows and it holds in every column.
    """

    id: str
    code: str
    over: Literal["columns", "rows"]
    left: tuple[str, ...]
    right: tuple[str, ...]
    basis: Basis


class YearIdentity(Entry, frozen=True):
    """What ties a year to the one before: ``this`` equals ``last`` of the year before, plus ``plus``, minus ``minus``.

    ``over`` is that of Identity. The row of the year before is found in an earlier form through ``same_as``;
    where a row has no such link, nothing is compared.
    """

    id: str
    code: str
    over: Literal["columns", "rows"]
    this: str
    last: str
    basis: Basis
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()


class Table(Entry, frozen=True):
    """A table of the form; cell keys are ``table.row.column``."""

    id: str
    chapter: str
    blocks: tuple[Block, ...]
    identities: tuple[Identity, ...] = ()
    yearly: tuple[YearIdentity, ...] = ()


class FormText(Entry, frozen=True):
    """A version of the annual report's format (格式) with the report years that it governs.

    ``report_title`` is the title that a report bears, a template over ``{body}``, ``{year}`` and ids of terms.
    """

    id: str
    title: str
    basis: Basis
    first_year: int
    chapters: tuple[Chapter, ...]
    tables: tuple[Table, ...]
    aspects: tuple[str, ...]
    report_title: str
    last_year: int | None = None


class Ground(Entry, frozen=True):
    """One of the grounds that an outcome may rest on."""

    id: str
    label: str


class Outcome(Entry, frozen=True):
    """How a request can end. ``review_first``: reconsideration must precede a suit.

    ``document`` is what tells the applicant; its reasons must state what ``must_state`` lists.
    ``withholds``: on this ground information is not published on one's own initiative either.
    """

    id: str
    label: str
    basis: Basis
    review_first: bool = False
    withholds: bool = False
    group: OutcomeGroup | None = None
    document: str | None = None
    grounds: tuple[Ground, ...] = ()
    must_state: tuple[str, ...] = ()
    reading: str = ""
    because: str = ""


class CheckCase(Entry, frozen=True):
    """One way in which a check fails: its own sentence and, where it weighs less than its check, its own level."""

    id: str
    message: str
    message_en: str
    level: Level | None = None


class Check(Entry, frozen=True):
    """One rule of the catalogue.

    ``message`` is a template over the slots of its findings; a check that fails in several ways has ``cases``
    instead. ``words`` are what it looks for in the document, by role.
    """

    code: str
    title: str
    level: Level
    explanation: str
    remedy: str
    message: str = ""
    message_en: str = ""
    cases: tuple[CheckCase, ...] = ()
    words: Mapping[str, tuple[str, ...]] = {}
    basis: Basis = ()
    reading: str = ""
    because: str = ""


class Reason(Entry, frozen=True):
    """Why a check could not be judged; ``message`` is a template over the slots of its findings."""

    id: str
    message: str
    message_en: str


class NoticeText(Entry, frozen=True):
    """What a notice of the reader means."""

    code: str
    title: str
    message: str
    explanation: str


class Term(Entry, frozen=True):
    """A term of the field: the English identifier and its official Chinese."""

    id: str
    zh: str
    note: str = ""


class Law(Entry, frozen=True):
    """All law data as loaded, before it is viewed at a day."""

    digest: str
    instruments: tuple[Instrument, ...]
    forms: tuple[FormText, ...]
    outcomes: tuple[Outcome, ...]
    checks: tuple[Check, ...]
    reasons: tuple[Reason, ...]
    notices: tuple[NoticeText, ...]
    terms: tuple[Term, ...]
    deadlines: tuple[Deadline, ...] = ()
    fees: tuple[FeeScale, ...] = ()
    calendar: tuple[CalendarYear, ...] = ()
    festivals: tuple[Festival, ...] = ()
    channels: tuple[Channel, ...] = ()
    documents: tuple[Document, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    lifecycle: tuple[Lifecycle, ...] = ()
    subjects: tuple[Subject, ...] = ()
    fields: tuple[PilotField, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    metrics: tuple[Metric, ...] = ()
    ledger: tuple[LedgerMetric, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    media: tuple[Medium, ...] = ()
    proceedings: tuple[Proceeding, ...] = ()
    retention: tuple[Retention, ...] = ()
    reporting: tuple[ReportDate, ...] = ()
