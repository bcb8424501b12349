"""Work points and problems of a year."""

from __future__ import annotations

import datetime as dt

import msgspec
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from gongkai.errors import NotFoundError
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import periods
from gongkai.site.ledger.models import Kind, Matter, State, Step
from gongkai.site.web.clock import ZONE
from gongkai.site.web.scope import Scope

ENDED = (State.DONE, State.DROPPED)


class Problem(msgspec.Struct, frozen=True):
    """A problem of a year's chapter five: its state at the end, and whether it comes from an earlier year."""

    matter: Matter
    state: State
    carried: bool


def of_body(scope: Scope, body: Body, kind: str) -> QuerySet[Matter]:
    """The work points or the problems of a body, newest year first."""
    return Matter.objects.within(scope, "ledger.view").filter(body=body, kind=kind).order_by("-year", "-pk")


def get(scope: Scope, matter_id: int, *, lock: bool = False) -> Matter:
    """A matter that ``scope`` may see. Raises NotFoundError."""
    rows = Matter.objects.within(scope, "ledger.view").select_related("body", "created_by")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=matter_id).first()
    if found is None:
        raise NotFoundError("没有这一事项，或者您没有查看它的权限。")
    return found


def steps(matter: Matter) -> list[Step]:
    """What was done about a matter that the caller may see, newest first."""
    rows = Step.objects.unscoped("of a matter that the caller may see").filter(matter=matter)
    return list(rows.select_related("by", "evidence").order_by("-pk"))


def problems(body: Body, year: int, *, as_of: dt.date | None = None) -> list[Problem]:
    """The problems that chapter five of ``year`` tells: those found in it, and those that came into it unsolved.

    Their state is that at the end of the day ``as_of``, by default of the year. One query. For the report of the body:
    the caller holds the right to it.
    """
    begin, end = periods.year(year).on, (as_of or periods.year(year).through) + dt.timedelta(days=1)
    rows = Matter.objects.unscoped("counted for the report of the body").filter(body=body, kind=Kind.PROBLEM)
    told = rows.filter(year__lte=year).annotate(before=_state_at(begin), after=_state_at(end))
    told = told.filter(Q(year=year) | ~Q(before__in=ENDED)).order_by("year", "pk")
    return [Problem(row, State(row.after), row.year < year) for row in told]


def _state_at(day: dt.date) -> Coalesce:
    """The state before that day began."""
    moment = dt.datetime.combine(day, dt.time(), tzinfo=ZONE)
    before = Step.objects.unscoped("only asked for a state").filter(matter=OuterRef("pk"), at__lt=moment)
    return Coalesce(Subquery(before.order_by("-pk").values("state")[:1]), Value(State.OPEN.value))
