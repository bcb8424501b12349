"""Days, months and years of records, as people write and read them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

import msgspec

from gongkai.errors import UsageError
from gongkai.site.ledger.models import Period
from gongkai.text.normal import half_width

FIRST_YEAR: Final = 2008
_WRITTEN: Final = re.compile(
    r"(\d{4})(?:(?:年|[-/.])(\d{1,2})(?:(?:月|[-/.])(\d{1,2})日?|月)?|年)?(?:[ T]00:00:00)?", re.ASCII
)


class Span(msgspec.Struct, frozen=True):
    """A day, a month or a year: its first day and its last."""

    period: Period
    on: dt.date
    through: dt.date

    @property
    def words(self) -> str:
        """2026年3月5日, 2026年3月, 2026年."""
        return words(self.period, self.on)


def day(on: dt.date) -> Span:
    """A day."""
    return Span(Period.DAY, on, on)


def month(year: int, number: int) -> Span:
    """A month."""
    first = dt.date(year, number, 1)
    return Span(Period.MONTH, first, first.replace(day=calendar.monthrange(year, number)[1]))


def year(number: int) -> Span:
    """A year."""
    return Span(Period.YEAR, dt.date(number, 1, 1), dt.date(number, 12, 31))


def span(period: str, on: dt.date) -> Span:
    """The span of that kind in which a day lies."""
    if period == Period.DAY:
        return day(on)
    return month(on.year, on.month) if period == Period.MONTH else year(on.year)


def read_span(text: str) -> Span:
    """2026-03-05, 2026-03 or 2026, also with 年月日. Raises UsageError for anything else."""
    found = _WRITTEN.fullmatch(half_width(text).strip())
    try:
        if found is None:
            raise ValueError(text)
        numbers = [int(part) for part in found.groups() if part]
        if len(numbers) == 1:
            return year(numbers[0])
        return month(*numbers) if len(numbers) == 2 else day(dt.date(*numbers))
    except (ValueError, calendar.IllegalMonthError) as error:
        raise UsageError(
            f"“{text.strip()[:20]}”不是日期。单次写成 2026-03-05，月度合计写成 2026-03，年度合计写成 2026。"
        ) from error


def words(period: str, on: dt.date) -> str:
    """A span for people."""
    text = f"{on.year}年"
    if period != Period.YEAR:
        text += f"{on.month}月"
    return text + (f"{on.day}日" if period == Period.DAY else "")


def checked(found: Span, today: dt.date) -> Span:
    """The span, if a record may be of it. Raises UsageError where it begins after today, or before the law."""
    if found.on > today:
        raise UsageError("日期不能晚于今天。")
    if found.on.year < FIRST_YEAR:
        raise UsageError(f"年份不能早于 {FIRST_YEAR} 年。")
    return found
