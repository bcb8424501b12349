"""``gongkai fee``: the processing fee, with the lines of the notice."""

from __future__ import annotations

from collections.abc import Iterator

import click
import msgspec

from gongkai.cli import options
from gongkai.cli.deadline import FORMATS, parse_day
from gongkai.cli.output import open_output
from gongkai.cli.run import today
from gongkai.law import LawView, current_book
from gongkai.procedure.fees import YUAN, Fee, fee_for, say_line, to_json
from gongkai.procedure.rules import Procedure

_HELP = """计算信息处理费，列出收费通知书中的明细。

按件计收（--items）以同一申请人一个自然月内累计的件数计算；按量计收（--pages）以一件申请的页数计算，A4 单面为 1 页。
两种方式只能选择一种。
"""


@click.command(help=_HELP, options_metavar="[选项]")
@click.option("--items", type=int, metavar="N", help="按件计收：本次的件数。")
@click.option("--earlier", type=int, default=0, metavar="N", help="按件计收：同一自然月内此前已有的件数。")
@click.option("--pages", type=int, metavar="N", help="按量计收：本件申请提供的页数。")
@click.option("--day", metavar="DAY", help="适用哪一天的规定。默认为今天。")
@options.format_option(FORMATS)
@options.output
def fee(
    items: int | None,
    earlier: int,
    pages: int | None,
    day: str | None,
    format_name: str | None,
    output: str | None,
) -> None:
    """Tell the processing fee."""
    when = parse_day(day) if day else today()
    procedure = Procedure(current_book())
    found = fee_for(procedure, when, items=items, pages=pages, earlier=earlier)
    law = procedure.rules(when).law
    chosen = options.choose_format(format_name, output, FORMATS)
    with open_output(output) as write:
        if chosen == "json":
            write(msgspec.json.format(msgspec.json.encode(to_json(found)), indent=2) + b"\n")
        else:
            write("".join(f"{line}\n" for line in _lines(found, law)).encode())


def _lines(found: Fee, law: LawView) -> Iterator[str]:
    yield f"信息处理费：{found.amount}{YUAN}"
    if found.note:
        yield found.note
    if found.lines:
        yield ""
        yield from (f"  {say_line(line, found.unit)}" for line in found.lines)
    if found.scale is not None:
        yield ""
        yield f"{law.fees[found.scale].label}：{law.fees[found.scale].counting}。"
        yield from (f"  {law.cite(basis)}：{law.article(basis).summary}" for basis in found.basis)
