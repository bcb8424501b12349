"""The pages of ``--help`` in Chinese: click itself speaks English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

_HEADINGS = {"Options": "选项", "Commands": "命令", "Usage: ": "用法："}
_ONE = r"(?:default: [^;\]]+|x>=\d+|\d+<=x<=\d+|required)"
_EXTRA = re.compile(rf"\s*\[(?P<extra>{_ONE}(?:; {_ONE})*)\]")
_WORDS = (
    (re.compile("default: "), "默认 "),
    (re.compile("x>="), "最小 "),
    (re.compile(r"(\d+)<=x<=(\d+)"), r"\1 至 \2"),
    (re.compile("required"), "必须写明"),
)


class ChineseFormatter(click.HelpFormatter):
    """Writes what click would write, its own words in Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line of usage."""
        super().write_usage(prog, args, _HEADINGS["Usage: "] if prefix is None else prefix)

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """A section with its heading."""
        with super().section(_HEADINGS.get(name, name)):
            yield

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """A list of options or commands with what they do."""
        super().write_dl([(name, _in_chinese(text)) for name, text in rows], col_max, col_spacing)


class ChineseContext(click.Context):
    """The context of every command."""

    formatter_class = ChineseFormatter


def _in_chinese(text: str) -> str:
    if text == "Show this message and exit.":
        return "显示本说明。"
    return _EXTRA.sub(_extra, text)


def _extra(match: re.Match[str]) -> str:
    told = match["extra"].replace("; ", "，")
    for english, chinese in _WORDS:
        told = english.sub(chinese, told)
    return f"（{told}）"
