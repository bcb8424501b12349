"""The demonstration's county: two consecutive years of reports compute, chain and add up without an error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongkai.report.checks import check_report
from gongkai.report.finding import CheckResult
from gongkai.report.report import Report
from gongkai.report.rollup.roll import roll_up
from gongkai.site.accounts.models import User
from gongkai.site.annualreports.models import AnnualReport
from gongkai.site.annualreports.services.draft import drafted
from gongkai.site.annualreports.work import law_of, work_on
from gongkai.site.bodies.models import Body
from gongkai.site.demo import services
from gongkai.site.web import clock

from .reports_world import finished_texts

BODIES = 12


def made(body: Body, year: int) -> Report:
    """The report of a body as its records make it, with the drafted text; one that the demonstration has is taken."""
    row = AnnualReport.objects.unscoped("test").filter(body=body, year=year).first()
    if row is None:
        someone = User.objects.order_by("pk")[0]
        row = AnnualReport(body=body, year=year, changed_by=someone, changed_at=clock.now(), texts=drafted(body, year))
        row.texts = finished_texts(row)
        row.save()
    return work_on(row).report


def errors(result: CheckResult, year: int) -> list[tuple[str, tuple[str, ...]]]:
    law = law_of(year)
    return [(one.code, one.cells) for one in result.findings if one.level(law) == "error" and one.outcome == "failed"]


@pytest.mark.django_db
def test_two_years_of_the_county_compute_chain_and_add_up(settings: Any, tmp_path: Path) -> None:
    settings.GONGKAI_DATA = tmp_path
    services.make("v1")
    this = clock.today().year
    bodies = list(Body.objects.all())
    assert len(bodies) >= BODIES
    reports = {year: {body.code: made(body, year) for body in bodies} for year in (this - 1, this)}
    for year, found in reports.items():
        law = law_of(year)
        for code, report in found.items():
            previous = reports.get(year - 1, {}).get(code)
            result = check_report(report, law, previous)
            assert errors(result, year) == [], (year, code)
            chained = {one.code for one in result.findings if one.code.startswith("XY-") and one.outcome == "failed"}
            assert "XY-CARRIED" not in chained, (year, code)
        rollup = roll_up(
            found.values(), law, body="云岭县", year=year, bodies=[one.body or "" for one in found.values()]
        )
        assert (len(rollup.parts), rollup.excluded) == (len(bodies), ())
        assert errors(check_report(rollup.report, law, rollup=rollup), year) == []
        total = rollup.report.cells["requests.new.total"].value
        assert total == sum(int(one.cells["requests.new.total"].value or 0) for one in found.values()) != 0
