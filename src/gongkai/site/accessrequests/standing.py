"""Where a request stands: its history from its steps, and what is derived from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

import msgspec

from gongkai.law.procedure_model import EventText
from gongkai.procedure.clock import RUNNING
from gongkai.procedure.derive import reply_term
from gongkai.procedure.events import Event, History, Position
from gongkai.procedure.lifecycle import allowed, replay
from gongkai.procedure.rules import Procedure
from gongkai.procedure.term import Term
from gongkai.site.accessrequests.models import Request, Step
from gongkai.site.accessrequests.values import event_of, unseal
from gongkai.site.web.procedures import procedure

# Stands in the place of words that were destroyed with the file.
WIPED: Final = "（已随档案销毁）"


class Standing(msgspec.Struct, frozen=True):
    """A request's history, its reply term with derivation, and what may happen next."""

    history: History
    position: Position
    term: Term
    next: tuple[EventText, ...]


def engine() -> Procedure:
    """The procedure by which requests go on although next year's rest days are not announced yet.

    Nobody is kept from recording what happened; days beyond the last notice are provisional (``unsettled``), and are
    counted anew each night.
    """
    return procedure().provisional


def history_of(steps: Iterable[Step]) -> History:
    """The history that a request's steps make, in their order."""
    return replay(engine(), map(event_in, steps))


def event_in(step: Step) -> Event:
    """The event of a step, with its reason, or that this has been destroyed."""
    event = event_of(step.sealed)
    if step.words or step.wiped_on is not None:
        return msgspec.structs.replace(event, reason=unseal(step.words, str) if step.words else WIPED)
    return event


def term_of(history: History, today: dt.date) -> Term:
    """The reply term with its derivation; provisional where it runs beyond the years that are known."""
    return reply_term(engine(), history, today)


def unsettled(*days: dt.date | None) -> bool:
    """Whether one of ``days`` was counted beyond the last notice of rest days, and may still move."""
    known = procedure().calendar.known_until
    return any(day is not None and day > known for day in days)


def standing(history: History, today: dt.date) -> Standing:
    """All that the pages of a request show of its procedure."""
    assert history.position is not None  # a request has steps from the moment it is entered
    return Standing(history, history.position, term_of(history, today), allowed(engine(), history, today))


def derive(request: Request, history: History, today: dt.date) -> None:
    """Write into ``request`` what follows from its history; the caller saves it."""
    position = history.position
    assert position is not None
    request.channel = position.channel or request.channel
    request.state, request.round = position.state, position.round
    request.received_on = position.received
    request.due_on = term_of(history, today).due if position.state in RUNNING else None
    request.waiting_until = position.waiting
    request.act_on = request.due_on or position.waiting or dt.date.max
    request.outcome, request.closed_on = position.outcome, position.closed
    request.result, request.result_day = position.result, position.result_day


def first_event(channel: str, day: dt.date, confirmed: bool) -> Event:
    """How a request begins: received at once or, on a channel that asks for it, submitted and to be confirmed."""
    rule = procedure().rules(day).receipt(channel)
    kind = "received" if confirmed or rule != "confirmation" else "submitted"
    return Event(kind=kind, day=day, channel=channel)
