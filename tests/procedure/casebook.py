"""Reads the worked cases of ``tests/cases`` and works them out.

A case names what it rests on (``basis``: articles; ``cites``: numbers of the law data), what is ``given`` and what to
``expect``. Which of the functions below works a case out is told by the one key of ``given`` that names it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import yaml

from gongkai.errors import CalendarUnknownError, GongkaiError, NotAllowedError
from gongkai.procedure import counting, fees, remedies
from gongkai.procedure.derive import reply_term
from gongkai.procedure.events import Event, History, ItemResult
from gongkai.procedure.explain import summary
from gongkai.procedure.lateness import next_due
from gongkai.procedure.lifecycle import EMPTY, apply, replay
from gongkai.procedure.rules import Procedure, Settings
from gongkai.procedure.single import single_term
from gongkai.procedure.term import Term

CASES = Path(__file__).parent.parent / "cases"
FIELDS = {field.name: field for field in msgspec.structs.fields(Event)}


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One worked case; ``file`` and ``number`` say where it stands."""

    name: str
    basis: tuple[str, ...]
    cites: tuple[str, ...]
    given: dict[str, Any]
    expect: dict[str, Any]
    because: str = ""
    file: str = ""
    number: int = 0

    @property
    def id(self) -> str:
        return f"{self.file}:{self.number}:{self.name}"


def read_cases() -> list[Case]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        for number, raw in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), start=1):
            found.append(msgspec.convert(raw | {"file": path.stem, "number": number}, Case))
    return found


def event(raw: dict[str, Any]) -> Event:
    """``{received: 2026-02-12, channel: post}``: the first key is the event, its value the day."""
    (kind, day), *rest = raw.items()
    fields: dict[str, Any] = dict(rest)
    if "items" in fields:
        fields["items"] = tuple(msgspec.convert(item, ItemResult) for item in fields["items"])
    unknown = set(fields) - set(FIELDS)
    assert not unknown, unknown
    return Event(kind, day, **fields)


def history(procedure: Procedure, raw: list[dict[str, Any]]) -> History:
    return replay(procedure, map(event, raw))


def _told(procedure: Procedure, term: Term, day: dt.date, expect: dict[str, Any]) -> dict[str, Any]:
    """The term in the words of ``expect``: only what is asked for."""
    law = procedure.rules(day).law
    kinds: dict[str, list[Any]] = {}
    for step in term.steps:
        kinds.setdefault(step.kind, []).append(step)
    answers: dict[str, Callable[[], Any]] = {
        "due": lambda: term.due,
        "provisional": lambda: term.provisional,
        "state": lambda: term.state,
        "waits_until": lambda: term.awaited and term.awaited.until,
        "waits_for": lambda: term.awaited and term.awaited.who,
        "holidays": lambda: list(dict.fromkeys(step.label for step in kinds.get("holiday", []))),
        "made_up": lambda: [step.first for step in kinds.get("made_up", [])],
        "excluded": lambda: sum(step.days for step in kinds.get("excluded", [])),
        "counted": lambda: sum(s.days for k in ("counted", "made_up") for s in kinds.get(k, [])),
        "cautions": lambda: len(kinds.get("caution", [])),
        "explains": lambda: _contained(expect.get("explains", []), "".join(summary(term, law))),
    }
    return {key: answers[key]() for key in expect if key in answers}


def _contained(wanted: list[str], text: str) -> list[str]:
    return [part for part in wanted if part in text]


def work_out(procedure: Procedure, case: Case) -> dict[str, Any]:
    """What the program says to ``case``, with the keys of its ``expect``."""
    kind = next(key for key in case.given if key in WORKERS)
    return WORKERS[kind](procedure, case.given, case.expect)


