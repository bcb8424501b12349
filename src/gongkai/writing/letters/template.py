"""A body's own words over those that come along, and the refusal of words in which the law is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from gongkai.errors import LawDataError
from gongkai.law import LawBook, LawView
from gongkai.law.model import Outcome
from gongkai.law.procedure_model import Document
from gongkai.writing.letters.texts import (
    DocumentText,
    OutcomeText,
    Own,
    Template,
    all_slots,
    conditions,
    decode,
    held,
    packaged,
    wording,
)

# What the frame of a letter always has: head, salutation and signature.
FRAME: Final = frozenset({"organ", "number", "applicant", "date", "seal"})
# What is computed, or said inside ``{remedies}``.
COMPUTED: Final = frozenset("you this organ basis subject grounds result remedies reason earlier standard".split())
_INSIDE: Final = {"review_first": "remedies"}
_REASON: Final = "reason"


def load_template(data: bytes, file: str, book: LawBook) -> Template:
    """The template of a body: a YAML file with ``documents`` (id, title, paragraphs) and ``outcomes``.

    What it does not name keeps the words that come along. Raises LawDataError with file and key for a file that is not
    of this shape, for an unknown document, outcome or slot, and where an element that the law wants is missing.
    """
    template = adapted(decode(data, file, Own), file)
    for key, message in faults(template, book):
        raise LawDataError(message, file=file, key=key)
    return template


def adapted(own: Own, file: str = "") -> Template:
    """The words that come along with those of ``own`` in their place; not yet looked at by ``faults``.

    Raises LawDataError with file and key for an unknown document or outcome.
    """
    base = packaged()
    documents, outcomes = dict(base.documents), dict(base.outcomes)
    for i, words in enumerate(own.documents):
        found = documents.get(words.id)
        if found is None or found.rows:
            raise LawDataError(f"没有可以改写的文书“{words.id}”", file=file, key=f"$.documents[{i}].id")
        documents[words.id] = replace(
            found, title=words.title or found.title, paragraphs=words.paragraphs or found.paragraphs
        )
    for i, text in enumerate(own.outcomes):
        if text.id not in outcomes:
            raise LawDataError(f"没有办理结果“{text.id}”", file=file, key=f"$.outcomes[{i}].id")
        outcomes[text.id] = text
    return Template(documents, outcomes)


def faults(template: Template, book: LawBook) -> Iterator[tuple[str, str]]:
    """(key, message) of every legal element that is missing and every slot that is unknown."""
    law = book.at(book.turning_days[-1])
    for document in law.documents.values():
        text = template.documents.get(document.id)
        if text is None:
            yield "$.documents", f"缺少文书“{document.label}”"
            continue
        yield from _document(document, text, template, law)
        yield from _unknown(f"$.documents.{text.id}", _slots(text), law, frozenset(text.statements))
    for outcome in law.outcomes.values():
        said = template.outcomes.get(outcome.id)
        if said is None:
            yield "$.outcomes", f"缺少办理结果“{outcome.label}”"
            continue
        yield from _outcome(outcome, said, law)
        names = all_slots(said.paragraphs) | conditions(said.paragraphs)
        yield from _unknown(f"$.outcomes.{said.id}", names, law, frozenset(outcome.must_state))


def _document(document: Document, text: DocumentText, template: Template, law: LawView) -> Iterator[tuple[str, str]]:
    """What the document lacks that neither its frame nor the outcomes that it tells can give."""
    has = _held(text) | (frozenset() if text.rows else FRAME - (frozenset() if text.numbered else {"number"}))
    told = [outcome for outcome in law.outcomes.values() if outcome.document == document.id]
    for outcome in told:
        said = template.outcomes.get(outcome.id)
        if said is not None and "result" in has:
            has |= held(said.paragraphs) | ({_REASON} if outcome.must_state else set())
    for element in document.elements:
        if _INSIDE.get(element.id, element.id) not in has:
            yield f"$.documents.{text.id}", f"“{text.title}”缺少法定要素“{element.label}”，请写入 {{{element.id}}}"


def _outcome(outcome: Outcome, text: OutcomeText, law: LawView) -> Iterator[tuple[str, str]]:
    """What must be said of the outcome: its article, what its reasons must state, and elements of the same article."""
    has = held(text.paragraphs)
    key = f"$.outcomes.{text.id}"
    wanted = {label: label for label in outcome.must_state}
    if outcome.basis:
        wanted["basis"] = "依据的条款"
    if outcome.grounds:
        wanted["grounds"] = wording().labels["grounds"]
    if outcome.document is not None:
        for element in law.documents[outcome.document].elements:
            if set(element.basis) & set(outcome.basis) and not (element.id == _REASON and outcome.must_state):
                wanted[element.id] = element.label
    for slot in ("result", "remedies", "review_first"):
        wanted.pop(slot, None)
    for slot, label in wanted.items():
        if slot not in has:
            yield key, f"办理结果“{outcome.label}”缺少法定要素“{label}”，请写入 {{{slot}}}"


def _held(text: DocumentText) -> set[str]:
    """The slots that cannot be left out with a paragraph whose fact is not given."""
    return held(text.paragraphs) | held(text.below) | _cells(text)


def _slots(text: DocumentText) -> set[str]:
    said = (*text.paragraphs, *text.below)
    return all_slots(said) | conditions(said) | _cells(text)


def _cells(text: DocumentText) -> set[str]:
    return {name for row in text.rows for cell in row for name in all_slots((cell.text,))}


def _unknown(key: str, names: set[str], law: LawView, own: frozenset[str]) -> Iterator[tuple[str, str]]:
    known = wording().labels.keys() | COMPUTED | own
    for name in sorted(names):
        if name.startswith("@"):
            good = name[1:] in law.deadlines
        elif "#" in name:
            good = _resolves(name, law)
        else:
            good = name in known
        if not good:
            yield key, f"不认识的位置 {{{name}}}"


def _resolves(basis: str, law: LawView) -> bool:
    try:
        law.article(basis)
    except KeyError:
        return False
    return True
