"""Paper to HTML: a page of its own, with tables that say what each header is a header of."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib import resources

from gongkai.writing.layout import Box, Table
from gongkai.writing.paper import Chapter, Paper


def write_html(paper: Paper) -> bytes:
    """The report as one HTML file in UTF-8 that loads nothing from elsewhere."""
    style = resources.files("gongkai.writing").joinpath("report.css").read_text(encoding="utf-8")
    title = escape(paper.title)
    preface = "".join(f"<p>{escape(text)}</p>\n" for text in paper.preface)
    chapters = "".join(_chapter(chapter, paper) for chapter in paper.chapters)
    lines = "<br>".join(map(escape, paper.title_lines))
    page = (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n<h1>{lines}</h1>\n{preface}{chapters}</main>\n"
        "</body>\n</html>\n"
    )
    return page.encode("utf-8")


def _chapter(chapter: Chapter, paper: Paper) -> str:
    body = "".join(f"<p>{escape(text)}</p>\n" for text in chapter.paragraphs)
    if chapter.table is not None:
        body += _table(chapter.table, paper)
    return f"<section>\n<h2>{escape(chapter.heading)}</h2>\n{body}</section>\n"


def _table(table: Table, paper: Paper) -> str:
    """The table in a box of its own, which scrolls where the window is narrow and is reached by the keyboard."""
    columns = "".join(f'<col style="width:{share * 100:.2f}%">' for share in table.widths)
    title = escape(table.title)
    return (
        f'<div class="table" role="region" aria-label="{title}" tabindex="0">\n'
        f'<table class="{"wide" if len(table.widths) > 4 else "narrow"}">\n<caption>{title}</caption>\n'
        f"<colgroup>{columns}</colgroup>\n{''.join(_groups(table, paper))}</table>\n</div>\n"
    )


def _groups(table: Table, paper: Paper) -> Iterator[str]:
    """The lines in ``thead`` and ``tbody``; every titled block has a ``tbody`` of its own."""
    rows = [(line.boxes[0].role == "title", _row(line.boxes, paper)) for line in table.lines]
    if table.header:
        yield f"<thead>\n{''.join(row for _, row in rows[: table.header])}</thead>\n"
    body: list[str] = []
    for titled, row in rows[table.header :]:
        if titled and body:
            yield f"<tbody>\n{''.join(body)}</tbody>\n"
            body = []
        body.append(row)
    yield f"<tbody>\n{''.join(body)}</tbody>\n"


def _row(boxes: tuple[Box, ...], paper: Paper) -> str:
    return f"<tr>{''.join(_cell(box, paper) for box in boxes)}</tr>\n"


def _cell(box: Box, paper: Paper) -> str:
    span = (f' colspan="{box.wide}"' if box.wide > 1 else "") + (f' rowspan="{box.high}"' if box.high > 1 else "")
    kind = f' class="{"title" if box.role == "title" else "left"}"' if box.left else ""
    if box.key is not None:
        return f'<td{span} data-key="{escape(box.key)}">{escape(paper.texts[box.key])}</td>'
    if box.role == "corner":
        return f"<td{span}{kind}>{escape(box.text)}</td>"
    return f'<th scope="{header_scope(box)}"{span}{kind}>{escape(box.text)}</th>'


def header_scope(box: Box) -> str:
    """The ``scope`` of the header cell that draws a label."""
    if box.role in ("title", "head"):
        return "colgroup" if box.role == "title" or box.wide > 1 else "col"
    return "rowgroup" if box.role == "group" else "row"
