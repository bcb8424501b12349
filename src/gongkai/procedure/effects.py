"""What each event does to the position of a request: one function for each effect of the lifecycle table.

A function gets the procedure, the rules that govern the request, its position before, the event and its entry in the
table, and returns the fields that change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from gongkai.law.procedure_model import EventText
from gongkai.procedure.events import Consultation, Event, Position
from gongkai.procedure.outcomes import settled
from gongkai.procedure.rules import Procedure, Rules

Changes = dict[str, Any]
Effect = Callable[[Procedure, Rules, Position, Event, EventText], Changes]

_FRESH: Changes = {"extension": 0, "until": None, "excluded": ()}


def _none(_p: Procedure, _r: Rules, _position: Position, _event: Event, _text: EventText) -> Changes:
    return {}


def _start(_p: Procedure, rules: Rules, _position: Position, event: Event, _text: EventText) -> Changes:
    return {"received": event.day, "start": event.day, "base": rules.need("reply")}


def _await_supplement(
    procedure: Procedure, rules: Rules, _position: Position, event: Event, _text: EventText
) -> Changes:
    until = event.until or procedure.calendar.add(event.reached or event.day, rules.need("supplement"))
    return {"noticed": event.day, "waiting": until}


def _await_payment(procedure: Procedure, _r: Rules, _position: Position, event: Event, _text: EventText) -> Changes:
    days = procedure.rules(event.day).need("payment")
    return {"fee_noticed": True, "waiting": procedure.calendar.add(event.reached or event.day, days)}


def _restart(_p: Procedure, _r: Rules, position: Position, event: Event, _text: EventText) -> Changes:
    supplemented = position.supplemented or position.state == "awaiting_supplement"
    return {**_FRESH, "start": event.day, "waiting": None, "supplemented": supplemented}


def _consult(procedure: Procedure, rules: Rules, position: Position, event: Event, text: EventText) -> Changes:
    days = rules.days(text.deadline) if text.deadline else None
    limit = procedure.calendar.add(event.reached or event.day, days) if days else None
    kind = consulted(event.kind)
    opened = Consultation(kind, event.party, event.day, limit, text.effect == "exclude")
    return {"open": (*position.open, opened)}


def _end_consultation(_p: Procedure, _r: Rules, position: Position, event: Event, _text: EventText) -> Changes:
    ended = find_open(position, event)
    if ended is None:
        return {}
    left = tuple(c for c in position.open if c is not ended)
    if not ended.excludes:
        return {"open": left}
    last = event.day if ended.limit is None else min(event.day, ended.limit)
    return {"open": left, "excluded": (*position.excluded, (ended.since, last))}


def _extend(procedure: Procedure, rules: Rules, position: Position, event: Event, _text: EventText) -> Changes:
    days = event.length or rules.need("extension")
    if position.until is not None:
        return {"until": procedure.calendar.add(position.until, days), "extension": days}
    return {"extension": days}


def _ask_reasons(_p: Procedure, _r: Rules, _position: Position, _event: Event, _text: EventText) -> Changes:
    return {"reasons_asked": True}


def _defer(_p: Procedure, _r: Rules, _position: Position, event: Event, _text: EventText) -> Changes:
    return {"until": event.until}


def _decide(_p: Procedure, rules: Rules, position: Position, event: Event, _text: EventText) -> Changes:
    return _settle(position, settled(rules, event), event.day) | {"decided": event.day}


def _deliver(_p: Procedure, _r: Rules, _position: Position, event: Event, _text: EventText) -> Changes:
    return {"closed": event.day}


def _abandon(_p: Procedure, _r: Rules, position: Position, event: Event, text: EventText) -> Changes:
    changes = _settle(position, text.outcome or "", event.day)
    return changes | {"closed": event.day, "waiting": None, "open": ()}


def _new_term(procedure: Procedure, event: Event) -> Changes:
    days = event.length or procedure.rules(event.day).need("new_reply")
    return {**_FRESH, "start": event.day, "base": days, "until": event.until}


def _new_round(procedure: Procedure, _r: Rules, position: Position, event: Event, _text: EventText) -> Changes:
    return _new_term(procedure, event) | {
        "round": position.round + 1,
        "law_day": event.day,
        "noticed": None,
        "supplemented": False,
        "fee_noticed": False,
        "reasons_asked": False,
        "outcome": "",
        "decided": None,
        "closed": None,
    }


def _order(procedure: Procedure, _r: Rules, _position: Position, event: Event, _text: EventText) -> Changes:
    return _new_term(procedure, event)


def _settle(position: Position, outcome: str, day: dt.date) -> Changes:
    """The outcome of the round; that of the first is the one that the annual report counts."""
    first: Changes = {} if position.round > 1 else {"result": outcome, "result_day": day}
    return first | {"outcome": outcome}


def consulted(kind: str) -> str:
    """``third_party_answered`` -> ``third_party``: who an event of a consultation is about."""
    return kind.rpartition("_")[0]


def find_open(position: Position, event: Event) -> Consultation | None:
    """The consultation that ``event`` is about, if it is still open."""
    kind = consulted(event.kind)
    return next((c for c in position.open if c.kind == kind and c.party == event.party), None)


EFFECTS: Mapping[str, Effect] = {
    "none": _none,
    "submit": _none,
    "start": _start,
    "await_supplement": _await_supplement,
    "await_payment": _await_payment,
    "restart": _restart,
    "exclude": _consult,
    "consult": _consult,
    "end_consultation": _end_consultation,
    "extend": _extend,
    "ask_reasons": _ask_reasons,
    "defer": _defer,
    "decide": _decide,
    "deliver": _deliver,
    "abandon": _abandon,
    "new_round": _new_round,
    "order": _order,
}
