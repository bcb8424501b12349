"""A page as a PDF of A4, set by typst in the font that comes with the project."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

import msgspec

from gongkai.cli.render.page.model import TONES, Block, FormTables, Heading, Items, Page, Paragraph, Prose, Table, shown
from gongkai.law import LawView
from gongkai.report.compare.prose import Change, segments
from gongkai.report.report import Report
from gongkai.writing.fonts_used import FAMILY
from gongkai.writing.paper import paper_of
from gongkai.writing.pdf import TABLES, table_data
from gongkai.writing.typesetting import Typeset, typeset

# What the page has between its margins, in millimetres.
_WIDE: Final = 170.0
_WORDS: Final = {"changed": "修改", "deleted": "删去", "inserted": "新增"}


def pdf_page(page: Page, law: LawView, day: dt.date) -> Typeset:
    """The whole document; ``day`` is that of its properties. Raises UsageError as ``typeset`` does."""
    data = {
        "title": page.title,
        "facts": page.facts,
        "day": [day.year, day.month, day.day],
        "font": FAMILY,
        "blocks": [made for block in page.blocks for made in _block(block, law)],
    }
    text = msgspec.json.encode(data).decode()
    return typeset((TABLES, "gongkai.cli.render.page/page.typ"), {"page": text})


def _block(block: Block, law: LawView) -> Iterator[dict[str, Any]]:
    match block:
        case Heading(text):
            yield {"kind": "heading", "text": text}
        case Paragraph(text, tone):
            yield {"kind": "paragraph", "text": text, "tone": tone, "word": TONES[tone]}
        case Items(items):
            made = [{"text": i.text, "tone": i.tone, "word": TONES[i.tone], "details": i.details} for i in items]
            yield {"kind": "items", "items": made}
        case Table(where="workbook"):
            return
        case Table():
            rows = [[shown(value) for value in row] for row in block.rows]
            yield {"kind": "table", "title": block.title, "columns": block.columns, "rows": rows}
        case Prose(title, changes):
            yield {"kind": "prose", "title": title, "changes": list(_changes(changes))}
        case FormTables(report):
            yield from _form(report, law)


def _changes(changes: tuple[Change, ...]) -> Iterator[dict[str, Any]]:
    """What changed in full; of what is the same only how much, as on a screen before it is unfolded."""
    for kind, group in groupby(changes, key=lambda change: change.kind):
        run = list(group)
        if kind == "same":
            yield {"word": "", "pieces": [{"kind": "same", "text": f"……{len(run)}句相同"}]}
            continue
        for change in run:
            pieces = [{"kind": kind, "text": change.earlier or change.later}]
            if kind == "changed":
                pieces = [{"kind": segment.kind, "text": segment.text} for segment in segments(change)]
            yield {"word": _WORDS[kind], "pieces": pieces}


def _form(report: Report, law: LawView) -> Iterator[dict[str, Any]]:
    """The statutory tables; a cell without a number has the word for it, so that nothing is taken for a 0."""
    paper = paper_of(report, law)
    texts = {key: text or law.terms[report.cells[key].kind].zh for key, text in paper.texts.items()}
    for chapter in paper.chapters:
        if chapter.table is not None:
            yield {"kind": "form", "title": chapter.heading, "table": table_data(chapter.table, texts, _WIDE)}
