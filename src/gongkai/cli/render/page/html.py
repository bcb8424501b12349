"""A page as a self-contained HTML document: no script, no outside file, everything escaped."""

from __future__ import annotations

from html import escape
from importlib import resources
from itertools import groupby

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
    Value,
    shown,
)
from gongkai.cli.render.tables_html import tables
from gongkai.law import LawView
from gongkai.report.compare.prose import Change, segments
from gongkai.report.form import form_of


def html_page(page: Page, law: LawView) -> bytes:
    """The whole document."""
    folder = resources.files("gongkai.cli.render")
    style = folder.joinpath("page.css").read_text(encoding="utf-8")
    style += folder.joinpath("page", "page.css").read_text(encoding="utf-8")
    facts = "".join(f"<li>{escape(fact)}</li>" for fact in page.facts)
    body = "".join(_block(block, law) for block in page.blocks)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{escape(page.title)}</h1>\n<ul class="lines">{facts}</ul>\n{body}</main>\n</body>\n</html>\n'
    ).encode()


def _block(block: Block, law: LawView) -> str:
    match block:
        case Heading(text):
            return f"<h2>{escape(text)}</h2>\n"
        case Paragraph(text, tone):
            return f'<p class="{tone}">{escape(text)}</p>\n'
        case Items(items):
            return f'<ol class="findings">\n{"".join(map(_item, items))}</ol>\n' if items else ""
        case Table(where="workbook"):
            return ""
        case Table():
            return _table(block)
        case Prose(title, changes):
            return f'<h3>{escape(title)}</h3>\n<div class="prose">{_prose(changes)}</div>\n'
        case FormTables(report):
            return tables(report, form_of(law, report.form), law, "zh")


def _item(item: Item) -> str:
    word = f"<strong>{TONES[item.tone]}</strong> " if TONES[item.tone] else ""
    details = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" if name else f'<dd class="alone">{escape(text)}</dd>'
        for name, text in item.details
    )
    listed = f"<dl>{details}</dl>" if details else ""
    return f'<li class="{item.tone}"><p>{word}{escape(item.text)}</p>{listed}</li>\n'


def _table(table: Table) -> str:
    caption = f"<caption>{escape(table.title)}</caption>" if table.title else ""
    if not table.rows:
        return f"<h3>{escape(table.title)}</h3>\n" if table.title else ""
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(shown(row[0]))}</th>{"".join(map(_cell, row[1:]))}</tr>\n' for row in table.rows
    )
    return (
        f'<div class="wide"><table class="side">{caption}<thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{rows}</tbody></table></div>\n"
    )


def _cell(value: Value) -> str:
    return f"<td>{escape(shown(value))}</td>"


def _prose(changes: tuple[Change, ...]) -> str:
    """Sentences in order; the same ones of a run behind a fold, so that what changed stands out."""
    parts: list[str] = []
    for kind, group in groupby(changes, key=lambda change: change.kind):
        run = list(group)
        if kind == "same":
            text = escape("".join(change.later for change in run))
            parts.append(f"<details><summary>{len(run)}句相同</summary><p>{text}</p></details>\n")
        else:
            parts += [f'<p class="{kind}">{_changed(change)}</p>\n' for change in run]
    return "".join(parts)


def _changed(change: Change) -> str:
    tags = {"deleted": "del", "inserted": "ins"}
    if change.kind != "changed":
        tag = tags[change.kind]
        return f"<{tag}>{escape(change.earlier or change.later)}</{tag}>"
    return "".join(
        f"<{tags[s.kind]}>{escape(s.text)}</{tags[s.kind]}>" if s.kind in tags else escape(s.text)
        for s in segments(change)
    )
