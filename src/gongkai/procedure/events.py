"""What happens to a request, as values: events, the results of a reply, and the history that they make.

None of them can be part of a cycle, so the garbage collector need not look at them (``gc=False``): a body's requests of
many years are a million small values.
"""

from __future__ import annotations

import datetime as dt

import msgspec


class ItemResult(msgspec.Struct, frozen=True, gc=False):
    """The result for one item of a request: what was asked, an outcome id, and the grounds where it has any."""

    item: str
    outcome: str
    grounds: tuple[str, ...] = ()


class Event(msgspec.Struct, frozen=True, gc=False):
    """Something that happened on ``day``; ``kind`` is an event of the lifecycle table.

    The other fields belong to some kinds only: ``by`` the role that acted (else the first that may), ``channel``
    how the request came in, ``reached`` the day a letter reached its addressee (else ``day``), ``until`` a last day
    that the letter fixes, ``length`` working days that it grants, ``party`` who is consulted, ``outcome`` or
    ``items`` with ``principal`` the result, ``method`` the way of service, ``reason`` the reason given.
    """

    kind: str
    day: dt.date
    by: str = ""
    channel: str = ""
    reached: dt.date | None = None
    until: dt.date | None = None
    length: int | None = None
    party: str = ""
    outcome: str = ""
    items: tuple[ItemResult, ...] = ()
    principal: str = ""
    method: str = ""
    reason: str = ""


class Consultation(msgspec.Struct, frozen=True, gc=False):
    """An opinion that is being waited for since ``since``.

    ``limit`` is the last day on which it may be given, None where the law sets none; ``excludes``: the time does
    not count.
    """

    kind: str
    party: str
    since: dt.date
    limit: dt.date | None
    excludes: bool


class Position(msgspec.Struct, frozen=True, gc=False):
    """Where a request stands, and all that its clock needs; derived from the events and from nothing else.

    ``law_day`` is the day whose law governs (that of the first event). ``received`` is the day of first receipt,
    None before it is confirmed. The reply term has ``base`` plus ``extension`` working days counted after
    ``start``, less the time between the days of ``excluded`` (the first not included), or ends on ``until`` where
    a day has been fixed. ``waiting`` is the last day of a supplement or payment. ``outcome``, ``decided`` and
    ``closed`` belong to the current ``round``; ``result`` and ``result_day`` are those of the first, which counts.
    """

    state: str
    law_day: dt.date
    last: dt.date
    channel: str = ""
    received: dt.date | None = None
    round: int = 1
    start: dt.date | None = None
    base: int = 0
    extension: int = 0
    until: dt.date | None = None
    excluded: tuple[tuple[dt.date, dt.date], ...] = ()
    open: tuple[Consultation, ...] = ()
    waiting: dt.date | None = None
    noticed: dt.date | None = None
    supplemented: bool = False
    fee_noticed: bool = False
    reasons_asked: bool = False
    outcome: str = ""
    decided: dt.date | None = None
    closed: dt.date | None = None
    result: str = ""
    result_day: dt.date | None = None


class History(msgspec.Struct, frozen=True, gc=False):
    """The events of one request in order, and the position that they lead to. Made by ``lifecycle.apply`` alone."""

    events: tuple[Event, ...] = ()
    position: Position | None = None
