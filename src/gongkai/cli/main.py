"""``gongkai``: the entry, and how every run ends.

Exit status: 0 nothing failed at level error; 1 something did; 2 a file could not be read or the call was wrong. An
interrupted run ends as the shell expects it: 130 after Ctrl-C, 141 where the reader of the output went away.
"""

from __future__ import annotations

import os
import sys
from typing import Any, NoReturn

import click

from gongkai import __version__
from gongkai.cli.lazy import LazyCommand, LazyGroup
from gongkai.cli.output import ReaderGone
from gongkai.cli.wrong import told
from gongkai.errors import GongkaiError

INTERRUPTED = 130
READER_GONE = 141
WRONG = 2

COMMANDS = {
    "read": LazyCommand("gongkai.cli.read:read", "读取年度报告，给出每一个单元格"),
    "check": LazyCommand("gongkai.cli.check:check", "核对年度报告，列出问题、依据和处理办法"),
    "compare": LazyCommand("gongkai.cli.compare:compare", "比较两份年度报告：数字、文字、重复率"),
    "trend": LazyCommand("gongkai.cli.trend:trend", "同一机关各年度的数据是否衔接"),
    "rollup": LazyCommand("gongkai.cli.rollup:rollup", "把各机关的报告逐格汇总，与公布的汇总数比对"),
    "write": LazyCommand("gongkai.cli.write:write", "把报告写成规定格式的文件，或者写空白表格"),
    "chart": LazyCommand("gongkai.cli.chart:chart", "把一份或者几个年度的报告画成一页图解"),
    "fill": LazyCommand("gongkai.cli.fill:fill", "把填写好的空白表格变成报告数据"),
    "explain": LazyCommand("gongkai.cli.explain:explain", "说明一项检查或者一种读取提示"),
    "verify": LazyCommand("gongkai.cli.verify:verify", "用机关提供的记录重新计算年度报告中的每个数字"),
    "deadline": LazyCommand("gongkai.cli.deadline:deadline", "计算一件申请的答复期限，并说明怎样算出"),
    "fee": LazyCommand("gongkai.cli.fee:fee", "计算信息处理费，列出收费通知书的明细"),
    "letter": LazyCommand("gongkai.cli.letter:letter", "写办理申请的文书：回执、告知书、答复书、送达回证"),
    "redact": LazyCommand("gongkai.cli.redact:redact", "遮盖 PDF 和图片中不予公开的内容，并真正删除"),
    "law": LazyCommand("gongkai.cli.law_import:law", "导入新的法律数据，例如新一年的放假安排"),
    "serve": LazyCommand("gongkai.cli.serve:serve", "启动网站：公众网站、工作台、后台任务、定时任务"),
    "createadmin": LazyCommand("gongkai.cli.createadmin:createadmin", "建立第一个系统管理员"),
    "doctor": LazyCommand("gongkai.cli.doctor:doctor", "检查网站的设置和运行环境，列出问题和处理办法"),
    "backup": LazyCommand("gongkai.cli.backup:backup", "备份数据库、文件和法律数据，密钥另外存放"),
    "restore": LazyCommand("gongkai.cli.backup:restore", "从备份恢复到新的数据文件夹"),
    "audit": LazyCommand("gongkai.cli.audit:audit", "核验、导出审计记录"),
    "demo": LazyCommand("gongkai.cli.demo:demo", "建立虚构的演示县，列出登录名和口令"),
}


class Root(LazyGroup):
    """The group of all commands; whatever happens, it ends with a sentence and a status, not with a traceback."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run and exit. ``standalone_mode`` is ours."""
        kwargs["standalone_mode"] = False
        try:
            status = super().main(*args, **kwargs)
        except click.Abort:
            status = INTERRUPTED
        except click.ClickException as error:
            click.echo(f"gongkai: {told(error)}", err=True)
            status = WRONG
        except ReaderGone:
            # What Python would still flush at exit goes nowhere, so that it says nothing about it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            status = READER_GONE
        except GongkaiError as error:
            click.echo(f"gongkai: {error.message}", err=True)
            status = WRONG
        sys.exit(status if isinstance(status, int) else 0)


_HELP = """公开（Gongkai）：读取、核对、比较、汇总政府信息公开工作年度报告，计算申请的答复期限和信息处理费。

文件可以是文本、Markdown、HTML、Word、Excel 或者 PDF，也可以是文件夹和通配符。各命令的用法：gongkai 命令 --help。
"""


@click.group(
    help=_HELP,
    cls=Root,
    lazy_commands=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]...",
)
@click.version_option(__version__, "-V", "--version", message="gongkai %(version)s", help="显示版本。")
def cli() -> None:
    """The command ``gongkai``."""


def main() -> None:
    """The console script."""
    cli()
