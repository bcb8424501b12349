"""Every number of the procedure's law data, and the law with one of them changed.

A number belongs to an entry, which is what cases cite: ``deadlines/reply@2019-05-15``, ``fees/pages``,
``calendar/2024/国庆节``, ``festivals/new_year``, ``channels/online@2019-05-15``, ``lifecycle/extended@2019-05-15``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from typing import Any
from unittest.mock import patch

import msgspec
import yaml

from gongkai.errors import LawDataError
from gongkai.law import LawBook
from gongkai.law import load as loader
from gongkai.law.load import PACKAGE_DATA, build, read_files
from gongkai.law.model import Law
from gongkai.law.source import parse
from gongkai.procedure.rules import Procedure

FILES = read_files([PACKAGE_DATA])
ORIGINAL = {name: yaml.safe_load(data) for name, data in FILES.items()}
Change = Callable[[Any], None]
# The first day of the calendar: what a notice says of the December before is of no use to anyone.
BEGIN = dt.date(2008, 1, 1)
# The first year without a notice.
AHEAD = dt.date(max(item["year"] for item in ORIGINAL.values() if "year" in item) + 1, 1, 1)
_parse = cache(parse)


class Number(msgspec.Struct, frozen=True):
    """One number: its entry, its file, what it is, and the changes to try, the nearest first."""

    entry: str
    file: str
    what: str
    changes: tuple[Change, ...]

    @property
    def id(self) -> str:
        return f"{self.entry}:{self.what}"


def numbers() -> Iterator[Number]:
    for file, document in ORIGINAL.items():
        kind = file.split("/")[0].removesuffix(".yaml")
        if kind in READERS:
            yield from READERS[kind](file, document)


def _one_more(*path: Any, key: str, by: int = 1) -> Change:
    def change(document: Any) -> None:
        target = document
        for step in path:
            target = target[step]
        value = target[key]
        target[key] = value + (dt.timedelta(days=by) if isinstance(value, dt.date) else by)

    return change


def _dated(file: str, document: Any, kind: str, values: str) -> Iterator[Number]:
    for i, item in enumerate(document):
        for k, value in enumerate(item[values]):
            entry = f"{kind}/{item['id']}@{value['since']}"
            for key in ("length", "since"):
                if key in value:
                    yield Number(entry, file, key, (_one_more(i, values, k, key=key),))


def _bands(file: str, document: Any) -> Iterator[Number]:
    for i, scale in enumerate(document):
        entry = f"fees/{scale['id']}"
        yield Number(entry, file, "since", (_one_more(i, key="since"),))
        for k, band in enumerate(scale["bands"]):
            for key in ("price", "step", "rise"):
                if key in band:
                    yield Number(entry, file, f"{key} {k}", (_one_more(i, "bands", k, key=key),))
            if "last" in band:
                upper, lower = _one_more(i, "bands", k, key="last"), _one_more(i, "bands", k + 1, key="first")
                yield Number(entry, file, f"border {k}", (_both(upper, lower),))


def _both(one: Change, other: Change) -> Change:
    def change(document: Any) -> None:
        one(document)
        other(document)

    return change


def _calendar(file: str, document: Any) -> Iterator[Number]:
    for i, holiday in enumerate(document["holidays"]):
        entry = f"calendar/{document['year']}/{holiday['name']}"
        for key in [key for key in ("first", "last") if holiday[key] >= BEGIN]:
            changes = tuple(_one_more("holidays", i, key=key, by=by) for by in (1, -1, 2, -2, 3, -3))
            yield Number(entry, file, key, changes)
        for k, day in enumerate(holiday.get("workdays", ())):
            if day >= BEGIN:
                yield Number(entry, file, f"workday {k}", (_without(i, k),))


def _without(i: int, k: int) -> Change:
    def change(document: Any) -> None:
        del document["holidays"][i]["workdays"][k]

    return change


def _festivals(file: str, document: Any) -> Iterator[Number]:
    """Each fixed day, changed for the years to come: those of the past have notices that would not fit it."""
    for i, item in enumerate(document):
        if "day" in item:
            yield Number(f"festivals/{item['id']}", file, "day", (_both(_one_more(i, key="day"), _from_now_on(i)),))


def _from_now_on(i: int) -> Change:
    def change(document: Any) -> None:
        document[i]["since"] = AHEAD

    return change


def _remedies(file: str, document: Any) -> Iterator[Number]:
    for i, item in enumerate(document):
        yield Number(f"remedies/{item['id']}@{item['since']}", file, "since", (_one_more(i, key="since"),))


def _lifecycle(file: str, document: Any) -> Iterator[Number]:
    for i, item in enumerate(document["events"]):
        entry = f"lifecycle/{item['id']}@{item['since']}"
        yield Number(entry, file, "since", (_one_more("events", i, key="since"),))


READERS: dict[str, Callable[[str, Any], Iterator[Number]]] = {
    "deadlines": lambda file, document: _dated(file, document, "deadlines", "values"),
    "channels": lambda file, document: _dated(file, document, "channels", "rules"),
    "fees": _bands,
    "calendar": _calendar,
    "festivals": _festivals,
    "remedies": _remedies,
    "lifecycle": _lifecycle,
}


def changed(number: Number, unchanged: Procedure) -> Procedure | None:
    """The procedure under the law with ``number`` changed by the nearest change that is lawful and matters.

    None where the loader refuses every change that matters: it guards the number by itself.
    """
    for change in number.changes:
        document = deepcopy(ORIGINAL[number.file])
        change(document)
        data = yaml.safe_dump(document, allow_unicode=True, sort_keys=False).encode()
        try:
            found = Procedure(LawBook(_built(number.file, data)))
        except LawDataError:
            continue
        if number.what not in ("first", "last") or _differ(found, unchanged):
            return found
    return None


def _differ(one: Procedure, other: Procedure) -> bool:
    return one.calendar._days != other.calendar._days


def _built(file: str, data: bytes) -> Law:
    """The law with one file replaced; the others are parsed once for all changes."""
    with patch.object(loader, "parse", _parse):
        return build(FILES | {file: data})
