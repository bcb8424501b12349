"""What the app offers to the workbench: reports that are due, returned, or wait for the office above."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.site.annualreports import selectors
from gongkai.site.annualreports.deadlines import deadlines, local_dates
from gongkai.site.annualreports.models import AnnualReport, LocalDate, State
from gongkai.site.annualreports.services import reminders
from gongkai.site.annualreports.services.common import OPEN
from gongkai.site.annualreports.year import due_year
from gongkai.site.bodies import selectors as bodies
from gongkai.site.bodies.models import Body
from gongkai.site.web import public, registry, schedule, shell
from gongkai.site.web.remembered import remembered
from gongkai.site.web.scope import Scope

_MOST = 200


def register() -> None:
    """Called once, when the app is loaded."""
    registry.add_todos(todos, {"report": _("年度报告"), "report_clear": _("下级报送的年度报告")})
    about = _("历年的报告、各个版本和可以下载的文件。")
    entry = public.PublicEntry(_("政府信息公开工作年度报告"), about, "reports:list", "annual", 10, selectors.has_public)
    public.add_entry(entry)
    schedule.add("annualreports.remind", schedule.DAILY, reminders.remind)
    shell.add_entry(shell.Entry(_("年度报告"), "annualreports:all", "report.view", 50, icon="bar-chart"))


def todos(scope: Scope) -> Iterator[registry.Todo]:
    """The report of the year for each body that one drafts for, and what was handed in to be cleared."""
    yield from _own(scope)
    if scope.anywhere("report.clear"):
        for row in _submitted(scope):
            title = f"审核{row.body.called}报送的{row.year}年度报告"
            yield registry.Todo(
                "report_clear",
                title,
                reminders.url_of(row.body, row.year),
                row.body.called,
                since=row.changed_at.date(),
            )


def _own(scope: Scope) -> Iterator[registry.Todo]:
    if not scope.anywhere("report.edit"):
        return
    year = due_year(scope.today)
    found = {row.body_id: row for row in _reports(scope)}
    dates = _dates(scope)
    for body in _bodies(scope):
        row = found.get(body.pk)
        if row is not None and row.state not in OPEN and row.state != State.CLEARED:
            continue
        days = deadlines(body, year, dates)
        yield registry.Todo(
            "report", _title(row, year), reminders.url_of(body, year), body.called, days[0].day if days else None
        )


@remembered
def _bodies(scope: Scope) -> QuerySet[Body]:
    return bodies.visible(scope, "report.edit")[:_MOST]


@remembered
def _dates(scope: Scope) -> QuerySet[LocalDate]:
    return local_dates(due_year(scope.today))


@remembered
def _reports(scope: Scope) -> QuerySet[AnnualReport]:
    rows = selectors.reports(scope).filter(year=due_year(scope.today))
    return rows.filter(body__in=bodies.visible(scope, "report.edit").values("pk"))


@remembered
def _submitted(scope: Scope) -> QuerySet[AnnualReport]:
    rows = AnnualReport.objects.within(scope, "report.clear").filter(state=State.SUBMITTED)
    return rows.exclude(submitted_by=scope.actor.id).select_related("body")[:_MOST]


def _title(row: AnnualReport | None, year: int) -> str:
    if row is None:
        return f"编制{year}年度报告"
    if row.state == State.RETURNED:
        return f"{year}年度报告被主管部门退回，请修改"
    return f"公布{year}年度报告" if row.state == State.CLEARED else f"完成{year}年度报告"
