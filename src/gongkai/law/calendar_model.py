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
    """A statutory holiday, which every year's notice must give.

    With ``month`` and ``day`` it is on a fixed day of the solar year, and so certain before the notice; without
    them its day is another every year (春节、清明节、端午节、中秋节).
    """

    id: str
    name: str
    since: dt.date
    basis: Basis
    month: int | None = None
    day: int | None = None
    ends: dt.date | None = None

    def in_year(self, year: int) -> dt.date | None:
        """Its day in ``year``; None where it has no fixed day or did not exist then."""
        if self.month is None or self.day is None:
            return None
        return dt.date(year, self.month, self.day) if self.holds_in(year) else None

    def holds_in(self, year: int) -> bool:
        """Whether it is a holiday in ``year``; holidays begin and end with a year."""
        return self.since.year <= year and (self.ends is None or year < self.ends.year)
