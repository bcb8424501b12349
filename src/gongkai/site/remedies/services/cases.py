"""Opening a case, and what happens in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from gongkai.errors import ForbiddenError, NotAllowedError, NotFoundError, UsageError
from gongkai.procedure.proceedings import CaseEvent, stand
from gongkai.site.accessrequests import selectors as requests
from gongkai.site.accessrequests import selectors_desk as desk
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.values import seal
from gongkai.site.audit.services import Recorder, recorded
from gongkai.site.bodies.models import Body
from gongkai.site.remedies import selectors, tables
from gongkai.site.remedies.models import About, Case, Note, Step
from gongkai.site.remedies.services.common import derive, editing, may_record, put_back, taken
from gongkai.site.remedies.values import Matter
from gongkai.site.web import clock, crypto
from gongkai.site.web.scope import Scope


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """A case as it is entered: by which route, against what, since when, and of whom.

    Without ``matter.persons`` those of the request are taken. ``about_body``: whom a complaint is about.
    """

    route: str
    about: str
    filed: dt.date
    request: Request | None = None
    about_body: Body | None = None
    earlier: int | None = None
    forum: int | None = None
    docket: str = ""
    simplified: bool = False
    matter: Matter = Matter()


def open_case(scope: Scope, *, body: Body, opening: Opening) -> Case:
    """Enter a case against ``body`` or, for a complaint, one that ``body`` has received.

    Raises ForbiddenError, and UsageError naming all that lacks.
    """
    kind = tables.kind_of(opening.route)
    scope.demand(editing(kind), body.path)
    with recorded() as log:
        # Held, so that nobody destroys the file of the request meanwhile.
        request = _request(scope, opening)
        if faults := list(_faults(scope, body, kind, opening, request)):
            raise UsageError("；".join(faults) + "。")
        matter = opening.matter
        if request is not None and not matter.persons and kind != tables.COMPLAINT:
            matter = msgspec.structs.replace(matter, persons=requests.particulars(request).applicants)
        case = Case(
            body=body,
            kind=kind,
            route=opening.route,
            about=opening.about,
            request=request,
            round=request.round if request is not None else 1,
            earlier_id=opening.earlier,
            about_body=opening.about_body if kind == tables.COMPLAINT else None,
            forum_id=opening.forum,
            docket=opening.docket.strip(),
            simplified=opening.simplified,
            sealed=seal(matter),
            entered_at=clock.now(),
            entered_by_id=scope.person,
            filed_on=opening.filed,
        )
        opened = next(stage for stage in tables.table(kind).stages if stage.effect == "open")
        event = CaseEvent(opened.id, opening.filed)
        derive(case, stand(tables.table(kind), [event]))
        case.save()
        _keep(scope, case, event, 1, "")
        action = "complaint.open" if kind == tables.COMPLAINT else "remedy.open"
        facts = {"route": opening.route, "about": opening.about, "filed": opening.filed}
        log(scope, action, body=body.pk, target=case, request=request.pk if request else None, **facts)
    return case


def record(
    scope: Scope, *, case_id: int, event: CaseEvent, note: str = "", revision: int | None = None
) -> Case:  # fmt: skip
    """Write down that ``event`` happened in a case, if the table allows it.

    Raises NotAllowedError or UsageError in a sentence for the officer, ForbiddenError, ConflictError.
    """
    with recorded() as log:
        case = taken(scope, case_id, revision)
        if not may_record(scope, case, event.kind):
            raise ForbiddenError("您没有登记这一事项的权限。需要的，请联系本机关的管理员。")
        if event.day > scope.today:
            raise UsageError("日期不能晚于今天。")
        return _happen(scope, case, event, note, log)


def amend(
    scope: Scope, *, case_id: int, docket: str, forum: int | None, simplified: bool, revision: int | None = None
) -> Case:
    """Correct what is known of a case: its number, before whom it is, whether the procedure is simplified."""
    with recorded() as log:
        case = taken(scope, case_id, revision)
        scope.demand(editing(case.kind), case.body.path)
        if faults := list(_wrong_forum(case.body, case.kind, forum)):
            raise UsageError(faults[0] + "。")
        case.docket, case.forum_id, case.simplified = docket.strip(), forum, simplified
        # The term of an answer follows the kind of procedure.
        derive(case, selectors.position(case))
        put_back(case)
        log(scope, "remedy.amend", body=case.body_id, target=case, simplified=simplified)
    return case


def wipe(scope: Scope, request: Request, log: Recorder) -> int:
    """Take persons, words and papers out of the cases of a request whose file is destroyed; what is counted stays.

    Gives how many papers there were.
    """
    pieces = 0
    for case in Case.objects.unscoped("of a request that is being destroyed").filter(request=request, wiped_on=None):
        Note.objects.unscoped("of the case").filter(step__case=case).update(sealed="")
        pieces += selectors.papers(case).delete()[0]
        case.sealed, case.wiped_on = "", scope.today
        put_back(case)
        log(scope, "remedy.wipe", body=case.body_id, target=case)
    return pieces


def _happen(scope: Scope, case: Case, event: CaseEvent, note: str, log: Recorder) -> Case:
    before = selectors.events(case)
    derive(case, stand(tables.table(case.kind), [*before, event]))
    _keep(scope, case, event, len(before) + 1, note)
    put_back(case)
    action = "complaint.step" if case.kind == tables.COMPLAINT else "remedy.step"
    log(scope, action, body=case.body_id, target=case, kind=event.kind, day=event.day, result=event.result)
    return case


def _keep(scope: Scope, case: Case, event: CaseEvent, position: int, note: str) -> None:
    step = Step(
        case=case,
        position=position,
        kind=event.kind,
        day=event.day,
        result=event.result,
        becomes=event.becomes,
        at=clock.now(),
        by_id=scope.actor.id,
    )
    step.save()
    if note.strip():
        Note(step=step, sealed=crypto.encrypt(note.strip())).save()


def _request(scope: Scope, opening: Opening) -> Request | None:
    if opening.request is None:
        return None
    request = requests.get(scope, opening.request.pk, lock=True)
    if request.destroyed_on is not None:
        raise NotAllowedError("这件申请的档案已经到期销毁。")
    return request


def _faults(scope: Scope, body: Body, kind: str, opening: Opening, request: Request | None) -> Iterator[str]:
    if opening.filed > scope.today:
        yield "提出日期不能晚于今天"
    if request is not None and request.received_on is not None and opening.filed < request.received_on:
        yield "提出日期早于收到申请之日"
    if kind == tables.COMPLAINT:
        yield from _complaint_faults(body, opening)
        return
    if opening.about not in About.values:
        yield "请选择事由"
    if request is None:
        if opening.about != About.OTHER:
            yield "对答复不服、逾期没有答复的，请从那件申请的页面登记"
        elif not opening.matter.reason.strip():
            yield "没有对应申请的，请写明与政府信息公开工作的关系"
        if not any(person.name.strip() for person in opening.matter.persons):
            yield "请填写申请人、原告"
    else:
        yield from _request_faults(body, opening, request)
    yield from _wrong_forum(body, kind, opening.forum)
    yield from _earlier_faults(body, opening, request)


def _complaint_faults(body: Body, opening: Opening) -> Iterator[str]:
    if opening.about_body is None or not opening.about_body.path.startswith(body.path):
        yield "请选择被反映的机关（本机关或者下级机关）"
    elif opening.request is not None and opening.request.body_id != opening.about_body.pk:
        yield "这件申请不是被反映的机关的申请"
    if not opening.matter.claim.strip():
        yield "请写明投诉、举报的内容"


def _request_faults(body: Body, opening: Opening, request: Request) -> Iterator[str]:
    if request.body_id != body.pk:
        yield "这件申请不是本机关的申请"
    if opening.about == About.REPLY and not request.outcome and request.round == 1:
        yield "这件申请还没有答复"
    if opening.about == About.SILENCE and request.state == "closed":
        yield "这件申请已经办结，不是逾期没有答复"


def _wrong_forum(body: Body, kind: str, forum: int | None) -> Iterator[str]:
    if forum is not None and not desk.forums(body, kind, retired=True).filter(pk=forum).exists():
        yield "请选择本机关设置的复议机关或者法院"


def _earlier_faults(body: Body, opening: Opening, request: Request | None) -> Iterator[str]:
    rows = Case.objects.unscoped("of the body").filter(body=body, kind="reconsideration")
    if opening.earlier is not None:
        found = rows.filter(pk=opening.earlier).first()
        if found is None:
            raise NotFoundError("没有这一复议案件。")
        if opening.route == "direct_suit":
            yield "经过复议的，类别应当是复议后起诉"
        if found.filed_on > opening.filed:
            yield "起诉日期早于提出复议的日期"
    elif request is not None and opening.route == "direct_suit":
        same = rows.filter(request=request, round=request.round, filed_on__lte=opening.filed)
        if same.exists():
            yield "这件申请的本轮答复已经登记过复议，类别应当是复议后起诉"
