"""Facts as words: the slots of a document that need no more than its facts and the law data."""

from __future__ import annotations

import datetime as dt

from gongkai.errors import UsageError
from gongkai.law import LawView
from gongkai.law.procedure_model import Document
from gongkai.procedure.explain import say_date
from gongkai.procedure.rules import Procedure
from gongkai.writing.letters.facts import Entry, Facts
from gongkai.writing.letters.filling import cite, term, trimmed
from gongkai.writing.letters.texts import DocumentText, wording

_DAYS = ("day", "received", "submitted", "due")
_TEXTS = (
    *("number", "addressee", "code", "content", "matters", "guidance", "excess", "reason", "payment", "delivered"),
    *("place", "sender", "proposal", "secrecy", "review", "approval", "accepted", "note"),
)


def values(procedure: Procedure, document: Document, text: DocumentText, facts: Facts, day: dt.date) -> dict[str, str]:
    """Slot -> words; a slot whose fact is not given is left out or empty."""
    law = procedure.book.at(day)
    found = {name: trimmed(getattr(facts, name)) for name in _TEXTS}
    found |= {name: say_date(value) for name in _DAYS if (value := getattr(facts, name)) is not None}
    body = facts.body
    found |= {
        "organ": trimmed(body.name),
        "applicant": found["addressee"],
        "reconsideration": trimmed(body.reconsideration),
        "court": trimmed(body.court),
        "supervisor": trimmed(body.supervisor),
        "you": wording().you["organ" if document.addressee == "organ" else facts.addressed],
        "basis": " ".join(document.basis),
        "until": _until(law, text, facts),
        "earlier": _earlier(facts),
        "entries": "\n".join(_entry(number, entry) for number, entry in enumerate(facts.entries, 1)),
    }
    if not found["content"]:
        items = [trimmed(item.content) for item in facts.items if trimmed(item.content)]
        found["content"] = "；".join(items).replace("\n", "；") if len(items) == len(facts.items) else ""
    return found | _channel(procedure, law, document, facts) | _method(law, facts)


def _until(law: LawView, text: DocumentText, facts: Facts) -> str:
    """The last day, or the term of the law from the day on which the document arrives."""
    words = wording()
    if facts.until is not None:
        return words.until.format(until_day=say_date(facts.until))
    if not text.term:
        return ""
    return words.within.format(this=text.this, term=term(law, text.term))


def _earlier(facts: Facts) -> str:
    if facts.earlier is None:
        return ""
    found = facts.earlier
    number = f"（{trimmed(found.number)}）" if found.number.strip() else ""
    document = f"《{trimmed(found.document).strip('《》')}》{number}"
    return wording().earlier.format(
        earlier_day=say_date(found.day), earlier_document=document, earlier_until=say_date(found.until)
    )


def _entry(number: int, entry: Entry) -> str:
    words = wording()
    asked = "" if entry.requests is None else words.entry_asked.format(requests=entry.requests)
    named = f"（{trimmed(entry.number)}）" if entry.number.strip() else ""
    return words.entry.format(
        no=number, name=trimmed(entry.name), number=named, asked=asked, reason=trimmed(entry.reason)
    )


def _channel(procedure: Procedure, law: LawView, document: Document, facts: Facts) -> dict[str, str]:
    """The channel by its name. Raises UsageError where it needs no confirmation and the document speaks of one."""
    if not facts.channel:
        return {}
    receipt = procedure.rules(law.day).receipt(facts.channel)
    label = law.channels[facts.channel].label
    if receipt != "confirmation" and any(element.id == "confirmation" for element in document.elements):
        raise UsageError(f"“{label}”的申请收到即为收到申请，请出具{law.documents['receipt'].label}。")
    return {"channel": label, "channel_basis": cite(law, law.receipt_rules[facts.channel].basis)}


def _method(law: LawView, facts: Facts) -> dict[str, str]:
    if not facts.method:
        return {}
    known = {service.id: service for service in law.lifecycle.services}
    if facts.method not in known:
        names = "、".join(f"{service.id}（{service.label}）" for service in known.values())
        raise UsageError(f"送达方式“{facts.method}”不存在；可以是：{names}。")
    found = known[facts.method]
    return {"method": found.label, "counts": found.counts, "method_basis": cite(law, found.basis)}
