"""What of the ledger is missing or due: months without a record, idle accounts, matters by their day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import msgspec
from django.conf import settings
from django.db.models import QuerySet

from gongkai.site.bodies import selectors as bodies
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import metrics, periods
from gongkai.site.ledger.models import Account, Matter
from gongkai.site.ledger.selectors import accounts
from gongkai.site.ledger.selectors.matters import ENDED
from gongkai.site.ledger.selectors.totals import covered
from gongkai.site.web.remembered import remembered
from gongkai.site.web.scope import Scope

# How many months back one is reminded; what is older is told by the page of its year.
_MONTHS = 3
_AHEAD = dt.timedelta(days=14)
_SOON = dt.timedelta(days=3)


class Gap(msgspec.Struct, frozen=True):
    """A month of a body of which something is missing: the metrics, and by when they should have been recorded."""

    body: Body
    month: dt.date
    metrics: tuple[str, ...]
    due: dt.date


def gaps(chosen: Sequence[Body], months: Sequence[dt.date], today: dt.date) -> list[Gap]:
    """What is missing of months (their first days, oldest first), by body. One query."""
    names = list(metrics.monthly(today))
    if not months or not chosen:
        return []
    there = covered([body.pk for body in chosen], names, months[0])
    found = []
    for body in chosen:
        for month in months:
            missing = tuple(name for name in names if month not in there.get((body.pk, name), ()))
            if missing and (body.since is None or body.since <= _end(month)):
                found.append(Gap(body, month, missing, _due(month)))
    return found


def past_months(year: int, today: dt.date) -> list[dt.date]:
    """The months of a year that are over, by their first days."""
    months = [dt.date(year, month, 1) for month in range(1, 13)]
    return [month for month in months if _end(month) < today]


def recent_gaps(scope: Scope) -> list[Gap]:
    """What is missing of the last months, of the bodies whose ledger this person keeps. Two queries."""
    own = _bodies(scope)
    months = [*past_months(scope.today.year - 1, scope.today), *past_months(scope.today.year, scope.today)]
    return gaps(own, months[-_MONTHS:], scope.today)


def neglected(scope: Scope) -> Iterator[tuple[Account, dt.date]]:
    """Accounts that must have something new within three days or are late, with the day."""
    for account in _accounts(scope):
        due = accounts.due_on(account, scope.today)
        if due is not None and due <= scope.today + _SOON:
            yield account, due


@remembered
def due_matters(scope: Scope) -> QuerySet[Matter]:
    """Matters that are not ended and due within two weeks, or late."""
    rows = Matter.objects.within(scope, "ledger.edit").exclude(state__in=ENDED).select_related("body")
    return rows.filter(due_on__lte=scope.today + _AHEAD).order_by("due_on", "pk")[:200]


@remembered
def _accounts(scope: Scope) -> QuerySet[Account]:
    rows = Account.objects.within(scope, "ledger.edit").filter(closed_on__isnull=True).select_related("body")
    return rows.order_by("updated_on")[:200]


@remembered
def _bodies(scope: Scope) -> QuerySet[Body]:
    return bodies.visible(scope, "ledger.edit").filter(bodies.in_being(scope.today))[:50]


def _end(month: dt.date) -> dt.date:
    return periods.month(month.year, month.month).through


def _due(month: dt.date) -> dt.date:
    following = _end(month) + dt.timedelta(days=1)
    last = periods.month(following.year, following.month).through
    return min(last, following + dt.timedelta(days=settings.GONGKAI_LEDGER_DAY - 1))
