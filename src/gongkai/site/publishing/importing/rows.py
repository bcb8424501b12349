"""A line -> what it does: drafts an item with its files, records a posting, writes a row of the standard catalogue.

Each raises the errors of the services that people use one by one; whoever calls has opened the transaction.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, BinaryIO, Final

from gongkai.errors import GongkaiError, NotFoundError, UsageError
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import catalogue, selectors
from gongkai.site.publishing.importing import tables
from gongkai.site.publishing.importing.parcel import Parcel
from gongkai.site.publishing.models import Attribute
from gongkai.site.publishing.services import drafts, files, postings, standard
from gongkai.site.web.scope import Scope
from gongkai.site.web.sheets import Line, Problem

_SEVERAL: Final = re.compile(r"[;；\n]")
_DAYS: Final = ("formed_on", "valid_until", "objection_until")
_TEXTS: Final = (
    "document_number", "issuer", "ground_reason", "summary", "html", "official_url", "legality_review", "filing",
    "objection_contact",
)  # fmt: skip


class RefusedError(GongkaiError):
    """A line with values that are none; ``problems`` say which."""

    code = "REFUSED"

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[0].message)
        self.problems = problems


def _item(scope: Scope, body: Body, line: Line, parcel: Parcel) -> None:
    problems: list[Problem] = []
    take = tables.Taker("items", line, problems)
    grounds = {name: label.partition("（")[0] for name, label in catalogue.grounds(scope.today).items()}
    words = {
        "title": tables.needed,
        "subject": lambda text: tables.word(tables.subjects(scope.today))(tables.needed(text)),
        "attribute": lambda text: tables.word(tables.attributes())(text) or Attribute.PROACTIVE.value,
        "ground": tables.word(grounds),
    }
    values: dict[str, Any] = {name: take(name, clean) for name, clean in words.items()}
    values |= {name: take(name, tables.day) for name in _DAYS} | {name: take(name, tables.text) for name in _TEXTS}
    names = [name.strip() for name in _SEVERAL.split(line.cells.get("files", "")) if name.strip()]
    streams = [(name, take("files", partial(_opened, parcel, name))) for name in names]
    if problems:
        raise RefusedError(problems)
    item = drafts.create(scope, body=body, draft=drafts.Draft(**values))
    for name, stream in streams:
        files.attach(scope, item_id=item.pk, name=name, stream=stream)


def _opened(parcel: Parcel, name: str, _cell: str) -> BinaryIO:
    try:
        return parcel.open(name)
    except NotFoundError as error:
        raise UsageError(error.message) from error


def _posting(scope: Scope, body: Body, line: Line, _parcel: Parcel) -> None:
    problems: list[Problem] = []
    take = tables.Taker("postings", line, problems)
    outlets = {name: found.label for name, found in catalogue.outlets(scope.today).items()}
    outlet = take("outlet", lambda text: tables.word(outlets)(tables.needed(text)))
    on, note = take("day", lambda text: tables.day(tables.needed(text))), take("note", tables.text)
    index, count = take("index_number", tables.text), take("count", tables.number)
    if not index and count is None and not problems:
        take("count", tables.needed)
    item = None
    if index:
        item = take("index_number", lambda text: _indexed(scope, body, text))
    if problems:
        raise RefusedError(problems)
    postings.post(scope, body=body, outlet=outlet, on=on, item_id=item, count=count or 1, note=note)


def _indexed(scope: Scope, body: Body, index: str) -> int:
    found = selectors.items(scope).filter(body=body, index_number=index).values_list("pk", flat=True).first()
    if found is None:
        raise UsageError("本机关没有这个索引号的信息。")
    return found


def _entry(scope: Scope, body: Body, line: Line, _parcel: Parcel) -> None:
    problems: list[Problem] = []
    take = tables.Taker("entries", line, problems)
    fields = {name: found.label for name, found in catalogue.fields(scope.today).items()}
    values = {name: take(name, tables.needed) for name in ("matter", "content")}
    values["field"] = take("field", lambda text: tables.word(fields)(tables.needed(text)))
    rest = ("number", "basis", "timing", "holder", "outlets", "audience", "mode", "level")
    values |= {name: take(name, tables.text) for name in rest}
    if problems:
        raise RefusedError(problems)
    standard.write(scope, body=body, row=standard.Row(**values), position=line.number)


DO: Final[dict[tables.Kind, Callable[[Scope, Body, Line, Parcel], None]]] = {
    "items": _item,
    "postings": _posting,
    "entries": _entry,
}
