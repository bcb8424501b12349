"""What one can do against a decision or against silence, with the last days."""

from __future__ import annotations

import datetime as dt

import msgspec

from gongkai.procedure.outcomes import unknown
from gongkai.procedure.rules import Procedure
from gongkai.procedure.single import single_term
from gongkai.procedure.term import Term


class Way(msgspec.Struct, frozen=True):
    """A remedy: ``term`` is None where it has no time limit; ``must_wait``: only after reconsideration (复议前置)."""

    id: str
    label: str
    addressed_to: str
    term: Term | None
    must_wait: bool
    basis: tuple[str, ...]


def ways(procedure: Procedure, outcome: str | None, day: dt.date) -> tuple[Way, ...]:
    """The remedies against ``outcome`` served on ``day``; None is silence, ``day`` then the last of the reply term.

    Where reconsideration must come first, the suit has no term yet: it is 15 days from the decision on it
    (deadline ``suit_after_reconsideration``). Raises UsageError for an unknown outcome.
    """
    law = procedure.rules(day).law
    if outcome is not None and outcome not in law.outcomes:
        raise unknown(law.outcomes, outcome)
    first = outcome is not None and law.outcomes[outcome].review_first
    blocked = first and any(remedy.comes_first for remedy in law.remedies.values())
    found: list[Way] = []
    for remedy in law.remedies.values():
        deadline = remedy.deadline_silence if outcome is None else remedy.deadline
        must_wait = blocked and remedy.id == "suit"
        term = None if deadline is None or must_wait else single_term(procedure, deadline, day)
        found.append(Way(remedy.id, remedy.label, remedy.addressed_to, term, must_wait, remedy.basis))
    return tuple(found)
