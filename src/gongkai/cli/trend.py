"""``gongkai trend``: several years of one body."""

from __future__ import annotations

import click

from gongkai.cli import options
from gongkai.cli.pages.trend import trend_page
from gongkai.cli.render.page.write import PAGE_FORMATS, write_page
from gongkai.cli.run import current_law, today
from gongkai.cli.several import load_all
from gongkai.report.trend.follow import follow
from gongkai.report.trend.wire import trend_to_json

_HELP = """把同一机关各年度的报告连起来看：申请结转、现行有效件数是否逐年衔接，在哪一年断开。

FILE 是各年度的报告，次序不限；文件夹和通配符也可以。其他机关的报告不列入并说明；缺少的年度、格式的变化都会说明，
试行格式与现行格式之间含义不同的数据不比对。

\b
退出状态  0  比对完毕
          2  有文件无法读取，或者命令有误
"""


@click.command(help=_HELP, options_metavar="[选项]")
@options.files
@click.option("--body", metavar="NAME", help="机关名称。默认为第一份报告的机关。")
@options.format_option(PAGE_FORMATS)
@options.output
@options.jobs
@click.pass_context
def trend(
    ctx: click.Context,
    files: tuple[str, ...],
    body: str | None,
    format_name: str | None,
    output: str | None,
    jobs: int | None,
) -> None:
    """Follow a body over the years."""
    day = today()
    law = current_law(day)
    reports, failures = load_all(files, day, jobs)
    found = follow(reports, law, body)
    chosen = options.choose_format(format_name, output, PAGE_FORMATS)
    write_page(lambda: trend_page(found, law), lambda: trend_to_json(found, law), law, chosen, output)
    ctx.exit(2 if failures else 0)
