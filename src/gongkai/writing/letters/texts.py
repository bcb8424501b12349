"""The words of the documents: their shapes, the strict loader, and what a template must not lack."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Final, TypeVar

import msgspec

from gongkai.errors import LawDataError
from gongkai.law.source import Lines, nearest_line, parse

_SLOT: Final = re.compile(r"\{([^{}]*)\}")
_AT: Final = re.compile(r" - at `(?P<key>\$.*)`$")
_UNKNOWN: Final = re.compile(r"unknown field `(?P<name>[^`]+)`")
_T = TypeVar("_T")


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A paragraph that is left out where the fact ``when`` is not given."""

    text: str
    when: str


Paragraph = str | Text


class FormCell(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A label and the text beside it; ``open``: may be filled in by hand; ``sign``: who signs in it."""

    label: str
    text: str
    open: bool = False
    lines: int = 1
    sign: str = ""


class DocumentText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a document of the law data.

    ``this`` is what it calls itself, ``numbered``: its number stands in its head, ``term`` the term that is meant where
    no last day is given, ``decides`` the outcome whose remedies it names, ``table`` a table that is computed.
    """

    id: str
    title: str
    this: str
    paragraphs: tuple[Paragraph, ...] = ()
    rows: tuple[tuple[FormCell, ...], ...] = ()
    below: tuple[Paragraph, ...] = ()
    statements: Mapping[str, str] = {}
    numbered: bool = True
    term: str = ""
    decides: str = ""
    table: str = ""


class OutcomeText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a reply says of an item with this outcome."""

    id: str
    paragraphs: tuple[Paragraph, ...]


class DocumentWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A body's own title or paragraphs of a document."""

    id: str
    title: str = ""
    paragraphs: tuple[Paragraph, ...] = ()


class Own(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A body's own template file: each entry replaces the words of the document or outcome with its id."""

    documents: tuple[DocumentWords, ...] = ()
    outcomes: tuple[OutcomeText, ...] = ()


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that every document shares, and the label of each fact."""

    you: Mapping[str, str]
    subject: Mapping[str, str]
    item: str
    part: str
    earlier: str
    until: str
    within: str
    free: str
    priced: str
    steps: str
    band: str
    entry: str
    entry_asked: str
    remedies: Mapping[str, str]
    sign: str
    contact: str
    blank: str
    seal: str
    addressees: Mapping[str, str]
    labels: Mapping[str, str]


class Template(msgspec.Struct, frozen=True):
    """All words, checked against the law data (``check``)."""

    documents: Mapping[str, DocumentText]
    outcomes: Mapping[str, OutcomeText]


def slots(text: str) -> list[str]:
    """The names in braces, those joined by ``+`` apart."""
    return [name for found in _SLOT.findall(text) for name in found.split("+")]


def words(paragraph: Paragraph) -> str:
    """The text of a paragraph."""
    return paragraph if isinstance(paragraph, str) else paragraph.text


def all_slots(paragraphs: Sequence[Paragraph]) -> set[str]:
    """The slots of all paragraphs."""
    return {name for paragraph in paragraphs for name in slots(words(paragraph))}


def held(paragraphs: Sequence[Paragraph]) -> set[str]:
    """The slots that stand there whatever is given: of a paragraph that may be left out, its own condition alone."""
    always = all_slots([paragraph for paragraph in paragraphs if isinstance(paragraph, str)])
    return always | {one.when for one in paragraphs if isinstance(one, Text) and one.when in slots(one.text)}


def conditions(paragraphs: Sequence[Paragraph]) -> set[str]:
    """The facts without which a paragraph is left out."""
    return {paragraph.when for paragraph in paragraphs if isinstance(paragraph, Text)}


def decode(data: bytes, file: str, kind: type[_T]) -> _T:
    """A YAML file as ``kind``; raises LawDataError with file, line and key."""
    value, lines = parse(data, file)
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise _told(str(error), file, lines) from error


def _told(message: str, file: str, lines: Lines) -> LawDataError:
    found = _AT.search(message)
    key = found["key"] if found else "$"
    if unknown := _UNKNOWN.search(message):
        key = f"{key}.{unknown['name']}"
    text = message[: found.start()] if found else message
    return LawDataError(text, file=file, line=nearest_line(key, lines), key=key)


def _packaged(name: str, kind: Any) -> Any:
    data = resources.files("gongkai.writing.letters").joinpath("data", name).read_bytes()
    return decode(data, name, kind)


@cache
def wording() -> Wording:
    """The shared words."""
    found: Wording = _packaged("wording.yaml", Wording)
    return found


@cache
def packaged() -> Template:
    """The words that come with the project."""
    names = ("notices.yaml", "replies.yaml", "forms.yaml")
    documents = [text for name in names for text in _packaged(name, tuple[DocumentText, ...])]
    outcomes = _packaged("outcomes.yaml", tuple[OutcomeText, ...])
    return Template({text.id: text for text in documents}, {text.id: text for text in outcomes})
