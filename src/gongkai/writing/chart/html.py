"""The picture as a page of HTML: every chart beside the table of its numbers."""

from __future__ import annotations

from html import escape
from importlib import resources
from typing import Final

from gongkai.writing.chart.model import Panel, Picture
from gongkai.writing.chart.page import panel_svg
from gongkai.writing.chart.words import short, table_of

# As wide as a chart may be on the screen of a telephone.
_WIDTH: Final = 340.0


def picture_html(picture: Picture) -> bytes:
    """One HTML file in UTF-8 that loads nothing from elsewhere and has no script."""
    style = resources.files("gongkai.writing.chart").joinpath("chart.css").read_text(encoding="utf-8")
    facts = f"<p>{escape('　'.join(picture.facts))}</p>\n" if picture.facts else ""
    notes = "".join(f"<li>{escape(note)}</li>\n" for note in picture.notes)
    told = f'<section class="notes">\n<h2>需要注意</h2>\n<ul>\n{notes}</ul>\n</section>\n' if notes else ""
    panels = "".join(_panel(panel, number) for number, panel in enumerate(picture.all_panels))
    page = (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(picture.title)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n<header>\n"
        f"<h1><small>{escape(picture.body)}</small> {escape(picture.name)}</h1>\n{facts}</header>\n<main>\n"
        f"{told}{panels}</main>\n<footer><p>{escape(picture.source)}</p></footer>\n</body>\n</html>\n"
    )
    return page.encode("utf-8")


def _panel(panel: Panel, number: int) -> str:
    unit = f" · 单位：{panel.unit}" if panel.unit else ""
    return (
        f'<section aria-labelledby="heading-{number}">\n<p class="part">{escape(panel.chapter + unit)}</p>\n'
        f'<h2 id="heading-{number}">{escape(short(panel.title))}</h2>\n<div class="pair">\n'
        f"<figure>\n{panel_svg(panel, number, _WIDTH)}</figure>\n{_table(panel)}</div>\n</section>\n"
    )


def _table(panel: Panel) -> str:
    table = table_of(panel)
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "".join(
        f'<tr><th scope="row"{_class(inner)}>{escape(row[0])}</th>'
        f"{''.join(f'<td>{escape(text)}</td>' for text in row[1:])}</tr>\n"
        for row, inner in zip(table.rows, table.inner, strict=True)
    )
    title = escape(f"{panel.title}（单位：{panel.unit}）" if panel.unit else panel.title)
    return (
        f'<div class="table" role="region" aria-label="{title}" tabindex="0">\n<table>\n<caption>{title}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _class(inner: bool) -> str:
    return ' class="inner"' if inner else ""
