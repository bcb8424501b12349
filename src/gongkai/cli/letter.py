"""``gongkai letter``: a document of a request, from facts."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

import click
import msgspec

from gongkai.cli.deadline import parse_day
from gongkai.cli.output import open_output
from gongkai.cli.run import today
from gongkai.errors import LawDataError, UsageError, system_reason
from gongkai.law import LawBook, current_book
from gongkai.law.model import Outcome
from gongkai.law.source import parse
from gongkai.procedure.rules import Procedure
from gongkai.writing import Fonts
from gongkai.writing.letters import (
    LETTER_FORMATS,
    Facts,
    Letter,
    Template,
    blank,
    compose,
    load_template,
    write_letter,
)

_SUFFIXES = {"htm": "html", "text": "txt"}
_BINARY = ("pdf", "docx")
_AT = re.compile(r"at `(\$[^`]*)`")
_UNKNOWN = re.compile(r"unknown field `([^`]+)`")
_LACKING = re.compile(r"missing required field `([^`]+)`")

_HELP = """写一份办理政府信息公开申请的文书：回执、告知书、征求意见书、收费通知书、答复书、呈批单、送达回证等。

DOCUMENT 是文书的标识，--list 列出全部文书和各种办理结果。FACTS 是 YAML 或者 JSON 文件，写明本机关、文号、申请人、
申请内容、办理结果等，各项内容见 docs/guide/letters.md。条款、期限、救济途径取自法律数据，缺少的内容一次列出。

\b
  gongkai letter --list
  gongkai letter reply_denied --facts facts.yaml -o 答复书.docx --red-head
  gongkai letter supplement_notice --blank -o 补正告知书.docx
  gongkai letter reply_denied --blank --outcome state_secret -o 答复书.docx
"""


@click.command(help=_HELP, options_metavar="[选项]")
@click.argument("document", required=False, metavar="[DOCUMENT]")
@click.option("--list", "listed", is_flag=True, help="列出全部文书和办理结果。")
@click.option("--facts", metavar="FACTS", help="写明文书内容的 YAML 或者 JSON 文件；- 是标准输入。")
@click.option("--blank", "is_blank", is_flag=True, help="写空白文书，需要填写之处写明名称。")
@click.option("--outcome", default="", metavar="OUTCOME", help="空白答复书的办理结果。")
@click.option("--template", metavar="FILE", help="本机关自己的文书用语（YAML）。")
@click.option("--red-head", is_flag=True, help="加印红头。")
@click.option("--day", metavar="DAY", help="空白文书适用哪一天的规定。默认为今天。")
@click.option("--font-folder", "folders", multiple=True, metavar="FOLDER", help="PDF 所用字体文件所在的文件夹。")
@click.option("-o", "--output", metavar="FILE", help="写成的文件；写完才替换原有文件。- 是标准输出。")
@click.option("--format", "format_name", type=click.Choice(LETTER_FORMATS), help="文件的格式。默认按 -o 的后缀判断。")
def letter(
    document: str | None,
    listed: bool,
    facts: str | None,
    is_blank: bool,
    outcome: str,
    template: str | None,
    red_head: bool,
    day: str | None,
    folders: tuple[str, ...],
    output: str | None,
    format_name: str | None,
) -> None:
    """Write a document of a request."""
    book = current_book()
    if listed:
        with open_output(output) as put:
            put(_list(book).encode())
        return
    if document is None or output is None:
        raise click.UsageError("请写明 DOCUMENT 和 -o；全部文书用 --list 列出")
    if (facts is None) == (not is_blank):
        raise click.UsageError("请用 --facts 写明内容，或者用 --blank 写空白文书，二者选择一种")
    chosen = format_name or _format_of(output)
    if output == "-" and chosen in _BINARY and sys.stdout.isatty():
        raise click.UsageError(f"{chosen} 是二进制格式，不能显示在终端上；请用 -o 写入文件")
    own = None if template is None else _template(template, book)
    found = _letter(Procedure(book), document, facts, outcome, day, own)
    data = write_letter(found, chosen, red_head=red_head, fonts=Fonts(folders=folders))
    with open_output(output) as put:
        put(data)


def _letter(
    procedure: Procedure, document: str, facts: str | None, outcome: str, day: str | None, own: Template | None
) -> Letter:
    if facts is None:
        return blank(procedure, document, parse_day(day) if day else today(), outcome, own)
    if outcome or day:
        raise click.UsageError("--outcome 和 --day 用于空白文书；有 --facts 的写在文件中")
    return compose(procedure, document, _facts(facts), own)


def _facts(path: str) -> Facts:
    """The facts in a file. Raises UsageError for what is not of their shape, with the place."""
    try:
        return msgspec.convert(_parsed(_read(path), path), Facts)
    except msgspec.ValidationError as error:
        raise UsageError(f"{path}：{_wrong(str(error))}。可以写的内容见 docs/guide/letters.md。") from error


def _wrong(message: str) -> str:
    """What is wrong with the facts, and where, in Chinese."""
    at = _AT.search(message)
    where = at[1].removeprefix("$").removeprefix(".") if at else ""
    inside = f"“{where}”" if where else "文件"
    if unknown := _UNKNOWN.search(message):
        return f"{inside}中不能写“{unknown[1]}”"
    if lacking := _LACKING.search(message):
        return f"{inside}中缺少“{lacking[1]}”"
    return f"{inside}的内容不对（文字加引号，日期写成 2026-02-12，数量写整数）"


def _parsed(data: bytes, path: str) -> Any:
    if data.lstrip().startswith(b"{"):
        try:
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise UsageError(f"{path} 不是合法的 JSON。") from error
    try:
        return parse(data, path)[0]
    except LawDataError as error:
        raise UsageError(error.message) from error
    except RecursionError as error:
        raise UsageError(f"{path} 的层次过多，不是文书的内容。") from error


def _read(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"无法读取 {path}：{system_reason(error)}。") from error


def _template(path: str, book: LawBook) -> Template:
    return load_template(_read(path), path, book)


def _list(book: LawBook) -> str:
    law = book.at(today())
    lines = []
    for document in law.documents.values():
        lines.append(f"{document.id}　{document.label}")
        told = [outcome for outcome in law.outcomes.values() if outcome.document == document.id]
        lines += [line for outcome in told for line in _outcome(outcome)]
    return "\n".join(lines) + "\n"


def _outcome(outcome: Outcome) -> Iterator[str]:
    yield f"    {outcome.id}　{outcome.label}"
    if outcome.grounds:
        yield f"        grounds：{'、'.join(f'{ground.id}（{ground.label}）' for ground in outcome.grounds)}"
    if outcome.must_state:
        yield f"        stated：{'；'.join(outcome.must_state)}"


def _format_of(output: str) -> str:
    suffix = PurePath(output).suffix.lower().removeprefix(".")
    found = _SUFFIXES.get(suffix, suffix)
    if found not in LETTER_FORMATS:
        raise click.UsageError(
            f"从 {output} 看不出要写成哪种格式；请把后缀写成 {'、'.join(LETTER_FORMATS)} 之一，或者写明 --format"
        )
    return found
