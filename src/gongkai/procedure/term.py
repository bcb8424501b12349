"""A term with its derivation: the due day, and every span of days counted or skipped on the way to it, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Literal

import msgspec

from gongkai.procedure.calendar import Mark, WorkCalendar
from gongkai.procedure.clock import Span

StepKind = Literal[
    "event",  # something happened: label, basis
    "restart",  # the term begins anew (重新计算)
    "extended",  # days were granted
    "fixed",  # the last day was fixed
    "counted",  # days of the term
    "made_up",  # weekend days that are worked, and so count
    "weekend",
    "holiday",
    "festival",  # a statutory holiday of a year whose notice is not loaded
    "excluded",  # left out: opinions were being sought (扣除)
    "length",  # calendar days or months from first to last
    "rolled",  # a last day of rest, moved to the next working day
    "pending",  # what may still move the due day
    "caution",  # something was late or is unsure
    "due",
]
ONE_DAY = dt.timedelta(days=1)


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """One step of a derivation, from ``first`` to ``last``, both included.

    ``days``: of counted steps the working days, of excluded ones the working days left out, of skipped ones the
    calendar days. ``total``: working days counted so far. ``label`` names the event, holiday or reason, ``notice``
    the holiday's notice; ``reading`` how a doubtful text is taken.
    """

    kind: StepKind
    first: dt.date
    last: dt.date
    days: int = 0
    total: int | None = None
    label: str = ""
    notice: str = ""
    basis: tuple[str, ...] = ()
    reading: str = ""


class Awaited(msgspec.Struct, frozen=True):
    """Whose turn it is while no reply term runs: ``who`` must do ``what`` by ``until`` (None: no day is set)."""

    who: str
    what: str
    until: dt.date | None


class Term(msgspec.Struct, frozen=True):
    """A term. ``due`` is its last day, None while no term runs (then ``awaited`` says what for).

    ``provisional``: the day may still move, because a year's notice or an opinion is outstanding.
    """

    label: str
    due: dt.date | None
    provisional: bool
    steps: tuple[Step, ...]
    state: str = ""
    awaited: Awaited | None = None


def walk(
    calendar: WorkCalendar, start: dt.date, due: dt.date, excluded: tuple[tuple[Span, Step], ...] = ()
) -> Iterator[Step]:
    """The days after ``start`` up to ``due`` in spans of one kind; ``excluded`` pairs spans with their step."""
    total = 0
    days = (start + ONE_DAY * n for n in range(1, (due - start).days + 1))

    def reason(day: dt.date) -> tuple[Mark, Step | None]:
        left_out = next((step for (first, last), step in excluded if first < day <= last), None)
        return (Mark("working") if left_out else calendar.mark(day)), left_out

    for (mark, left_out), group in groupby(days, key=reason):
        span = list(group)
        working = sum(calendar.mark(day).works for day in span)
        if left_out is not None:
            yield msgspec.structs.replace(left_out, first=span[0], last=span[-1], days=working)
        elif mark.works:
            total += len(span)
            kind: StepKind = "counted" if mark.kind == "working" else "made_up"
            yield Step(kind, span[0], span[-1], len(span), total, mark.name, mark.notice)
        else:
            skipped: StepKind = (
                "weekend" if mark.kind == "weekend" else "holiday" if mark.kind == "holiday" else "festival"
            )
            yield Step(skipped, span[0], span[-1], len(span), None, mark.name, mark.notice)
