"""What the page of a request shows: state, clock with its derivation, next step, papers, history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.law import LawView
from gongkai.law.procedure_model import EventText
from gongkai.procedure.explain import summary
from gongkai.release.mask import mask
from gongkai.site.accessrequests import days, foresee, kinds, selectors, selectors_desk
from gongkai.site.accessrequests.models import Letter, Party, Reply, Request, Step
from gongkai.site.accessrequests.models_desk import Motion
from gongkai.site.accessrequests.services.parties import OPINIONS
from gongkai.site.accessrequests.services.redaction import KINDS
from gongkai.site.accessrequests.standing import Standing, event_in, history_of, standing, unsettled
from gongkai.site.accessrequests.values import PAPERS, Contact, Particulars, unseal
from gongkai.site.web import clock
from gongkai.site.web.procedures import procedure
from gongkai.site.web.scope import Scope
from gongkai.site.web.templatetags.components import Fact, Moment
from gongkai.site.web.templatetags.gongkai import day

# Events that have pages of their own.
ELSEWHERE: Final = frozenset({"decided", "received", "submitted"})
_PARTY_KINDS: Final = {
    "third_party": gettext_lazy("第三方"),
    "joint": gettext_lazy("共同制作机关"),
    "organ": gettext_lazy("其他机关"),
    "office": gettext_lazy("内设机构"),
}
_OPINIONS: Final = OPINIONS | {"silent": "没有提出意见"}


class Way(msgspec.Struct, frozen=True):
    """Something that may happen next: its words, where one does it, on what it rests, whether another approves."""

    label: str
    url: str
    basis: str
    approved: bool


class Asked(msgspec.Struct, frozen=True):
    """Somebody whose opinion was asked; ``name`` is masked for those who did not ask to see it."""

    row: Party
    kind: str
    name: str
    opinion: str
    reason: str


def request_context(scope: Scope, request: Request) -> dict[str, Any]:
    """All that the page of a request shows to somebody who may see it; persons are masked."""
    rows = list(selectors.steps(request).select_related("by"))
    found = standing(history_of(rows), scope.today)
    law = procedure().book.at(found.position.law_day)
    reply = selectors_desk.reply(request)
    letters, motions = list(selectors_desk.letters(request)), list(selectors_desk.motions(request))
    motion = next((motion for motion in motions if motion.decided_at is None), None)
    editable = scope.may("request.edit", request.body.path) and request.destroyed_on is None
    particulars = selectors.particulars(request) if request.destroyed_on is None else None
    return {
        "item": request,
        "body": request.body,
        "state": procedure().state_labels[request.state],
        "state_note": _note(law, request.state),
        "facts": _facts(law, request, particulars),
        "term": found.term,
        "beyond": unsettled(request.waiting_until),
        "derivation": summary(found.term, law) if found.term.steps else [],
        "left": days.left(scope.today, request.due_on),
        "ways": list(_ways(request, found, motion)) if editable else [],
        "reply": reply,
        "proposal": selectors_desk.proposal(reply),
        "motion": motion,
        "to_approve": motion is not None
        and motion.proposed_by_id != scope.actor.id
        and scope.may("request.approve", request.body.path),
        "parties": [_asked(row) for row in selectors_desk.parties(request)],
        "fees": list(selectors_desk.fees_of(request)),
        "letters": [_letter(law, letter) for letter in letters],
        "lacking": list(_lacking(law, rows, letters)) if editable else [],
        "coverable": KINDS,
        "papers": [_paper(paper) for paper in selectors.papers(request)],
        "transfers": list(selectors_desk.transfers(request)),
        "history": [*_of_motions(motions), *_history(rows)],
        "editable": editable,
        "may_see": scope.may("request.person", request.body.path),
        "may_answer": editable and request.state in ("processing", "consulting"),
        "draft": reply is None or reply.state == Reply.State.DRAFT,
    }


def masked(particulars: Particulars) -> str:
    """What was asked, with numbers covered and the names of those who ask taken out."""
    text, _count = mask(particulars.content)
    for person in (*particulars.applicants, *((particulars.agent,) if particulars.agent else ())):
        for name in (person.name, person.representative):
            if name:
                text = text.replace(name, initials(name))
    return text


def initials(name: str) -> str:
    """The first character of a name and asterisks for the rest."""
    return name[:1] + "*" * (len(name) - 1)


def person_facts(particulars: Particulars) -> list[Fact]:
    """All that a request says of its persons, for somebody who gave a reason."""
    rows: list[Fact] = []
    for person in particulars.applicants:
        rows += _of_person(_("申请人"), person)
    if particulars.agent is not None:
        rows += _of_person(_("代理人"), particulars.agent)
    rows += [
        Fact(_("申请内容"), particulars.content),
        Fact(
            _("名称、文号和其他特征"),
            "；".join(filter(None, (particulars.title, particulars.number, particulars.feature))),
        ),
        Fact(_("备注"), particulars.note),
    ]
    return [row for row in rows if row.value]


def _of_person(label: str, person: Any) -> Iterator[Fact]:
    yield Fact(label, person.name)
    yield Fact(_("法定代表人或者负责人"), person.representative)
    yield Fact(str(kinds.ID_KINDS.get(person.id_kind, _("证件号码"))), person.id_number)
    yield Fact(_("电话"), person.phone)
    yield Fact(_("电子邮箱"), person.email)
    yield Fact(_("地址"), " ".join(filter(None, (person.address, person.postcode))))


def _facts(law: LawView, request: Request, particulars: Particulars | None) -> list[Fact]:
    rows: list[tuple[str, Any]] = [(_("登记编号"), request.number)]
    if particulars is not None:
        natural = request.applicant == kinds.NATURAL
        names = "、".join(initials(person.name) if natural else person.name for person in particulars.applicants)
        rows += [(_("申请人"), names), (_("申请内容"), masked(particulars))]
        rows += [(_("所要的形式"), kinds.FORMS.get(particulars.form)), (_("获取方式"), kinds.WAYS.get(particulars.way))]
    labels = kinds.applicants(clock.day_at(request.entered_at))
    rows += [
        (_("申请人类别"), labels.get(request.applicant, request.applicant)),
        (_("渠道"), law.channels[request.channel].label),
        (_("收到日期"), day(request.received_on)),
        (_("经办人"), str(request.handler) if request.handler else _("没有指定")),
        (_("本轮结果"), law.outcomes[request.outcome].label if request.outcome else ""),
        (_("办结日期"), day(request.closed_on)),
        (_("归档日期"), day(request.archived_on)),
        (_("满意度"), request.satisfaction),
    ]
    return [Fact(label, value) for label, value in rows if value]


def _note(law: LawView, state: str) -> str:
    return next((text.note for text in law.lifecycle.states if text.id == state), "")


def _ways(request: Request, found: Standing, motion: Motion | None) -> Iterator[Way]:
    waits = motion.kind if motion is not None else ""
    for text in found.next:
        if text.id not in ELSEWHERE and text.id != waits and _fits(text, found):
            url = reverse("accessrequests:event", args=[request.body.code, request.pk, text.id])
            if text.id == "confirmed":
                url = reverse("requests_entry:confirm", args=[request.body.code, request.pk])
            yield Way(text.label, url, foresee.because(text, found.position.law_day), text.effect == "extend")


def _fits(text: EventText, found: Standing) -> bool:
    """Whether an event can be meant: what ends a consultation needs one that is open; one extends once."""
    position = found.position
    if text.effect == "end_consultation":
        return any(text.id.startswith(f"{open.kind}_") for open in position.open)
    if text.id in ("supplement_notice", "fee_notice"):
        return position.noticed is None if text.id == "supplement_notice" else not position.fee_noticed
    if text.id in ("reasons_given", "deferred"):
        return position.reasons_asked
    return not (text.effect == "extend" and position.extension)


def _asked(row: Party) -> Asked:
    contact = unseal(row.sealed, Contact)
    shown = contact.name if row.kind != "third_party" else initials(contact.name)
    reason = contact.reason if row.kind == "office" else ""
    return Asked(row, str(_PARTY_KINDS.get(row.kind, row.kind)), shown, _OPINIONS.get(contact.opinion, ""), reason)


def _letter(law: LawView, letter: Letter) -> tuple[Letter, str]:
    document = law.documents.get(letter.document)
    return letter, document.label if document else letter.document


def _paper(paper: Any) -> tuple[Any, str, str]:
    return paper, PAPERS[paper.kind], unseal(paper.sealed, str)


def _lacking(law: LawView, rows: list[Step], letters: list[Letter]) -> Iterator[tuple[str, str, int, str]]:
    """Documents that the events call for and that nobody has drawn up: id, label, step and party."""
    there = {letter.step_id for letter in letters}
    for row in rows:
        event = event_in(row)
        texts = [text for text in law.lifecycle.events if text.id == row.kind and text.holds(row.day)]
        document = texts[0].document if texts else None
        if document is not None and row.pk not in there:
            yield document, law.documents[document].label, row.pk, event.party


def _history(rows: list[Step]) -> Iterator[Moment]:
    """The events, newest first, each with its day, who wrote it down and when."""
    labels = procedure().labels
    for row in reversed(rows):
        event = event_in(row)
        title = labels[row.kind] + (f"（{event.party}）" if event.party else "")
        who = str(row.by) if row.by else _("申请人")
        entered = _("%(day)s登记") % {"day": day(row.at)} if clock.day_at(row.at) != row.day else ""
        yield Moment(row.day, title, who, "；".join(filter(None, (event.reason, entered))))


def _of_motions(motions: list[Motion]) -> Iterator[Moment]:
    for motion in reversed(motions):
        if motion.approved is False:
            label = procedure().labels[motion.kind]
            yield Moment(
                motion.decided_at, _("没有批准：%(what)s") % {"what": label}, str(motion.decided_by), kind="warn"
            )
