"""Telling people what has become of a report: by a message, and by mail to those who want that."""

from __future__ import annotations

from gongkai.site.accounts.selectors import holders
from gongkai.site.accounts.services import notify
from gongkai.site.annualreports.models import AnnualReport
from gongkai.site.annualreports.services.common import superior
from gongkai.site.annualreports.services.reminders import KIND, url_of
from gongkai.site.web.scope import Scope


def office(scope: Scope, report: AnnualReport) -> None:
    """The office above: a report was handed in."""
    above = superior(report.body)
    if above is not None:
        users = holders(role="county_office", body=above, today=scope.today)
        _tell(scope, report, [user.pk for user in users], "已经报送，等待审核")


def makers(scope: Scope, report: AnnualReport, words: str) -> None:
    """The handlers of the body, and who handed the report in."""
    users = [user.pk for user in holders(role="handler", body=report.body, today=scope.today)]
    _tell(scope, report, [*users, *([report.submitted_by_id] if report.submitted_by_id else [])], words)


def _tell(scope: Scope, report: AnnualReport, users: list[int], words: str) -> None:
    text = f"{report.body.called}{report.year}年度报告{words}。"
    notify(scope, users=users, kind=KIND, text=text, url=url_of(report.body, report.year))
