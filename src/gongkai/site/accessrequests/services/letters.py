"""Documents of a request: drawn up from its records and the officer's words, numbered when issued, kept sealed.

A number (文号) is given without gap, by the body's 机关代字 and the year, to what is sent out; receipts and inner
sheets carry the number of the request.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping
from typing import Any, Final

from django_tasks import task
from msgspec.structs import asdict, replace

from gongkai.errors import NotAllowedError, NotFoundError, UsageError
from gongkai.law.procedure_model import Document
from gongkai.procedure.lifecycle import replay
from gongkai.procedure.outcomes import principal
from gongkai.site.accessrequests import selectors, selectors_desk
from gongkai.site.accessrequests.models import Letter, Party, Request, Step
from gongkai.site.accessrequests.services.common import next_serial, put_back, taken
from gongkai.site.accessrequests.standing import engine
from gongkai.site.accessrequests.values import Contact, Proposal, seal, unseal
from gongkai.site.accessrequests.wording import template_of
from gongkai.site.audit.services import Recorder, recorded
from gongkai.site.bodies import selectors as bodies
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock, storage
from gongkai.site.web.models import Root
from gongkai.site.web.procedures import procedure
from gongkai.site.web.scope import Scope
from gongkai.writing.letters import Body as Signer
from gongkai.writing.letters import Charge, Earlier, Facts, Item, compose, write_letter
from gongkai.writing.letters import Letter as Composed

_NUMBERED: Final = ("reply", "notice", "consultation")
# Stands where the number will be, until the document is issued.
UNNUMBERED: Final = "（签发时编号）"
_NOTICES: Final = {"not_supplemented": "supplement_notice", "not_paid": "fee_notice"}


def document_of(name: str, day: dt.date) -> Document:
    """A document of the law data. Raises NotFoundError."""
    found = procedure().rules(day).law.documents.get(name)
    if found is None:
        raise NotFoundError("没有这种文书。")
    return found


def draw(
    scope: Scope, *, request_id: int, document: str, day: dt.date, words: Mapping[str, Any], step_id: int | None = None,
    party_key: str = "",
) -> Letter:  # fmt: skip
    """Draw a document up; it has no number yet and can be changed. Raises UsageError naming all that it lacks."""
    with recorded() as log:
        request = taken(scope, "request.edit", request_id)
        scope.demand("request.person", request.body.path)
        step = selectors.steps(request).filter(pk=step_id).first() if step_id is not None else None
        facts = facts_of(scope, request, document, day, party_key=party_key)
        facts = replace(facts, **_said(words))
        compose(procedure(), document, facts, template_of(request.body))
        letter = Letter(
            request=request, document=document, sealed=seal(facts), at=clock.now(), by_id=scope.person, step=step
        )
        letter.save()
        put_back(request)
        log(scope, "request.letter", body=request.body_id, target=request, letter=letter.pk, document=document)
    return letter


def change(scope: Scope, *, request_id: int, letter_id: int, words: Mapping[str, Any]) -> Letter:
    """Change the words of a document that has not been issued. Raises as ``draw``."""
    with recorded() as log:
        request, letter = _held(scope, request_id, letter_id)
        if letter.number:
            raise NotAllowedError("文书已经编号，不能修改；需要更正的，另行制作。")
        facts = replace(unseal(letter.sealed, Facts), **_said(words))
        compose(procedure(), letter.document, facts, template_of(request.body))
        letter.sealed = seal(facts)
        letter.save()
        put_back(request)
        log(scope, "request.letter", body=request.body_id, target=request, letter=letter.pk, document=letter.document)
    return letter


def issue(scope: Scope, *, request_id: int, letter_id: int) -> Letter:
    """Give a document its number; from then on it stays as it is. Raises UsageError where the body has no 机关代字."""
    with recorded() as log:
        request, letter = _held(scope, request_id, letter_id)
        if letter.number:
            raise NotAllowedError("文书已经编号。")
        _issue(scope, request, letter, log)
        put_back(request)
    return letter


def issue_reply(scope: Scope, request: Request, proposal: Proposal, step: Step, log: Recorder) -> Letter:
    """The letter of a reply that has been decided by ``step``; for the transaction that decides it."""
    document, facts = reply_facts(scope, request, proposal)
    letter = Letter(
        request=request, document=document, sealed=seal(facts), at=clock.now(), by_id=scope.person, step=step
    )
    _issue(scope, request, letter, log)
    return letter


def rehearse(scope: Scope, request: Request, proposal: Proposal) -> None:
    """Raise UsageError where the letter of a proposal could not be written."""
    document, facts = reply_facts(scope, request, proposal)
    _word(request.body)
    compose(procedure(), document, facts, template_of(request.body))


def reply_facts(scope: Scope, request: Request, proposal: Proposal) -> tuple[str, Facts]:
    """The document of a reply and what it says; the outcome that counts has named the document."""
    outcomes = procedure().rules(selectors_desk.law_day(request)).outcomes
    outcome = principal(outcomes, proposal.results(), proposal.principal, proposal.reason)
    document = outcomes[outcome].document or ""
    facts = facts_of(scope, request, document, scope.today)
    return document, replace(facts, items=tuple(item.answer for item in proposal.items), content="")


def written(scope: Scope, *, request_id: int, letter_id: int, format: str) -> bytes:
    """A document as a file; who took it out is recorded. An issued PDF or DOCX is made once and kept."""
    with recorded() as log:
        request = selectors.get(scope, request_id)
        scope.demand("request.person", request.body.path)
        letter = _one(request, letter_id)
        log(scope, "request.download", body=request.body_id, target=request, letter=letter.pk, format=format)
        return keep(letter, format)


def keep(letter: Letter, format: str) -> bytes:
    """The file of a document, from where it is kept, or made and kept."""
    blob = getattr(letter, format) if format in ("pdf", "docx") else None
    if blob is not None:
        return storage.read(blob)
    composed = composed_of(letter)
    document = document_of(letter.document, clock.day_at(letter.at))
    data = write_letter(composed, format, red_head=document.kind in ("reply", "notice"))
    if letter.number and format in ("pdf", "docx"):
        setattr(letter, format, storage.store(io.BytesIO(data), root=Root.STAFF))
        letter.save(update_fields=[format])
    return data


def composed_of(letter: Letter) -> Composed:
    """A document as it reads, in the words that its body had when it was issued, or has now."""
    template = template_of(letter.request.body, letter.issued_at)
    return compose(procedure(), letter.document, unseal(letter.sealed, Facts), template)


@task()
def keep_files(letter_id: int) -> None:
    """Make the files of an issued document, so that they stay as they were on that day."""
    letter = Letter.objects.unscoped("just issued").select_related("pdf", "docx", "request__body").get(pk=letter_id)
    for format in ("pdf", "docx"):
        keep(letter, format)


def facts_of(scope: Scope, request: Request, document: str, day: dt.date, *, party_key: str = "") -> Facts:
    """What the records know for a document of ``day``; the officer's words are added to it."""
    particulars, kind = selectors.particulars(request), document_of(document, day)
    names = [person.name for person in particulars.applicants]
    natural = request.applicant == "natural"
    facts = Facts(
        body=_signer(scope, request.body),
        day=day,
        number=UNNUMBERED if kind.kind in _NUMBERED else request.number,
        addressee="、".join(names),
        addressed="organisation" if not natural else "persons" if len(names) > 1 else "person",
        received=request.received_on,
        submitted=_first_day(request),
        due=request.due_on,
        channel=request.channel,
        content=particulars.content,
    )
    if party_key:
        facts = replace(facts, **_of_party(selectors_desk.parties(request).get(key=party_key), kind))
    more: dict[str, Callable[[], dict[str, Any]]] = {
        "supplement_notice": lambda: {"until": request.waiting_until},
        "extension_notice": lambda: {"reason": _why(request, "extended")},
        "deferral_notice": lambda: {"until": request.due_on},
        "fee_notice": lambda: _of_fee(request),
        "approval_sheet": lambda: {"proposal": _proposed(request)},
        "closing_notice": lambda: _of_closing(request, particulars.content),
        "service_record": lambda: _of_service(request),
    }
    return replace(facts, **more.get(document, dict)())


