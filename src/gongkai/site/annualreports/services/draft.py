"""Beginning a report, and writing its text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gongkai.errors import NotAllowedError, UsageError
from gongkai.site.annualreports import narrative, problems, sources
from gongkai.site.annualreports.compute import form_for, values
from gongkai.site.annualreports.models import AnnualReport
from gongkai.site.annualreports.services.common import editable, put_back, taken
from gongkai.site.annualreports.work import SECTIONS, token_values
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope

_LONGEST: Final = 20_000


def start(scope: Scope, *, body: Body, year: int) -> AnnualReport:
    """Begin the report of a year with a drafted text. Raises NotAllowedError where it has been begun, UsageError."""
    scope.demand("report.edit", body.path)
    if year > scope.today.year:
        raise UsageError(f"{year}年还没有开始，不能编制年度报告。")
    with recorded() as log:
        rows = AnnualReport.objects.unscoped("of the body for which the right was asked")
        texts = drafted(body, year)
        defaults = {"texts": texts, "changed_by_id": scope.person, "changed_at": clock.now()}
        report, made = rows.get_or_create(body=body, year=year, defaults=defaults)
        if not made:
            raise NotAllowedError(f"{year}年度报告已经开始编制。")
        log(scope, "report.start", body=body.pk, target=report, year=year)
    return report


def redraft(scope: Scope, *, report_id: int, section: str) -> AnnualReport:
    """Draft a section anew from the records; what was written there is lost, and the page says so before."""
    with recorded() as log:
        report = taken(scope, "report.edit", report_id)
        editable(report)
        fresh = drafted(report.body, report.year)
        if section not in fresh:
            raise UsageError("没有这一部分。")
        report.texts = {**report.texts, section: fresh[section]}
        put_back(scope, report)
        log(scope, "report.write", body=report.body_id, target=report, section=section, redrafted=True)
    return report


def write(scope: Scope, *, report_id: int, revision: int, texts: Mapping[str, str]) -> AnnualReport:
    """Save the text of sections. Raises ConflictError where another has changed the report since ``revision``."""
    if unknown := set(texts) - set(SECTIONS):
        raise UsageError(f"没有这一部分：{'、'.join(sorted(unknown))}。")
    if any(len(text) > _LONGEST for text in texts.values()):
        raise UsageError(f"一部分最多 {_LONGEST} 字。")
    with recorded() as log:
        report = taken(scope, "report.edit", report_id, revision)
        editable(report)
        report.texts = {**report.texts, **{name: _clean(text) for name, text in texts.items()}}
        put_back(scope, report)
        log(scope, "report.write", body=report.body_id, target=report, sections=sorted(texts))
    return report


def drafted(body: Body, year: int) -> dict[str, str]:
    """All sections as the records of the year draft them."""
    form = form_for(year)
    metrics = tuple(sources.metrics(body, year))
    named = token_values(body, year, values(body, form, year, {}), metrics)
    return narrative.draft(named, metrics, problems.of_year(body, year))


def _clean(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines() if line.strip())
