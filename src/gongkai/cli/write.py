"""``gongkai write``: a report in data, or a blank form -> the official document."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath

import click

from gongkai.cli.output import open_output, tell_absent
from gongkai.cli.run import current_law, today
from gongkai.cli.single import load_single
from gongkai.law import LawView
from gongkai.report.report import Report
from gongkai.writing import FORMATS, Fonts, Written, blank_report, write_report

_SUFFIXES = {"htm": "html", "markdown": "md", "text": "txt"}
_PARTS = {
    "标题": "title",
    "正文": "body",
    "一级标题": "heading",
    "二级标题": "subheading",
    "表格": "table",
    "西文": "latin",
}
_BINARY = ("pdf", "docx", "xlsx")
_KINDS = {"missing": "缺失", "unreadable": "无法确定"}

_HELP = f"""把年度报告写成规定格式的文件：PDF、DOCX、XLSX、HTML、Markdown、文本、CSV 或者 JSON。

FILE 是 gongkai read 写出的 JSON，也可以是能够读取的任何一份报告；- 是标准输入。不写 FILE 而写 --blank，得到空白表格，
填写以后可以用 gongkai fill 读回。

--font 指定各部分的字体，可以写多次，例如 --font 正文=仿宋。各部分是{"、".join(_PARTS)}。
DOCX 只记录字体名称；PDF 从 --font-folder 指定的文件夹中取用字体，未指定文件夹的，全文使用自带的宋体。

\b
退出状态  0  已经写成
          2  文件无法读取，或者命令有误
"""


@click.command(help=_HELP, options_metavar="[选项]")
@click.argument("file", required=False, metavar="[FILE]")
@click.option("-o", "--output", required=True, metavar="FILE", help="写成的文件；写完才替换原有文件。- 是标准输出。")
@click.option("--format", "format_name", type=click.Choice(FORMATS), help="文件的格式。默认按 -o 的后缀判断。")
@click.option("--blank", metavar="YEAR", help="写空白表格：2021 是现行格式，2019 是试行格式。")
@click.option("--font", "families", multiple=True, metavar="PART=NAME", help="某一部分的字体。")
@click.option("--font-folder", "folders", multiple=True, metavar="FOLDER", help="PDF 所用字体文件所在的文件夹。")
@click.option("--name", default="stdin", metavar="NAME", help="标准输入（-）的文件名，用以判断文件类型。")
def write(
    file: str | None,
    output: str,
    format_name: str | None,
    blank: str | None,
    families: tuple[str, ...],
    folders: tuple[str, ...],
    name: str,
) -> None:
    """Write a report or a blank form."""
    day = today()
    law = current_law(day)
    chosen = format_name or _format_of(output)
    if output == "-" and chosen in _BINARY and sys.stdout.isatty():
        raise click.UsageError(f"{chosen} 是二进制格式，不能显示在终端上；请用 -o 写入文件")
    written = write_report(_report(file, blank, name, law), law, chosen, day, _fonts(families, folders))
    with open_output(output) as put:
        put(written.data)
    _tell(written)


def _report(file: str | None, blank: str | None, name: str, law: LawView) -> Report:
    if (file is None) == (blank is None):
        raise click.UsageError("请写明一份报告，或者用 --blank 写明空白表格的年份，二者选择一种")
    if blank is None:
        assert file is not None
        return load_single(file, name, law)
    if blank not in law.forms:
        raise click.UsageError(f"没有 {blank} 年的格式；有{'、'.join(sorted(law.forms))}")
    return blank_report(blank, law)


def _format_of(output: str) -> str:
    suffix = PurePath(output).suffix.lower().removeprefix(".")
    found = _SUFFIXES.get(suffix, suffix)
    if found not in FORMATS:
        raise click.UsageError(
            f"从 {output} 看不出要写成哪种格式；请把后缀写成 {'、'.join(FORMATS)} 之一，或者写明 --format"
        )
    return found


def _fonts(families: tuple[str, ...], folders: tuple[str, ...]) -> Fonts:
    """Raises click.UsageError for a part that does not exist, and for a folder that does not."""
    chosen: dict[str, str] = {}
    for setting in families:
        part, _, family = setting.partition("=")
        if part not in _PARTS or not family.strip():
            raise click.UsageError(f"--font {setting} 应当写成 部分=字体；部分可以是{'、'.join(_PARTS)}")
        chosen[_PARTS[part]] = family.strip()
    for folder in folders:
        if not Path(folder).is_dir():
            raise click.UsageError(f"--font-folder {folder} 不是文件夹")
    return Fonts(**chosen, folders=folders)


def _tell(written: Written) -> None:
    """What does not stand in the file as it does in the report, on standard error."""
    if written.undrawn:
        counts = "，".join(f"{_KINDS[kind]} {count} 格" for kind, count in written.undrawn.items())
        click.echo(f"有的单元格没有可写的内容，写成了空白：{counts}。请核对原报告后填写。", err=True)
    if written.unknown:
        click.echo(f"--font-folder 中没有以下字体，改用了别的字体：{'、'.join(written.unknown)}。", err=True)
    tell_absent(written.absent, "请用 --font-folder 和 --font 指定有这些字的字体")
