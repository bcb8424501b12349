"""What pages of records tell: a number with its sentence, and the life of a record."""

from __future__ import annotations

import datetime as dt

import msgspec
from django.utils.translation import gettext as _

from gongkai.law.ledger_model import LedgerMetric
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import metrics, periods
from gongkai.site.ledger.models import Record, Says
from gongkai.site.ledger.selectors.totals import behind, totals
from gongkai.site.ledger.totals import Total
from gongkai.site.web.templatetags.components import Moment

_KINDS = {Says.VALUE.value: "good", Says.NIL.value: "neutral", Says.RETRACTED.value: "warn"}


class Told(msgspec.Struct, frozen=True):
    """A number: its words, the sentence that the report says of it, and what one should know."""

    value: str
    sentence: str = ""
    warning: str = ""


def told(body: Body, year: int, metric: LedgerMetric, party: str, month: int, today: dt.date) -> Told:
    """The number of a year, or of one month of it."""
    if month:
        values = [row.value for row in behind(body, year, metric.id, party, month=month)]
        return Told(_written(Total(sum(values)) if values else Total(None), metric))
    total = totals(body, year).of(metric.id, party)
    if total.value is None:
        return Told(_written(total, metric))
    part = metrics.parties(metric, today)[party].label if party in metrics.parties(metric, today) else ""
    warning = ""
    if total.carried is not None:
        warning = _("这是%(year)d年登记的数，本年没有登记。请核对，有变化的重新登记。") % {"year": total.carried.year}
    return Told(_written(total, metric), metrics.sentence(metric, f"{total.value:f}", part), warning)


def moments(chain: list[Record], today: dt.date) -> list[Moment]:
    """The life of a record, newest first."""
    found = [_moment(row, today) for row in chain]
    return found[::-1]


def _moment(row: Record, today: dt.date) -> Moment:
    metric = metrics.all_metrics(today).get(row.metric)
    words = periods.words(row.period, row.on)
    if row.entry == Says.RETRACTED:
        title = _("撤销")
    elif row.entry == Says.NIL:
        title = _("%(words)s：确认没有") % {"words": words}
    else:
        title = f"{words}：{metrics.written(row.value, metric)}"
        if row.party:
            title += f"（{metrics.called(row.metric, row.party, today)}）"
    note = _("原因：%(reason)s") % {"reason": row.reason} if row.reason else ""
    return Moment(row.recorded_at, title, str(row.recorded_by), note, _KINDS[row.entry])


def _written(total: Total, metric: LedgerMetric) -> str:
    return _("没有记录") if total.value is None else metrics.written(total.value, metric)
