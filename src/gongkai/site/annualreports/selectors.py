"""Reading reports, within what a scope may see; what the public sees, because it is public."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from gongkai.errors import NotFoundError
from gongkai.report.contract import report_from_json
from gongkai.report.report import Report
from gongkai.report.values import Cell
from gongkai.site.annualreports.compute import number_of
from gongkai.site.annualreports.models import (
    AnnualReport,
    Earlier,
    Kept,
    Move,
    Opening,
    Override,
    ReportCase,
    State,
    Version,
)
from gongkai.site.annualreports.models_beside import SealedScan
from gongkai.site.bodies.models import Body
from gongkai.site.review.models import Case
from gongkai.site.web.scope import Scope

VIEW = "report.view"


def reports(scope: Scope) -> Any:
    """The reports that ``scope`` may see, with their bodies."""
    return AnnualReport.objects.within(scope, VIEW).select_related("body", "latest", "current")


def get(scope: Scope, report_id: int, *, lock: bool = False) -> AnnualReport:
    """A report that ``scope`` may see. Raises NotFoundError."""
    rows = reports(scope)
    if lock:
        rows = rows.select_for_update(of=("self",))
    report: AnnualReport | None = rows.filter(pk=report_id).first()
    if report is None:
        raise NotFoundError("没有这份年度报告，或者您没有查看它的权限。")
    return report


def of_year(scope: Scope, body: Body, year: int) -> AnnualReport | None:
    """The report of a body for a year, if it has been begun."""
    found: AnnualReport | None = reports(scope).filter(body=body, year=year).first()
    return found


def overrides(report: AnnualReport) -> dict[str, Override]:
    """What stands adjusted by hand, by cell. The caller has the report, and so the right."""
    rows = Override.objects.unscoped("of a report that the caller may see").filter(report=report, ended_at__isnull=True)
    return {row.key: row for row in rows.select_related("by")}


def kept(report: AnnualReport) -> dict[str, Kept]:
    """The findings that were kept with a reason, by fingerprint."""
    rows = Kept.objects.unscoped("of a report that the caller may see").filter(report=report)
    return {row.fingerprint: row for row in rows.select_related("by")}


def moves(report: AnnualReport) -> Any:
    """What became of a report, newest first."""
    rows = Move.objects.unscoped("of a report that the caller may see").filter(report=report)
    return rows.select_related("by", "version")


def versions(report: AnnualReport) -> Any:
    """The finished versions of a report, newest first."""
    return Version.objects.unscoped("of a report that the caller may see").filter(report=report).order_by("-number")


def case_of(report: AnnualReport) -> Case | None:
    """The newest review of a report."""
    rows = ReportCase.objects.unscoped("of a report that the caller may see").filter(report=report)
    found = rows.select_related("case").order_by("-pk").first()
    return found.case if found else None


def report_of_case(case: Case, *, lock: bool = False) -> AnnualReport:
    """The report of a review that the caller may see."""
    links = ReportCase.objects.unscoped("of a case that the caller may see").filter(case=case)
    rows = AnnualReport.objects.unscoped("of a case that the caller may see").select_related(
        "body", "latest", "current"
    )
    if lock:
        rows = rows.select_for_update(of=("self",))
    report: AnnualReport = rows.get(pk__in=links.values("report"))
    return report


def sealed(version: Version) -> SealedScan | None:
    """The scan of a sealed version, if there is one; the caller has the version."""
    rows = SealedScan.objects.unscoped("of a version that the caller has").filter(version=version)
    return rows.filter(removed_at__isnull=True).select_related("blob", "released", "by", "accepted_by").first()


def content(version: Version) -> Report:
    """The report that a version holds."""
    return report_from_json(msgspec.json.encode(version.content))


def earlier(body: Body, year: int) -> Earlier | None:
    """The report of a year as it was read from its file; the caller may see the body's reports."""
    rows = Earlier.objects.unscoped("of a body whose reports the caller may see")
    return rows.filter(body=body, year=year).select_related("blob", "confirmed_by").first()


def previous(body: Body, year: int) -> Report | None:
    """Last year's report: what was published or finished here, or what was read from its file and confirmed."""
    rows = AnnualReport.objects.unscoped("of a body whose reports the caller may see")
    row = rows.select_related("current", "latest").filter(body=body, year=year - 1).first()
    if row is not None and (version := row.current or row.latest) is not None:
        return content(version)
    read = earlier(body, year - 1)
    if read is None or read.confirmed_at is None:
        return None
    report = report_from_json(msgspec.json.encode(read.content))
    cells = dict(report.cells)
    for key, text in read.answers.items():
        cells[key] = Cell("count", number_of(text, "count"), text, cells[key].at, cells[key].unit)
    return msgspec.structs.replace(report, cells=cells)


def openings(body: Body, year: int) -> dict[str, Opening]:
    """What a body brought into a year, by cell."""
    rows = Opening.objects.unscoped("of a body whose reports the caller may see").filter(body=body, year=year)
    return {row.key: row for row in rows.select_related("by")}


def public_reports(body: Body) -> Any:
    """The published reports of a body, newest first; one that is being corrected stays."""
    rows = AnnualReport.objects.unscoped("public").filter(body=body, current__isnull=False)
    return rows.select_related("body", "current").order_by("-year")


def has_public(body: int) -> bool:
    """Whether a body has published a report."""
    return AnnualReport.objects.unscoped("public").filter(body=body, current__isnull=False).exists()


def public_report(body: Body, year: int) -> AnnualReport:
    """A published report. Raises NotFoundError."""
    report: AnnualReport | None = public_reports(body).filter(year=year).first()
    if report is None:
        raise NotFoundError("没有公布这一年度的报告。")
    return report


def public_versions(report: AnnualReport) -> Any:
    """Every version of a report that the public has seen, newest first."""
    published = Move.objects.unscoped("public").filter(report=report, to="published").values("version")
    return Version.objects.unscoped("public").filter(report=report, pk__in=published).order_by("-number")


def public_at(body: Body, before: int, moment: dt.datetime) -> list[Report]:
    """What the public had at a moment of the years before ``before``: of each year the version then newest."""
    rows = Move.objects.unscoped("public").filter(
        report__body=body, report__year__lt=before, to=State.PUBLISHED, at__lte=moment
    )
    found: dict[int, Version] = {}
    for move in rows.select_related("report", "version").order_by("-at", "-id"):
        found.setdefault(move.report.year, move.version)
    return [content(version) for _year, version in sorted(found.items())]
