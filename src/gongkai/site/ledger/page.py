"""What pages of records tell: a number with its sentence, and the life of a record."""

from __future__ import annotations

import datetime as dt

import msgspec
from django.utils.translation import gettext as _

from gongkai.law.ledger_model import LedgerMetric
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import metrics, periods, reminders
from gongkai.site.ledger.models import Record, Says
from gongkai.site.ledger.selectors.totals import behind, totals
from gongkai.site.ledger.totals import Total, percent
from gongkai.site.web.templatetags.components import Moment

_KINDS = {Says.VALUE.value: "good", Says.NIL.value: "neutral", Says.RETRACTED.value: "warn"}


class Told(msgspec.Struct, frozen=True):
    """A number: its words, the sentence that the report says of it, and what one should know."""

    value: str
    sentence: str = ""
    warning: str = ""
    label: str = ""


class RatioTold(msgspec.Struct, frozen=True):
    """A ratio as a number, with the two of which it is made."""

    label: str
    value: str
    sentence: str
    warning: str
    above: Told
    below: Told


def told(body: Body, year: int, metric: LedgerMetric, party: str, month: int, today: dt.date) -> Told:
    """The number of a year, or of one month of it."""
    if month:
        values = [row.value for row in behind(body, year, metric.id, party, month=month)]
        return Told(_written(Total(sum(values)) if values else Total(None), metric))
    total = totals(body, year).of(metric.id, party)
    if total.value is None:
        return Told(_written(total, metric))
    sentence = metrics.sentence(metric, f"{total.value:f}", _part(metric, party, today))
    return Told(_written(total, metric), sentence, _warning(body, year, metric, total, today))


def ratio_told(body: Body, year: int, metric: LedgerMetric, party: str, today: dt.date) -> RatioTold:
    """A ratio of a year, with its two parts. Two queries."""
    found = totals(body, year)
    ratio = found.ratio(metric.id, party)
    value = percent(ratio.value)
    warning = ""
    if ratio.excessive:
        warning = _("分子大于分母，至少有一项登记有误，请核对。")
    elif ratio.lopsided:
        names = "、".join(_part(metric, one, today) for one in ratio.lopsided)
        warning = _("%(names)s只登记了分子或者分母，这个比率不可靠。请补充登记。") % {"names": names}
    above, below = (
        Told(_written(total, found.metrics[name]), label=found.metrics[name].label)
        for name, total in ((metric.numerator, ratio.numerator), (metric.denominator, ratio.denominator))
    )
    sentence = metrics.sentence(metric, value, _part(metric, party, today)) if value else ""
    label = metrics.called(metric.id, party, today)
    return RatioTold(label, value or _("没有记录"), sentence, warning, above, below)


def _part(metric: LedgerMetric, party: str, today: dt.date) -> str:
    parts = metrics.parties(metric, today)
    return parts[party].label if party in parts else party


def _warning(body: Body, year: int, metric: LedgerMetric, total: Total, today: dt.date) -> str:
    """What one should know of a year's number: that it is old, or that months are missing."""
    if total.carried is not None:
        return _("这是%(year)d年登记的数，本年没有登记。请核对，有变化的重新登记。") % {"year": total.carried.year}
    if metric.rhythm != "monthly":
        return ""
    gaps = reminders.gaps([body], reminders.past_months(year, today), today)
    months = [str(gap.month.month) for gap in gaps if metric.id in gap.metrics]
    return _("还没有登记的月份：%(months)s月。") % {"months": "、".join(months)} if months else ""


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
