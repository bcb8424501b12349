"""Paper to DOCX: WordprocessingML as Word, WPS and LibreOffice write it, with merged cells and styles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from typing import Final

from gongkai.writing.docx_parts import TEXT_WIDTH, packed
from gongkai.writing.fonts_used import DEFAULT, Fonts
from gongkai.writing.layout import Box, Table
from gongkai.writing.paper import Chapter, Paper, run_in

# The lines left to write on where a chapter of a blank form has no text yet.
_ROOM: Final = 3
_LONG: Final = 6
_SIZE: Final = 18
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
# Between a heading and its table: 6 points.
_APART: Final = '<w:spacing w:after="120"/>'
_RUN_IN: Final = '<w:rStyle w:val="RunIn"/>'


def write_docx(paper: Paper, day: dt.date, fonts: Fonts = DEFAULT) -> bytes:
    """The report as a DOCX file; ``day`` is that of its properties. The same paper gives the same bytes."""
    body = "".join(_body(paper))
    return packed(body, paper.title, paper.body, day.isoformat(), fonts)


def _body(paper: Paper) -> Iterator[str]:
    yield _title(paper.title_lines)
    for text in paper.preface:
        yield _paragraph(text)
    for chapter in paper.chapters:
        yield _paragraph(chapter.heading, "Heading1", _APART if chapter.table is not None else "")
        yield from _chapter(chapter, paper)


def _chapter(chapter: Chapter, paper: Paper) -> Iterator[str]:
    if chapter.table is not None:
        yield _table(chapter.table, paper)
        # Two tables would grow together without a paragraph between them.
        yield '<w:p><w:pPr><w:spacing w:line="240" w:lineRule="exact"/></w:pPr></w:p>'
        return
    for text in chapter.paragraphs:
        yield _running(text)
    if not chapter.paragraphs:
        yield "<w:p/>" * (_ROOM if paper.blank else 1)


def _running(text: str) -> str:
    """A paragraph of a chapter, with its run-in heading of the second rank."""
    heading, rest = run_in(text)
    if not rest:
        return _paragraph(text, "Heading2" if heading else "")
    return f"<w:p>{_run(heading, _RUN_IN)}{_run(rest)}</w:p>"


def _title(lines: tuple[str, ...]) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>{"<w:r><w:br/></w:r>".join(map(_run, lines))}</w:p>'


def _paragraph(text: str, style: str = "", more: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>' if style else ""
    return f"<w:p>{properties}{_run(text)}</w:p>"


def _run(text: str, properties: str = "") -> str:
    if not text:
        return ""
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def _table(table: Table, paper: Paper) -> str:
    edges = [round(TEXT_WIDTH * sum(table.widths[:i])) for i in range(len(table.widths) + 1)]
    columns = "".join(f'<w:gridCol w:w="{b - a}"/>' for a, b in pairwise(edges))
    rows = (_row(number, boxes, table, edges, paper) for number, boxes in enumerate(_with_continued(table)))
    caption = f'<w:tblCaption w:val="{escape(table.title)}"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>{caption}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _with_continued(table: Table) -> Iterator[list[tuple[Box, bool]]]:
    """The boxes of each line in column order, those that hang down from above among them (true)."""
    hanging: list[tuple[int, Box]] = []
    for number, line in enumerate(table.lines):
        hanging = [(last, box) for last, box in hanging if last >= number]
        here = [(box, False) for box in line.boxes] + [(box, True) for _, box in hanging]
        yield sorted(here, key=lambda pair: pair[0].column)
        hanging += [(number + box.high - 1, box) for box in line.boxes if box.high > 1]


def _row(number: int, boxes: list[tuple[Box, bool]], table: Table, edges: list[int], paper: Paper) -> str:
    header = "<w:tblHeader/>" if number < table.header else ""
    cells = "".join(_cell(box, continued, edges, paper, table.lines[number].joined) for box, continued in boxes)
    properties = f'<w:trPr><w:cantSplit/><w:trHeight w:val="340" w:hRule="atLeast"/>{header}</w:trPr>'
    return f"<w:tr>{properties}{cells}</w:tr>"


def _cell(box: Box, continued: bool, edges: list[int], paper: Paper, kept: bool) -> str:
    width = edges[box.column + box.wide] - edges[box.column]
    wide = f'<w:gridSpan w:val="{box.wide}"/>' if box.wide > 1 else ""
    merged = "" if box.high < 2 else "<w:vMerge/>" if continued else '<w:vMerge w:val="restart"/>'
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>' if box.role == "title" else ""
    text = "" if continued else box.text if box.key is None else paper.texts[box.key]
    style = "TableLabel" if box.left else "TableText"
    keep = "<w:keepNext/>" if kept else ""
    # A number is never broken over two lines: a long one in a narrow column is set smaller.
    size = max(10, _SIZE * _LONG // len(text)) if box.key is not None and len(text) > _LONG and box.wide == 1 else 0
    small = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size and width < TEXT_WIDTH // 8 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}{merged}{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>{_run(text, small)}</w:p></w:tc>'
    )
