"""Terms in Chinese, the way an officer would explain them, and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from gongkai.law import LawView
from gongkai.procedure.term import Step, StepKind, Term

WEEKDAYS = "一二三四五六日"
_SKIPPED = ("weekend", "holiday", "festival")


def say_day(day: dt.date) -> str:
    """``2026年3月18日（星期三）``."""
    return f"{say_date(day)}（星期{WEEKDAYS[day.weekday()]}）"


def say_date(day: dt.date) -> str:
    """``2026年3月18日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def say_span(first: dt.date, last: dt.date) -> str:
    """``2026年2月15日至23日``, or one day; year and month are not repeated."""
    if first == last:
        return say_date(first)
    if first.year != last.year:
        return f"{say_date(first)}至{say_date(last)}"
    if first.month != last.month:
        return f"{say_date(first)}至{last.month}月{last.day}日"
    return f"{say_date(first)}至{last.day}日"


def sentence(step: Step, law: LawView) -> str:
    """One step of a derivation as a sentence."""
    cited = "、".join(law.cite_short(basis) for basis in step.basis)
    return _SENTENCES[step.kind](step) + (f"（{cited}）" if cited else "") + "。"


def _counted(step: Step) -> str:
    return f"{say_span(step.first, step.last)}，{step.days}个工作日，累计{step.total}个"


def _made_up(step: Step) -> str:
    days = "、".join(say_day(step.first + dt.timedelta(days=n)) for n in range((step.last - step.first).days + 1))
    return f"{days}，因{step.label}调休上班，计入，累计{step.total}个（{step.notice}）"


_SENTENCES: dict[StepKind, Callable[[Step], str]] = {
    "event": lambda s: f"{say_date(s.first)}，{s.label}",
    "restart": lambda s: f"{say_date(s.first)}，{s.label}，期限自次日起重新计算",
    "extended": lambda s: f"{say_date(s.first)}，{s.label}{s.days}个工作日",
    "fixed": lambda s: f"{say_date(s.first)}，{s.label}至{say_date(s.last)}",
    "counted": _counted,
    "made_up": _made_up,
    "weekend": lambda s: f"{say_span(s.first, s.last)}，周末，不计",
    "holiday": lambda s: f"{say_span(s.first, s.last)}，{s.label}放假{s.days}天，不计（{s.notice}）",
    "festival": lambda s: f"{say_span(s.first, s.last)}，{s.label}（法定节假日），不计",
    "excluded": lambda s: f"{say_span(s.first, s.last)}，{s.label}，扣除{s.days}个工作日",
    "length": lambda s: f"自{say_date(s.first)}起算，{s.label}，至{say_date(s.last)}",
    "rolled": lambda s: f"{say_day(s.first)}为休息日，顺延至{say_day(s.last)}",
    "pending": lambda s: f"暂定：{s.label}",
    "caution": lambda s: f"注意：{s.label}",
    "due": lambda s: f"{say_day(s.last)}，{s.label}",
}


def summary(term: Term, law: LawView) -> list[str]:
    """The derivation in lines: what happened, then the days counted and skipped, each holiday by its name."""
    lines = [sentence(step, law) for step in term.steps if step.kind in ("event", "restart", "extended", "fixed")]
    lines += [sentence(step, law) for step in term.steps if step.kind == "length"]
    counted = [step for step in term.steps if step.kind in ("counted", "made_up")]
    if counted:
        first = counted[0].first
        number = sum(step.days for step in counted)
        cited = "、".join(law.cite_short(basis) for step in term.steps if step.kind == "due" for basis in step.basis)
        lines.append(f"自{say_date(first)}起计入{number}个工作日（{cited}）。")
    lines += [sentence(step, law) for step in term.steps if step.kind == "made_up"]
    weekends = sum(step.days for step in term.steps if step.kind == "weekend")
    if weekends:
        lines.append(f"周末{weekends}天不计。")
    later = ("holiday", "festival", "excluded", "rolled", "pending", "caution")
    lines += [sentence(step, law) for step in term.steps if step.kind in later]
    return lines


def to_json(term: Term, law: LawView) -> dict[str, Any]:
    """The term as plain values: ``due``, ``provisional``, ``steps`` and, while none runs, ``awaited``."""
    found: dict[str, Any] = {
        "due": None if term.due is None else term.due.isoformat(),
        "provisional": term.provisional,
        "steps": [_step_json(step, law) for step in term.steps],
    }
    if term.state:
        found["state"] = term.state
    if term.awaited is not None:
        until = term.awaited.until
        found["awaited"] = {
            "who": term.awaited.who,
            "what": term.awaited.what,
            "until": None if until is None else until.isoformat(),
        }
    return found


def _step_json(step: Step, law: LawView) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": step.kind,
        "from": step.first.isoformat(),
        "to": step.last.isoformat(),
        "text": sentence(step, law),
    }
    if step.kind in ("counted", "made_up", "excluded", "extended", *_SKIPPED):
        found["days"] = step.days
    if step.total is not None:
        found["total"] = step.total
    if step.label:
        found["label"] = step.label
    if step.notice:
        found["notice"] = step.notice
    if step.basis:
        found["basis"] = list(step.basis)
    if step.reading:
        found["reading"] = step.reading
    return found
