"""The calendar of the law data, day by day against two packages that keep their own."""

import datetime as dt
from collections.abc import Iterator

import chinese_calendar  # type: ignore[import-untyped]
import holidays
import pytest

from gongkai.errors import CalendarUnknownError, LawDataError, UsageError
from gongkai.law import LawBook
from gongkai.law.load import PACKAGE_DATA, build, read_files
from gongkai.procedure.calendar import WorkCalendar
from gongkai.procedure.rules import Procedure

FIRST, LAST = 2008, 2026
WORKING_DAYS = {2019: 250, 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return Procedure(LawBook.open()).calendar


def days(year: int) -> Iterator[dt.date]:
    day = dt.date(year, 1, 1)
    while day.year == year:
        yield day
        day += dt.timedelta(days=1)


@pytest.mark.parametrize("year", range(FIRST, LAST + 1))
def test_agrees_with_chinesecalendar_on_every_day(calendar: WorkCalendar, year: int) -> None:
    assert [day for day in days(year) if calendar.is_working_day(day) != chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize("year", range(2019, LAST + 1))
def test_agrees_with_holidays_on_every_day(calendar: WorkCalendar, year: int) -> None:
    theirs = holidays.country_holidays("CN", years=range(year - 1, year + 2))
    assert [day for day in days(year) if calendar.is_working_day(day) != theirs.is_working_day(day)] == []


@pytest.mark.parametrize(("year", "number"), WORKING_DAYS.items())
def test_working_days_of_a_year(calendar: WorkCalendar, year: int, number: int) -> None:
    assert sum(calendar.is_working_day(day) for day in days(year)) == number


def test_every_year_quotes_its_notice() -> None:
    for year in LawBook.open().at(dt.date(2026, 1, 1)).calendar:
        assert [notice.number[-1] for notice in year.notices] == ["号"] * len(year.notices)
        assert str(year.year) in year.notices[0].title
        assert all(notice.issued < dt.date(year.year, 6, 1) for notice in year.notices)


class TestUnknownYear:
    def test_is_refused(self, calendar: WorkCalendar) -> None:
        with pytest.raises(CalendarUnknownError, match="2027年的放假安排没有收录"):
            calendar.is_working_day(dt.date(2027, 1, 4))
        with pytest.raises(CalendarUnknownError, match="2027"):
            calendar.add(dt.date(2026, 12, 31), 1)
        with pytest.raises(CalendarUnknownError, match="2027"):
            calendar.between(dt.date(2026, 12, 1), dt.date(2027, 1, 1))

    def test_before_the_first_is_refused(self, calendar: WorkCalendar) -> None:
        for call in (calendar.is_working_day, lambda day: calendar.add(day, 1)):
            with pytest.raises(CalendarUnknownError, match="自2008年起收录"):
                call(dt.date(2007, 12, 31))

    def test_is_told_in_mind_of_what_is_certain(self, calendar: WorkCalendar) -> None:
        ahead = calendar.provisional
        assert ahead.mark(dt.date(2027, 1, 1)).kind == "festival"
        assert ahead.mark(dt.date(2027, 1, 2)).kind == "weekend"
        assert ahead.is_working_day(dt.date(2027, 1, 4))
        assert ahead.known_until == calendar.known_until
        assert ahead.last == dt.date(2029, 12, 31)
        with pytest.raises(CalendarUnknownError, match="2030"):
            ahead.add(dt.date(2029, 12, 31), 1)

    def test_there_is_no_calendar_without_years(self) -> None:
        with pytest.raises(CalendarUnknownError, match="没有收录任何年度"):
            WorkCalendar(())


def test_adding_counts_working_days_after_the_day(calendar: WorkCalendar) -> None:
    assert calendar.add(dt.date(2008, 1, 1), 1) == dt.date(2008, 1, 2)
    assert calendar.add(dt.date(2026, 12, 30), 1) == dt.date(2026, 12, 31)
    for count in (0, -1):
        with pytest.raises(UsageError, match="至少为1个工作日"):
            calendar.add(dt.date(2024, 3, 4), count)


def test_between_is_what_adding_undoes(calendar: WorkCalendar) -> None:
    day = dt.date(2024, 9, 12)
    for count in (1, 5, 20, 300):
        assert calendar.between(day, calendar.add(day, count)) == count
    assert calendar.between(day, day) == 0
    assert calendar.between(dt.date(2024, 9, 20), day) == 0


def test_rolling_moves_to_the_next_working_day(calendar: WorkCalendar) -> None:
    assert calendar.roll(dt.date(2024, 10, 1)) == dt.date(2024, 10, 8)
    assert calendar.roll(dt.date(2024, 9, 29)) == dt.date(2024, 9, 29)


CALENDAR_2027 = """
year: 2027
notices:
  - {title: 国务院办公厅关于2027年部分节假日安排的通知, number: 国办发明电〔2026〕0号, issued: 2026-11-30}
holidays:
  - {name: 元旦, first: 2027-01-01, last: 2027-01-03}
  - {name: 春节, first: 2027-02-05, last: 2027-02-11}
  - {name: 清明节, first: 2027-04-05, last: 2027-04-05}
  - {name: 劳动节, first: 2027-05-01, last: 2027-05-05}
  - {name: 端午节, first: 2027-06-09, last: 2027-06-09}
  - {name: 国庆节、中秋节, first: 2027-10-01, last: 2027-10-08}
"""


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("", ""), None),
        (("year: 2027", "year: 2028"), "缺少年度"),
        (("year: 2027", "year: 2026"), "2026年重复"),
        (("last: 2027-01-03", "last: 2026-12-31"), "最后一日早于第一日"),
        (("last: 2027-01-03", "last: 2027-01-03, workdays: [2027-01-04]"), "不是周六、周日"),
        (("last: 2027-01-03", "last: 2027-01-03, workdays: [2027-01-02]"), "已由“元旦”安排"),
        (("last: 2027-01-03", "last: 2027-01-03, workdays: [2028-01-08]"), "不属于2027年的安排"),
        (("last: 2027-10-08", "last: 2027-10-02"), "国庆节（2027-10-03）没有放假，2027年的安排不完整"),
        (("name: 春节", "name: 新春"), "没有写明春节，2027年的安排不完整"),
        (("、中秋节", ""), "没有写明中秋节"),
        (("last: 2027-01-03}", "last: 2027-01-03}\n  - {name: 元旦, first: 2027-02-05, last: 2027-02-05}"), "重复"),
        (
            ("last: 2027-01-03}", "last: 2027-01-03}\n  - {name: 春假, first: 2027-01-03, last: 2027-01-04}"),
            "已由“元旦”安排",
        ),
    ],
)
def test_a_new_year_is_held_to_the_same_rules(change: tuple[str, str], message: str | None) -> None:
    files = read_files([PACKAGE_DATA]) | {"calendar/2027.yaml": CALENDAR_2027.replace(*change).encode()}
    if message is None:
        assert Procedure(LawBook(build(files))).calendar.known_until == dt.date(2027, 12, 31)
        return
    with pytest.raises(LawDataError, match=message) as caught:
        build(files)
    assert caught.value.file.startswith("calendar/")
    assert caught.value.line > 0
