"""``gongkai read``: documents -> cells."""

from __future__ import annotations

import click

from gongkai.cli import options
from gongkai.cli.render.formats import READ_FORMATS
from gongkai.cli.run import process, today
from gongkai.report.finding import Language

_HELP = """读取年度报告，给出三张表的每一个单元格：数值、原文和所在位置。

FILE 是文件、文件夹（连同下级文件夹）或者通配符；- 是标准输入。

\b
退出状态  0  全部读取
          2  有文件无法读取，或者命令有误
"""


@click.command(help=_HELP, options_metavar="[选项]")
@options.files
@options.format_option(READ_FORMATS)
@options.output
@options.name
@options.jobs
@options.language
@click.pass_context
def read(
    ctx: click.Context,
    files: tuple[str, ...],
    format_name: str | None,
    output: str | None,
    name: str,
    jobs: int | None,
    language: Language,
) -> None:
    """Read documents into cells."""
    status = process(
        "read",
        files,
        day=today(),
        format_name=options.choose_format(format_name, output, READ_FORMATS),
        output=output,
        language=language,
        stdin_name=name,
        jobs=jobs,
    )
    ctx.exit(status)