def _request(procedure: Procedure, given: dict[str, Any], expect: dict[str, Any]) -> dict[str, Any]:
    if given.get("provisional"):
        procedure = procedure.provisional
    if "settings" in given:
        procedure = Procedure(procedure.book, Settings(receipt=given["settings"]))
    grown = history(procedure, given["request"])
    position = grown.position
    assert position is not None
    try:
        term = reply_term(procedure, grown, given.get("as_of"))
    except CalendarUnknownError as error:
        return {"says": expect["says"] if expect.get("says", "?") in error.message else error.message}
    found = _told(procedure, term, position.law_day, expect)
    for key in ("received", "outcome", "round", "result", "result_day"):
        if key in expect:
            found[key] = getattr(position, key)
    if {"next", "left"} & set(expect):
        due = next_due(procedure, grown, given["as_of"])
        found |= {"next": due and due.duty, "left": due and due.left}
    return {key: found[key] for key in expect}


def _refused(procedure: Procedure, given: dict[str, Any], expect: dict[str, Any]) -> dict[str, Any]:
    *before, last = given["refused"]
    grown = history(procedure, before) if before else EMPTY
    says, kind = "allowed", ""
    try:
        apply(procedure, grown, event(last))
    except NotAllowedError as error:
        says = error.message
    except GongkaiError as error:
        says, kind = error.message, "usage"
    found = {"says": expect["says"] if expect["says"] in says else says, "kind": kind}
    return {key: found[key] for key in ("says", "kind") if key in expect or found[key] == "usage"}


def _term(procedure: Procedure, given: dict[str, Any], expect: dict[str, Any]) -> dict[str, Any]:
    if given.get("provisional"):
        procedure = procedure.provisional
    return _told(procedure, single_term(procedure, given["term"], given["day"]), given["day"], expect)


def _fee(procedure: Procedure, given: dict[str, Any], expect: dict[str, Any]) -> dict[str, Any]:
    made = fees.fee(procedure, given["fee"], given["count"], given["day"], given.get("earlier", 0))
    answers = {
        "amount": str(made.amount),
        "lines": [fees.say_line(line, made.unit) for line in made.lines],
        "note": _contained([expect.get("note", "")], made.note) == [expect.get("note", "")] and expect.get("note"),
    }
    return {key: answers[key] for key in expect}


def _remedies(procedure: Procedure, given: dict[str, Any], _expect: dict[str, Any]) -> dict[str, Any]:
    outcome = None if given["remedies"] == "silence" else given["remedies"]
    return {
        way.id: "after reconsideration" if way.must_wait else way.term.due if way.term else "any time"
        for way in remedies.ways(procedure, outcome, given["day"])
    }


def _count(procedure: Procedure, given: dict[str, Any], _expect: dict[str, Any]) -> dict[str, Any]:
    requests = [
        counting.counted(request["applicant"], history(procedure, request["events"])) for request in given["count"]
    ]
    form = procedure.rules(dt.date(given["year"], 12, 31)).law.form_for_year(given["year"])
    assert form is not None
    cells = counting.count(requests, form, given["year"])
    return {key.removeprefix("requests."): value for key, value in cells.items() if value}


def _working_days(procedure: Procedure, given: dict[str, Any], _expect: dict[str, Any]) -> dict[str, Any]:
    first, last = dt.date(given["working_days"], 1, 1), dt.date(given["working_days"], 12, 31)
    calendar = procedure.calendar
    return {"days": calendar.between(first, last) + calendar.is_working_day(first)}


def _day(procedure: Procedure, given: dict[str, Any], expect: dict[str, Any]) -> dict[str, Any]:
    if given.get("provisional"):
        procedure = procedure.provisional
    mark = procedure.calendar.mark(given["day_is"])
    answers = {"kind": mark.kind, "name": mark.name, "notice": mark.notice}
    return {key: answers[key] for key in expect}


WORKERS: dict[str, Callable[[Procedure, dict[str, Any], dict[str, Any]], dict[str, Any]]] = {
    "request": _request,
    "refused": _refused,
    "term": _term,
    "fee": _fee,
    "remedies": _remedies,
    "count": _count,
    "working_days": _working_days,
    "day_is": _day,
}