def _of_party(party: Party, document: Document) -> dict[str, Any]:
    contact = unseal(party.sealed, Contact)
    # What the applicant wrote is not for others to read: the officer says what concerns them.
    return {
        "addressee": contact.name,
        "addressed": "organisation" if document.addressee == "organ" or len(contact.name) > 4 else "person",
        "content": "",
        "until": party.until,
    }


def _why(request: Request, kind: str) -> str:
    """What was given as reason when something happened last."""
    events = selectors.history(request).events
    return next((event.reason for event in reversed(events) if event.kind == kind), "")


def _of_fee(request: Request) -> dict[str, Any]:
    fee = selectors_desk.fees_of(request).order_by("-pk").first()
    if fee is None:
        raise UsageError("还没有登记收费通知。")
    payment = selectors_desk.options(request.body).payment
    return {"charge": Charge(fee.scale, fee.count, fee.earlier), "payment": payment}


def _proposed(request: Request) -> str:
    """What is proposed as reply, in words for those who sign on paper."""
    proposal = selectors_desk.proposal(selectors_desk.reply(request))
    law = procedure().rules(selectors_desk.law_day(request)).law
    lines = []
    for item in proposal.items:
        outcome = law.outcomes[item.answer.outcome]
        cited = "、".join(law.cite_short(basis) for basis in outcome.basis)
        lines.append(f"{item.answer.content}：拟以“{outcome.label}”答复" + (f"（{cited}）" if cited else ""))
    return "；".join([*lines, *([proposal.note] if proposal.note else [])])


