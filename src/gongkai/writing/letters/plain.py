"""A letter as plain text and as a page of HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from html import escape
from importlib import resources
from typing import Final

from gongkai.procedure.explain import say_date
from gongkai.text.normal import width
from gongkai.writing.letters.letter import Cell, Letter, Table

_INDENT: Final = "　　"
# How wide the text is set, in columns of a terminal: 28 characters, as a line of an official document.
_WIDE: Final = 56
_NO_DAY: Final = "　　　　年　　月　　日"


def said_day(day: dt.date | None) -> str:
    """The date below the organ, or room for one."""
    return _NO_DAY if day is None else say_date(day)


def write_text(letter: Letter) -> bytes:
    """The letter as plain text, in UTF-8."""
    return ("\n".join(_lines(letter)) + "\n").encode()


def _lines(letter: Letter) -> Iterator[str]:
    if letter.kind == "letter":
        yield _centred(letter.organ)
    yield _centred(letter.title)
    if letter.number:
        yield _centred(letter.number)
    yield ""
    if letter.addressee:
        yield f"{letter.addressee}："
    yield from (_INDENT + text for text in letter.paragraphs)
    if letter.table is not None:
        yield from ("", *_rows(letter.table))
    if letter.kind == "letter":
        yield from ("", _right(letter.organ + letter.seal), _right(said_day(letter.day)))
    if letter.below:
        yield from ("", *(_INDENT + text for text in letter.below))


def _rows(table: Table) -> Iterator[str]:
    """Label and text on one line; a text of several lines stands below its label."""
    if table.header:
        yield from ("　　".join(cell.text for cell in row) for row in table.rows)
        return
    for row in table.rows:
        for label, cell in zip(row[::2], row[1::2], strict=True):
            lines = [line for line in (*cell.text.split("\n"), cell.sign) if line]
            if len(lines) < 2 and not cell.sign:
                yield f"{label.text}：{cell.text}"
            else:
                yield from (f"{label.text}：", *(_INDENT + line for line in lines))


def _centred(text: str) -> str:
    return " " * max(0, (_WIDE - width(text)) // 2) + text


def _right(text: str) -> str:
    return " " * max(0, _WIDE - 4 - width(text)) + text


def write_html(letter: Letter, red_head: bool) -> bytes:
    """The letter as one HTML file in UTF-8 that loads nothing from elsewhere."""
    style = resources.files("gongkai.writing.letters").joinpath("letter.css").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{escape(letter.title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n{''.join(_html(letter, red_head))}</main>\n"
        "</body>\n</html>\n"
    ).encode()


def _html(letter: Letter, red_head: bool) -> Iterator[str]:
    number = f'<p class="number">{escape(letter.number)}</p>\n' if letter.number else ""
    if red_head:
        yield f'<p class="head">{escape(letter.organ)}</p>\n{number}<hr class="head">\n'
        yield f"<h1>{escape(letter.title)}</h1>\n"
    else:
        organ = f"{escape(letter.organ)}<br>" if letter.kind == "letter" else ""
        yield f"<h1>{organ}{escape(letter.title)}</h1>\n{number}"
    if letter.addressee:
        yield f'<p class="to">{escape(letter.addressee)}：</p>\n'
    yield from (f"<p>{escape(text)}</p>\n" for text in letter.paragraphs)
    if letter.table is not None:
        yield _html_table(letter.table)
    if letter.kind == "letter":
        yield f'<p class="sign">{escape(letter.organ + letter.seal)}<br>{escape(said_day(letter.day))}</p>\n'
    yield from (f'<p class="below">{escape(text)}</p>\n' for text in letter.below)


def _html_table(table: Table) -> str:
    columns = "".join(f'<col style="width:{share * 100:.0f}%">' for share in table.widths)
    rows = "".join(
        f"<tr>{''.join(_html_cell(cell, number < table.header) for cell in row)}</tr>\n"
        for number, row in enumerate(table.rows)
    )
    return f'<table class="{"sum" if table.header else "form"}">\n<colgroup>{columns}</colgroup>\n{rows}</table>\n'


def _html_cell(cell: Cell, head: bool) -> str:
    span = f' colspan="{cell.wide}"' if cell.wide > 1 else ""
    if cell.label:
        return f'<th scope="{"col" if head else "row"}"{span}>{escape(cell.text)}</th>'
    tall = f' style="height:{cell.lines * 2}em"' if cell.lines > 1 else ""
    text = "<br>".join(escape(line) for line in cell.text.split("\n"))
    sign = f'<p class="sign">{escape(cell.sign)}</p>' if cell.sign else ""
    return f"<td{span}{tall}>{text}{sign}</td>"
