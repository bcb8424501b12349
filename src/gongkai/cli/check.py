"""``gongkai check``: documents -> findings."""

from __future__ import annotations

import click

from gongkai.cli import options
from gongkai.cli.codes import chosen
from gongkai.cli.inputs import Input
from gongkai.cli.render.formats import CHECK_FORMATS
from gongkai.cli.run import current_law, process, today
from gongkai.cli.work import load_previous
from gongkai.report.finding import Language

_CODES = "CODE[,CODE]"


_HELP = """核对年度报告，列出问题、所在位置、依据和处理办法。

FILE 是文件、文件夹（连同下级文件夹）或者通配符；- 是标准输入。也可以是 gongkai read 写出的 JSON。

\b
退出状态  0  未发现“错误”级问题
          1  发现“错误”级问题
          2  有文件无法读取，或者命令有误（与 1 同时出现时，以 2 为准）
"""


@click.command(help=_HELP, options_metavar="[选项]")
@options.files
@options.format_option(CHECK_FORMATS)
@options.output
@click.option("--select", multiple=True, metavar=_CODES, help="只做这些检查；可以写前缀，如 T3。")
@click.option("--ignore", multiple=True, metavar=_CODES, help="不做这些检查；可以写前缀，如 ST。")
@click.option("--previous", metavar="FILE", help="上一年度的报告，用于核对跨年度的数据。")
@options.name
@options.jobs
@options.language
@click.pass_context
def check(
    ctx: click.Context,
    files: tuple[str, ...],
    format_name: str | None,
    output: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    previous: str | None,
    name: str,
    jobs: int | None,
    language: Language,
) -> None:
    """Check documents."""
    day = today()
    law = current_law(day)
    status = process(
        "check",
        files,
        day=day,
        format_name=options.choose_format(format_name, output, CHECK_FORMATS),
        output=output,
        language=language,
        stdin_name=name,
        jobs=jobs,
        only=chosen(select, ignore, law.checks),
        previous=None if previous is None else load_previous(Input(previous, previous), law),
    )
    ctx.exit(status)
