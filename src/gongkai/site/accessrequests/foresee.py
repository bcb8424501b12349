"""What an event would do to a request, told before anybody confirms it."""

from __future__ import annotations

import datetime as dt

import msgspec

from gongkai.law.procedure_model import EventText
from gongkai.procedure.events import Event, History
from gongkai.procedure.explain import say_date
from gongkai.procedure.lifecycle import apply
from gongkai.site.accessrequests.standing import engine, term_of, unsettled
from gongkai.site.web.procedures import procedure


class Foreseen(msgspec.Struct, frozen=True):
    """The state before and after, the last day of the reply term before and after, why, and other consequences."""

    state_before: str
    state_after: str
    due_before: dt.date | None
    due_after: dt.date | None
    sentences: tuple[str, ...]


def text_of(history: History, kind: str, day: dt.date) -> EventText | None:
    """The entry of the lifecycle table for ``kind`` where ``history`` stands; None where there is none."""
    position = history.position
    assert position is not None  # a request has steps from the moment it is entered
    key = (position.state, kind)
    return procedure().rules(position.law_day).by_request.get(key) or procedure().rules(day).by_event.get(key)


def foresee(history: History, event: Event, today: dt.date) -> Foreseen:
    """What ``event`` would do. Raises as ``lifecycle.apply`` does."""
    after = apply(engine(), history, event)
    before, then = history.position, after.position
    assert before is not None
    assert then is not None
    due_before, due_after = term_of(history, today).due, term_of(after, today).due
    labels = procedure().state_labels
    text = text_of(history, event.kind, event.day)
    assert text is not None  # apply has found it
    told = [_of_term(text, due_before, due_after, event.day)]
    if then.waiting is not None and then.waiting != before.waiting:
        told.append(f"在{say_date(then.waiting)}之前等待{_waited_for(then.state, event.day)}。")
    told += [f"提出意见的期限至{say_date(c.limit)}届满。" for c in then.open if c not in before.open and c.limit]
    if unsettled(due_after, then.waiting, *(c.limit for c in then.open)):
        told.append(beyond())
    if then.outcome and then.outcome != before.outcome:
        law = procedure().rules(then.law_day).law
        told.append(f"本轮办理结果为“{law.outcomes[then.outcome].label}”。")
    if then.state == "closed":
        told.append("这件申请随之办结。")
    return Foreseen(labels[before.state], labels[then.state], due_before, due_after, tuple(told))


def beyond() -> str:
    """Why a day may still move that lies beyond the last notice of rest days."""
    year = procedure().calendar.known_until.year
    return f"{year}年以后的放假安排还没有收录，落在{year}年以后的日期是暂定的，收录后重新推算。"


def because(text: EventText, day: dt.date) -> str:
    """On what an event rests: its articles and how a doubtful text is taken."""
    law = procedure().rules(day).law
    cited = "、".join(law.cite_short(basis) for basis in text.basis)
    return "：".join(part for part in (cited, text.reading) if part)


def _of_term(text: EventText, before: dt.date | None, after: dt.date | None, day: dt.date) -> str:
    reason = because(text, day)
    why = f"，因为{reason.removesuffix('。')}" if reason else ""
    if before == after:
        kept = "没有答复期限" if after is None else f"答复期限仍为{say_date(after)}"
        return f"登记“{text.label}”后{kept}{why}。"
    if before is None:
        return f"答复期限将为{say_date(after or day)}{why}。"
    if after is None:
        return f"答复期限（现为{say_date(before)}）将停止计算{why}。"
    return f"答复期限将由{say_date(before)}改为{say_date(after)}{why}。"


def _waited_for(state: str, day: dt.date) -> str:
    states = procedure().rules(day).law.lifecycle.states
    return next((text.waits_for for text in states if text.id == state), "")
