"""The year at a glance: metrics by months. Five queries, however much there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

import msgspec
from django.db.models import Count, F, Q, Sum, Window
from django.db.models.functions import ExtractMonth, RowNumber
from django.utils.translation import gettext as _

from gongkai.law.ledger_model import LedgerMetric
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import metrics, periods, reminders
from gongkai.site.ledger.amounts import ExactField
from gongkai.site.ledger.models import Period, Says
from gongkai.site.ledger.selectors.records import standing
from gongkai.site.ledger.selectors.totals import elsewhere, totals
from gongkai.site.ledger.totals import Key, Total, Totals, percent


class Cell(msgspec.Struct, frozen=True):
    """A month of a metric: its value (None: nothing recorded), and whether a record is missing."""

    month: int
    value: Decimal | None = None
    nil: bool = False
    missing: bool = False


class Row(msgspec.Struct, frozen=True):
    """A metric, or a part of one: its months, its total as people read it, and what one should know of that."""

    metric: LedgerMetric
    party: str
    label: str
    cells: tuple[Cell, ...]
    total: str
    warning: str = ""

    @property
    def kept_here(self) -> bool:
        """Whether its numbers come from records of the ledger, which one can open."""
        return self.metric.counted_in == "ledger"


class Group(msgspec.Struct, frozen=True):
    """The metrics of one part of the report."""

    title: str
    rows: tuple[Row, ...]


class _Year(msgspec.Struct, frozen=True):
    totals: Totals
    others: Mapping[Key, Total]
    months: Mapping[tuple[str, str, int], Total]
    missing: Mapping[str, frozenset[int]]
    today: dt.date


def grid(body: Body, year: int, today: dt.date, *, whole: bool = False) -> list[Group]:
    """The metrics of which anything is recorded or expected (``whole``: all), in the order of the report.

    For whoever may see the ledger of the body.
    """
    gaps = reminders.gaps([body], reminders.past_months(year, today), today)
    names = metrics.monthly(today)
    missing = {name: frozenset(gap.month.month for gap in gaps if name in gap.metrics) for name in names}
    found = _Year(totals(body, year), elsewhere(body, year, today), _months(body, year, today), missing, today)
    groups: dict[str, list[Row]] = {}
    for metric in found.totals.metrics.values():
        rows = list(_rows(found, metric))
        if whole or metric.id in names or any(row.total for row in rows):
            groups.setdefault(metric.aspect or _section(metric), []).extend(rows)
    return [Group(title, tuple(rows)) for title, rows in groups.items()]


def _section(metric: LedgerMetric) -> str:
    return _("主动公开政府信息情况表") if metric.section == "proactive" else _("其他需要报告的事项")


def _rows(found: _Year, metric: LedgerMetric) -> Iterator[Row]:
    yield _row(found, metric, "", metric.label)
    parts = metrics.parties(metric, found.today)
    for party in sorted(_parties(found, metric), key=lambda one: [*parts, one].index(one)):
        yield _row(found, metric, party, parts[party].label if party in parts else party)


def _parties(found: _Year, metric: LedgerMetric) -> set[str]:
    if metric.kind == "ratio":
        return set(found.totals.parties(metric.denominator))
    others = {party for name, party in found.others if name == metric.id and party}
    return others | set(found.totals.parties(metric.id))


def _row(found: _Year, metric: LedgerMetric, party: str, label: str) -> Row:
    if metric.kind == "ratio":
        ratio = found.totals.ratio(metric.id, party)
        warning = _("有分项只登记了分子或者分母") if ratio.lopsided else ""
        warning = _("分子大于分母，请核对") if ratio.excessive else warning
        return Row(metric, party, label, (), percent(ratio.value), warning)
    missing = found.missing.get(metric.id, frozenset()) if not party else frozenset()
    cells = tuple(_cell(found, metric, party, month, month in missing) for month in range(1, 13))
    total = found.others.get((metric.id, party)) or found.totals.of(metric.id, party)
    warning = ""
    if total.carried is not None:
        warning = _("沿用%(year)d年的数，请核对") % {"year": total.carried.year}
    return Row(metric, party, label, cells, "" if total.value is None else f"{total.value:,f}", warning)


def _cell(found: _Year, metric: LedgerMetric, party: str, month: int, missing: bool) -> Cell:
    if metric.kind == "end" and not party and metric.dimension:
        return Cell(month)
    keys = [key for key in found.months if key[0] == metric.id and key[2] == month and party in ("", key[1])]
    total = sum((found.months[key] for key in keys), Total(None))
    return Cell(month, total.value, total.nil, missing)


def _months(body: Body, year: int, today: dt.date) -> dict[tuple[str, str, int], Total]:
    """What each month comes to, by metric, part and month; totals of the year have none. Two queries."""
    ends = [name for name, one in metrics.all_metrics(today).items() if one.kind == "end"]
    rows = standing(body, year).exclude(period=Period.YEAR).order_by().annotate(month=ExtractMonth("on"))
    sums = rows.exclude(metric__in=ends).values("metric", "party", "month")
    grouped = sums.annotate(
        total=Sum("value", output_field=ExactField()), number=Count("pk"), given=Count("pk", filter=Q(entry=Says.VALUE))
    )
    found = {
        (row["metric"], row["party"], row["month"]): Total(row["total"], row["number"], nil=not row["given"])
        for row in grouped
    }
    order = [F("through").desc(), F("pk").desc()]
    rank = Window(RowNumber(), partition_by=[F("metric"), F("party"), F("month")], order_by=order)
    last = rows.filter(metric__in=ends).annotate(rank=rank).filter(rank=1)
    for one in last:
        found[one.metric, one.party, one.on.month] = Total(one.value, 1)
    return found


def year_of(text: str, today: dt.date) -> int:
    """A year of an address, kept within those that can be; by default this one."""
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today.year
    return min(max(year, periods.FIRST_YEAR), today.year)
