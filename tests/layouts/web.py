"""HTML: a whole page, and Markdown whose tables are HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from tests.layouts.pipes import markdown_text
from tests.layouts.sheet import Box, Grid, Sheet, Text


@dataclass(frozen=True)
class Markup:
    """How a table is marked up: cells in paragraphs, attributes as portals write them, all in one line."""

    paragraphs: bool = False
    attributes: bool = False
    one_line: bool = False

    def table(self, grid: Grid) -> str:
        """The grid as an HTML table with rowspan and colspan."""
        between = "" if self.one_line else "\n"
        opening = '<table border="1" cellspacing="0" style="width:100%">' if self.attributes else "<table>"
        rows = (f"<tr>{''.join(map(self._cell, line.boxes))}</tr>" for line in grid.lines)
        return opening + between + between.join(rows) + between + "</table>" + "\n"

    def _cell(self, box: Box) -> str:
        wide = f' colspan="{box.wide}"' if box.wide > 1 else ""
        high = f' rowspan="{box.high}"' if box.high > 1 else ""
        style = ' valign="center" style="text-align:center"' if self.attributes else ""
        return f"<td{wide}{high}{style}>{self._inside(box.text)}</td>"

    def _inside(self, text: str) -> str:
        marked = escape(text, quote=False).replace("\u00a0", "&nbsp;").replace("\n", "<br>")
        if not self.paragraphs:
            return marked
        return f"<p><span>{marked}</span></p>"


@dataclass(frozen=True)
class Page:
    """A whole HTML page with a little of a portal around the report."""

    markup: Markup = field(default_factory=Markup)
    charset: str = "utf-8"

    def write(self, sheet: Sheet) -> str:
        """The sheet as an HTML page."""
        title = next(part.text for part in sheet.parts if isinstance(part, Text)).replace("\n", "")
        body = "\n".join(self._part(part) for part in sheet.parts)
        return (
            f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="{self.charset}">\n'
            f"<title>{escape(title)}</title>\n<style>td {{ border: 1px solid }}</style>\n</head>\n<body>\n"
            f'<nav><a href="/">首页</a> &gt; <a href="/gk/">政府信息公开年报</a></nav>\n'
            f'<div class="article">\n{body}\n</div>\n<footer>主办单位：办公室</footer>\n</body>\n</html>\n'
        )

    def _part(self, part: Text | Grid) -> str:
        if isinstance(part, Grid):
            return self.markup.table(part)
        tag = {"title": "h1", "heading": "h2"}.get(part.kind, "p")
        return f"<{tag}>{escape(part.text, quote=False).replace(chr(10), '<br>')}</{tag}>"


@dataclass(frozen=True)
class MarkdownWithHtml:
    """Markdown text between HTML tables."""

    markup: Markup = field(default_factory=Markup)

    def write(self, sheet: Sheet) -> str:
        """The sheet as Markdown."""
        return "\n".join(
            self.markup.table(part) if isinstance(part, Grid) else markdown_text(part, "#") for part in sheet.parts
        )
