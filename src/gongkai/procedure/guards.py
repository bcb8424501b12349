"""The conditions of the lifecycle table: one function for each.

A function returns None where its condition holds, else the slots of the sentence that the table has for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from gongkai.law.procedure_model import EventText
from gongkai.procedure.clock import reply_due
from gongkai.procedure.effects import find_open
from gongkai.procedure.events import Event, Position
from gongkai.procedure.outcomes import settled
from gongkai.procedure.rules import Procedure, Rules

Slots = Mapping[str, object]
Guard = Callable[[Procedure, Rules, Position, Event, EventText], Slots | None]

# What only its own event can settle, and what presupposes an earlier event.
BY_EVENT = frozenset({"not_supplemented", "not_paid"})
UNCLEAR = "still_unclear"
EXCESSIVE = "excessive"


def _received_at_once(_p: Procedure, rules: Rules, _pos: Position, event: Event, _t: EventText) -> Slots | None:
    if rules.receipt(event.channel) != "confirmation":
        return None
    return {"channel": rules.law.channels[event.channel].label}


def _received_on_confirmation(_p: Procedure, rules: Rules, _pos: Position, event: Event, _t: EventText) -> Slots | None:
    if rules.receipt(event.channel) == "confirmation":
        return None
    return {"channel": rules.law.channels[event.channel].label}


def _one_supplement_notice(_p: Procedure, _r: Rules, position: Position, _event: Event, _t: EventText) -> Slots | None:
    return None if position.noticed is None else {"earlier": position.noticed}


def _waiting_over(_p: Procedure, _r: Rules, position: Position, event: Event, _t: EventText) -> Slots | None:
    if position.waiting is not None and event.day > position.waiting:
        return None
    return {"until": position.waiting}


def _payment_in_term(_p: Procedure, _r: Rules, position: Position, event: Event, _t: EventText) -> Slots | None:
    if position.waiting is not None and event.day <= position.waiting:
        return None
    return {"until": position.waiting}


def _within_reply_term(
    procedure: Procedure, _r: Rules, position: Position, event: Event, text: EventText
) -> Slots | None:
    due = reply_due(procedure.calendar, position, event.day)
    return None if due is not None and event.day <= due else {"due": due, "event": text.label}


def _one_extension(_p: Procedure, _r: Rules, position: Position, _event: Event, _t: EventText) -> Slots | None:
    return {} if position.extension else None


def _extension_length(_p: Procedure, rules: Rules, _pos: Position, event: Event, _t: EventText) -> Slots | None:
    limit = rules.need("extension")
    if event.length is None or 1 <= event.length <= limit:
        return None
    return {"limit": limit, "length": event.length}


def _reasons_asked(_p: Procedure, _r: Rules, position: Position, _event: Event, text: EventText) -> Slots | None:
    return None if position.reasons_asked else {"event": text.label}


def _later_than_due(procedure: Procedure, _r: Rules, position: Position, event: Event, _t: EventText) -> Slots | None:
    due = reply_due(procedure.calendar, position, event.day) or dt.date.max
    return None if event.until is not None and event.until > due else {"until": event.until, "due": due}


def _not_before_event(_p: Procedure, _r: Rules, _pos: Position, event: Event, _t: EventText) -> Slots | None:
    if event.until is None or event.until >= event.day:
        return None
    return {"until": event.until, "day": event.day}


def _one_fee_notice(_p: Procedure, _r: Rules, position: Position, _event: Event, _t: EventText) -> Slots | None:
    return {} if position.fee_noticed else None


def _consultation_is_new(_p: Procedure, _r: Rules, position: Position, event: Event, text: EventText) -> Slots | None:
    return None if find_open(position, event) is None else {"party": event.party or text.label}


def _consultation_is_open(_p: Procedure, _r: Rules, position: Position, event: Event, text: EventText) -> Slots | None:
    return {"party": event.party or text.label} if find_open(position, event) is None else None


def _opinion_term_over(_p: Procedure, _r: Rules, position: Position, event: Event, _t: EventText) -> Slots | None:
    found = find_open(position, event)
    if found is None or found.limit is None or event.day > found.limit:
        return None
    return {"until": found.limit}


def _outcome_is_a_reply(_p: Procedure, rules: Rules, _pos: Position, event: Event, _t: EventText) -> Slots | None:
    outcome = settled(rules, event)
    return {"outcome": rules.outcomes[outcome].label} if outcome in BY_EVENT else None


def _unclear_after_supplement(
    _p: Procedure, rules: Rules, position: Position, event: Event, _t: EventText
) -> Slots | None:
    if position.supplemented or not _comes_to(rules, event, UNCLEAR):
        return None
    return {"outcome": rules.outcomes[UNCLEAR].label}


def _reasons_before_excessive(
    _p: Procedure, rules: Rules, position: Position, event: Event, _t: EventText
) -> Slots | None:
    if position.reasons_asked or not _comes_to(rules, event, EXCESSIVE):
        return None
    return {"outcome": rules.outcomes[EXCESSIVE].label}


def _comes_to(rules: Rules, event: Event, outcome: str) -> bool:
    return settled(rules, event) == outcome if event.items else event.outcome == outcome


def _was_received(_p: Procedure, _r: Rules, position: Position, _event: Event, text: EventText) -> Slots | None:
    return {"event": text.label} if position.received is None else None


def _service_is_known(_p: Procedure, rules: Rules, _pos: Position, event: Event, _t: EventText) -> Slots | None:
    if event.method in rules.services:
        return None
    return {
        "method": event.method,
        "methods": "、".join(f"{name}（{label}）" for name, label in rules.services.items()),
    }


GUARDS: Mapping[str, Guard] = {
    "received_at_once": _received_at_once,
    "received_on_confirmation": _received_on_confirmation,
    "one_supplement_notice": _one_supplement_notice,
    "supplement_term_over": _waiting_over,
    "within_reply_term": _within_reply_term,
    "one_extension": _one_extension,
    "extension_length": _extension_length,
    "reasons_asked": _reasons_asked,
    "later_than_due": _later_than_due,
    "not_before_event": _not_before_event,
    "one_fee_notice": _one_fee_notice,
    "payment_in_term": _payment_in_term,
    "payment_term_over": _waiting_over,
    "consultation_is_new": _consultation_is_new,
    "consultation_is_open": _consultation_is_open,
    "opinion_term_over": _opinion_term_over,
    "outcome_is_a_reply": _outcome_is_a_reply,
    "unclear_after_supplement": _unclear_after_supplement,
    "reasons_before_excessive": _reasons_before_excessive,
    "was_received": _was_received,
    "service_is_known": _service_is_known,
}
