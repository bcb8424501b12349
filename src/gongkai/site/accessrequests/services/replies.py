"""The reply: what an officer proposes item by item, its review by another, and the decision that follows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

import msgspec
from msgspec.structs import replace

from gongkai.errors import NotAllowedError, UsageError
from gongkai.law.model import Outcome
from gongkai.procedure.events import Event
from gongkai.procedure.lifecycle import apply
from gongkai.procedure.outcomes import PARTLY, principal
from gongkai.site.accessrequests import selectors, selectors_desk
from gongkai.site.accessrequests.models import Reply, Request
from gongkai.site.accessrequests.services import letters
from gongkai.site.accessrequests.services.common import put_back, taken
from gongkai.site.accessrequests.services.steps import happen
from gongkai.site.accessrequests.standing import engine
from gongkai.site.accessrequests.values import ItemReply, Proposal, seal
from gongkai.site.audit.services import recorded
from gongkai.site.review import services as review
from gongkai.site.review.models import Case
from gongkai.site.review.services.cases import digest_of
from gongkai.site.web import clock
from gongkai.site.web.procedures import procedure
from gongkai.site.web.scope import Scope
from gongkai.writing.letters import Withheld

KIND = "reply"
_MOST_ITEMS = 50
_OPEN = ("processing", "consulting")
Content = list[tuple[str, str, str]]


def save(scope: Scope, *, request_id: int, proposal: Proposal, revision: int | None = None) -> Reply:
    """Keep what is proposed for the present round; it may be incomplete. Not while it is reviewed (NotAllowedError)."""
    with recorded() as log:
        request = taken(scope, "request.edit", request_id, revision)
        reply = selectors_desk.reply(request)
        if request.state not in _OPEN or (reply is not None and reply.state != Reply.State.DRAFT):
            raise NotAllowedError("答复正在审核或者已经作出，不能修改。")
        if len(proposal.items) > _MOST_ITEMS:
            raise UsageError(f"一份答复最多 {_MOST_ITEMS} 项。")
        if reply is None:
            reply = Reply(request=request, round=request.round)
        reply.sealed, reply.changed_at, reply.changed_by_id = seal(proposal), clock.now(), scope.person
        reply.save()
        put_back(request)
        log(scope, "request.propose", body=request.body_id, target=request, items=len(proposal.items))
    return reply


def put_item(proposal: Proposal, number: int | None, item: ItemReply) -> Proposal:
    """The proposal with ``item`` as its ``number`` (from 1), or at its end."""
    items = list(proposal.items)
    if number is None:
        items.append(item)
    else:
        items[number - 1] = item
    return replace(proposal, items=tuple(items))


def drop_item(proposal: Proposal, number: int) -> Proposal:
    """The proposal without its item ``number`` (from 1)."""
    return replace(proposal, items=proposal.items[: number - 1] + proposal.items[number:])


def submit(scope: Scope, *, request_id: int, revision: int | None = None) -> Reply:
    """Hand the proposal in for review. Raises UsageError naming all that lacks, and as the decision itself would."""
    with recorded() as log:
        request = taken(scope, "request.edit", request_id, revision)
        reply = selectors_desk.reply(request)
        if reply is None or reply.state != Reply.State.DRAFT:
            raise NotAllowedError("没有可以提交的答复拟稿。")
        proposal = selectors_desk.proposal(reply)
        if lacking := list(missing(request, proposal)):
            raise UsageError("还不能提交审核：" + "；".join(lacking) + "。")
        apply(engine(), selectors.history(request), decision(scope, proposal))
        letters.rehearse(scope, request, proposal)
        said = content(request, proposal)
        if reply.case_id is None:
            title = f"申请{request.number}的答复"
            reply.case = review.open(scope, body=request.body, kind=KIND, title=title, content=said)
        else:
            review.submit_again(scope, case=reply.case_id, digest=digest_of(said))
        reply.state = Reply.State.REVIEW
        reply.save()
        put_back(request)
        log(scope, "request.submit", body=request.body_id, target=request, round=request.round)
    return reply


def passed(scope: Scope, case: Case) -> None:
    """Review passed the reply: it is decided, and its letter is drawn up with the next number."""
    with recorded() as log:
        reply, request = _held(case)
        proposal = selectors_desk.proposal(reply)
        step = happen(scope, request, decision(scope, proposal), log)
        reply.state = Reply.State.PASSED
        reply.save()
        log(scope, "request.approve", body=request.body_id, target=request, round=request.round)
        letters.issue_reply(scope, request, proposal, step, log)


def returned(scope: Scope, case: Case) -> None:
    """Review returned the reply, or it was taken back: it is a draft again."""
    with recorded() as log:
        reply, request = _held(case)
        reply.state = Reply.State.DRAFT
        reply.save()
        put_back(request)
        log(scope, "request.return", body=request.body_id, target=request, round=request.round)


def decision(scope: Scope, proposal: Proposal) -> Event:
    """The event that the proposal becomes when it is passed today."""
    named = proposal.principal
    return Event(
        "decided", scope.today, items=proposal.results(), principal=named, reason=proposal.reason if named else ""
    )


def missing(request: Request, proposal: Proposal) -> Iterator[str]:
    """What a proposal lacks before it can be reviewed, in words."""
    if request.state != "processing":
        yield "申请还不在“办理中”，须先等意见、补正或者缴费"
    if not proposal.items:
        yield "没有答复事项"
        return
    outcomes = procedure().rules(selectors_desk.law_day(request)).outcomes
    for number, item in enumerate(proposal.items, 1):
        where = f"第{number}项" if len(proposal.items) > 1 else "答复"
        for words in _lacking(outcomes, item):
            yield f"{where}{words}"
    if len(proposal.items) > 1:
        try:
            principal(outcomes, proposal.results(), proposal.principal, proposal.reason)
        except UsageError as error:
            yield error.message.removesuffix("。")


def _lacking(outcomes: Mapping[str, Outcome], item: ItemReply) -> Iterator[str]:
    answer = item.answer
    outcome = outcomes[answer.outcome]
    if not answer.content.strip():
        yield "没有写明所申请的内容"
    if outcome.group in ("granted", "partial") and not answer.provision.strip():
        yield "没有写明获取的方式、途径"
    if answer.outcome == PARTLY and not answer.withheld:
        yield "没有列出不予公开的部分"
    yield from _unstated(outcome, answer.grounds, answer.stated)
    for part in answer.withheld:
        yield from (f"中“{part.part}”{words}" for words in _unstated(outcomes[part.outcome], part.grounds, part.stated))


def _unstated(outcome: Outcome, grounds: tuple[str, ...], stated: Mapping[str, str]) -> Iterator[str]:
    if outcome.grounds and not grounds:
        yield f"没有选择“{outcome.label}”的理由"
    for label in outcome.must_state:
        if not stated.get(label, "").strip():
            yield f"没有写明{label}"


def content(request: Request, proposal: Proposal) -> Content:
    """What the reviewers decide on, without a word that could name anybody.

    The words themselves are read on the page of the request; here stands a fingerprint of each, so that a change shows.
    """
    law = procedure().rules(selectors_desk.law_day(request)).law
    found: Content = [("number", "申请编号", request.number)]
    for number, item in enumerate(proposal.items, 1):
        answer, outcome = item.answer, law.outcomes[item.answer.outcome]
        cited = "、".join(law.cite_short(basis) for basis in outcome.basis)
        found.append(
            (f"outcome{number}", f"第{number}项结果", f"{outcome.label}（{cited}）" if cited else outcome.label)
        )
        labels = {ground.id: ground.label for ground in outcome.grounds}
        if answer.grounds:
            found.append((f"grounds{number}", f"第{number}项理由", "、".join(labels[g] for g in answer.grounds)))
        for place, part in enumerate(answer.withheld, 1):
            found.append((f"part{number}.{place}", f"第{number}项不予公开部分{place}", _of_part(law.outcomes, part)))
        words = f"文字的校验码 {_fingerprint(item)}，全文见申请页面"
        found.append((f"words{number}", f"第{number}项文字", words))
    if proposal.principal:
        found.append(("principal", "主要结果", law.outcomes[proposal.principal].label))
    return found


def _of_part(outcomes: Mapping[str, Outcome], part: Withheld) -> str:
    outcome = outcomes[part.outcome]
    labels = {ground.id: ground.label for ground in outcome.grounds}
    return "、".join([outcome.label, *(labels[ground] for ground in part.grounds)])


def _fingerprint(item: ItemReply) -> str:
    return hashlib.sha256(msgspec.json.encode(item)).hexdigest()[:12]


def _held(case: Case) -> tuple[Reply, Request]:
    """The reply of a review with its request, held until the end of the transaction."""
    reply = selectors_desk.reply_of(case)
    rows = Request.objects.unscoped("of a case that the caller may see").select_related("body")
    return reply, rows.select_for_update(of=("self",)).get(pk=reply.request_id)
