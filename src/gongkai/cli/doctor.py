"""``gongkai doctor``: what is misconfigured, and what to do about it."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from gongkai.cli.django_setup import load_site

_HELP = """检查网站的设置和运行环境：设置、密钥、数据库、审计记录、工作日历、字体、邮件、页面文件、磁盘。

退出状态：0 没有错误；1 有错误，按“怎么办”一栏处理。
"""
_STYLES = {"good": "green", "warning": "yellow", "error": "red"}

_WIDTH = 120


@click.command(help=_HELP, options_metavar="[选项]")
def doctor() -> int:
    """Examine the installation."""
    load_site()
    from gongkai.site.project.doctor import WORDS, examine
    from gongkai.site.project.doctor_checks import all_checks

    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("状态", "项目", "情况", "怎么办"):
        table.add_column(column, overflow="fold")
    worst = 0
    for result in examine(all_checks()):
        worst |= result.state == "error"
        word = f"[{_STYLES[result.state]}]{WORDS[result.state]}[/]"
        table.add_row(word, result.what, result.found, result.remedy)
    console = Console(highlight=False)
    console.width = max(console.width, _WIDTH)
    console.print(table)
    return int(worst)
