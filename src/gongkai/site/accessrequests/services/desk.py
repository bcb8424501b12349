"""The desk: who handles a request, what one person proposes and another approves, who looked at personal data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final

import msgspec
from django.urls import reverse

from gongkai.errors import ForbiddenError, GongkaiError, NotAllowedError, NotFoundError, UsageError
from gongkai.procedure.events import Event
from gongkai.procedure.explain import say_date
from gongkai.site.accessrequests import foresee, selectors
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.models_desk import Motion
from gongkai.site.accessrequests.services.common import put_back, taken
from gongkai.site.accessrequests.services.steps import happen
from gongkai.site.accessrequests.values import Particulars, event_of, seal
from gongkai.site.accounts import selectors as accounts
from gongkai.site.accounts.models import User
from gongkai.site.accounts.rights import matrix
from gongkai.site.accounts.services import notify
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock
from gongkai.site.web.procedures import procedure
from gongkai.site.web.scope import Scope

# Why somebody looks at personal data: kept in the audit, so nobody types it.
REASONS: Final = {
    "contact": "联系申请人",
    "identity": "核对身份和申请内容",
    "letter": "制作、送达文书",
    "review": "审核答复",
    "remedy": "办理复议、诉讼或者投诉",
}


class Refused(msgspec.Struct, frozen=True):
    """A request that a step for many could not be taken for, and why."""

    number: str
    reason: str


def read_person(scope: Scope, *, request_id: int, reason: str) -> Particulars:
    """The particulars of a request, for a stated reason; who looked and why is recorded."""
    if reason not in REASONS:
        raise UsageError("请选择查看个人信息的原因。")
    with recorded() as log:
        request = selectors.get(scope, request_id)
        scope.demand("request.person", request.body.path)
        log(scope, "request.read", body=request.body_id, target=request, reason=reason)
    if request.destroyed_on is not None:
        raise NotAllowedError("这件申请的档案已经到期销毁。")
    return selectors.particulars(request)


def handlers(body: Body, today: dt.date) -> list[User]:
    """Who may handle requests of a body today."""
    roles = matrix().actions["request.edit"].grants
    found = accounts.holders_at([(role, body.pk) for role in roles], today)
    return sorted({user.pk: user for users in found.values() for user in users}.values(), key=lambda user: user.pk)


def assign(scope: Scope, *, request_id: int, person: int) -> Request:
    """Let ``person`` handle a request. Raises UsageError for somebody who may not."""
    with recorded() as log:
        request = taken(scope, "request.edit", request_id)
        chosen = next((user for user in handlers(request.body, scope.today) if user.pk == person), None)
        if chosen is None:
            raise UsageError("经办人须是本机关有权办理申请的人员。")
        request.handler = chosen
        put_back(request)
        log(scope, "request.assign", body=request.body_id, target=request, handler=chosen.pk)
        words = f"申请{request.number}交由您办理。"
        notify(scope, users=[chosen], kind="request", text=words, url=url_of(request))
    return request


def propose(scope: Scope, *, request_id: int, event: Event, revision: int | None = None) -> Motion:
    """Propose an event that another person must approve, such as an extension; what the procedure forbids is refused.

    Raises NotAllowedError where one waits already, and as ``lifecycle.apply`` does.
    """
    with recorded() as log:
        request = taken(scope, "request.edit", request_id, revision)
        foresee.foresee(selectors.history(request), event, scope.today)
        rows = Motion.objects.unscoped("of the request that is held").filter(request=request)
        if rows.filter(decided_at__isnull=True).exists():
            raise NotAllowedError("这件申请已经有一项等待批准的事项。")
        motion = Motion(
            request=request, kind=event.kind, sealed=seal(event), proposed_by_id=scope.person,
            proposed_at=clock.now(),
        )  # fmt: skip
        motion.save()
        put_back(request)
        log(scope, "request.motion", body=request.body_id, target=request, motion=motion.pk, kind=event.kind)
        words = f"申请{request.number}提请批准：{procedure().labels[event.kind]}。"
        notify(scope, users=approvers(request.body, scope.today), kind="request", text=words, url=url_of(request))
    return motion


def approvers(body: Body, today: dt.date) -> list[User]:
    """Who may approve what is proposed at a body."""
    roles = matrix().actions["request.approve"].grants
    found = accounts.holders_at([(role, body.pk) for role in roles], today)
    return sorted({user.pk: user for users in found.values() for user in users}.values(), key=lambda user: user.pk)


def decide(scope: Scope, *, motion_id: int, approved: bool) -> Motion:
    """Approve a motion, so that its event happens, or refuse it; never by the one who proposed it.

    The event happens on the day of approval. Raises NotFoundError, ForbiddenError, NotAllowedError where it was decided
    already or the procedure no longer allows it.
    """
    with recorded() as log:
        motion = _open_motion(scope, motion_id)
        request = taken(scope, "request.approve", motion.request_id)
        if motion.proposed_by_id == scope.actor.id:
            raise ForbiddenError("不能批准自己提出的事项。")
        motion.decided_by_id, motion.decided_at, motion.approved = scope.person, clock.now(), approved
        if approved:
            event = msgspec.structs.replace(event_of(motion.sealed), day=scope.today)
            motion.step = happen(scope, request, event, log)
        else:
            put_back(request)
        motion.save()
        action = "request.grant" if approved else "request.refuse"
        log(scope, action, body=request.body_id, target=request, motion=motion.pk, kind=motion.kind)
        told = "已经批准" if approved else "没有批准"
        words = f"申请{request.number}提请的“{procedure().labels[motion.kind]}”{told}。"
        notify(scope, users=[motion.proposed_by_id], kind="request", text=words, url=url_of(request))
    return motion


def _open_motion(scope: Scope, motion_id: int) -> Motion:
    rows = Motion.objects.within(scope, selectors.VIEW).select_for_update(of=("self",))
    motion = rows.filter(pk=motion_id).first()
    if motion is None:
        raise NotFoundError("没有这一事项，或者您没有查看它的权限。")
    if motion.decided_at is not None:
        raise NotAllowedError("这一事项已经办理，请刷新页面查看。")
    return motion


def extension(day: dt.date, length: int | None = None, reason: str = "") -> Event:
    """The event that extends a reply term, by ``length`` working days or as many as the law allows."""
    return Event("extended", day, by="head", length=length, reason=reason)


def each(requests: Iterable[Request], act: Callable[[Request], object]) -> list[Refused]:
    """Take a step for each of many requests on its own; what was refused, with the reason."""
    refused = []
    for request in requests:
        try:
            act(request)
        except GongkaiError as error:
            refused.append(Refused(request.number, error.message))
    return refused


def url_of(request: Request) -> str:
    """The page of a request."""
    return reverse("accessrequests:request", args=[request.body.code, request.pk])


def due_words(request: Request) -> str:
    """What a reminder says of a request: its number and its day, nothing of its content."""
    day = request.due_on
    return f"申请{request.number}的答复期限为{say_date(day)}。" if day else f"申请{request.number}没有答复期限。"
