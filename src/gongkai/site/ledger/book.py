"""What stands in the ledger already, and whether a further line may stand beside it. Nothing is counted twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

import msgspec

from gongkai.errors import UsageError
from gongkai.law.ledger_model import LedgerMetric
from gongkai.site.ledger import metrics, periods
from gongkai.site.ledger.amounts import checked
from gongkai.site.ledger.models import Period, Record
from gongkai.site.ledger.periods import Span

NOTE: Final = 200
SOURCE: Final = 100
_ELSEWHERE: Final = {
    "publishing": "这一项由主动公开的渠道登记统计，请在“主动公开”的“发布渠道”中登记。",
    "accounts": "这一项由政务新媒体账号统计，请在台账的“政务新媒体”中登记账号。",
    "requests": "这一项由依申请公开的办理记录统计，不在台账中登记。",
}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be entered; ``value`` None says that there was nothing. ``party`` is empty without a dimension."""

    metric: str
    span: Span
    value: Decimal | None
    party: str = ""
    note: str = ""
    source: str = ""


class Standing(msgspec.Struct, frozen=True):
    """A line that stands: as it was entered, with the number of its record (0: of the same file, further up)."""

    line: Line
    record: int = 0
    row: int = 0

    @property
    def called(self) -> str:
        """Where one finds it."""
        return f"第 {self.record} 号记录" if self.record else f"本文件第 {self.row} 行"


class Refusal(msgspec.Struct, frozen=True):
    """Why a line cannot stand. ``same``: because it stands already, word for word."""

    message: str
    same: bool = False


class Book:
    """The lines of a body that stand, as far as the new ones touch them."""

    def __init__(self, standing: Iterable[Standing]) -> None:
        self._of: dict[str, list[Standing]] = {}
        for one in standing:
            self.add(one)

    def add(self, one: Standing) -> None:
        """A further line stands."""
        self._of.setdefault(one.line.metric, []).append(one)

    def refusal(self, line: Line, found: LedgerMetric) -> Refusal | None:
        """Why ``line`` cannot stand beside the others; None where it can."""
        beside = [one for one in self._of.get(line.metric, ()) if _touches(one.line, line)]
        same = next((one for one in beside if one.line == line), None)
        if same is not None:
            more = "" if line.span.period != Period.DAY else "确是另一次的，请在说明中写明区别。"
            return Refusal(f"与{same.called}完全相同，没有再登记。{more}", same=True)
        for one in beside:
            if found.kind == "end":
                if one.line.span == line.span and one.line.party == line.party:
                    return Refusal(f"{line.span.words}已经登记为 {_value(one, found)}（{one.called}），请更正那一条。")
            elif one.line.span.period != Period.DAY or line.span.period != Period.DAY:
                return Refusal(_twice(one, line, found))
        return None


def standing(record: Record) -> Standing:
    """A record that stands, as the book keeps it."""
    line = Line(
        metric=record.metric,
        span=Span(Period(record.period), record.on, record.through),
        value=None if record.entry == "nil" else record.value,
        party=record.party,
        note=record.note,
        source=record.source,
    )
    return Standing(line, record.pk)


def check_line(line: Line, today: dt.date) -> tuple[Line, LedgerMetric]:
    """The line with its value in plain digits, and its metric. Raises UsageError where it is wrong in itself."""
    found = metrics.metric(line.metric, today)
    if found.kind == "ratio":
        raise UsageError("比率由系统计算，请登记它的分子和分母。")
    if found.counted_in != "ledger":
        raise UsageError(_ELSEWHERE[found.counted_in])
    periods.checked(line.span, today)
    line = msgspec.structs.replace(line, note=line.note.strip(), source=line.source.strip())
    if len(line.note) > NOTE or len(line.source) > SOURCE:
        raise UsageError(f"说明最多 {NOTE} 字，来源最多 {SOURCE} 字。")
    known = metrics.parties(found, today)
    if line.party and line.party not in known:
        raise UsageError(f"“{found.label}”没有这一分项。")
    if line.value is None:
        if found.kind == "end" or line.span.period == Period.DAY:
            raise UsageError("只有按月、按年累计的事项可以确认没有；年末数为零的，登记 0。")
        return line, found
    if known and not line.party:
        raise UsageError(f"“{found.label}”须选择分项。")
    return msgspec.structs.replace(line, value=checked(line.value, found.decimals)), found


def _touches(one: Line, other: Line) -> bool:
    """Whether two lines of a metric are of spans that overlap, and of the same part of it (or one is of all parts)."""
    overlap = one.span.on <= other.span.through and other.span.on <= one.span.through
    return overlap and (one.party == other.party or not one.party or not other.party)


def _value(one: Standing, found: LedgerMetric) -> str:
    return "没有" if one.line.value is None else metrics.written(one.line.value, found)


def _twice(one: Standing, line: Line, found: LedgerMetric) -> str:
    kinds = {Period.DAY: "单次记录", Period.MONTH: "月度合计", Period.YEAR: "年度合计"}
    kind = "没有的确认" if one.line.value is None else kinds[one.line.span.period]
    there = f"{one.line.span.words}已有{kind}（{_value(one, found)}，{one.called}）"
    if line.value is None:
        return f"{there}，不能再确认没有。"
    return f"{there}，再登记{kinds[line.span.period]}会重复计算。请更正或者撤销原来的记录。"
