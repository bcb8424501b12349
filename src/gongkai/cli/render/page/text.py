"""A page for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import click

from gongkai.cli.render.findings_text import COLOURS
from gongkai.cli.render.layout import grid, indented
from gongkai.cli.render.page.model import (
    TONES,
    Block,
    FormTables,
    Heading,
    Item,
    Items,
    Page,
    Paragraph,
    Prose,
    Table,
    Tone,
    shown,
)
from gongkai.cli.render.tables_text import tables
from gongkai.law import LawView
from gongkai.report.compare.prose import Change
from gongkai.report.form import form_of

_SIGNS = {"deleted": "删去", "inserted": "新增"}


def text_page(page: Page, law: LawView, colour: bool) -> bytes:
    """The page as text; with colours where it goes to a terminal."""
    head = "\n".join([click.style(page.title, bold=True, underline=True), *page.facts])
    parts = [head, *(part for block in page.blocks if (part := _block(block, law)))]
    text = "\n\n".join(parts) + "\n"
    return (text if colour else click.unstyle(text)).encode()


def _block(block: Block, law: LawView) -> str:
    match block:
        case Heading(text):
            return click.style(f"【{text}】", bold=True)
        case Paragraph(text, tone):
            return _marked(text, TONES[tone] and f"{TONES[tone]} ", _colour(tone))
        case Items(items):
            return "\n".join(_item(item) for item in items)
        case Table(where="workbook"):
            return ""
        case Table():
            return _table(block)
        case Prose(title, changes):
            return "\n".join([title, *_prose(changes)])
        case FormTables(report):
            return tables(report, form_of(law, report.form), "zh")


def _item(item: Item) -> str:
    first = f"  {TONES[item.tone]} " if TONES[item.tone] else "  · "
    details = [indented(text, f"      {name}  " if name else "      ") for name, text in item.details]
    return "\n".join([_marked(item.text, first, _colour(item.tone)), *details])


def _colour(tone: Tone) -> str | None:
    return next((colour for level, colour in COLOURS.items() if level == tone), None)


def _marked(text: str, mark: str, colour: str | None) -> str:
    """``text`` behind a mark in colour; the colour takes no room on the line."""
    lines = indented(text, mark)
    return lines if colour is None else click.style(mark, fg=colour, bold=True) + lines[len(mark) :]


def _table(table: Table) -> str:
    rows = [[shown(value) for value in row] for row in table.rows]
    lines = grid(table.columns, rows) if rows else []
    return "\n".join(([table.title] if table.title else []) + lines)


def _prose(changes: tuple[Change, ...]) -> Iterator[str]:
    """What changed in full; of what is the same only how much."""
    for kind, group in groupby(changes, key=lambda change: change.kind):
        run = list(group)
        if kind == "same":
            yield f"  ……{len(run)}句相同"
            continue
        for change in run:
            if kind == "changed":
                yield _marked(change.earlier, "  改前 ", "red")
                yield _marked(change.later, "  改后 ", "green")
            else:
                colour = "red" if kind == "deleted" else "green"
                yield _marked(change.earlier or change.later, f"  {_SIGNS[kind]} ", colour)
