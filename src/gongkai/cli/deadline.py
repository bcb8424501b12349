"""``gongkai deadline``: the day by which a request must be answered, and why that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import click
import msgspec

from gongkai.cli import options
from gongkai.cli.output import open_output
from gongkai.cli.run import today
from gongkai.errors import CalendarUnknownError, UsageError
from gongkai.law import LawView, current_book
from gongkai.procedure.derive import reply_term
from gongkai.procedure.effects import ALWAYS, TAKES
from gongkai.procedure.events import Event, History, Position
from gongkai.procedure.explain import say_day, summary, to_json
from gongkai.procedure.lateness import next_due
from gongkai.procedure.lifecycle import replay
from gongkai.procedure.rules import Procedure
from gongkai.procedure.term import Term

FORMATS = ("text", "json")
_DAYS = frozenset({"reached", "until"})
_MOST_DIGITS = 3

_HELP = """计算一件政府信息公开申请的答复期限，并说明怎样算出。

收到申请之后的事项用 --event 依次写明，格式为 事项:日期，其他内容写在后面，用逗号分开：

\b
  --event supplement-notice:2026-02-14,until=2026-03-06
  --event supplement-received:2026-02-20
  --event third-party-consulted:2026-03-02,reached=2026-03-05
  --event third-party-answered:2026-03-12
  --event extended:2026-03-16,length=10
  --event fee-notice:2026-03-20    --event paid:2026-03-27

网上、传真、电子邮件和无需签收的信函须经双方确认：--received 写提交之日，再写 --event confirmed:日期。
全部事项及其条件见 docs/reference/lifecycle.md。
"""


@click.command(help=_HELP, options_metavar="[选项]")
@click.option("--received", required=True, metavar="DAY", help="收到（须确认的渠道为提交）申请之日，如 2026-02-12。")
@click.option(
    "--channel", default="in_person", show_default=True, metavar="CHANNEL", help="申请提交的渠道，如 post、online。"
)
@click.option("--event", "events", multiple=True, metavar="EVENT:DAY", help="收到之后的事项，可以写多个。")
@click.option("--provisional", is_flag=True, help="放假安排尚未公布的年度，给出暂定日期。")
@click.option("--today", "as_of", metavar="DAY", help="按这一天计算剩余的工作日。默认为今天。")
@options.format_option(FORMATS)
@options.output
def deadline(
    received: str,
    channel: str,
    events: tuple[str, ...],
    provisional: bool,
    as_of: str | None,
    format_name: str | None,
    output: str | None,
) -> None:
    """Tell the deadline of a request."""
    now = parse_day(as_of) if as_of else today()
    procedure = Procedure(current_book())
    if provisional:
        procedure = procedure.provisional
    try:
        history = replay(procedure, _events(procedure, parse_day(received), channel.replace("-", "_"), events))
        term = reply_term(procedure, history, now)
    except CalendarUnknownError as error:
        raise UsageError(f"{error.message}{_hint(procedure, provisional)}") from error
    position = history.position
    assert position is not None
    law = procedure.rules(position.law_day).law
    chosen = options.choose_format(format_name, output, FORMATS)
    with open_output(output) as write:
        if chosen == "json":
            write(msgspec.json.format(msgspec.json.encode(to_json(term, law)), indent=2) + b"\n")
        else:
            lines = (*_answer(term, position), *_left(procedure, history, now), "", *_reasons(term, law))
            write("".join(f"{line}\n" for line in lines).encode())


def _hint(procedure: Procedure, provisional: bool) -> str:
    if provisional:
        return f"暂定日期只推算到{procedure.calendar.last.year}年。"
    return "暂定日期用 --provisional。"


def parse_day(text: str) -> dt.date:
    """``2026-02-12``; UsageError for anything else."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"日期“{text}”不对，应当写成 2026-02-12 这样。") from None


def _events(procedure: Procedure, received: dt.date, channel: str, texts: tuple[str, ...]) -> list[Event]:
    confirmed = procedure.rules(received).receipt(channel) == "confirmation"
    first = Event("submitted" if confirmed else "received", received, channel=channel)
    takes = {text.id: TAKES.get(text.effect, frozenset()) for text in procedure.rules(received).law.lifecycle.events}
    return [first, *sorted((_event(text, takes) for text in texts), key=lambda event: event.day)]


def _event(text: str, takes: Mapping[str, frozenset[str]]) -> Event:
    """``third-party-consulted:2026-03-02,reached=2026-03-05``."""
    head, *rest = text.split(",")
    kind, colon, day = head.partition(":")
    if not colon:
        raise UsageError(f"事项“{text}”不对，应当写成 事项:日期，例如 supplement-notice:2026-02-14。")
    kind = kind.replace("-", "_")
    fields: dict[str, Any] = {}
    # What an event of this kind says nothing by must not be passed over in silence. An unknown kind is told later.
    known = (takes.get(kind, frozenset()) | ALWAYS) - {"items"}
    for pair in rest:
        name, equals, value = pair.partition("=")
        if not equals or name not in known:
            raise UsageError(f"事项“{head}”不能写“{pair}”；可以写 {'、'.join(sorted(known))}。")
        fields[name] = _value(name, value)
    return Event(kind, parse_day(day), **fields)


def _value(name: str, value: str) -> Any:
    if name in _DAYS:
        return parse_day(value)
    if name == "length":
        if not value.isascii() or not value.isdigit() or len(value) > _MOST_DIGITS:
            raise UsageError(f"工作日数“{value}”不对，应当是1至{10**_MOST_DIGITS - 1}的整数。")
        return int(value)
    return value


def _answer(term: Term, position: Position) -> Iterator[str]:
    if term.due is not None:
        unsure = "（暂定）" if term.provisional else ""
        yield f"答复期限届满：{say_day(term.due)}{unsure}"
    elif term.awaited is None:
        yield "没有正在计算的答复期限。"
    else:
        until = "" if term.awaited.until is None else f"，至{say_day(term.awaited.until)}"
        yield f"答复期限没有在计算：{term.awaited.what}，等待{term.awaited.who}{until}。"
    if position.state == "unconfirmed":
        yield "确认之后，加上 --event confirmed:确认之日 再算。"
    yield f"状态：{term.state}"


def _left(procedure: Procedure, history: History, now: dt.date) -> Iterator[str]:
    try:
        due = next_due(procedure.provisional, history, now)
    except CalendarUnknownError:
        yield f"{say_day(now)}：工作日历没有收录，不能计算剩余的工作日。"
        return
    if due is None or due.left is None:
        return
    if due.overdue:
        yield f"{say_day(now)}：已逾期{-due.left}个工作日"
    else:
        yield f"{say_day(now)}：还有{due.left}个工作日"


def _reasons(term: Term, law: LawView) -> Iterator[str]:
    yield "怎样算出"
    yield from (f"  {line}" for line in summary(term, law))
    cited = dict.fromkeys(basis for step in term.steps for basis in step.basis)
    yield ""
    yield "依据"
    yield from (f"  {law.cite(basis)}：{law.article(basis).summary}" for basis in cited)
    readings = dict.fromkeys(step.reading for step in term.steps if step.reading)
    if readings:
        yield ""
        yield "条文没有写明之处的理解"
        yield from (f"  {reading}" for reading in readings)
