"""``gongkai verify``: a report's numbers counted again from the records behind them."""

from __future__ import annotations

from pathlib import Path

import click

from gongkai.cli.run import current_law, today
from gongkai.report.records import verify as count_again

_HELP = """核验年度报告中的数字：用机关提供的记录（不含个人信息）逐格重新计算。

REPORT.json 是公布的年度报告的 JSON；--ledger 是机关提供的“数字的依据”压缩包。

\b
退出状态  0  摘要一致，每个数字都能由记录算出
          1  有不一致
          2  文件无法读取，或者命令有误
"""


@click.command(help=_HELP, options_metavar="[选项]")
@click.argument("report", metavar="REPORT.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--ledger",
    required=True,
    metavar="EXPORT.zip",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="机关提供的数字的依据。",
)
@click.pass_context
def verify(ctx: click.Context, report: Path, ledger: Path) -> None:
    """Count the records again."""
    found = count_again(report.read_bytes(), ledger.read_bytes(), current_law(today()))
    click.echo(f"记录 {found.records} 条，核对单元格 {found.cells} 个。")
    for key in found.adjusted:
        click.echo(f"人工调整的单元格：{key}")
    for problem in found.problems:
        click.echo(f"不一致：{problem}")
    if not found.problems:
        click.echo("一致：摘要相符，每个数字都能由记录算出。")
    ctx.exit(1 if found.problems else 0)
