"""``gongkai chart``: a report as an infographic of one page (图解)."""

from __future__ import annotations

import sys
from pathlib import PurePath

import click

from gongkai.cli import options
from gongkai.cli.inputs import expand
from gongkai.cli.output import open_output, tell_absent
from gongkai.cli.run import current_law, today
from gongkai.cli.several import load_all
from gongkai.cli.single import load_single
from gongkai.report.trend.follow import follow
from gongkai.writing.chart import CHART_FORMATS, Picture, picture_of, write_chart

_HELP = """把年度报告画成一页图解：申请的收到和办理、复议诉讼、主动公开各一图。图解与报告分开，不是报告的组成部分。

FILE 是 gongkai read 写出的 JSON，也可以是能够读取的任何一份报告。写同一机关几个年度的报告，另画各年度新收申请、结转、
现行有效规范性文件的对比，其余各图用最近一个年度的数据。

图中的数字都取自表格的单元格；空白、缺失、无法确定的写明，不当作 0。HTML 中每幅图的旁边有数据表。

\b
退出状态  0  已经画成
          2  有文件无法读取，或者命令有误
"""


@click.command(help=_HELP, options_metavar="[选项]")
@options.files
@click.option("-o", "--output", required=True, metavar="FILE", help="写成的文件；写完才替换原有文件。- 是标准输出。")
@click.option("--format", "format_name", type=click.Choice(CHART_FORMATS), help="文件的格式。默认按 -o 的后缀判断。")
@click.option("--body", metavar="NAME", help="几份报告时，机关名称。默认为第一份报告的机关。")
@options.jobs
@click.pass_context
def chart(
    ctx: click.Context,
    files: tuple[str, ...],
    output: str,
    format_name: str | None,
    body: str | None,
    jobs: int | None,
) -> None:
    """Draw a report, or the years of a body."""
    chosen = format_name or _format_of(output)
    if output == "-" and chosen == "pdf" and sys.stdout.isatty():
        raise click.UsageError("pdf 是二进制格式，不能显示在终端上；请用 -o 写入文件")
    picture, failed = _picture(files, body, jobs)
    drawn = write_chart(picture, chosen, today())
    with open_output(output) as put:
        put(drawn.data)
    for note in picture.notes:
        click.echo(note, err=True)
    tell_absent(drawn.absent, "可以改为 SVG 或者 HTML")
    ctx.exit(2 if failed else 0)


def _picture(files: tuple[str, ...], body: str | None, jobs: int | None) -> tuple[Picture, bool]:
    """The picture of one report, or of the newest of several with the years before it; whether a file failed."""
    day = today()
    law = current_law(day)
    if body is None and expand(files)[1]:
        return picture_of(load_single(files[0], "stdin", law), law), False
    reports, failures = load_all(files, day, jobs)
    if body is None and len(reports) == 1:
        return picture_of(reports[0], law), bool(failures)
    trend = follow(reports, law, body)
    return picture_of(trend.reports[-1], law, trend), bool(failures)


def _format_of(output: str) -> str:
    suffix = PurePath(output).suffix.lower().removeprefix(".")
    found = "html" if suffix == "htm" else suffix
    if found not in CHART_FORMATS:
        raise click.UsageError(
            f"从 {output} 看不出要画成哪种格式；请把后缀写成 {'、'.join(CHART_FORMATS)} 之一，或者写明 --format"
        )
    return found
