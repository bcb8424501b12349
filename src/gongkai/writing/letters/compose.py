"""Facts to a document: the words of its template, the articles and terms of the law, and what is computed."""

from __future__ import annotations

import datetime as dt

from gongkai.errors import UsageError
from gongkai.law import LawView
from gongkai.law.model import Outcome
from gongkai.law.procedure_model import Document
from gongkai.procedure.rules import Procedure
from gongkai.writing.letters import charge, sheet
from gongkai.writing.letters.answer import answered
from gongkai.writing.letters.facts import Facts, Item
from gongkai.writing.letters.filling import Filling, settle, trimmed
from gongkai.writing.letters.letter import Letter, Table
from gongkai.writing.letters.remedy import parts, remedies
from gongkai.writing.letters.sound import sound
from gongkai.writing.letters.texts import DocumentText, Template, packaged, wording
from gongkai.writing.letters.values import values

_HEADED = ("reply", "notice")


def compose(procedure: Procedure, document_id: str, facts: Facts, template: Template | None = None) -> Letter:
    """The document ``document_id`` of the law data, under the law of ``facts.day``.

    ``template`` is a body's own (``load_template``). Raises UsageError for an unknown document, for facts that
    contradict one another or the law of that day, and for missing ones, all of which it names.
    """
    if facts.day is None:
        facts_day = wording().labels["day"]
        raise UsageError(f"请写明{facts_day}：文书适用这一天的规定。")
    return _composed(procedure, document_id, facts, template or packaged(), facts.day, blank=False)


def blank(
    procedure: Procedure, document_id: str, day: dt.date, outcome: str = "", template: Template | None = None
) -> Letter:
    """The document with the label of each fact in its place, to be filled in by hand; a reply by one ``outcome``.

    Raises UsageError as ``compose`` does, and where a reply tells several outcomes and none is named.
    """
    law = procedure.rules(day).law
    document = _document(law, document_id)
    facts = Facts()
    told = [entry for entry in law.outcomes.values() if entry.document == document_id]
    if told:
        facts = Facts(items=(Item(_one(told, outcome, document)),))
    return _composed(procedure, document_id, facts, template or packaged(), day, blank=True)


def _one(told: list[Outcome], outcome: str, document: Document) -> str:
    known = [entry.id for entry in told]
    if outcome in known:
        return outcome
    if outcome or len(known) > 1:
        names = "、".join(f"{entry.id}（{entry.label}）" for entry in told)
        raise UsageError(f"{document.label}请写明其中一种办理结果：{names}。")
    return known[0]


def _document(law: LawView, document_id: str) -> Document:
    if document_id not in law.documents:
        names = "、".join(f"{document.id}（{document.label}）" for document in law.documents.values())
        raise UsageError(f"文书“{document_id}”不存在；可以是：{names}。")
    return law.documents[document_id]


def _composed(
    procedure: Procedure, document_id: str, facts: Facts, template: Template, day: dt.date, blank: bool
) -> Letter:
    law = procedure.book.at(day)
    procedure.rules(day)
    document = _document(law, document_id)
    text = template.documents[document_id]
    sound(facts, day, document)
    labels = {**wording().labels, **{element.id: element.label for element in document.elements}}
    labels["addressee"] = labels["applicant"] = wording().addressees[document.addressee]
    filling = Filling(law, values(procedure, document, text, facts, day), labels, blank)
    filling.values["this"] = text.this
    for name, statement in text.statements.items():
        filling.values[name] = filling.fill(statement)
    table = _computed(procedure, document, text, facts, filling, template, day)
    paragraphs = tuple(filling.paragraphs(text.paragraphs))
    below = tuple(filling.paragraphs(text.below))
    if text.rows:
        table = sheet.form(text, filling)
    letter = _framed(document, text, facts, filling, (paragraphs, below), table)
    filling.finish(text.title)
    return letter


def _computed(
    procedure: Procedure,
    document: Document,
    text: DocumentText,
    facts: Facts,
    filling: Filling,
    template: Template,
    day: dt.date,
) -> Table | None:
    """What a document says that is computed: results and remedies, a fee with its table."""
    pairs = [(text.decides, ())] if text.decides else [parts(item) for item in facts.items]
    if any(outcome.document == document.id for outcome in filling.law.outcomes.values()):
        if not facts.items:
            filling.values["result"] = filling.lack(wording().labels["items"])
            pairs = []
        else:
            filling.values["result"] = "\n".join(answered(document.id, facts, filling, template))
    if document.remedies:
        filling.values["remedies"] = (
            remedies(procedure, filling, facts, pairs, day) if pairs else filling.lack(wording().labels["items"])
        )
    return charge.charged(procedure, facts, filling, day) if text.table == "fee" else None


def _framed(
    document: Document,
    text: DocumentText,
    facts: Facts,
    filling: Filling,
    said: tuple[tuple[str, ...], tuple[str, ...]],
    table: Table | None,
) -> Letter:
    """Head, salutation, signature around the paragraphs."""
    words = wording()
    paragraphs, below = said
    contact = trimmed(facts.body.contact)
    notes = (words.contact.format(contact=contact),) if contact and not text.rows else ()
    told = settle(filling.law, (*paragraphs, *below, *notes))
    count = len(paragraphs)
    letter = not text.rows
    addressed = letter and document.addressee != "inside"
    return Letter(
        document=document.id,
        kind="letter" if letter else "form",
        title=text.title,
        organ=filling.fill("{organ}"),
        number=filling.fill("{number}") if letter and text.numbered else "",
        addressee=filling.fill("{addressee}") if addressed else "",
        paragraphs=told[:count],
        table=table,
        law_day=filling.law.day,
        day=facts.day,
        seal=words.seal,
        below=told[count:],
        head=document.kind in _HEADED,
    )
