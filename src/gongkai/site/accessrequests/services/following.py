"""What an applicant does who has shown the query code: no account, no right, and only their own request."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any, BinaryIO, Final

from gongkai.errors import NotAllowedError, NotFoundError, UsageError
from gongkai.procedure.events import Event
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.services.common import put_back
from gongkai.site.accessrequests.services.papers import keep
from gongkai.site.accessrequests.services.steps import happen
from gongkai.site.audit.services import recorded
from gongkai.site.web.scope import Scope

# What is written online becomes a paper under this name, so that it is archived with the rest.
WORDS: Final = {"supplement_received": "补正内容.txt", "reasons_given": "说明理由.txt"}
_LONGEST: Final = 10_000

Files = Iterable[tuple[str, BinaryIO]]


def withdraw(scope: Scope, *, request_id: int) -> None:
    """Withdraw a request. Raises NotAllowedError once it has been decided."""
    with recorded() as log:
        happen(scope, _held(request_id), Event("withdrawn", scope.today, by="applicant"), log)


def answer(scope: Scope, *, request_id: int, kind: str, text: str, files: Files = ()) -> None:
    """Hand in a supplement (``supplement_received``) or reasons (``reasons_given``), in words, files or both.

    Raises NotAllowedError where nothing of the kind is waited for, or it comes late: whether a late supplement is still
    taken is for the body to judge.
    """
    given = list(files)
    if kind not in WORDS or not (text.strip() or given) or len(text) > _LONGEST:
        raise UsageError(f"请填写内容（{_LONGEST}字以内）或者上传材料。")
    with recorded() as log:
        request = _held(request_id)
        if kind == "supplement_received" and request.waiting_until and scope.today > request.waiting_until:
            raise NotAllowedError("补正期限已经届满，不能再在网上补正。有正当理由的，请联系受理机关。")
        step = happen(scope, request, Event(kind, scope.today, by="applicant"), log)
        if text.strip():
            given.insert(0, (WORDS[kind], io.BytesIO(text.strip().encode())))
        for name, stream in given:
            keep(scope, request, kind="application", name=name, stream=stream, step=step)


def rate(scope: Scope, *, request_id: int, satisfaction: int) -> None:
    """Say how one was served, 1 to 5, once, after the request was closed."""
    with recorded() as log:
        request = _held(request_id)
        if request.closed_on is None or request.satisfaction is not None:
            raise NotAllowedError("办结以后可以评价一次。")
        if not 1 <= satisfaction <= 5:
            raise UsageError("请选择1至5分。")
        request.satisfaction = satisfaction
        put_back(request)
        log(scope, "request.satisfaction", body=request.body_id, target=request, satisfaction=satisfaction)


def _held(request_id: int) -> Request:
    rows: Any = Request.objects.unscoped("its applicant has shown the query code").select_related("body")
    request: Request | None = (
        rows.select_for_update(of=("self",)).filter(pk=request_id, destroyed_on__isnull=True).first()
    )
    if request is None:
        raise NotFoundError("没有这件申请。")
    return request
