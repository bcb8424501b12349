"""A page to where the call wants it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click
import msgspec

from gongkai.cli.output import open_output, tell_absent
from gongkai.cli.render.page.model import Page
from gongkai.cli.run import today
from gongkai.law import LawView

PAGE_FORMATS = ("text", "json", "xlsx", "html", "pdf")
_BINARY = ("xlsx", "pdf")


def write_page(
    page: Callable[[], Page], json: Callable[[], bytes], law: LawView, format_name: str, output: str | None
) -> None:
    """Write the page, or its JSON, in the format; only what is wanted is made."""
    to_terminal = (output is None or output == "-") and sys.stdout.isatty()
    if format_name in _BINARY and to_terminal:
        raise click.UsageError(f"{format_name} 是二进制格式，不能显示在终端上；请用 -o 写入文件")
    with open_output(output) as write:
        write(_rendered(page, json, law, format_name, to_terminal and not os.environ.get("NO_COLOR")))


def _rendered(
    page: Callable[[], Page], json: Callable[[], bytes], law: LawView, format_name: str, colour: bool
) -> bytes:
    """Each format's own module is loaded only where it is used."""
    if format_name == "json":
        return msgspec.json.format(json(), indent=2) + b"\n"
    if format_name == "xlsx":
        from gongkai.cli.render.page.workbook import workbook

        return workbook(page(), law)
    if format_name == "html":
        from gongkai.cli.render.page.html import html_page

        return html_page(page(), law)
    if format_name == "pdf":
        from gongkai.cli.render.page.pdf import pdf_page

        made = pdf_page(page(), law, today())
        tell_absent(made.absent, "可以改为 HTML")
        return made.data
    from gongkai.cli.render.page.text import text_page

    return text_page(page(), law, colour)
