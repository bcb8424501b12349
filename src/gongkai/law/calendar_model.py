"""The shapes of the working-day calendar: one file a year, quoting the notices that set it."""

from __future__ import annotations

import datetime as dt

from gongkai.law.entry import Basis, Entry


class HolidayNotice(Entry, frozen=True):
    """A notice of the State Council; ``issued`` is the day of signing or, where unknown, of publication."""

    title: str
    issued: dt.date
    number: str = ""


class Holiday(Entry, frozen=True):
    """A rest from ``first`` to ``last``, both included, and the weekend days worked for it (调休上班)."""

    name: str
    first: dt.date
    last: dt.date
    workdays: tuple[dt.date, ...] = ()


class CalendarYear(Entry, frozen=True):
    """What the notices of one year say; single days may lie in the December before."""

    year: int
    notices: tuple[HolidayNotice, ...]
    holidays: tuple[Holiday, ...]


class Festival(Entry, frozen=True):
    """A statutory holiday on a fixed day of the solar year: what is certain of a year before its notice."""

    id: str
    name: str
    month: int
    day: int
    since: dt.date
    basis: Basis
    ends: dt.date | None = None
