"""How long a term is: working days, calendar days and months are different things and never mix."""

from __future__ import annotations

import calendar as gregorian
import datetime as dt

import msgspec

from gongkai.law.procedure_model import Length as LengthText
from gongkai.procedure.calendar import WorkCalendar


class WorkingDays(msgspec.Struct, frozen=True):
    """``count`` working days (工作日)."""

    count: int


class CalendarDays(msgspec.Struct, frozen=True):
    """``count`` days of any kind (日)."""

    count: int


class Months(msgspec.Struct, frozen=True):
    """``count`` months (月), ending on the day of the same number or, where there is none, on the month's last."""

    count: int


Length = WorkingDays | CalendarDays | Months
_TYPES: dict[str, type[Length]] = {
    "working_days": WorkingDays,
    "calendar_days": CalendarDays,
    "months": Months,
}
_UNITS = {WorkingDays: "个工作日", CalendarDays: "日", Months: "个月"}


def length_of(text: LengthText) -> Length:
    """The length that the law data states."""
    return _TYPES[text.unit](text.length)


def say(length: Length) -> str:
    """``20个工作日``, ``60日``, ``6个月``."""
    return f"{length.count}{_UNITS[type(length)]}"


def last_day(calendar: WorkCalendar, day: dt.date, length: Length) -> dt.date:
    """The last day of a term whose counting starts after ``day`` (the day itself does not count).

    Raises CalendarUnknownError where working days are counted beyond the calendar.
    """
    if isinstance(length, WorkingDays):
        return calendar.add(day, length.count)
    if isinstance(length, CalendarDays):
        return day + dt.timedelta(days=length.count)
    return add_months(day, length.count)


def add_months(day: dt.date, count: int) -> dt.date:
    """The day of the same number ``count`` months later, or the last of that month."""
    years, month0 = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month0 + 1
    return dt.date(year, month, min(day.day, gregorian.monthrange(year, month)[1]))
