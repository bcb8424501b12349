"""``gongkai demo``: a fictional county to look at."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from gongkai.cli.django_setup import choose, load_site

_HELP = """建立虚构的云岭县，列出登录名和口令。已经建立的，直接列出。

数据放在环境变量 GONGKAI_DATA 指定的文件夹；没有指定的，放在当前文件夹的 .demo。文件夹中有正式数据的，拒绝建立。
"""


@click.command(help=_HELP, options_metavar="[选项]")
@click.option("--reset", is_flag=True, help="删除原有的演示内容，重新建立。")
@click.option("--serve", is_flag=True, help="建立之后启动网站。")
@click.option("--check", is_flag=True, help="建立之后启动网站，打开主要页面，逐个登录，然后停止。全部正常的状态为 0。")
@click.option("--port", type=click.IntRange(min=1, max=65535), metavar="N", help="端口。")
def demo(reset: bool, serve: bool, check: bool, port: int | None) -> int:
    """Make the demonstration; perhaps show or try it."""
    os.environ.setdefault("GONGKAI_DATA", str(Path(".demo").resolve()))
    # Everybody signs in with the password alone, over plain HTTP.
    choose({"GONGKAI_DEMO": 1, "GONGKAI_HTTPS": 0, "GONGKAI_MFA_ROLES": "none", "PORT": port})
    if check and "PORT" not in os.environ:
        choose({"PORT": _free_port()})
    load_site()
    from gongkai.site.project import demonstration
    from gongkai.site.project.serve import serve as run

    demonstration.ready(_tell, reset=reset)
    if check:
        return 0 if demonstration.check(click.echo) else 1
    _print(demonstration.logins())
    if serve:
        run(_tell)
    return 0


def _tell(line: str) -> None:
    click.echo(line, err=True)


def _print(rows: list[tuple[str, str, str, str, str]]) -> None:
    table = Table(title="演示县的登录账号（内容均属虚构）")
    for column in ("登录名", "口令", "姓名", "角色", "机关"):
        table.add_column(column, no_wrap=True)
    for row in rows:
        table.add_row(*row)
    console = Console()
    console.width = max(console.width, 90)
    console.print(table)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
