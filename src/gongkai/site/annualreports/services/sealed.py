"""盖章扫描件: the scan of the printed and sealed report, kept with its version, scanned before it goes out."""

from __future__ import annotations

import io
from typing import Any, BinaryIO, Final

import msgspec

from gongkai.errors import ConflictError, ForbiddenError, GongkaiError, NotAllowedError, NotFoundError, UsageError
from gongkai.release.rules import default_rules
from gongkai.release.scan import Hit, scan_file
from gongkai.release.strip import strip
from gongkai.site.annualreports import selectors
from gongkai.site.annualreports.models import AnnualReport, State
from gongkai.site.annualreports.models_beside import SealedScan
from gongkai.site.annualreports.services.common import taken
from gongkai.site.annualreports.services.finish import make_public
from gongkai.site.audit.services import recorded
from gongkai.site.web import clock, storage
from gongkai.site.web.models import Blob, Root
from gongkai.site.web.scope import Scope

ACCEPT: Final = ("application/pdf", "image/png", "image/jpeg")
# From the moment in which the numbers are frozen: what is printed and sealed is that version.
_FINISHED: Final = (State.READY, State.SUBMITTED, State.CLEARED, State.PUBLISHED)
# A page that is a picture has no text to be scanned; whoever uploads it has looked at it.
_PICTURE: Final = "RL-UNREAD"
_GONE: Final = "没有盖章扫描件，可能刚刚被移除。"


def may_have(report: AnnualReport) -> bool:
    """Whether the report is finished, so that a scan of it can be kept."""
    return report.state in _FINISHED


def attach(scope: Scope, *, report_id: int, stream: BinaryIO, looked: bool) -> SealedScan:
    """Keep a scan with the newest version, in the place of one that was there before.

    ``looked``: whoever uploads it has read every page. What the scan before release finds beside pages without text
    must be decided on before the public sees it. Raises UsageError, and as ``storage.store``.
    """
    if not looked:
        raise UsageError("请逐页核对扫描件，确认与定稿一致、没有不得公开的内容。")
    report = selectors.get(scope, report_id)
    scope.demand("report.publish", report.body.path)
    # The scan takes seconds; nothing is locked meanwhile.
    blob = storage.store(stream, root=Root.STAFF, accept=ACCEPT)
    hits = _hits(blob)
    with recorded() as log:
        report = taken(scope, "report.publish", report_id)
        if not may_have(report):
            raise NotAllowedError(f"报告{report.get_state_display()}，定稿以后才能上传盖章扫描件。")
        _take_off(report)
        row = SealedScan(report=report, version=report.latest, blob=blob, released=blob, at=clock.now())
        row.by_id = scope.person
        _found(row, hits)
        row.save()
        facts = {"version": report.latest.number, "sha256": blob.sha256, "codes": sorted({hit.code for hit in hits})}
        log(scope, "report.seal", body=report.body_id, target=report, **facts)
        _go_out(report, row)
    return row


def clean(scope: Scope, *, report_id: int) -> SealedScan:
    """Have a copy without properties and hidden content go out; an electronic seal does not survive that.

    Raises as ``release.strip``.
    """
    report = selectors.get(scope, report_id)
    scope.demand("report.publish", report.body.path)
    before = selectors.sealed(report.latest) if report.latest else None
    if before is None:
        raise NotFoundError(_GONE)
    blob = storage.store(io.BytesIO(strip(storage.read(before.blob))), root=Root.STAFF)
    hits = _hits(blob)
    with recorded() as log:
        report, row = _taken(scope, "report.publish", report_id)
        if row.pk != before.pk:
            raise ConflictError("盖章扫描件刚刚被别人换过，请重新打开。")
        row.released = blob
        _found(row, hits)
        row.save(update_fields=["released", "hits", "stops"])
        log(scope, "report.seal_clean", body=report.body_id, target=report, sha256=blob.sha256)
        _go_out(report, row)
    return row


def accept(scope: Scope, *, report_id: int, reason: str) -> SealedScan:
    """Keep what was found in a scan, with a reason; what must not go out needs another person who may keep findings."""
    if not reason.strip():
        raise UsageError("请写明保留的理由。")
    with recorded() as log:
        report, row = _taken(scope, "report.view", report_id)
        scope.demand("report.keep" if row.stops else "report.publish", report.body.path)
        if row.stops and row.by_id == scope.actor.id:
            raise ForbiddenError("必须由另一个人决定是否保留，上传人不能自己决定。")
        row.accepted_by_id, row.accepted_at, row.reason = scope.person, clock.now(), reason.strip()
        row.save(update_fields=["accepted_by", "accepted_at", "reason"])
        log(scope, "report.seal_accept", body=report.body_id, target=report, sha256=row.blob.sha256, stops=row.stops)
        _go_out(report, row)
    return row


def remove(scope: Scope, *, report_id: int) -> None:
    """Take a scan off; the file stays with the staff."""
    with recorded() as log:
        report, row = _taken(scope, "report.publish", report_id)
        _take_off(report)
        log(scope, "report.seal_remove", body=report.body_id, target=report, sha256=row.blob.sha256)


def publish_with(report: AnnualReport) -> None:
    """What goes out with a version that is published now. Raises NotAllowedError where something is undecided."""
    row = selectors.sealed(report.latest)
    if row is None:
        return
    if not row.cleared:
        raise NotAllowedError("盖章扫描件的检查发现还没有处理：请说明后保留，或者移除扫描件。")
    make_public(row.released)


def _go_out(report: AnnualReport, row: SealedScan) -> None:
    """A scan of what is public already is public as soon as nothing in it waits to be decided."""
    if row.cleared and report.current_id == row.version_id:
        make_public(row.released)


def _taken(scope: Scope, action: str, report_id: int) -> tuple[AnnualReport, Any]:
    report = taken(scope, action, report_id)
    row = selectors.sealed(report.latest) if report.latest else None
    if row is None:
        raise NotFoundError(_GONE)
    return report, row


def _take_off(report: AnnualReport) -> None:
    rows = SealedScan.objects.unscoped("of the report that is held")
    rows.filter(version=report.latest, removed_at__isnull=True).update(removed_at=clock.now())


def _found(row: SealedScan, hits: list[Hit]) -> None:
    row.hits = msgspec.to_builtins(hits)
    row.stops = any(default_rules().of(hit.code).level == "stop" for hit in hits)


def _hits(blob: Blob) -> list[Hit]:
    try:
        found = scan_file(storage.read(blob)).hits
    except GongkaiError as error:
        return [Hit(_PICTURE, "文件", error.message)]
    return [hit for hit in found if hit.code != _PICTURE]
