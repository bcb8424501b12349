"""``gongkai compare``: two reports side by side."""

from __future__ import annotations

import click

from gongkai.cli import options
from gongkai.cli.inputs import named
from gongkai.cli.pages.compare import compare_page
from gongkai.cli.render.page.write import PAGE_FORMATS, write_page
from gongkai.cli.run import current_law, today
from gongkai.cli.work import load_or_refuse
from gongkai.report.compare.comparison import compare_reports
from gongkai.report.compare.wire import comparison_to_json
from gongkai.report.compare.wording import rules_of

_HELP = """比较两份年度报告：数字逐格对照，文字逐句对照，计算重复率。

先写前一份（通常是上年），后写后一份（通常是本年）；可以是任何能读取的文件，也可以是 gongkai read 写出的 JSON。

没有数字的单元格（空白、缺失、无法确定）不当作 0。两份报告格式不同的，只比较含义相同的行。
重复率的算法见 docs/reference/repetition.md。

\b
退出状态  0  比较完毕（不衔接、重复较多都是“警告”或者“提示”）
          2  有文件无法读取，或者命令有误
"""
_PERCENT = click.IntRange(min=1, max=100)


@click.command(help=_HELP, options_metavar="[选项]")
@click.argument("earlier", metavar="前一份")
@click.argument("later", metavar="后一份")
@click.option("--threshold", type=_PERCENT, metavar="N", help="重复率达到百分之几为警告。默认 50。")
@click.option("--similarity", type=_PERCENT, metavar="N", help="相似度达到百分之几的两句算同一句。默认 90。")
@options.format_option(PAGE_FORMATS)
@options.output
def compare(
    earlier: str,
    later: str,
    threshold: int | None,
    similarity: int | None,
    format_name: str | None,
    output: str | None,
) -> None:
    """Compare two reports."""
    law = current_law(today())
    found = compare_reports(
        load_or_refuse(named(earlier), law, "前一份报告"),
        load_or_refuse(named(later), law, "后一份报告"),
        law,
        threshold=rules_of(law).threshold if threshold is None else threshold / 100,
        similarity=None if similarity is None else similarity / 100,
    )
    chosen = options.choose_format(format_name, output, PAGE_FORMATS)
    write_page(lambda: compare_page(found, law), lambda: comparison_to_json(found, law), law, chosen, output)
