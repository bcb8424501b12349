"""What is done by the clock: those who make a report are reminded of its days, once for each day and stage."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.urls import reverse

from gongkai.site.accounts.models import User
from gongkai.site.accounts.selectors import holders
from gongkai.site.accounts.services import notify
from gongkai.site.annualreports.deadlines import Deadline, deadlines, local_dates
from gongkai.site.annualreports.models import AnnualReport, State
from gongkai.site.annualreports.models_beside import Reminder
from gongkai.site.annualreports.year import due_year
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.bodies.selectors import in_being
from gongkai.site.web.scope import Scope
from gongkai.site.web.templatetags.gongkai import day

KIND: Final = "report"
# So many days before, each with what is said; whoever is later than the last of them has passed the day.
_STAGES: Final = {0: "今天到期", 1: "明天到期", 7: "七日内到期", 30: "三十日内到期"}
_LATE: Final = "late"
# A day that passed longer ago is told by the list of what is to do alone.
_PAST: Final = 30
_HANDED_IN: Final = (State.SUBMITTED, State.CLEARED, State.PUBLISHED)


def remind(scope: Scope) -> int:
    """Remind of the days of article 49 and of local notices; how many reminders went out. Runs daily."""
    year = due_year(scope.today)
    reports = AnnualReport.objects.unscoped("run by the clock").filter(year=year)
    found = {report.body_id: report for report in reports}
    dates, told = list(local_dates(year)), 0
    for body in Body.objects.filter(in_being(scope.today)).order_by("path"):
        for deadline in deadlines(body, year, dates):
            if not _done(found.get(body.pk), deadline):
                told += _remind(scope, body, year, deadline)
    return told


def _remind(scope: Scope, body: Body, year: int, deadline: Deadline) -> int:
    left = (deadline.day - scope.today).days
    stage = _stage(left)
    people = _people(body, scope.today, left) if stage else []
    if not people:
        return 0
    with recorded():
        rows = Reminder.objects.unscoped("run by the clock")
        _row, new = rows.get_or_create(body=body, year=year, day=deadline.day, stage=stage)
        if new:
            words = "已经超过期限" if stage == _LATE else _STAGES[int(stage)]
            text = f"{body.called}{year}年度报告{words}：{deadline.label} {day(deadline.day)}。"
            notify(scope, users=people, kind=KIND, text=text, url=url_of(body, year))
    return int(new)


def url_of(body: Body, year: int) -> str:
    """The page of a report."""
    return reverse("annualreports:report", args=[body.code, year])


def _stage(left: int) -> str:
    """Which reminder is due so many days before; none long before, and none long after."""
    if left < 0:
        return _LATE if left >= -_PAST else ""
    return next((str(most) for most in _STAGES if left <= most), "")


def _people(body: Body, today: dt.date, left: int) -> list[User]:
    """The handlers; on the last day and after it, who signs too."""
    roles = ("handler", "approver") if left <= 0 else ("handler",)
    return [user for role in roles for user in holders(role=role, body=body, today=today)]


def _done(report: AnnualReport | None, deadline: Deadline) -> bool:
    """Whether what is due by that day has been done; a published report that is being corrected has been published."""
    if report is None:
        return False
    return report.current_id is not None or (deadline.handing_in and report.state in _HANDED_IN)
