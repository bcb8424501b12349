"""Reports as review knows them."""

from __future__ import annotations

from django.urls import reverse

from gongkai.site.annualreports import selectors
from gongkai.site.annualreports.services import flow
from gongkai.site.review import holders
from gongkai.site.review.models import Case


def register() -> None:
    """Make reports known to review."""
    holders.register(
        flow.KIND,
        holders.Holder(
            label="政府信息公开工作年度报告",
            fields=flow.content_of,
            url=_url,
            passed=flow.passed,
            returned=flow.returned,
            withdrawn=flow.returned,
            own_way=True,
        ),
    )


def _url(case: Case) -> str:
    report = selectors.report_of_case(case)
    return reverse("annualreports:report", args=[report.body.code, report.year])
