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


_MENU = '<ul><li><a href="/">首页</a></li><li><a href="/gk/">政务公开</a></li><li><a href="/nb/">年报</a></li></ul>'
_PATH = '当前位置：<a href="/">首页</a> &gt; <a href="/gk/">公开</a> &gt; <a href="/nb/">政府信息公开年报</a>'
_RELATED = (
    '<div class="related"><h4>相关链接</h4><ul><li><a href="/1.html">云溪县水务局2019年政府信息公开年度报告</a></li>'
    '<li><a href="/2.html">云溪县教育局2020年政府信息公开年度报告</a></li></ul></div>'
)
_HIDDEN = '<table style="width:9px; DISPLAY: none"><tr><td>规章</td><td>97</td><td>98</td><td>99</td></tr></table>'
_WORD = "<!--[if gte mso 9]><xml><w:WordDocument><w:Zoom>0</w:Zoom></w:WordDocument></xml><![endif]-->"


@dataclass(frozen=True)
class Portal:
    """A page of a portal around the report.

    ``nested``: everything stands in tables within tables. ``pasted``: the marks that Word leaves behind. ``hidden``: a
    table that is not displayed in front of each. ``broken``: end tags of cells, rows and paragraphs are missing, rows
    claim to reach beyond the table. ``breaks``: how many characters of a label stand in a line.
    """

    nested: bool = False
    pasted: bool = False
    hidden: bool = False
    broken: bool = False
    breaks: int = 0
    charset: str = "utf-8"

    def write(self, sheet: Sheet) -> str:
        """The sheet as an HTML page."""
        body = "\n".join(self._part(part) for part in sheet.parts)
        if self.nested:
            inner = f'<table width="100%"><tr><td>{_PATH}</td></tr><tr><td><div>{body}</div></td></tr></table>'
            rows = f"<tr><td>{_MENU}</td><td>{inner}</td></tr><tr><td colspan=2>主办单位</td></tr>"
            body = f'<table width="100%">{rows}</table>'
        else:
            body = f"<div>{_MENU}</div><div>{_PATH}</div><div>{body}</div>"
        return (
            f'<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="{self.charset}">'
            f"<title>门户</title></head><body>{_WORD if self.pasted else ''}<script>var a = '<td>1';</script>"
            f"{body}{_RELATED}<div>版权所有 网站标识码 0000000001 <script>count(3)</script></div></body></html>"
        )

    def _part(self, part: Text | Grid) -> str:
        if isinstance(part, Grid):
            return (_HIDDEN if self.hidden else "") + self._table(part)
        text = escape(part.text, quote=False).replace("\n", "<br>")
        if self.pasted:
            return (
                f'<p class="MsoNormal" style="text-indent:21pt"><b><span lang="EN-US">{text}<o:p></o:p></span></b></p>'
            )
        return f"<p>{text}" + ("" if self.broken else "</p>")

    def _table(self, grid: Grid) -> str:
        end = ("", "") if self.broken else ("</td>", "</tr>")
        rows = (f"<tr>{''.join(self._cell(box) + end[0] for box in line.boxes)}{end[1]}\n" for line in grid.lines)
        head = "<tbody>" if self.pasted else ""
        return f'<table class="MsoNormalTable">{head}{"".join(rows)}</table>'

    def _cell(self, box: Box) -> str:
        wide = f" colspan={box.wide}" if box.wide > 1 else ""
        high = f" rowspan='{box.high}'" if box.high > 1 else ""
        text = escape(box.text, quote=False)
        if box.key is None and self.breaks:
            text = "<br />".join(text[i : i + self.breaks] for i in range(0, len(text), self.breaks))
        if self.pasted:
            text = _pasted(text)
        return f"<td{wide}{high}>{text}"


def _pasted(text: str) -> str:
    """A cell as Word pastes it: conditional comments, office tags, and the first character in a span of its own."""
    if len(text) > 1 and "&" in text:
        return f"<p>{text}<o:p>&nbsp;</o:p></p>"
    first = f'<span\n style="mso-bidi-font-size:12.0pt">{text[:1]}</span>'
    rest = f'<span lang="EN-US">{text[1:]}<o:p></o:p></span>'
    return f'<p align="center"><!--[if !supportEmptyParas]-->&nbsp;<!--[endif]-->{first}{rest}</p>'
