"""``gongkai redact``: parts of a PDF or picture removed for good."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.output import open_output
from gongkai.cli.run import current_law, today
from gongkai.errors import UsageError, system_reason

if TYPE_CHECKING:
    from gongkai.release.redact import Mark, Redacted

_HELP = """遮盖 PDF 或者图片（JPEG、PNG、TIFF）中不予公开的内容，并真正删除：每一页重新制作，
只留下看得见、没有遮盖的内容。

--mark 是一处遮盖，写成 页码:左,上,右,下，从页面左上角量起，PDF 的单位是点（1/72 英寸），图片的单位是像素。
--words 遮盖 PDF 中出现的所有这些文字，--rule 遮盖发布前检查的规则找到的内容，例如 RL-ID-NUMBER（公民身份号码）。

附件、批注、表单、文件属性、隐藏的图层和文字、保存过的旧版本都不带入新文件。写成以前读回核验，能找到被遮盖的内容的，不写文件。
被遮盖的文字在别处还有的，也不写文件，除非写明 --keep-repeats。

\b
  gongkai redact 评审报告.pdf --words 李某某 --rule RL-ID-NUMBER --rule RL-PHONE -o 公开版.pdf
  gongkai redact 评审报告.pdf --mark 2:72,100,300,120 --ground trade_secret -o 公开版.pdf
"""


@click.command(help=_HELP, options_metavar="[选项]")
@click.argument("file", metavar="FILE")
@click.option("--mark", "places", multiple=True, metavar="PAGE:X0,Y0,X1,Y1", help="遮盖一处，可以写多次。")
@click.option("--words", multiple=True, metavar="TEXT", help="遮盖所有这些文字，可以写多次。")
@click.option("--rule", "codes", multiple=True, metavar="CODE", help="遮盖这一规则找到的内容，可以写多次。")
@click.option("--ground", default="", metavar="GROUND", help="不予公开的理由，印在遮盖之处，例如 personal_privacy。")
@click.option("--dpi", type=int, default=200, metavar="N", help="页面图片的分辨率，96 至 400。默认为 200。")
@click.option("--no-text", is_flag=True, help="新文件中不留可以检索的文字。")
@click.option("--notes", is_flag=True, help="批注和图章画进页面图片。默认不画。")
@click.option("--keep-repeats", is_flag=True, help="被遮盖的文字在别处还有的，保留别处。")
@click.option("-o", "--output", required=True, metavar="FILE", help="写成的文件；写完才替换原有文件。- 是标准输出。")
def redact(
    file: str,
    places: tuple[str, ...],
    words: tuple[str, ...],
    codes: tuple[str, ...],
    ground: str,
    dpi: int,
    no_text: bool,
    notes: bool,
    keep_repeats: bool,
    output: str,
) -> None:
    """Remove what is marked."""
    if not (places or words or codes):
        raise click.UsageError("请用 --mark、--words 或者 --rule 写明要遮盖什么")
    data = _read(file, output)
    made = _made(data, places, words, codes, ground, (dpi, no_text, notes))
    _tell_repeats(made, keep_repeats)
    with open_output(output) as put:
        put(made.data)


def _made(
    data: bytes,
    places: Sequence[str],
    words: Sequence[str],
    codes: Sequence[str],
    ground: str,
    how: tuple[int, bool, bool],
) -> Redacted:
    try:
        from gongkai.release import redact as work  # the extras ``site`` and ``pdf``
    except ImportError as error:
        raise UsageError("遮盖需要 pikepdf、pillow 和 pypdfium2；请运行 pip install 'gongkai[site,pdf]'") from error
    marks = [work.Mark(*_place(text), ground) for text in places]
    if words or codes:
        marks += _found(data, words, codes, ground)
    dpi, no_text, notes = how
    return work.redact(data, marks, current_law(today()), work.Options(dpi, not no_text, notes))


def _found(data: bytes, words: Sequence[str], codes: Sequence[str], ground: str) -> tuple[Mark, ...]:
    """The marks over what was found. Raises UsageError where there is nothing; pages without text are told."""
    from gongkai.release.redact import find

    found = find(data, words, codes, ground=ground)
    if found.unread:
        pages = "、".join(map(str, found.unread))
        click.echo(f"第{pages}页没有文字（图片或者空白），没有查找；请查看页面，用 --mark 遮盖。", err=True)
    if not found.marks:
        raise UsageError(f"没有找到要遮盖的内容（{'、'.join((*words, *codes))}），没有写成文件。")
    click.echo(f"找到并遮盖{len(found.marks)}处。", err=True)
    return found.marks


def _tell_repeats(made: Redacted, keep: bool) -> None:
    """Whatever was removed in one place and stands in another, by its pages."""
    pages: dict[str, list[str]] = {}
    for repeat in made.repeats:
        pages.setdefault(repeat.text, []).append(str(repeat.page))
    told = "；".join(f"“{text}”在第{'、'.join(numbers)}页" for text, numbers in pages.items())
    if told and not keep:
        raise UsageError(
            f"被遮盖的文字在别处还有：{told}。请用 --words 一并遮盖；确定保留的，加上 --keep-repeats。没有写成文件。"
        )
    if told:
        click.echo(f"被遮盖的文字在别处保留：{told}。", err=True)


def _place(text: str) -> tuple[int, tuple[float, float, float, float]]:
    """``2:72,100,300,120`` as page and box."""
    page, _, sides = text.partition(":")
    try:
        left, top, right, bottom = (float(side) for side in sides.split(","))
        number = int(page)
    except ValueError:
        raise UsageError(f"--mark {text} 不对，应当写成 页码:左,上,右,下，例如 2:72,100,300,120。") from None
    return number, (left, top, right, bottom)


def _read(path: str, output: str) -> bytes:
    """The file, which the output must not replace: it is the only one with the whole content."""
    source = Path(path)
    try:
        if output != "-" and Path(output).exists() and Path(output).samefile(source):
            raise UsageError("遮盖以后的文件不能覆盖原件，请换一个文件名。")
        return source.read_bytes()
    except OSError as error:
        raise UsageError(f"无法读取 {path}：{system_reason(error)}。") from error
