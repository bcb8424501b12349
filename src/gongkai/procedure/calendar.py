"""Working days of the State Council's calendar, by prefix sums.

The notice of a year moves weekend days and weekdays about (调休), so no rule of the week gives the answer: a day is a
working day if its notice says so, and otherwise if it is Monday to Friday.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import Literal

import msgspec

from gongkai.errors import CalendarUnknownError, UsageError
from gongkai.law.calendar_model import CalendarYear, Festival

SATURDAY = 5
# How far a provisional calendar looks beyond the last notice; no term of the procedure is longer.
YEARS_AHEAD = 3

Kind = Literal["working", "made_up", "weekend", "holiday", "festival"]


class Mark(msgspec.Struct, frozen=True):
    """What a day is: ``made_up`` is a weekend day that is worked, ``festival`` a holiday without a notice yet.

    ``name`` is the holiday, ``notice`` the notice that says so; both are empty for ordinary days.
    """

    kind: Kind
    name: str = ""
    notice: str = ""

    @property
    def works(self) -> bool:
        """Whether it is a working day."""
        return self.kind in ("working", "made_up")


_WORKING = Mark("working")
_WEEKEND = Mark("weekend")


class WorkCalendar:
    """The working days from ``first`` to ``known_until``; immutable.

    With ``ahead`` years it goes on from there, provisionally: Monday to Friday, less the statutory holidays that
    fall on a fixed day.
    """

    def __init__(self, years: Sequence[CalendarYear], festivals: Sequence[Festival] = (), ahead: int = 0) -> None:
        if not years:
            raise CalendarUnknownError("没有收录任何年度的放假安排。")
        self._years = tuple(years)
        self._festivals = tuple(festivals)
        self.first = dt.date(years[0].year, 1, 1)
        self.known_until = dt.date(years[-1].year, 12, 31)
        self.last = dt.date(years[-1].year + ahead, 12, 31)
        self._marks = _marks(years) | _expected(festivals, self.known_until, self.last)
        self._origin = self.first.toordinal()
        # _days[k] is the k-th working day, counted from 1; _rank[i] how many there are up to day number i.
        self._days: list[dt.date] = [self.first]
        self._rank: list[int] = []
        special = {day.toordinal(): mark.works for day, mark in self._marks.items()}
        for ordinal in range(self._origin, self.last.toordinal() + 1):
            # Day 1 of the proleptic calendar is a Monday.
            if special.get(ordinal, (ordinal - 1) % 7 < SATURDAY):
                self._days.append(dt.date.fromordinal(ordinal))
            self._rank.append(len(self._days) - 1)

    @cached_property
    def provisional(self) -> WorkCalendar:
        """This calendar and the years to come, as far as they can be told."""
        return WorkCalendar(self._years, self._festivals, YEARS_AHEAD)

    @property
    def movable(self) -> tuple[str, ...]:
        """The statutory holidays that have no fixed day, by name: years without a notice know nothing of them."""
        return tuple(festival.name for festival in self._festivals if festival.month is None)

    def mark(self, day: dt.date) -> Mark:
        """What ``day`` is."""
        mark = self._marks.get(day)
        if mark is not None:
            return mark
        return _WORKING if day.weekday() < SATURDAY else _WEEKEND

    def is_working_day(self, day: dt.date) -> bool:
        """Whether ``day`` is a working day; CalendarUnknownError outside the calendar."""
        self._index(day)
        return self.mark(day).works

    def add(self, day: dt.date, count: int) -> dt.date:
        """The ``count``-th working day after ``day``, ``count`` being at least 1.

        Raises CalendarUnknownError outside the calendar.
        """
        index = day.toordinal() - self._origin
        if index < 0 or count < 1:
            raise self._unknown(day.year) if index < 0 else UsageError(f"期限至少为1个工作日，不能是{count}。")
        try:
            return self._days[self._rank[index] + count]
        except IndexError:
            raise self._unknown(self.last.year + 1) from None

    def between(self, day: dt.date, until: dt.date) -> int:
        """How many working days there are after ``day`` up to and including ``until``; 0 if it is not later."""
        return max(0, self._rank[self._index(until)] - self._rank[self._index(day)])

    def roll(self, day: dt.date) -> dt.date:
        """``day`` if it is a working day, else the next one."""
        return day if self.is_working_day(day) else self.add(day, 1)

    def _index(self, day: dt.date) -> int:
        index = day.toordinal() - self._origin
        if not 0 <= index < len(self._rank):
            raise self._unknown(day.year)
        return index

    def _unknown(self, year: int) -> CalendarUnknownError:
        if year < self.first.year:
            return CalendarUnknownError(f"工作日历自{self.first.year}年起收录，不能计算{year}年的工作日。")
        return CalendarUnknownError(
            f"{year}年的放假安排没有收录，不能计算该年的工作日：请先导入国务院办公厅的放假通知，或者要求给出暂定日期。"
        )


def _marks(years: Sequence[CalendarYear]) -> dict[dt.date, Mark]:
    found: dict[dt.date, Mark] = {}
    for year in years:
        notice = "、".join(notice.number or notice.title for notice in year.notices)
        for holiday in year.holidays:
            rest, worked = Mark("holiday", holiday.name, notice), Mark("made_up", holiday.name, notice)
            for ordinal in range(holiday.first.toordinal(), holiday.last.toordinal() + 1):
                found[dt.date.fromordinal(ordinal)] = rest
            found.update((day, worked) for day in holiday.workdays)
    return found


def _expected(festivals: Sequence[Festival], after: dt.date, until: dt.date) -> dict[dt.date, Mark]:
    """The statutory holidays on fixed days in the years after ``after``."""
    found: dict[dt.date, Mark] = {}
    for year in range(after.year + 1, until.year + 1):
        for festival in festivals:
            day = festival.in_year(year)
            if day is not None:
                found[day] = Mark("festival", festival.name)
    return found