def _of_closing(request: Request, content: str) -> dict[str, Any]:
    """What closed the request, and the notice that was not followed."""
    found: dict[str, Any] = {"items": (Item(request.outcome, content),), "content": ""}
    kind = _NOTICES.get(request.outcome)
    events = selectors.history(request).events
    at = max((place for place, event in enumerate(events) if event.kind == kind), default=None)
    if kind is None or at is None:
        # Nothing was asked of the applicant: what happened last is the reason, unless the officer writes another.
        return found | {"reason": events[-1].reason or procedure().labels[events[-1].kind]}
    position = replay(engine(), events[: at + 1]).position
    assert position is not None
    letter = selectors_desk.letters(request).filter(document=kind).exclude(number="").order_by("-pk").first()
    label = procedure().rules(events[at].day).law.documents[kind].label
    number = letter.number if letter else ""
    assert position.waiting is not None  # both notices set a last day
    return found | {"earlier": Earlier(label, events[at].day, position.waiting, number)}


def _of_service(request: Request) -> dict[str, Any]:
    letter = selectors_desk.letters(request).exclude(number="").order_by("-pk").first()
    law = procedure().rules(clock.today()).law
    return {"delivered": f"{law.documents[letter.document].label}（{letter.number}）" if letter else ""}


def _first_day(request: Request) -> dt.date:
    day: dt.date = selectors.steps(request).first().day
    return day


def _signer(scope: Scope, body: Body) -> Signer:
    options, contact = selectors_desk.options(body), bodies.contact(scope, body)
    reached = "，".join(part for part in (contact.office, contact.address, contact.phone) if part) if contact else ""
    named = selectors_desk.named_forums(body)
    organ, court = named.get("reconsideration", ""), named.get("suit", "")
    return Signer(body.name, organ, court, options.supervisor, reached)


def _issue(scope: Scope, request: Request, letter: Letter, log: Recorder) -> None:
    facts = unseal(letter.sealed, Facts)
    assert facts.day is not None
    numbered = document_of(letter.document, facts.day).kind in _NUMBERED
    if numbered:
        word = _word(request.body)
        letter.number = f"{word}〔{facts.day.year}〕{next_serial(request.body, word, facts.day.year)}号"
    else:
        letter.number = request.number
    letter.sealed, letter.issued_at = seal(replace(facts, number=letter.number)), clock.now()
    letter.save()
    log(scope, "request.number", body=request.body_id, target=request, letter=letter.pk, number=letter.number)
    keep_files.enqueue(letter.pk)


def _word(body: Body) -> str:
    word = selectors_desk.options(body).word
    if not word:
        raise UsageError("本机关还没有设置机关代字，不能编文号。请先在“依申请公开设置”中填写。")
    return word


def _said(words: Mapping[str, Any]) -> dict[str, Any]:
    known = asdict(Facts())
    return {name: value for name, value in words.items() if name in known and name not in ("body", "number", "day")}


def _held(scope: Scope, request_id: int, letter_id: int) -> tuple[Request, Letter]:
    request = taken(scope, "request.edit", request_id)
    scope.demand("request.person", request.body.path)
    return request, _one(request, letter_id)


def _one(request: Request, letter_id: int) -> Letter:
    letter: Letter | None = selectors_desk.letters(request).filter(pk=letter_id).first()
    if letter is None:
        raise NotFoundError("没有这份文书。")
    return letter
