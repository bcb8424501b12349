"""The reply term: what it counts, what it leaves out, when it ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from gongkai.procedure.calendar import WorkCalendar
from gongkai.procedure.events import Position

Span = tuple[dt.date, dt.date]
# States in which the reply term runs, though time may be excluded from it.
RUNNING = frozenset({"processing", "consulting", "decided"})


def reply_due(calendar: WorkCalendar, position: Position, as_of: dt.date | None = None) -> dt.date | None:
    """The last day on which the reply is in time, or None while no reply term runs.

    While an opinion is waited for, its time is left out up to its limit or, where it has none, up to ``as_of``
    (else the last event). Raises CalendarUnknownError beyond the calendar.
    """
    if position.start is None or position.state not in RUNNING:
        return None
    if position.until is not None:
        return position.until
    spans = excluded_spans(position, as_of)
    return add_without(calendar, position.start, position.base + position.extension, spans)


def excluded_spans(position: Position, as_of: dt.date | None = None) -> tuple[Span, ...]:
    """The times left out of the running term (扣除), merged and in order: after the first day, through the second."""
    if not position.open:
        return merged(position.excluded)
    now = max(as_of or position.last, position.last)
    waiting = ((c.since, now if c.limit is None else c.limit) for c in position.open if c.excludes)
    return merged((*position.excluded, *waiting))


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Overlapping and touching spans as one; empty ones dropped."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if last <= first:
            continue
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def add_without(calendar: WorkCalendar, start: dt.date, count: int, spans: tuple[Span, ...]) -> dt.date:
    """The ``count``-th working day after ``start`` that lies in none of ``spans`` (merged, in order)."""
    day = start
    for first, last in spans:
        available = calendar.between(day, first)
        if available >= count:
            break
        count -= available
        day = max(day, last)
    return calendar.add(day, count)
