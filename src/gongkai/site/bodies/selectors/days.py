"""Bodies over time: what one was called and under whom it stood, on a day or in a year."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import msgspec
from django.db.models import F, Q

from gongkai.site.bodies.models import Body, Dated, Name, Relation
from gongkai.site.web.scope import Scope

Span = tuple[dt.date, dt.date]
_OLDEST_FIRST = F("since").asc(nulls_first=True)


class History(msgspec.Struct, frozen=True):
    """The names and the superiors of a body, newest first; ``planned``: whether something of it is yet to come."""

    names: list[Name]
    relations: list[Relation]
    planned: bool


class OnDay(msgspec.Struct, frozen=True):
    """A body on a day: whether it was there, what it was called, and under whom it stood (None: under nobody)."""

    there: bool
    name: str
    short_name: str
    superior: Body | None


class Membership(msgspec.Struct, frozen=True):
    """A body that stood under another in a year: in which spans of days, first and last one included.

    ``direct``: with nobody between them on the last of these days.
    """

    body: Body
    spans: tuple[Span, ...]
    direct: bool

    @property
    def last(self) -> dt.date:
        """The last day of it in that year."""
        return self.spans[-1][1]


def history(scope: Scope, body: Body) -> History:
    """All that ``body`` was called, and under whom it stood. Two queries."""
    names = list(Name.objects.within(scope, "body.view").filter(body=body).order_by(_OLDEST_FIRST))
    relations = list(
        Relation.objects.within(scope, "body.view").filter(body=body).select_related("superior").order_by(_OLDEST_FIRST)
    )
    today = scope.today
    alive = body.until is None or body.until > today
    dated: list[Dated | Body] = [body, *names, *relations]
    planned = alive and any(_to_come(row, today) for row in dated)
    return History(names[::-1], relations[::-1], planned)


def on(scope: Scope, body: Body, day: dt.date) -> OnDay:
    """What ``body`` was on ``day``. Outside its life it is not there, and has the name that is nearest."""
    name = _name_on(body, day)
    relation = (
        Relation.objects.within(scope, "body.view").filter(in_force(day), body=body).select_related("superior").first()
    )
    there = _began(body, day) and (body.until is None or body.until >= day)
    return OnDay(there, name.name, name.short_name, relation.superior if relation and there else None)


def name_on(body: Body, day: dt.date) -> str:
    """What ``body`` was called on ``day``, or on the nearest day on which it was there. No scope: names are public."""
    return _name_on(body, day).name


def members_of_year(scope: Scope, body: Body, year: int) -> list[Membership]:
    """The bodies that stood under ``body``, near or far, on any day of ``year``, by code.

    A roll-up takes each once, and asks ``last`` for those that had left or were closed before the end of the year. All
    are given, even those that have left and that ``scope`` no longer sees: a sum without them would be wrong. Raises
    ForbiddenError where ``scope`` may not see ``body``. One query for each step of the tree, and one for the bodies.
    """
    scope.demand("body.view", body.path)
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    near: dict[int, dt.date] = {}
    life = _common((first, last), body)
    reached = [(body.pk, life)] if life else []
    while reached:
        above = {pk for pk, _span in reached}
        rows = Relation.objects.unscoped("see above").filter(superior__in=above).filter(_touches(first, last))
        below: defaultdict[int, list[Relation]] = defaultdict(list)
        for row in rows.select_related("body"):
            below[row.superior_id].append(row)
        reached = [
            (row.body_id, span)
            for pk, outer in reached
            for row in below[pk]
            if (span := _common(outer, row, row.body)) is not None
        ]
        for pk, span in reached:
            spans[pk].append(span)
            if above == {body.pk}:
                near[pk] = max(span[1], near.get(pk, dt.date.min))
    found = Body.objects.in_bulk(spans)
    members = [(found[pk], _joined(parts)) for pk, parts in spans.items()]
    return sorted(
        (Membership(member, parts, near.get(member.pk) == parts[-1][1]) for member, parts in members),
        key=lambda member: member.body.code,
    )


def in_force(day: dt.date) -> Q:
    """The condition "in force on that day" on rows with ``since`` and ``until``."""
    return _touches(day, day)


def _touches(first: dt.date, last: dt.date) -> Q:
    return (Q(since__isnull=True) | Q(since__lte=last)) & (Q(until__isnull=True) | Q(until__gte=first))


def _began(row: Dated | Body, day: dt.date) -> bool:
    return row.since is None or row.since <= day


def _to_come(row: Dated | Body, today: dt.date) -> bool:
    begins = isinstance(row, Dated) and row.since is not None and row.since > today
    return begins or (row.until is not None and row.until >= today)


def _common(outer: Span, *terms: Dated | Body) -> Span | None:
    """The days of ``outer`` on which all ``terms`` held."""
    first = max(outer[0], *(term.since or dt.date.min for term in terms))
    last = min(outer[1], *(term.until or dt.date.max for term in terms))
    return (first, last) if first <= last else None


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch made one."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + dt.timedelta(days=1):
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)


def _name_on(body: Body, day: dt.date) -> Name | Body:
    names = list(Name.objects.unscoped("a body's name is public").filter(body=body).order_by(_OLDEST_FIRST))
    return next((row for row in reversed(names) if _began(row, day)), names[0] if names else body)
