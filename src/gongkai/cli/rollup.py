"""``gongkai rollup``: many reports into the aggregate of an area."""

from __future__ import annotations

from pathlib import Path

import click

from gongkai.cli import options
from gongkai.cli.inputs import named
from gongkai.cli.pages.rollup import rollup_page
from gongkai.cli.render.page.write import PAGE_FORMATS, write_page
from gongkai.cli.run import current_law, today
from gongkai.cli.several import load_all
from gongkai.cli.work import load_or_refuse
from gongkai.errors import UndecodableError, system_reason
from gongkai.law import LawView
from gongkai.reading.formats.decode import decode
from gongkai.report.bodies import same_document
from gongkai.report.checks import check_report
from gongkai.report.finding import CheckResult
from gongkai.report.report import Report
from gongkai.report.rollup.gaps import parse_list
from gongkai.report.rollup.model import Rollup
from gongkai.report.rollup.roll import roll_up
from gongkai.report.rollup.wire import rollup_to_json

CODE = "HI-SUM"

_HELP = """把所辖各机关同一年度的报告逐格相加，得出本地区汇总报告，并列出每一格由谁的多少组成。

没有数字的单元格（空白、符号、无法确定、缺失）不当作 0，逐份列出；其他年度、本身已是汇总、同一机关有多份的报告
不计入并说明。
-o 写成 .json 的，可以再用 gongkai check、gongkai compare 读取。

\b
退出状态  0  全部计入
          1  与公布的汇总报告比对，有不等之处
          2  有文件无法读取、有报告没有计入，或者命令有误（与 1 同时出现时，以 2 为准）
"""


@click.command(help=_HELP, options_metavar="[选项]")
@options.files
@click.option("--body", required=True, metavar="NAME", help="汇总报告的机关名称，如 云溪县。")
@click.option("--year", required=True, type=click.IntRange(min=2008, max=2100), metavar="YEAR", help="年度。")
@click.option("--against", metavar="FILE", help="已公布的汇总报告：逐格比对，列出差额和可能的原因。")
@click.option("--bodies", metavar="FILE", help="应当报告的机关名单，一行一个：列出谁没有报告。")
@options.format_option(PAGE_FORMATS)
@options.output
@options.jobs
@click.pass_context
def rollup(
    ctx: click.Context,
    files: tuple[str, ...],
    body: str,
    year: int,
    against: str | None,
    bodies: str | None,
    format_name: str | None,
    output: str | None,
    jobs: int | None,
) -> None:
    """Roll reports up."""
    day = today()
    law = current_law(day)
    listed = None if bodies is None else _listed(bodies)
    published = None if against is None else load_or_refuse(named(against), law, "公布的汇总报告")
    reports, failures = load_all(files, day, jobs)
    if published is not None:
        reports = _without(published, reports)
    unread = [failure.name for failure in failures]
    found = roll_up(reports, law, body=body, year=year, unread=unread, bodies=listed)
    result = None if published is None else check_report(published, law, rollup=found, only={CODE})
    chosen = options.choose_format(format_name, output, PAGE_FORMATS)
    write_page(lambda: rollup_page(found, law, result), lambda: rollup_to_json(found, law, result), law, chosen, output)
    _tell(found, result, law)
    ctx.exit(2 if failures or found.left_outside else 1 if result is not None and result.failed else 0)


def _without(published: Report, reports: list[Report]) -> list[Report]:
    """The reports below: a folder often holds the published aggregate beside them, which is no part of itself."""
    below = [report for report in reports if not same_document(report, published)]
    if len(below) < len(reports):
        click.echo(f"“{published.source.name}”是用来比对的汇总报告，没有计入。", err=True)
    return below


def _listed(path: str) -> tuple[str, ...]:
    try:
        names = parse_list(decode(Path(path).read_bytes())[0])
    except OSError as error:
        raise click.UsageError(f"机关名单 {path} 无法打开：{system_reason(error)}") from error
    except UndecodableError as error:
        raise click.UsageError(f"机关名单 {path} 无法读取：{error.message}；请存为文本文件，一行一个机关") from error
    if not names:
        raise click.UsageError(f"机关名单 {path} 中没有机关名称；应当一行一个")
    return names


def _tell(found: Rollup, result: CheckResult | None, law: LawView) -> None:
    """What must not be overlooked goes to standard error too: the result may be a file of numbers."""
    click.echo(f"计入 {len(found.parts)} 份，没有计入 {len(found.excluded)} 份。", err=True)
    for item in found.excluded:
        click.echo(item.notice.message(law), err=True)
    lacking = sum(bool(one.left_out) for one in found.sums.values())
    if lacking:
        click.echo(f"有 {lacking} 格的合计缺少一些报告的数，见结果中的说明。", err=True)
    if found.gaps is not None and found.gaps.missing:
        click.echo(f"名单上没有报告的机关 {len(found.gaps.missing)} 个：{'、'.join(found.gaps.missing)}。", err=True)
    if result is not None:
        click.echo(f"与公布的汇总报告不等的有 {result.failed} 格，无法判断 {result.not_assessable} 格。", err=True)
