"""Records: those that stand, those behind a number, and what became of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.errors import NotFoundError
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import periods
from gongkai.site.ledger.models import Record, Says
from gongkai.site.ledger.periods import Span
from gongkai.site.web.clock import ZONE
from gongkai.site.web.scope import Scope


def of_body(scope: Scope, body: Body) -> QuerySet[Record]:
    """All records of a body that ``scope`` may see, superseded ones too."""
    rows = Record.objects.within(scope, "ledger.view").filter(body=body)
    return rows.select_related("body", "recorded_by", "evidence")


def get(scope: Scope, record_id: int) -> Record:
    """A record that ``scope`` may see. Raises NotFoundError."""
    rows = Record.objects.within(scope, "ledger.view")
    record = rows.select_related("body", "recorded_by", "evidence").filter(pk=record_id).first()
    if record is None:
        raise NotFoundError("没有这条记录，或者您没有查看它的权限。")
    return record


def chain(record: Record) -> list[Record]:
    """The record with all that it supersedes and all that superseded it, oldest first. The caller may see it."""
    rows = Record.objects.unscoped("of a record that the caller may see").filter(
        body=record.body_id, metric=record.metric
    )
    found = [record]
    while (earlier := found[0].supersedes_id) is not None:
        found.insert(0, rows.select_related("recorded_by", "evidence").get(pk=earlier))
    while (later := rows.select_related("recorded_by", "evidence").filter(supersedes=found[-1].pk).first()) is not None:
        found.append(later)
    return found


def heads(rows: QuerySet[Record], as_of: dt.date | None = None) -> QuerySet[Record]:
    """Of ``rows`` those that stand: not superseded and not retracted; ``as_of``: as it was at the end of that day."""
    later = Record.objects.unscoped("only asked whether there is one").filter(supersedes=OuterRef("pk"))
    if as_of is not None:
        end = dt.datetime.combine(as_of + dt.timedelta(days=1), dt.time(), tzinfo=ZONE)
        rows, later = rows.filter(recorded_at__lt=end), later.filter(recorded_at__lt=end)
    return rows.filter(~Exists(later)).exclude(entry=Says.RETRACTED)


def standing(body: Body, year: int, as_of: dt.date | None = None) -> QuerySet[Record]:
    """The records of a year that stand, for the report of the body: the caller holds the right to it."""
    span = periods.year(year)
    rows = Record.objects.unscoped("counted for the report of the body").filter(body=body)
    return heads(rows.filter(on__gte=span.on, on__lte=span.through), as_of)


def last_known(body: Body, metrics: Iterable[str], year: int, as_of: dt.date | None = None) -> QuerySet[Record]:
    """The records, of any year, that may tell the value of ``metrics`` at the end of ``year``."""
    rows = Record.objects.unscoped("counted for the report of the body").filter(body=body, metric__in=list(metrics))
    return heads(rows.filter(on__lte=periods.year(year).through), as_of)


def touched(body: Body, spans: Sequence[Span], metrics: Iterable[str]) -> QuerySet[Record]:
    """The records that stand and could count what new ones of these spans count: months, and totals of years."""
    if not spans:
        return Record.objects.unscoped("none").none()
    years = sorted({span.on.year for span in spans})
    first = min(span.on for span in spans).replace(day=1)
    last = max(span.through for span in spans)
    last = periods.month(last.year, last.month).through
    rows = Record.objects.unscoped("to keep them from being counted twice").filter(body=body, metric__in=set(metrics))
    return heads(rows.filter(Q(on__lte=last, through__gte=first) | Q(period="year", on__year__in=years)))
