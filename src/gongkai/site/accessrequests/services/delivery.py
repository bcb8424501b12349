"""Serving the reply: the stamped scan, what the applicant gets with it, and how and when it was served."""

from __future__ import annotations

from typing import BinaryIO, Final

from gongkai.errors import NotAllowedError, NotFoundError, UsageError
from gongkai.procedure.events import Event
from gongkai.site.accessrequests import selectors, selectors_desk
from gongkai.site.accessrequests.models import Paper, Step
from gongkai.site.accessrequests.services.common import put_back, taken
from gongkai.site.accessrequests.services.papers import keep
from gongkai.site.accessrequests.services.steps import happen
from gongkai.site.audit.services import recorded
from gongkai.site.web.scope import Scope

# What may be given to the applicant, and once it is, waits on the page behind the query code.
SERVABLE: Final = ("reply", "disclosed")
ELECTRONIC: Final = "electronic"


def stamp(scope: Scope, *, request_id: int, letter_id: int, name: str, stream: BinaryIO) -> Paper:
    """Keep the stamped scan of an issued document: it is what is served. NotAllowedError before it has a number."""
    with recorded() as log:
        request = taken(scope, "request.edit", request_id)
        letter = selectors_desk.letters(request).filter(pk=letter_id).first()
        if letter is None:
            raise NotFoundError("没有这份文书。")
        if not letter.number:
            raise NotAllowedError("文书还没有编号，请先编号、用印，再上传扫描件。")
        paper = keep(scope, request, kind="reply", name=name, stream=stream, step=letter.step, served=True)
        letter.scan = paper.blob
        letter.save(update_fields=["scan"])
        put_back(request)
        facts = {"paper": paper.pk, "kind": paper.kind, "letter": letter.pk}
        log(scope, "request.paper", body=request.body_id, target=request, **facts)
    return paper


def serve(scope: Scope, *, request_id: int, paper_id: int, served: bool) -> Paper:
    """Let the applicant have a file, or no longer. Raises NotAllowedError for what is not meant for them."""
    with recorded() as log:
        request = taken(scope, "request.edit", request_id)
        paper: Paper | None = selectors.papers(request).filter(pk=paper_id).first()
        if paper is None:
            raise NotFoundError("没有这份材料。")
        if paper.kind not in SERVABLE:
            raise NotAllowedError("只有盖章的答复和提供给申请人的信息可以给申请人。")
        if request.state == "closed" and not served:
            raise NotAllowedError("答复已经送达，不能收回。")
        paper.served = served
        paper.save(update_fields=["served"])
        put_back(request)
        log(scope, "request.paper", body=request.body_id, target=request, paper=paper.pk, served=served)
    return paper


def remove(scope: Scope, *, request_id: int, paper_id: int) -> None:
    """Take a file off the request; what was given to the applicant stays. The bytes go with the archive."""
    with recorded() as log:
        request = taken(scope, "request.edit", request_id)
        paper: Paper | None = selectors.papers(request).filter(pk=paper_id).first()
        if paper is None:
            raise NotFoundError("没有这份材料。")
        if paper.served or request.state == "closed":
            raise NotAllowedError("已经提供给申请人的材料、已经办结的申请的材料不能移除。")
        paper.removed = True
        paper.save(update_fields=["removed"])
        put_back(request)
        log(scope, "request.paper", body=request.body_id, target=request, paper=paper.pk, removed=True)


def deliver(scope: Scope, *, request_id: int, event: Event, revision: int | None = None) -> Step:
    """Record that the reply was served.

    Raises UsageError where it went out electronically and nothing is there for the applicant to open.
    """
    with recorded() as log:
        request = taken(scope, "request.edit", request_id, revision)
        given = selectors.papers(request).filter(served=True, kind="reply").exists()
        if event.method == ELECTRONIC and not given:
            raise UsageError("以电子方式送达的，请先上传盖章的答复：申请人凭查询码看到的就是它。")
        return happen(scope, request, event, log)
