"""Covering parts of a paper before the applicant gets it: marks with grounds, and a copy from which they are gone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from gongkai.errors import NotAllowedError, NotFoundError, UsageError
from gongkai.law.book import current_book
from gongkai.release import redact
from gongkai.site.accessrequests import selectors, selectors_desk
from gongkai.site.accessrequests.models import Paper, Request
from gongkai.site.accessrequests.models_desk import Redaction
from gongkai.site.accessrequests.services.common import put_back, taken
from gongkai.site.accessrequests.services.papers import keep
from gongkai.site.accessrequests.values import seal, unseal
from gongkai.site.audit.services import recorded
from gongkai.site.web import clock, storage
from gongkai.site.web.scope import Scope

# What can be covered, by its media type.
KINDS: Final = ("application/pdf", "image/jpeg", "image/png", "image/tiff")
NUMBERS: Final = ("RL-ID-NUMBER", "RL-PHONE", "RL-BANK-CARD")
_MOST = 2_000


def marks_of(request: Request, paper: Paper) -> tuple[redact.Mark, ...]:
    """The marks on a paper."""
    row = selectors_desk.redactions(request).filter(paper=paper).first()
    return unseal(row.sealed, tuple[redact.Mark, ...]) if row is not None else ()


def save(
    scope: Scope, *, request_id: int, paper_id: int, marks: Sequence[redact.Mark], revision: int | None = None
) -> Redaction:
    """Keep the marks on a paper; each needs a ground. Raises UsageError for one without, or an unknown one."""
    known = redact.grounds(current_book().at(scope.today))
    if any(mark.ground not in known for mark in marks):
        raise UsageError("每一处遮盖都要选择理由。")
    if len(marks) > _MOST:
        raise UsageError(f"一份材料最多遮盖 {_MOST} 处，请拆分后分别处理。")
    with recorded() as log:
        request, paper = _held(scope, request_id, paper_id, revision)
        row = selectors_desk.redactions(request).filter(paper=paper).first() or Redaction(request=request, paper=paper)
        row.sealed, row.changed_at, row.changed_by_id = seal(list(marks)), clock.now(), scope.person
        row.save()
        put_back(request)
        facts = {"paper": paper.pk, "marks": len(marks)}
        log(scope, "request.redact", body=request.body_id, target=request, **facts)
    found: Redaction = row
    return found


def find(scope: Scope, *, request_id: int, paper_id: int, ground: str, words: str = "") -> tuple[int, tuple[int, ...]]:
    """Mark every ID number, phone and bank card of a PDF, or every place of ``words``: how many were new.

    Beside it the pages without text, where nobody has looked. Raises as ``redact.find``.
    """
    request = selectors.get(scope, request_id)
    scope.demand("request.edit", request.body.path)
    paper = _one(request, paper_id)
    given: dict[str, Any] = {"words": [words.strip()]} if words.strip() else {"codes": NUMBERS}
    found = redact.find(storage.read(paper.blob), ground=ground, **given)
    before = marks_of(request, paper)
    places = {(mark.page, mark.box) for mark in before}
    new = tuple(mark for mark in found.marks if (mark.page, mark.box) not in places)
    if new:
        save(scope, request_id=request_id, paper_id=paper_id, marks=(*before, *new), revision=request.revision)
    return len(new), found.unread


def produce(scope: Scope, *, request_id: int, paper_id: int) -> tuple[Paper, tuple[redact.Repeat, ...]]:
    """A copy without what lies under the marks, read back to prove it, as something that the applicant may be given.

    Beside it what was covered in one place and still stands in another. An earlier copy that nobody has served goes.
    Raises UsageError without marks, NotAllowedError once the copy was served, and as ``redact.redact``.
    """
    request = selectors.get(scope, request_id)
    scope.demand("request.edit", request.body.path)
    paper = _one(request, paper_id)
    marks = marks_of(request, paper)
    if not marks:
        raise UsageError("还没有标出要遮盖的地方。")
    made = redact.redact(storage.read(paper.blob), marks, current_book().at(scope.today))
    with recorded() as log:
        request, paper = _held(scope, request_id, paper_id, request.revision)
        row = selectors_desk.redactions(request).get(paper=paper)
        if row.copy is not None:
            if row.copy.served:
                raise NotAllowedError("遮盖后的副本已经提供给申请人，要重做的，请先收回。")
            row.copy.removed = True
            row.copy.save(update_fields=["removed"])
        name = f"遮盖后 {unseal(paper.sealed, str)}"
        row.copy = keep(scope, request, kind="disclosed", name=name, stream=io.BytesIO(made.data))
        row.save()
        put_back(request)
        facts = {"paper": paper.pk, "copy": row.copy.pk, "marks": len(marks)}
        log(scope, "request.redact", body=request.body_id, target=request, **facts)
    return row.copy, made.repeats


def _held(scope: Scope, request_id: int, paper_id: int, revision: int | None) -> tuple[Request, Paper]:
    request = taken(scope, "request.edit", request_id, revision)
    return request, _one(request, paper_id)


def _one(request: Request, paper_id: int) -> Paper:
    paper: Paper | None = selectors.papers(request).filter(pk=paper_id).first()
    if paper is None:
        raise NotFoundError("没有这份材料。")
    if paper.blob.media_type not in KINDS:
        raise NotAllowedError("只能遮盖 PDF 和 JPEG、PNG、TIFF 图片；其他格式请先另存为 PDF。")
    return paper
