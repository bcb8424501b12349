"""What each event does to the position of a request: one function for each effect of the lifecycle table.

A function gets the procedure, the rules that govern the request, its position before, the event and its entry in the
table, and returns the position after.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from gongkai.law.procedure_model import EventText
from gongkai.procedure.events import Consultation, Event, Position
from gongkai.procedure.outcomes import settled
from gongkai.procedure.rules import Procedure, Rules

Effect = Callable[[Procedure, Rules, Position, Event, EventText], Position]

PROCESSING, CONSULTING = "processing", "consulting"


def _none(_p: Procedure, _r: Rules, position: Position, event: Event, text: EventText) -> Position:
    return replace(position, state=_state(text, position.open), last=event.day)


def _start(_p: Procedure, rules: Rules, position: Position, event: Event, text: EventText) -> Position:
    base = rules.need("reply")
    return replace(position, state=text.to, last=event.day, received=event.day, start=event.day, base=base)


def _await_supplement(
    procedure: Procedure, rules: Rules, position: Position, event: Event, text: EventText
) -> Position:
    until = event.until or procedure.calendar.add(event.reached or event.day, rules.need("supplement"))
    return replace(position, state=text.to, last=event.day, noticed=event.day, waiting=until)


def _await_payment(procedure: Procedure, _r: Rules, position: Position, event: Event, text: EventText) -> Position:
    days = procedure.rules(event.day).need("payment")
    until = procedure.calendar.add(event.reached or event.day, days)
    return replace(position, state=text.to, last=event.day, fee_noticed=True, waiting=until)


def _restart(_p: Procedure, _r: Rules, position: Position, event: Event, text: EventText) -> Position:
    return replace(
        position,
        state=text.to,
        last=event.day,
        start=event.day,
        extension=0,
        until=None,
        excluded=(),
        waiting=None,
        supplemented=position.supplemented or position.state == "awaiting_supplement",
    )


def _consult(procedure: Procedure, rules: Rules, position: Position, event: Event, text: EventText) -> Position:
    days = rules.days(text.deadline) if text.deadline else None
    limit = procedure.calendar.add(event.reached or event.day, days) if days else None
    opened = Consultation(consulted(event.kind), event.party, event.day, limit, text.effect == "exclude")
    return replace(position, state=CONSULTING, last=event.day, open=(*position.open, opened))


def _end_consultation(_p: Procedure, _r: Rules, position: Position, event: Event, text: EventText) -> Position:
    ended = find_open(position, event)
    assert ended is not None  # its guard has seen to that
    left = tuple(c for c in position.open if c is not ended)
    last = event.day if ended.limit is None else min(event.day, ended.limit)
    excluded = (*position.excluded, (ended.since, last)) if ended.excludes else position.excluded
    return replace(position, state=_state(text, left), last=event.day, open=left, excluded=excluded)


def _extend(procedure: Procedure, rules: Rules, position: Position, event: Event, text: EventText) -> Position:
    days = event.length or rules.need("extension")
    until = None if position.until is None else procedure.calendar.add(position.until, days)
    return replace(position, state=_state(text, position.open), last=event.day, extension=days, until=until)


def _ask_reasons(_p: Procedure, _r: Rules, position: Position, event: Event, text: EventText) -> Position:
    return replace(position, state=_state(text, position.open), last=event.day, reasons_asked=True)


def _defer(_p: Procedure, _r: Rules, position: Position, event: Event, text: EventText) -> Position:
    return replace(position, state=_state(text, position.open), last=event.day, until=event.until)


def _decide(_p: Procedure, rules: Rules, position: Position, event: Event, text: EventText) -> Position:
    outcome, day = settled(rules, event), event.day
    result, result_day = _counted(position, outcome, event)
    return replace(
        position, state=text.to, last=day, outcome=outcome, decided=day, result=result, result_day=result_day
    )


def _deliver(_p: Procedure, _r: Rules, position: Position, event: Event, text: EventText) -> Position:
    return replace(position, state=text.to, last=event.day, closed=event.day)


def _abandon(_p: Procedure, _r: Rules, position: Position, event: Event, text: EventText) -> Position:
    outcome, day = text.outcome or "", event.day
    result, result_day = _counted(position, outcome, event)
    return replace(
        position,
        state=text.to,
        last=day,
        outcome=outcome,
        closed=day,
        waiting=None,
        open=(),
        result=result,
        result_day=result_day,
    )


def _new_round(procedure: Procedure, _r: Rules, position: Position, event: Event, text: EventText) -> Position:
    return Position(
        state=text.to,
        law_day=event.day,
        last=event.day,
        channel=position.channel,
        received=position.received,
        round=position.round + 1,
        start=event.day,
        base=event.length or procedure.rules(event.day).need("new_reply"),
        until=event.until,
        result=position.result,
        result_day=position.result_day,
    )


def _order(procedure: Procedure, _r: Rules, position: Position, event: Event, text: EventText) -> Position:
    days = event.length or procedure.rules(event.day).need("new_reply")
    return replace(
        position,
        state=_state(text, position.open),
        last=event.day,
        start=event.day,
        base=days,
        extension=0,
        until=event.until,
        excluded=(),
    )


def _counted(position: Position, outcome: str, event: Event) -> tuple[str, dt.date | None]:
    """The outcome and the day that the annual report counts: those of the first round."""
    return (outcome, event.day) if position.round == 1 else (position.result, position.result_day)


def _state(text: EventText, waiting: tuple[Consultation, ...]) -> str:
    """Where the event leads; a request being processed while an opinion is waited for is being consulted on."""
    return CONSULTING if waiting and text.to == PROCESSING else text.to


def consulted(kind: str) -> str:
    """``third_party_answered`` -> ``third_party``: who an event of a consultation is about."""
    return kind.rpartition("_")[0]


def find_open(position: Position, event: Event) -> Consultation | None:
    """The consultation that ``event`` is about, if it is still open."""
    kind = consulted(event.kind)
    return next((c for c in position.open if c.kind == kind and c.party == event.party), None)


# What an event may say beside its day, by effect; who acted, why and when a letter arrived may always be said.
TAKES: Mapping[str, frozenset[str]] = {
    "submit": frozenset({"channel"}),
    "start": frozenset({"channel"}),
    "await_supplement": frozenset({"until"}),
    "exclude": frozenset({"party"}),
    "consult": frozenset({"party"}),
    "end_consultation": frozenset({"party"}),
    "extend": frozenset({"length"}),
    "defer": frozenset({"until"}),
    "decide": frozenset({"outcome", "principal", "items"}),
    "deliver": frozenset({"method"}),
    "new_round": frozenset({"length", "until"}),
    "order": frozenset({"length", "until"}),
}
ALWAYS = frozenset({"by", "reason", "reached"})

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
