"""The day by which the bodies below hand in their reports."""

from __future__ import annotations

import datetime as dt

from gongkai.errors import UsageError
from gongkai.site.annualreports.models import LocalDate
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Scope


def set_date(scope: Scope, *, body: Body, year: int, day: dt.date, notice: str = "") -> LocalDate:
    """Set or change the day for the reports of ``year``. Raises UsageError for a day within that year or before."""
    scope.demand("report.clear", body.path)
    if day.year <= year:
        raise UsageError(f"{year}年度报告在下一年报送，截止日应当在{year + 1}年1月1日以后。")
    with recorded() as log:
        rows = LocalDate.objects.unscoped("of the body for which the right was asked")
        row, _ = rows.update_or_create(body=body, year=year, defaults={"day": day, "notice": notice})
        log(scope, "report.date", body=body.pk, target=row, year=year, day=day)
    return row
