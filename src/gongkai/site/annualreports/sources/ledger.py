"""Decisions and charges of the table, and what the text tells of the year: out of the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from gongkai.law.ledger_model import LedgerMetric
from gongkai.report.form import Form
from gongkai.site.annualreports.values import Entry, Metric, Number, printed
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import metrics as known
from gongkai.site.ledger.selectors import totals as book
from gongkai.site.ledger.totals import Totals, percent
from gongkai.site.web import clock


def counts(form: Form, key: str) -> bool:
    """Whether the cell comes from the ledger."""
    return key in form.cells and key in by_cell(clock.today())


def cells(body: Body, form: Form, year: int) -> dict[str, Number | None]:
    """The cells that the ledger fills; None where nothing was recorded, not even that there was nothing."""
    totals = book.totals(body, year)
    return {
        key: _number(total.value, form.cells[key].type == "amount")
        for key, total in totals.cells().items()
        if key in form.cells
    }


def entries(body: Body, _form: Form, year: int, key: str) -> Iterator[Entry]:
    """The records behind a cell."""
    metric = by_cell(dt.date(year, 12, 31))[key]
    for row in book.behind(body, year, metric.id):
        label = f"{metric.label} {row.get_period_display()}"
        where = ("ledger:record", body.code, row.pk)
        amount = _number(row.value, True)
        yield Entry("ledger", row.pk, label, 0 if amount is None else amount, row.on, where, row.note)


def metrics(body: Body, year: int) -> Iterator[Metric]:
    """Every metric and part of one of which something is recorded, as the text may name it."""
    totals, end = book.totals(body, year), dt.date(year, 12, 31)
    others = book.elsewhere(body, year, end)
    totals = Totals(totals.metrics, {**totals.of_key, **others})
    for metric in totals.metrics.values():
        if metric.kind == "ratio":
            yield from _ratios(metric, totals, end)
        else:
            yield from _numbers(metric, totals, end)


def counted(_form: Form, key: str) -> str:
    """What was counted."""
    metric = by_cell(clock.today())[key]
    return f"台账“{metric.label}”本年各项记录之和，单位：{metric.unit}；已被更正的记录不计。"


def _numbers(metric: LedgerMetric, totals: Totals, end: dt.date) -> Iterator[Metric]:
    for party in ("", *totals.parties(metric.id)):
        value = totals.of(metric.id, party).value
        if value is not None:
            yield _metric(metric, party, printed(value), end)


def _ratios(metric: LedgerMetric, totals: Totals, end: dt.date) -> Iterator[Metric]:
    for party in ("", *totals.parties(metric.numerator)):
        text = percent(totals.ratio(metric.id, party).value)
        if text:
            yield _metric(metric, party, text, end)


def _metric(metric: LedgerMetric, party: str, text: str, end: dt.date) -> Metric:
    token = f"{metric.id}:{party}" if party else metric.id
    parts = known.parties(metric, end)
    part = parts[party].label if party in parts else party
    wording = metric.wording_each if party else metric.wording
    wording = wording.replace("{value}", f"{{{token}}}").replace("{party}", part)
    unit = "" if metric.kind == "ratio" else metric.unit
    label = known.called(metric.id, party, end)
    return Metric(token, label, text, unit, wording, metric.aspect, metric.section, metric.cell)


def by_cell(day: dt.date) -> dict[str, LedgerMetric]:
    """The metrics that fill cells of the report, by cell."""
    return {metric.cell: metric for metric in known.all_metrics(day).values() if metric.cell}


def _number(value: Decimal | None, amount: bool) -> Number | None:
    if value is None or amount:
        return value
    return int(value)
