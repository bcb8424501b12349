"""Totals of a body's year: two queries, however many records there are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from gongkai.site.accessrequests import selectors_desk as requests
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import metrics, periods
from gongkai.site.ledger.amounts import ExactField, plain
from gongkai.site.ledger.models import Account, Record, Says
from gongkai.site.ledger.selectors.records import heads, last_known, standing
from gongkai.site.ledger.totals import Key, Total, Totals, whole
from gongkai.site.publishing import selectors as publishing

_SUM = Sum("value", output_field=ExactField())
_VALUES = Count("pk", filter=Q(entry=Says.VALUE))


def totals(body: Body, year: int, *, as_of: dt.date | None = None, traced: bool = False) -> Totals:
    """What the ledger of ``body`` comes to for ``year``, as it stood at the end of the day ``as_of`` (None: now).

    For the report of the body: the caller holds the right to it. ``traced`` also gives the ids of the records behind
    each number, at the cost of one query more.
    """
    known = metrics.all_metrics(periods.year(year).through)
    ends = [name for name, found in known.items() if found.kind == "end"]
    parts = _sums(standing(body, year, as_of).exclude(metric__in=ends))
    if traced:
        parts = _with_ids(parts, standing(body, year, as_of).exclude(metric__in=ends))
    for row in _latest(last_known(body, ends, year, as_of)):
        carried = row.on if row.on.year < year else None
        parts[row.metric, row.party] = Total(row.value, 1, (row.pk,) if traced else (), carried=carried)
    return Totals(known, whole(parts))


def behind(
    body: Body, year: int, metric: str, party: str = "", *, month: int = 0, as_of: dt.date | None = None
) -> QuerySet[Record]:
    """The records behind a number, newest first: their sum is the number. ``month`` 0 is the year."""
    found = metrics.all_metrics(periods.year(year).through).get(metric)
    last = found is not None and found.kind == "end"
    rows = _last_of(body, year, metric, month, as_of) if last else _of_span(body, year, metric, month, as_of)
    if party:
        rows = rows.filter(party=party)
    return rows.select_related("recorded_by").order_by("-on", "-pk")


def _last_of(body: Body, year: int, metric: str, month: int, as_of: dt.date | None) -> QuerySet[Record]:
    known = last_known(body, [metric], year, as_of)
    if month:
        span = periods.month(year, month)
        known = known.exclude(period="year").filter(through__gte=span.on, through__lte=span.through)
    # By id, since what is asked for further must not change which record is the last.
    return Record.objects.unscoped("counted above").filter(pk__in=[row.pk for row in _latest(known)])


def _of_span(body: Body, year: int, metric: str, month: int, as_of: dt.date | None) -> QuerySet[Record]:
    rows = standing(body, year, as_of).filter(metric=metric)
    return rows.exclude(period="year").filter(on__month=month) if month else rows


def elsewhere(body: Body, year: int, today: dt.date) -> dict[Key, Total]:
    """What is counted by other apps, or from the accounts: as it is now, or was at the end of ``year``."""
    posted = publishing.posted_for_report(body, year)
    found: dict[Key, Total] = {}
    if posted.by_outlet:
        found = {("items_disclosed", outlet): Total(Decimal(n)) for outlet, n in posted.by_outlet.items()}
        found["items_disclosed", ""] = Total(Decimal(posted.distinct))
    day = min(today, periods.year(year).through)
    rows = Account.objects.unscoped("counted for the report of the body").filter(body=body, opened_on__lte=day)
    rows = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))
    counts = rows.values("medium").annotate(number=Count("pk")).order_by("medium")
    accounts = {("new_media_accounts", row["medium"]): Total(Decimal(row["number"])) for row in counts}
    fees = requests.fees(body, year)
    found["processing_fee_notices", ""] = Total(Decimal(fees.notices))
    found["processing_fee", ""] = Total(plain(fees.received))
    return found | whole(accounts)


def covered(bodies: Iterable[int], names: Iterable[str], since: dt.date) -> dict[tuple[int, str], set[dt.date]]:
    """Of which months since that day something, or that there was nothing, is recorded: by body and metric. One query.

    A month is named by its first day; the total of a year covers all of its months.
    """
    known = Record.objects.unscoped("of bodies that the caller may see")
    rows = heads(known.filter(body__in=list(bodies), metric__in=list(names), through__gte=since))
    found: defaultdict[tuple[int, str], set[dt.date]] = defaultdict(set)
    for body, metric, period, on in rows.order_by().values_list("body", "metric", "period", "on").distinct():
        months = range(1, 13) if period == "year" else (on.month,)
        found[body, metric].update(dt.date(on.year, month, 1) for month in months)
    return dict(found)


def _sums(rows: QuerySet[Record]) -> dict[Key, Total]:
    grouped = rows.order_by().values("metric", "party").annotate(total=_SUM, number=Count("pk"), values=_VALUES)
    return {(row["metric"], row["party"]): Total(row["total"], row["number"], nil=not row["values"]) for row in grouped}


def _with_ids(parts: dict[Key, Total], rows: QuerySet[Record]) -> dict[Key, Total]:
    ids: defaultdict[Key, list[int]] = defaultdict(list)
    for metric, party, pk in rows.order_by("pk").values_list("metric", "party", "pk").iterator():
        ids[metric, party].append(pk)
    return {key: Total(one.value, one.count, tuple(ids[key]), one.nil) for key, one in parts.items()}


def _latest(rows: QuerySet[Record]) -> QuerySet[Record]:
    """The last record of each part of each metric."""
    order = [F("through").desc(), F("pk").desc()]
    rank = Window(RowNumber(), partition_by=[F("metric"), F("party")], order_by=order)
    return rows.annotate(rank=rank).filter(rank=1)
