"""The engine over the lifecycle table: ``apply(procedure, history, event)`` gives the history that follows.

The table (``law/data/lifecycle.yaml``) says what may happen from where, who may do it, on which conditions and with
what effect; nothing of that is repeated here. A history only ever grows by ``apply``, so every one is lawful.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from gongkai.errors import NotAllowedError, UsageError
from gongkai.law.procedure_model import EventText
from gongkai.procedure.effects import EFFECTS
from gongkai.procedure.events import Event, History, Position
from gongkai.procedure.explain import say_date
from gongkai.procedure.guards import GUARDS, Slots
from gongkai.procedure.rules import Procedure, Rules

EMPTY = History()


def apply(procedure: Procedure, history: History, event: Event) -> History:
    """``history`` with ``event`` at its end.

    Raises NotAllowedError, in a sentence for the officer, where the table does not allow it, and UsageError where
    the event itself is incomplete or names something that does not exist.
    """
    position = history.position or Position(state="", law_day=event.day, last=event.day, channel=event.channel)
    rules = procedure.rules(position.law_day)
    key = (position.state, event.kind)
    text = rules.by_request.get(key) or procedure.rules(event.day).by_event.get(key)
    if text is None:
        raise _refusal(procedure, rules, position, event)
    if event.day < position.last:
        raise NotAllowedError(
            f"“{text.label}”（{say_date(event.day)}）早于前一事项（{say_date(position.last)}），请按先后次序登记。"
        )
    if event.by and event.by not in text.who:
        raise NotAllowedError(f"“{text.label}”不能由{_role(rules, event.by)}作出。")
    if event.reached is not None and event.reached < event.day:
        reached, day = say_date(event.reached), say_date(event.day)
        raise NotAllowedError(f"“{text.label}”的文书不能在发出（{day}）之前收到（{reached}）。")
    if text.needs:
        _complete(text, event)
    for name in text.guards:
        slots = GUARDS[name](procedure, rules, position, event, text)
        if slots is not None:
            raise NotAllowedError(procedure.guard_texts[name].format_map(_in_words(slots)))
    return History((*history.events, event), EFFECTS[text.effect](procedure, rules, position, event, text))


def _in_words(slots: Slots) -> Slots:
    return {name: say_date(value) if isinstance(value, dt.date) else value for name, value in slots.items()}


def _complete(text: EventText, event: Event) -> None:
    for need in text.needs:
        if not getattr(event, need):
            raise UsageError(f"登记“{text.label}”须同时写明 {need}。")


def replay(procedure: Procedure, events: Iterable[Event]) -> History:
    """The history of ``events``, applied one after another to nothing."""
    history = EMPTY
    for event in events:
        history = apply(procedure, history, event)
    return history


def allowed(procedure: Procedure, history: History, day: dt.date, by: str = "") -> tuple[EventText, ...]:
    """The events that the table has for where ``history`` stands on ``day`` (for the role ``by``, if given).

    Conditions that depend on what the event says are not judged; ``apply`` does.
    """
    position = history.position
    state = position.state if position else ""
    rules = procedure.rules(position.law_day if position else day)
    tables = (rules.by_request, procedure.rules(day).by_event)
    found = [text for table in tables for (source, _), text in table.items() if source == state]
    return tuple(text for text in found if not by or by in text.who)


def _refusal(procedure: Procedure, rules: Rules, position: Position, event: Event) -> UsageError:
    """Why the table has nothing for ``event`` where the request stands."""
    label = procedure.labels.get(event.kind)
    if label is None:
        return UsageError(f"事项“{event.kind}”不存在；可以是：{'、'.join(procedure.labels)}。")
    if not position.state:
        return NotAllowedError(f"“{label}”之前须先登记收到申请。")
    sources = [
        source
        for table in (rules.by_request, procedure.rules(event.day).by_event)
        for source, kind in table
        if kind == event.kind and source
    ]
    state = procedure.state_labels[position.state]
    since = _not_yet(rules, event)
    if since is not None:
        return NotAllowedError(f"“{label}”自{say_date(since)}起才有规定，不适用于这一申请。")
    if not sources:
        return NotAllowedError(f"申请“{state}”时不能登记“{label}”。")
    states = "、".join(f"“{procedure.state_labels[source]}”" for source in dict.fromkeys(sources))
    return NotAllowedError(f"申请目前“{state}”，“{label}”只能在{states}时登记。")


def _not_yet(rules: Rules, event: Event) -> dt.date | None:
    """The first day of an event that no rule knew when it would have applied."""
    texts = [text for text in rules.law.lifecycle.events if text.id == event.kind]
    first = min(texts, key=lambda text: text.since)
    day = rules.law.day if first.dated_by == "request" else event.day
    return first.since if day < first.since else None


def _role(rules: Rules, role: str) -> str:
    label = next((r.label for r in rules.law.lifecycle.roles if r.id == role), role)
    return f"“{label}”"
