"""Random lives of requests: at every step one of the events that the table has for where the request stands."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from gongkai.errors import GongkaiError
from gongkai.law.procedure_model import EventText
from gongkai.procedure.events import Event, History, Position
from gongkai.procedure.lifecycle import EMPTY, allowed, apply
from gongkai.procedure.rules import Procedure

FIRST, LAST = dt.date(2008, 5, 1), dt.date(2026, 3, 1)
CHANNELS = ("in_person", "oral", "post", "ordinary_mail", "online", "fax", "email")
PARTIES = ("", "甲", "乙")
# Longest pause between two events; long enough for every term to run out, short enough to stay in the calendar.
PAUSE = 40


def days_later(draw: st.DrawFn, day: dt.date, longest: int = PAUSE) -> dt.date:
    return day + dt.timedelta(days=draw(st.integers(0, longest)))


@st.composite
def histories(draw: st.DrawFn, procedure: Procedure, most: int = 9) -> History:
    """A history of up to ``most`` events, all of which the engine has allowed."""
    day = draw(st.dates(FIRST, LAST))
    channel = draw(st.sampled_from(CHANNELS))
    first = "submitted" if procedure.rules(day).receipt(channel) == "confirmation" else "received"
    history = apply(procedure, EMPTY, Event(first, day, channel=channel))
    for _ in range(draw(st.integers(0, most - 1))):
        day = days_later(draw, day)
        texts = allowed(procedure, history, day)
        if not texts or day > dt.date(2026, 8, 1):
            break
        event = draw(events(procedure, history.position, draw(st.sampled_from(texts)), day))
        try:
            history = apply(procedure, history, event)
        except GongkaiError:
            continue
    return history


@st.composite
def events(draw: st.DrawFn, procedure: Procedure, position: Position | None, text: EventText, day: dt.date) -> Event:
    """An event of one kind on ``day``, with what that kind needs."""
    fields: dict[str, Any] = {"by": draw(st.sampled_from(("", *text.who)))}
    if position is not None and position.open and text.effect == "end_consultation":
        fields["party"] = draw(st.sampled_from([c.party for c in position.open]))
    elif text.effect in ("exclude", "consult"):
        fields["party"] = draw(st.sampled_from(PARTIES))
    if text.id == "decided":
        ids = sorted(set(procedure.rules(day).outcomes) - {"not_supplemented", "not_paid"})
        fields["outcome"] = draw(st.sampled_from(ids))
    if text.id == "delivered":
        fields["method"] = draw(st.sampled_from(("direct", "entrusted", "post", "electronic")))
    if text.id == "deferred" or (text.id in UNTIL and draw(st.booleans())):
        fields["until"] = days_later(draw, day, 90)
    if text.effect in ("extend", "new_round", "order") and draw(st.booleans()):
        fields["length"] = draw(st.integers(1, 20))
    if text.document is not None and draw(st.booleans()):
        fields["reached"] = days_later(draw, day, 5)
    return Event(text.id, day, **fields)


UNTIL = ("supplement_notice", "set_aside", "reply_ordered")
