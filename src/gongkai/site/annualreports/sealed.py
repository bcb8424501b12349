"""What the page of a report shows of the scan of its sealed print."""

from __future__ import annotations

from typing import Any

from gongkai.site.annualreports import selectors
from gongkai.site.annualreports.models import AnnualReport
from gongkai.site.annualreports.models_beside import SealedScan
from gongkai.site.annualreports.services.sealed import may_have
from gongkai.site.publishing.page import Finding, findings
from gongkai.site.web.scope import Scope

_SUFFIXES = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


def sealed_context(scope: Scope, report: AnnualReport) -> dict[str, Any] | None:
    """The scan of the newest version, what was found in it, what the reader may do; None before there can be one."""
    if report.latest is None or not may_have(report):
        return None
    row = selectors.sealed(report.latest)
    may = scope.may("report.publish", report.body.path)
    return {
        "row": row,
        "findings": _findings(row),
        "may_attach": may,
        "may_accept": row is not None and not row.cleared and may_accept(scope, report, row),
    }


def may_accept(scope: Scope, report: AnnualReport, row: SealedScan) -> bool:
    """Whether the reader may say that what was found stays."""
    if not row.stops:
        return scope.may("report.publish", report.body.path)
    return scope.may("report.keep", report.body.path) and row.by_id != scope.actor.id


def suffix(row: SealedScan) -> str:
    """The ending of its file name."""
    return _SUFFIXES[row.released.media_type]


def _findings(row: SealedScan | None) -> list[Finding]:
    return findings(row.hits) if row is not None else []
