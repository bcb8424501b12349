"""Closing the files of requests (article 45), and destroying them when their time is over: by two people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import ProtectedError

from gongkai.errors import ConflictError, NotAllowedError, UsageError
from gongkai.site.accessrequests import companions, selectors_archive
from gongkai.site.accessrequests.models import Fee, Identity, Reply, Request, Step
from gongkai.site.accessrequests.models_archive import Archive, NilYear, Verdict
from gongkai.site.accessrequests.services.common import put_back, taken
from gongkai.site.accessrequests.values import Particulars, Proposal, seal
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.review import services as review
from gongkai.site.web import clock
from gongkai.site.web.models import Blob
from gongkai.site.web.scope import Scope

ARCHIVE, DESTROY = "request.archive", "request.destroy"


def archive(scope: Scope, *, request_id: int, retention: str, index_number: str) -> Archive:
    """Close the file of a request, anew where a reply was set aside and the request has been closed again.

    Raises NotAllowedError while something is open, UsageError, ConflictError.
    """
    person = scope.person
    with recorded() as log:
        request = taken(scope, ARCHIVE, request_id)
        kept = selectors_archive.retentions().get(retention)
        if kept is None:
            raise UsageError("请选择保管期限。")
        if not index_number.strip():
            raise UsageError("请填写档号。")
        _closed(request)
        if selectors_archive.is_filed(request):
            raise NotAllowedError("这件申请已经归档。")
        number = index_number.strip()
        others = Archive.objects.unscoped("of the body").filter(body=request.body).exclude(request=request)
        if others.filter(index_number=number).exists():
            raise ConflictError("已经有这个档号。")
        row = selectors_archive.archive_of(request) or Archive(body=request.body, request=request)
        row.index_number, row.retention, row.archived_by_id = number, retention, person
        row.expires_on = expiry(request, kept.years)
        row.verdict, row.appraised_on, row.appraised_by = "", None, None
        row.save()
        request.archived_on = scope.today
        put_back(request)
        log(scope, "request.archive", body=request.body_id, target=request, retention=retention)
    return row


def appraise(scope: Scope, *, archive_id: int, verdict: str, retention: str = "") -> Archive:
    """Say what becomes of a file whose time is over: destroyed, by somebody else, or kept for another ``retention``."""
    person = scope.person
    with recorded() as log:
        row = selectors_archive.archive(scope, archive_id, lock=True)
        scope.demand(ARCHIVE, row.body.path)
        _expired(scope, row)
        if verdict not in Verdict.values:
            raise UsageError("请选择鉴定意见。")
        row.verdict, row.appraised_by_id, row.appraised_on = verdict, person, scope.today
        if verdict == Verdict.KEEP:
            kept = selectors_archive.retentions().get(retention)
            if kept is None:
                raise UsageError("继续保存的，请选择保管期限。")
            row.retention = retention
            row.expires_on = None if kept.years is None else dt.date(scope.today.year + kept.years, 12, 31)
        row.save()
        log(scope, "request.appraise", body=row.body_id, target=row.request, verdict=verdict)
    return row


def destroy(scope: Scope, *, archive_id: int) -> Archive:
    """Destroy a file after appraisal by another person: whatever names somebody goes, what is counted stays.

    Raises NotAllowedError before its time, without an appraisal, or by the person who appraised it.
    """
    person = scope.person
    with recorded() as log:
        row = selectors_archive.archive(scope, archive_id, lock=True)
        scope.demand(DESTROY, row.body.path)
        request = taken(scope, "request.view", row.request_id)
        _expired(scope, row)
        if row.verdict != Verdict.DESTROY:
            raise NotAllowedError("还没有鉴定为可以销毁。")
        if row.appraised_by_id == person:
            raise NotAllowedError("鉴定和销毁须由两个人办理：您作了鉴定，请由另一人销毁。")
        _closed(request)
        pieces = companions.wipe(scope, request, log)
        _wipe_words(scope, request)
        row.pieces = pieces + _wipe(request)
        row.destroyed_by_id = person
        row.save()
        request.sealed = seal(Particulars(applicants=(), content=""))
        request.destroyed_on = scope.today
        put_back(request)
        log(scope, "request.destroy", body=row.body_id, target=request, pieces=row.pieces)
    return row


def confirm_nil(scope: Scope, *, body: Body, year: int) -> NilYear:
    """Say that a body received no request in a year that is over or ends. Refused where there was one."""
    scope.demand("request.edit", body.path)
    person = scope.person
    if year > scope.today.year:
        raise UsageError("不能确认以后的年度。")
    with recorded() as log:
        if selectors_archive.received_in(body, year):
            raise NotAllowedError(f"{year}年登记过申请，不能确认全年没有申请。")
        rows = NilYear.objects.unscoped("of the body")
        values = {"confirmed_by_id": person, "confirmed_at": clock.now()}
        row, created = rows.get_or_create(body=body, year=year, defaults=values)
        if created:
            log(scope, "request.nil", body=body.pk, target=row, year=year)
    return row


def expiry(request: Request, years: int | None) -> dt.date | None:
    """The last day on which a file is kept, counted from the year after it was closed; None is for ever."""
    if years is None:
        return None
    closed = request.closed_on or clock.today()
    return dt.date(closed.year + years, 12, 31)


def proposed_number(request: Request, retention: str) -> str:
    """A number for the file, which the officer may change: 2026-XXGK-D10-0007."""
    kept = selectors_archive.retentions()[retention]
    mark = "Y" if kept.years is None else f"D{kept.years}"
    return f"{request.year}-XXGK-{mark}-{request.serial:04d}"


def leaning() -> Iterator[type[models.Model]]:
    """The tables of this app whose rows belong to a request and may name somebody; what happened stays."""
    for model in apps.get_app_config("accessrequests").get_models():
        fields: dict[str, Any] = {field.name: field for field in model._meta.get_fields() if not field.auto_created}
        source = fields.get("request")
        if model in (Step, Archive) or source is None or source.related_model is not Request:
            continue
        blobs = any(field.is_relation and field.related_model is Blob for field in fields.values())
        if "sealed" in fields or blobs or model is Identity:
            yield model


def _wipe_words(scope: Scope, request: Request) -> None:
    """Empty what people wrote about a request: the reasons of its steps and refunds, the opinions on its replies."""
    steps = Step.objects.unscoped("of the request that is held").filter(request=request)
    steps.exclude(words="").update(words="", wiped_on=scope.today)
    Fee.objects.unscoped("of the request that is held").filter(request=request).update(reason="")
    replies = Reply.objects.unscoped("of the request that is held").filter(request=request, case__isnull=False)
    for reply in replies.select_related("case"):
        review.wipe(scope, case=reply.case)


def _wipe(request: Request) -> int:
    """Take out whatever names somebody; how many files and documents there were."""
    replies = Reply.objects.unscoped("of the request that is held").filter(request=request)
    replies.update(sealed=seal(Proposal()))
    waiting: list[Any] = [model for model in leaning() if model is not Reply]
    pieces = 0
    # Rows that lean on others go first: what is still protected is tried again.
    while waiting:
        left = []
        for model in waiting:
            try:
                with transaction.atomic():
                    deleted, by_model = model._base_manager.filter(request=request).delete()
            except ProtectedError:
                left.append(model)
            else:
                pieces += deleted - by_model.get(Identity._meta.label, 0)
        if len(left) == len(waiting):
            raise ConflictError("这件申请的材料还有别处引用，没有销毁。")
        waiting = left
    return pieces


def _closed(request: Request) -> None:
    if request.state != selectors_archive.CLOSED:
        raise NotAllowedError("这件申请还没有办结。")
    if found := list(companions.reasons(request)):
        raise NotAllowedError("；".join(found) + "。")


def _expired(scope: Scope, row: Archive) -> None:
    if row.request.destroyed_on is not None:
        raise NotAllowedError("这份档案已经销毁。")
    if not selectors_archive.is_filed(row.request):
        raise NotAllowedError("这件申请重新办理过，请先办结并重新归档。")
    if row.expires_on is None:
        raise NotAllowedError("这份档案永久保管。")
    if row.expires_on >= scope.today:
        raise NotAllowedError("保管期限还没有届满。")
