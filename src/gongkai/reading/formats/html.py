"""HTML -> neutral document: paragraphs, and tables as grids with their spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.reading.document import Document, Grid, GridRow, Paragraph
from gongkai.reading.formats.decode import decode
from gongkai.report.values import Place
from gongkai.text.normal import SPACES

Block = Paragraph | Grid

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_SKIPPED = frozenset("script style noscript template head svg button select option textarea iframe".split())
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd section article header footer main aside nav blockquote pre table "
    "form fieldset figure figcaption hr body center address".split()
)
_MAX_SPAN = 100
_GB = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030"}


def read_html(data: bytes) -> Document:
    """Read an HTML page; raises UndecodableError."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else None
    text, repairs = decode(data, _GB.get(name, name) if name else None)
    parser = LexborHTMLParser(text)
    walker = _Walker()
    if parser.body is not None:
        walker.walk(parser.body)
    walker.flush()
    return Document(tuple(walker.blocks), "text/html", repairs)


def grids_of_fragment(html: str, before: int = 0) -> list[Block]:
    """The tables of a piece of HTML (and text between them); ``before`` tables were met already."""
    walker = _Walker(before)
    body = LexborHTMLParser(html).body
    if body is not None:
        walker.walk(body)
    walker.flush()
    return walker.blocks


class _Walker:
    """Collects blocks in reading order."""

    def __init__(self, tables: int = 0) -> None:
        self.blocks: list[Block] = []
        self.text: list[str] = []
        self.tables = tables

    def flush(self) -> None:
        text = "".join(self.text).strip(SPACES)
        self.text.clear()
        if text:
            self.blocks.append(Paragraph(text, Place(block=len(self.blocks) + 1)))

    def walk(self, node: LexborNode) -> None:
        child = node.child
        while child is not None:
            tag = child.tag
            if tag == "-text":
                self.text.append(_collapse(child.text_content or ""))
            elif tag == "br":
                self.flush()
            elif tag == "table" and not _holds_tables(child):
                self.flush()
                self.tables += 1
                grid = _grid(child, self.tables)
                if grid.rows:
                    self.blocks.append(grid)
            elif tag is not None and tag not in _SKIPPED and not tag.startswith("-"):
                block = tag in _BLOCKS or tag in ("tr", "td", "th")
                if block:
                    self.flush()
                self.walk(child)
                if block:
                    self.flush()
            child = child.next


def _collapse(text: str) -> str:
    return " ".join(text.split()) if "\n" in text else text


def _holds_tables(table: LexborNode) -> bool:
    """A table that only lays out other tables is walked through; its cells are no data."""
    return len(table.css("table")) > 1


def _grid(table: LexborNode, number: int) -> Grid:
    """Expand spans: a spanned position is None."""
    rows: list[GridRow] = []
    carried: dict[int, int] = {}
    for index, tr in enumerate(_rows(table), 1):
        cells: list[str | None] = []
        nexts: dict[int, int] = {}

        def cover(
            carried: dict[int, int] = carried, cells: list[str | None] = cells, nexts: dict[int, int] = nexts
        ) -> None:
            while carried.get(len(cells), 0) > 0:
                nexts[len(cells)] = carried[len(cells)] - 1
                cells.append(None)

        for td in _cells(tr):
            cover()
            across, down = _span(td, "colspan"), _span(td, "rowspan")
            for i in range(across):
                if down > 1:
                    nexts[len(cells)] = down - 1
                cells.append(_cell_text(td) if i == 0 else None)
        cover()
        carried = nexts
        rows.append(GridRow(tuple(cells), Place(table=number, row=index)))
    return Grid(tuple(row for row in rows if row.cells), True)


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    child = table.child
    while child is not None:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)
        child = child.next


def _cells(tr: LexborNode) -> Iterator[LexborNode]:
    child = tr.child
    while child is not None:
        if child.tag in ("td", "th"):
            yield child
        child = child.next


def _span(td: LexborNode, name: str) -> int:
    value = (td.attributes.get(name) or "1").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() else 1


def _cell_text(td: LexborNode) -> str:
    return " ".join(td.text(deep=True, separator="").split()).strip(SPACES)
