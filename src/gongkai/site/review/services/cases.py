"""Handing in, again after a return, and taking back."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from gongkai.errors import ConflictError, ForbiddenError, NotAllowedError
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.review import holders
from gongkai.site.review.holders import Content
from gongkai.site.review.models import Case, State, Step, Submission
from gongkai.site.review.selectors import cases, chains
from gongkai.site.review.services import moves
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope

_LONGEST_TITLE = 200


def open(scope: Scope, *, body: Body, kind: str, title: str, content: Content) -> Case:
    """Hand something in for review; it goes to the first stage of the body's chain.

    ``title`` holds no personal data of the public, since notices carry it. ``content`` is (key, label, text) for each
    place. Raises ForbiddenError, UsageError for a kind without holder.
    """
    scope.demand("case.submit", body.path)
    holders.get(kind)
    with recorded() as log:
        now = clock.now()
        case = Case.objects.create(
            body=body, kind=kind, title=title[:_LONGEST_TITLE], opened_at=now, moved_at=now, round=1, position=1
        )
        given = _submit(scope, case, content)
        log(scope, "case.open", body=body.pk, target=case, kind=kind, round=1, digest=given.digest)
    return case


def submit_again(scope: Scope, *, case: int, digest: str, title: str = "") -> Case:
    """Hand in what the holder has now, after a return or a withdrawal; a new round goes through all stages again.

    ``digest`` is that of the content which the person looked at. Raises ForbiddenError, NotAllowedError while the
    case is open or has passed, ConflictError where the content has changed since.
    """
    with recorded() as log:
        row = moves.locked(scope, case)
        scope.demand("case.submit", row.body.path)
        if row.state not in (State.RETURNED, State.WITHDRAWN):
            raise NotAllowedError(_("只有退回修改或者已经撤回的事项可以再次提交。"))
        content = holders.get(row.kind).fields(row)
        if digest_of(content) != digest:
            raise ConflictError(_("内容刚刚又有修改，请核对最新的内容后再提交。"))
        row.round += 1
        row.title = title[:_LONGEST_TITLE] or row.title
        moves.move(row, State.OPEN, 1)
        given = _submit(scope, row, content)
        log(scope, "case.submit", body=row.body_id, target=row, round=row.round, digest=given.digest)
    return row


def withdraw(scope: Scope, *, case: int) -> Case:
    """Take an open case back, by somebody who handed it in. Raises ForbiddenError, NotAllowedError."""
    with recorded() as log:
        row = moves.locked(scope, case)
        scope.demand("case.submit", row.body.path)
        if scope.actor.id not in cases.submitters(row):
            raise ForbiddenError(_("只有提交人可以撤回。"))
        if row.state != State.OPEN:
            raise NotAllowedError(_("这一事项不在审核中，不能撤回。"))
        step = cases.current_step(row)
        moves.move(row, State.WITHDRAWN, row.position)
        log(scope, "case.withdraw", body=row.body_id, target=row, round=row.round, position=row.position)
        holders.get(row.kind).withdrawn(scope, row)
        moves.tell(
            scope, row, cases.deciders(scope, row, step), _("“%(title)s”已由提交人撤回。") % {"title": row.title}
        )
    return row


def digest_of(content: Content) -> str:
    """The SHA-256 of a content, in hex."""
    return hashlib.sha256(msgspec.json.encode(_plain(content))).hexdigest()


def _plain(content: Content) -> list[list[str]]:
    plain = [[key, label, "\n".join(text.splitlines())] for key, label, text in content]
    if len({key for key, _label, _text in plain}) < len(plain) or not plain:
        raise ValueError("content needs places with keys of their own")
    return plain


def _submit(scope: Scope, case: Case, content: Content) -> Any:
    """Keep what was handed in, copy the chain to the round, and go to its first step."""
    submission = Submission.objects.create(
        case=case,
        round=case.round,
        submitted_by_id=scope.person,
        at=case.moved_at,
        content=_plain(content),
        digest=digest_of(content),
    )
    stages = chains.in_force(case.body, case.kind, scope.today).stages
    Step.objects.bulk_create(
        Step(
            case=case,
            round=case.round,
            position=position,
            labels=list(stage.labels),
            role=stage.role,
            on_paper=stage.on_paper,
            body_id=stage.body or case.body_id,
        )
        for position, stage in enumerate(stages, 1)
    )
    moves.arrive(scope, case)
    return submission
