"""Arguments and options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from gongkai.cli.render.formats import by_suffix

Command = TypeVar("Command", bound=Callable[..., Any])

files = click.argument("files", nargs=-1, required=True, metavar="FILE...")
name = click.option(
    "--name", default="stdin", metavar="NAME", help="标准输入（-）的文件名，写入结果，并帮助判断文件类型。"
)
output = click.option("-o", "--output", metavar="FILE", help="把结果写入文件；写完才替换原有文件。")
jobs = click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="同时使用的进程数。默认视文件多少而定。")
language = click.option(
    "--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="说明文字的语言。"
)


def format_option(formats: tuple[str, ...]) -> Callable[[Command], Command]:
    """``--format`` with the formats of one command."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(formats),
        help="结果的格式。默认按 -o 的后缀判断，否则为 text。",
    )


def choose_format(format_name: str | None, output_path: str | None, formats: tuple[str, ...]) -> str:
    """The format asked for; failing that, the one that the output's suffix names; failing that, text."""
    if format_name is not None:
        return format_name
    guessed = by_suffix(output_path or "")
    return guessed if guessed in formats else "text"
