"""What must hold in the calendar: no gap between years, no day both rest and work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import pairwise

from gongkai.law.calendar_model import CalendarYear, Holiday
from gongkai.law.validation import Validation

SATURDAY = 5


class CalendarValidation(Validation):
    """Checks of ``calendar/*.yaml`` and ``festivals.yaml``."""

    def calendar(self) -> None:
        """Check every year by itself, then all together."""
        years = sorted(self.law.calendar, key=lambda entry: entry.year)
        for earlier, later in pairwise(years):
            if later.year == earlier.year:
                self.fail(later, ".year", f"{later.year}年重复")
            if later.year != earlier.year + 1:
                self.fail(later, ".year", f"{earlier.year}年与{later.year}年之间缺少年度，日历必须连续")
        rests: dict[dt.date, str] = {}
        works: dict[dt.date, str] = {}
        self._festivals()
        for year in years:
            self._year(year, rests, works)
            self._complete(year, rests)

    def _year(self, year: CalendarYear, rests: dict[dt.date, str], works: dict[dt.date, str]) -> None:
        """Check one year; ``rests`` and ``works`` gather the days of all years."""
        if not year.notices:
            self.fail(year, ".notices", "没有写明放假安排通知")
        self.names(year, ".holidays", (holiday.name for holiday in year.holidays))
        for i, holiday in enumerate(year.holidays):
            key = f".holidays[{i}]"
            if holiday.last < holiday.first:
                self.fail(year, f"{key}.last", "最后一日早于第一日")
            for day in _days(holiday):
                self._in_year(year, day, key)
                if day in rests or day in works:
                    self.fail(year, key, f"{day}已由“{rests.get(day) or works[day]}”安排")
                rests[day] = holiday.name
            for k, day in enumerate(holiday.workdays):
                path = f"{key}.workdays[{k}]"
                self._in_year(year, day, path)
                if day.weekday() < SATURDAY:
                    self.fail(year, path, f"{day}不是周六、周日，不能是调休上班日")
                if day in rests or day in works:
                    self.fail(year, path, f"{day}已由“{rests.get(day) or works[day]}”安排")
                works[day] = holiday.name

    def _in_year(self, year: CalendarYear, day: dt.date, key: str) -> None:
        """A notice speaks of its year and, for New Year, of the December before."""
        if day.year != year.year and (day.year, day.month) != (year.year - 1, 12):
            self.fail(year, key, f"{day}不属于{year.year}年的安排")

    def _complete(self, year: CalendarYear, rests: Mapping[dt.date, str]) -> None:
        """A year from which a holiday is missing would give wrong days, and nobody would be told."""
        named = "".join(holiday.name for holiday in year.holidays)
        for festival in self.law.festivals:
            day = festival.in_year(year.year)
            if day is not None and day not in rests:
                self.fail(year, ".holidays", f"{festival.name}（{day}）没有放假，{year.year}年的安排不完整")
            if festival.month is None and festival.holds_in(year.year) and festival.name not in named:
                self.fail(year, ".holidays", f"没有写明{festival.name}，{year.year}年的安排不完整")

    def _festivals(self) -> None:
        """Holidays have a basis, and those on fixed days are on real ones."""
        self.unique(self.law.festivals, "id")
        for festival in self.law.festivals:
            self.basis(festival, festival.basis)
            if festival.month is None and festival.day is None:
                continue
            try:
                dt.date(2001, festival.month or 0, festival.day or 0)
            except ValueError:
                self.fail(festival, ".day", f"{festival.month}月{festival.day}日不存在")


def _days(holiday: Holiday) -> list[dt.date]:
    length = (holiday.last - holiday.first).days + 1
    return [holiday.first + dt.timedelta(days=n) for n in range(length)]
