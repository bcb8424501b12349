"""``gongkai law import``: law data that came out between releases."""

from __future__ import annotations

import datetime as dt
import getpass
import os
from pathlib import Path

import click

from gongkai.cli.run import CHINA
from gongkai.errors import UsageError
from gongkai.law.overlay import Imported, import_file

_SHORT = 12


@click.group(help="法律数据。", options_metavar="[选项]", subcommand_metavar="命令 [参数]...")
def law() -> None:
    """Commands on the law data."""


_HELP = """导入两次发布之间的法律数据，例如新一年的放假安排。

FILE 是 YAML 文件，格式与程序自带的数据相同，连同全部法律数据严格检查之后才写入 GONGKAI_DATA/law，并记入
imports.jsonl。放假安排按年度自动归位，其他数据按文件名或者 --as 归位。
"""


@law.command("import", help=_HELP, short_help="导入法律数据", options_metavar="[选项]")
@click.argument("file", metavar="FILE")
@click.option("--as", "place", metavar="PLACE", help="数据的位置，如 calendar/2027.yaml。")
@click.option("--replace", is_flag=True, help="同一位置已有不同内容时，以新文件代替。")
def import_(file: str, place: str | None, replace: bool) -> None:
    """Import a file of law data."""
    data = os.environ.get("GONGKAI_DATA")
    if not data:
        raise UsageError("请先设置环境变量 GONGKAI_DATA：导入的法律数据保存在其中的 law 文件夹。")
    overlay = Path(data) / "law"
    now = dt.datetime.now(CHINA)
    done = import_file(Path(file), overlay, place=place, replace=replace, at=now, by=_user())
    for line in _told(done, overlay):
        click.echo(line)


def _told(done: Imported, overlay: Path) -> list[str]:
    if not done.changed:
        return [f"{done.place} 与现有数据相同，没有改动。"]
    lines = [f"已导入 {overlay / done.place}{'（代替原有文件）' if done.replaced else ''}。"]
    if done.year is not None:
        lines.append(f"{done.year}年的工作日现在可以计算。")
    lines.append(f"法律数据的摘要由 {done.before[:_SHORT]} 变为 {done.after[:_SHORT]}。")
    return lines


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
