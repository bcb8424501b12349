"""``gongkai audit``: whether the chain of events is whole, and the events themselves."""

from __future__ import annotations

import click

from gongkai.cli import options
from gongkai.cli.django_setup import load_site
from gongkai.cli.output import open_output


@click.group(help="审计记录。", options_metavar="[选项]", subcommand_metavar="命令 [参数]...")
def audit() -> None:
    """Commands on the chain of events."""


_VERIFY = """从第一条起逐条核验审计记录：内容、顺序、首尾是否完整，有没有被修改、删除、截断。

退出状态：0 完整；1 不完整，并指出从哪一条开始。
"""


@audit.command(help=_VERIFY, short_help="核验审计记录是否完整", options_metavar="[选项]")
def verify() -> int:
    """Follow the chain."""
    load_site()
    from gongkai.site.audit import selectors
    from gongkai.site.project import database

    database.demand()
    verdict = selectors.verify()
    if verdict.whole:
        click.echo(f"审计记录完整，共 {verdict.links} 条。")
        return 0
    click.echo(f"审计记录不完整：第 {verdict.seq} 条，{verdict.reason}。之前的 {verdict.links} 条完整。")
    return 1


_EXPORT = """导出全部审计记录，每行一条 JSON，包括校验值，可以离线核验顺序和衔接。"""


@audit.command(help=_EXPORT, short_help="导出审计记录", options_metavar="[选项]")
@options.output
def export(output: str | None) -> None:
    """Write all events as JSON lines."""
    load_site()
    from gongkai.site.project import database
    from gongkai.site.project.audit_export import lines

    database.demand()
    with open_output(output) as write:
        for line in lines():
            write(line)
