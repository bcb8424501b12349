"""The reply term of a request, derived from its history step by step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from gongkai.law.procedure_model import EventText
from gongkai.procedure.clock import RUNNING, excluded_spans, reply_due
from gongkai.procedure.events import Event, History, Position
from gongkai.procedure.explain import say_date
from gongkai.procedure.lifecycle import EMPTY, apply
from gongkai.procedure.rules import Procedure
from gongkai.procedure.term import Awaited, Step, StepKind, Term, walk

# Notices have moved days from the 29th of December on; before the next year's is loaded these may still move.
LAST_SETTLED = (12, 28)

# What the law data says of the reading of these is about their coming late.
_ON_LATENESS = frozenset({"supplement_notice", "supplement_received"})
_KINDS: dict[str, StepKind] = {"restart": "restart", "new_round": "restart", "order": "restart"}


def reply_term(procedure: Procedure, history: History, as_of: dt.date | None = None) -> Term:
    """The reply term of ``history`` with its derivation.

    ``as_of`` is today, for opinions without a limit. Of a closed request it is the term within which the reply had
    to be made. Raises CalendarUnknownError where it runs beyond the calendar.
    """
    positions = _positions(procedure, history)
    events = [
        step for pair in zip(history.events, pairwise(positions), strict=True) for step in _told(procedure, *pair)
    ]
    final = positions[-1]
    if final is None:
        return Term("答复期限", None, False, ())
    state = procedure.state_labels[final.state]
    running = _running(positions)
    due = None if running is None else reply_due(procedure.calendar, running, as_of)
    if running is None or due is None:
        return Term("答复期限", None, False, tuple(events), state, _awaited(procedure, final))
    steps = [*events, *_counting(procedure, running, due, as_of), *_cautions(procedure, running, final, due)]
    provisional = due > procedure.calendar.known_until or any(waiting.excludes for waiting in running.open)
    fixed = next((step for step in reversed(events) if step.kind == "fixed"), None)
    length = procedure.rules(running.law_day).law.lengths.get("reply")
    rests_on = fixed if running.until is not None else length
    basis, reading = ((), "") if rests_on is None else (rests_on.basis, rests_on.reading)
    steps.append(Step("due", due, due, label="答复期限届满", basis=basis, reading=reading))
    return Term("答复期限", due, provisional, tuple(steps), state)


def _positions(procedure: Procedure, history: History) -> list[Position | None]:
    found: list[Position | None] = [None]
    grown = EMPTY
    for event in history.events:
        grown = apply(procedure, grown, event)
        found.append(grown.position)
    return found


def _running(positions: list[Position | None]) -> Position | None:
    """The position whose reply term counts: the present one or, once a reply is served, the one before."""
    final = positions[-1]
    if final is None or final.state in RUNNING:
        return final
    before = positions[-2]
    return before if before is not None and before.state == "decided" else None


def _text(procedure: Procedure, event: Event, position: Position) -> EventText:
    day = position.law_day if event.kind != "set_aside" else event.day
    texts = [text for text in procedure.rules(day).law.lifecycle.events if text.id == event.kind]
    return next((t for t in texts if t.holds(event.day if t.dated_by == "event" else day)), texts[-1])


def _told(procedure: Procedure, event: Event, pair: tuple[Position | None, Position | None]) -> Iterator[Step]:
    before, after = pair
    if after is None:
        return
    text = _text(procedure, event, after)
    kind: StepKind = _KINDS.get(text.effect, "event")
    reading = "" if text.id in _ON_LATENESS else text.reading
    label = text.label if not event.party else f"{text.label}（{event.party}）"
    if text.effect in ("submit", "start"):
        yield _opening(procedure, event, after, text)
        return
    if text.effect == "extend":
        yield Step("extended", event.day, event.day, after.extension, label=label, basis=text.basis, reading=reading)
    elif after.until is not None and (before is None or before.until != after.until):
        yield Step("fixed", event.day, after.until, label=label, basis=text.basis, reading=reading)
    else:
        yield Step(kind, event.day, event.day, label=label, basis=text.basis, reading=reading)
    if before is not None:
        yield from _late(procedure, event, text, before)


def _opening(procedure: Procedure, event: Event, position: Position, text: EventText) -> Step:
    """How the request came in: what makes the day of receipt on its channel, and that this day does not count."""
    law = procedure.rules(position.law_day).law
    rule = law.receipt_rules[position.channel]
    label = f"{text.label}（{law.channels[position.channel].label}）"
    label += "，当日不计，自次日起算" if position.start else "，双方确认之前不起算"
    return Step("event", event.day, event.day, label=label, basis=rule.basis[:1], reading=rule.reading)


def _late(procedure: Procedure, event: Event, text: EventText, before: Position) -> Iterator[Step]:
    """What came after its own term, though the law lets it stand."""
    if text.deadline == "supplement_notice" and before.start is not None:
        limit = procedure.rules(before.law_day).need("supplement_notice")
        last = procedure.calendar.add(before.start, limit)
        if event.day > last:
            label = f"告知补正应当在{limit}个工作日内（{say_date(last)}届满）作出，已经逾期"
            yield Step("caution", last, event.day, label=label, basis=text.basis, reading=text.reading)
    late = before.waiting is not None and event.day > before.waiting
    if event.kind == "supplement_received" and late and before.waiting is not None:
        label = "收到补正晚于补正期限"
        yield Step("caution", before.waiting, event.day, label=label, basis=text.basis, reading=text.reading)


def _counting(procedure: Procedure, position: Position, due: dt.date, as_of: dt.date | None) -> Iterator[Step]:
    start = position.start
    if start is None or position.until is not None:
        return
    basis = procedure.rules(position.law_day).basis("reply")
    step = Step("excluded", start, start, label="征求意见", basis=basis)
    spans = tuple((span, step) for span in excluded_spans(position, as_of))
    yield from walk(procedure.calendar, start, due, spans)
    for waiting in position.open:
        label = "意见尚未收到，提前收到的届满日相应提前" if waiting.limit else "意见尚未收到，届满日随收到之日顺延"
        if waiting.excludes:
            yield Step("pending", waiting.since, waiting.limit or due, label=label, basis=basis)


def _cautions(procedure: Procedure, running: Position, final: Position, due: dt.date) -> Iterator[Step]:
    known = procedure.calendar.known_until
    if due > known:
        movable = "、".join(procedure.calendar.movable)
        label = (
            f"{known.year + 1}年的放假安排没有收录，暂按周一至周五和固定日期的法定节假日推算，没有计入{movable}和调休"
        )
        yield Step("pending", known, due, label=label)
    elif due.year == known.year and (due.month, due.day) > LAST_SETTLED:
        label = f"{known.year + 1}年的放假安排公布后，元旦前的几日可能调整"
        yield Step("caution", due, due, label=label)
    if final.closed is not None and final.closed > due and running is not final:
        yield Step("caution", due, final.closed, label="答复晚于答复期限")


def _awaited(procedure: Procedure, position: Position) -> Awaited | None:
    states = procedure.rules(position.law_day).law.lifecycle.states
    text = next(state for state in states if state.id == position.state)
    if text.clock == "ended":
        return None
    return Awaited(text.waits_for, text.label, position.waiting)
