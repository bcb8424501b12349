"""A body's own words for the documents of requests: which hold, of what they are made, what they lack.

Where a body has none, the standard words hold. Of a document that was issued those of its day hold.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

from gongkai.errors import NotFoundError, UsageError
from gongkai.law.book import current_book
from gongkai.site.accessrequests.models_desk import OwnWords
from gongkai.site.bodies.models import Body
from gongkai.writing.letters import Template
from gongkai.writing.letters.template import adapted, faults
from gongkai.writing.letters.texts import DocumentWords, OutcomeText, Own, Paragraph, Text, packaged

DOCUMENT, OUTCOME = "document", "outcome"
# How a paragraph begins that is left out where a fact is not given.
_WHEN: Final = re.compile(r"\{\?([a-z_]+)\}")
_PLACE: Final = re.compile(r"\{[^{}]*\}")


class Entry(msgspec.Struct, frozen=True):
    """A document or outcome whose words a body may adapt: what it is called, and its standard words."""

    kind: str
    name: str
    label: str
    title: str
    paragraphs: tuple[Paragraph, ...]


class Words(msgspec.Struct, frozen=True):
    """Words of one entry; without paragraphs the standard ones."""

    kind: str
    name: str
    title: str = ""
    paragraphs: tuple[Paragraph, ...] = ()


def last_day() -> dt.date:
    """The day whose law own words must satisfy: that of the newest rules, since they are kept for what comes."""
    return current_book().turning_days[-1]


def entries() -> list[Entry]:
    """All documents and outcomes whose words may be adapted, in the order of the law data; forms may not."""
    law, base = current_book().at(last_day()), packaged()
    found = []
    for document in law.documents.values():
        text = base.documents[document.id]
        if not text.rows:
            found.append(Entry(DOCUMENT, document.id, document.label, text.title, text.paragraphs))
    for outcome in law.outcomes.values():
        said = base.outcomes[outcome.id].paragraphs
        found.append(Entry(OUTCOME, outcome.id, outcome.label, "", said))
    return found


def entry(kind: str, name: str) -> Entry:
    """One of them. Raises NotFoundError."""
    found = next((one for one in entries() if (one.kind, one.name) == (kind, name)), None)
    if found is None:
        raise NotFoundError("没有这一文书，或者它的格式不能改写。")
    return found


def versions(body: Body, kind: str = "", name: str = "") -> Any:
    """The versions of a body's own words, of one entry or of all, oldest first."""
    rows = OwnWords.objects.unscoped("of the body in hand").filter(body=body).order_by("pk")
    return rows.filter(kind=kind, name=name) if kind else rows


def own_words(body: Body, at: dt.datetime | None = None) -> dict[tuple[str, str], OwnWords]:
    """The version of each entry that holds, now or at a moment; an entry without one has the standard words."""
    rows = versions(body).select_related("made_by")
    if at is not None:
        rows = rows.filter(made_at__lte=at)
    held = {(row.kind, row.name): row for row in rows}
    return {key: row for key, row in held.items() if row.paragraphs}


def of_row(row: OwnWords) -> Words:
    """The words of a version."""
    said = tuple(Text(text, when) if when else text for text, when in row.paragraphs)
    return Words(row.kind, row.name, row.title, said)


def template_of(body: Body, at: dt.datetime | None = None) -> Template:
    """All words with which a body writes, now or at the moment when a document was issued.

    Raises UsageError where the law has come to want what the body's own words lack.
    """
    rows = own_words(body, at)
    if not rows:
        return packaged()
    if at is not None:
        return _template([of_row(row) for row in rows.values()])
    return checked(map(of_row, rows.values()))


def with_words(body: Body, words: Iterable[Words]) -> Template:
    """What a body would write with if ``words`` replaced those of their entries. Raises as ``checked``."""
    merged = {key: of_row(row) for key, row in own_words(body).items()} | {(one.kind, one.name): one for one in words}
    return checked(one for one in merged.values() if one.paragraphs)


def checked(words: Iterable[Words]) -> Template:
    """The template that ``words`` make. Raises UsageError naming every element of the law that they lack."""
    template = _template(list(words))
    if told := [message for _key, message in faults(template, current_book())]:
        raise UsageError("这样的文本不能采用：" + "；".join(told) + "。")
    return template


def _template(words: list[Words]) -> Template:
    documents = [DocumentWords(one.name, one.title, one.paragraphs) for one in words if one.kind == DOCUMENT]
    outcomes = [OutcomeText(one.name, one.paragraphs) for one in words if one.kind == OUTCOME]
    return adapted(Own(tuple(documents), tuple(outcomes)))


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """What somebody typed: a paragraph a line, ``{?fact}`` before one that needs that fact.

    Raises UsageError where braces do not pair, since what stands in them would be printed as it is.
    """
    found: list[Paragraph] = []
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), 1):
        when = _WHEN.match(line)
        said = line[when.end() :].strip() if when else line
        if set(_PLACE.sub("", said)) & {"{", "}"}:
            raise UsageError(f"第{number}段的大括号没有成对。")
        found.append(Text(said, when[1]) if when else said)
    return tuple(found)


def lines_of(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """Paragraphs as one types them."""
    for one in paragraphs:
        yield one if isinstance(one, str) else f"{{?{one.when}}}{one.text}"
