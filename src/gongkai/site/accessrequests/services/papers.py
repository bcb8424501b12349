"""Files of a request; all of them are sealed."""

from __future__ import annotations

from typing import BinaryIO

from gongkai.errors import UsageError
from gongkai.site.accessrequests.models import Paper, Request, Step
from gongkai.site.accessrequests.services.common import put_back, taken
from gongkai.site.accessrequests.values import PAPERS, seal
from gongkai.site.audit.services import recorded
from gongkai.site.web import clock, storage
from gongkai.site.web.models import Blob, Root
from gongkai.site.web.scope import Scope

_MOST = 200


def add_paper(
    scope: Scope, *, request_id: int, kind: str, name: str, stream: BinaryIO, step: Step | None = None,
    served: bool = False,
) -> Paper:  # fmt: skip
    """Add a file. ``served``: the applicant may have it. Raises as ``storage.store``, and UsageError beyond 200."""
    with recorded() as log:
        request = taken(scope, "request.edit", request_id)
        paper = keep(scope, request, kind=kind, name=name, stream=stream, step=step, served=served)
        put_back(request)
        log(scope, "request.paper", body=request.body_id, target=request, paper=paper.pk, kind=kind)
    return paper


def keep(
    scope: Scope, request: Request, *, kind: str, name: str, stream: BinaryIO, step: Step | None = None,
    served: bool = False,
) -> Paper:  # fmt: skip
    """As ``add_paper``, for a request that the transaction already holds, or that is being handed in."""
    blob = storage.store(stream, root=Root.STAFF)
    return hold(scope, request, kind=kind, name=name, blob=blob, step=step, served=served)


def hold(
    scope: Scope, request: Request, *, kind: str, name: str, blob: Blob, step: Step | None = None, served: bool = False
) -> Paper:
    """As ``keep``, for a file that is stored already."""
    if kind not in PAPERS:
        raise UsageError(f"没有“{kind}”这一类材料。")
    rows = Paper.objects.unscoped("of the request that is held")
    if rows.filter(request=request).count() >= _MOST:
        raise UsageError(f"一件申请最多 {_MOST} 个文件。")
    paper = Paper(
        request=request,
        kind=kind,
        sealed=seal(name),
        blob=blob,
        step=step,
        at=clock.now(),
        by_id=scope.actor.id,
        served=served,
    )
    paper.save()
    return paper
