"""How far away a day is, in working days; a year whose notice is not loaded is told, never guessed."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Final, Literal

import msgspec
from django.utils.translation import gettext as _

from gongkai.errors import CalendarUnknownError
from gongkai.law import current_book
from gongkai.procedure.calendar import WorkCalendar
from gongkai.site.web.templatetags.gongkai import day as say_day

Urgency = Literal["late", "today", "soon", "later", "open"]
# What is to be done within so many working days stands above the rest; a choice of this page, not of the law.
SOON: Final = 3


class Distance(msgspec.Struct, frozen=True):
    """How urgent something is, and how one says it."""

    urgency: Urgency
    words: str


@cache
def calendar() -> WorkCalendar:
    """The calendar of the law book."""
    law = current_book().at(dt.date.max)
    return WorkCalendar(law.calendar, law.festivals)


def distance(today: dt.date, due: dt.date | None) -> Distance:
    """From today to the day by which something must be done."""
    if due is None:
        return Distance("open", "")
    if due == today:
        return Distance("today", _("今天到期"))
    try:
        days = calendar().between(min(today, due), max(today, due))
    except CalendarUnknownError:
        return _without_calendar(today, due)
    if due < today:
        return Distance(
            "late", _("逾期 %(days)d 个工作日") % {"days": days} if days else _("已逾期，到期后还没有工作日")
        )
    words = _("还剩 %(days)d 个工作日") % {"days": days} if days else _("到期之前没有工作日")
    return Distance("soon" if days <= SOON else "later", words)


def today_words(today: dt.date) -> str:
    """What day it is, whether it is worked, and which working day comes next."""
    weekdays = (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"))
    words = {"day": say_day(today), "weekday": weekdays[today.weekday()]}
    try:
        calendar().is_working_day(today)
        following = calendar().add(today, 1)
    except CalendarUnknownError as error:
        return _("今天是%(day)s，%(weekday)s。") % words + error.message
    words |= {"kind": _kind(today), "next": say_day(following), "next_weekday": weekdays[following.weekday()]}
    return _("今天是%(day)s，%(weekday)s，%(kind)s。下一个工作日是%(next)s，%(next_weekday)s。") % words


def _kind(today: dt.date) -> str:
    mark = calendar().mark(today)
    if mark.kind == "made_up":
        return _("调休上班（%(name)s）") % {"name": mark.name}
    if mark.works:
        return _("工作日")
    return _("放假（%(name)s）") % {"name": mark.name} if mark.name else _("休息日")


def _without_calendar(today: dt.date, due: dt.date) -> Distance:
    days = abs((due - today).days)
    year = calendar().known_until.year + 1 if max(today, due) > calendar().known_until else calendar().first.year - 1
    why = _("%(year)d年的放假安排没有收录，不能计算工作日") % {"year": year}
    if due < today:
        return Distance("late", _("逾期 %(days)d 天（%(why)s）") % {"days": days, "why": why})
    words = _("还剩 %(days)d 天（%(why)s）") % {"days": days, "why": why}
    return Distance("soon" if days <= SOON else "later", words)
