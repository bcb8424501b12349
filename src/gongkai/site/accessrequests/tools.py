"""What the calculators and the pages of a request say of a term and a fee: the day or the sum, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from gongkai.procedure.events import Event, History
from gongkai.procedure.explain import summary
from gongkai.procedure.fees import Fee, fee, say_line
from gongkai.procedure.lifecycle import replay
from gongkai.procedure.term import Term
from gongkai.site.accessrequests.standing import term_of
from gongkai.site.web.procedures import procedure


class Reason(msgspec.Struct, frozen=True):
    """An article that a result rests on, and what it says in our words."""

    cited: str
    summary: str


class TermFound(msgspec.Struct, frozen=True):
    """A term, its derivation in lines, the articles, and how doubtful texts are taken."""

    term: Term
    lines: tuple[str, ...]
    basis: tuple[Reason, ...]
    readings: tuple[str, ...]


class FeeFound(msgspec.Struct, frozen=True):
    """A fee, its lines as in a notice, and the articles."""

    fee: Fee
    lines: tuple[str, ...]
    basis: tuple[Reason, ...]


def term_from(events: Iterable[Event], today: dt.date) -> TermFound:
    """The reply term of what happened. Raises NotAllowedError where it cannot have happened like that."""
    return explained(replay(procedure().provisional, events), today)


def explained(history: History, today: dt.date) -> TermFound:
    """The reply term of a history, told step by step."""
    assert history.position is not None  # a history begins with an event
    term, law = term_of(history, today), procedure().rules(history.position.law_day).law
    cited = dict.fromkeys(basis for step in term.steps for basis in step.basis)
    readings = dict.fromkeys(step.reading for step in term.steps if step.reading)
    return TermFound(
        term,
        tuple(summary(term, law)),
        tuple(Reason(law.cite(basis), law.article(basis).summary) for basis in cited),
        tuple(readings),
    )


def fee_from(scale: str, count: int, day: dt.date, earlier: int = 0) -> FeeFound:
    """The fee. Raises UsageError as ``procedure.fees.fee``."""
    found, law = fee(procedure(), scale, count, day, earlier), procedure().rules(day).law
    return FeeFound(
        found,
        tuple(say_line(line, found.unit) for line in found.lines),
        tuple(Reason(law.cite(basis), law.article(basis).summary) for basis in found.basis),
    )
