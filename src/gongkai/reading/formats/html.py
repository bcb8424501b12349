"""HTML as portals publish it -> neutral document."""

from __future__ import annotations

import re

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.errors import TooLargeError
from gongkai.reading.document import Document, Grid
from gongkai.reading.formats.decode import decode
from gongkai.reading.formats.flow import MAX_POSITIONS, Block, Drawn, Flow, Linked, Part, Table, unframed
from gongkai.text.normal import SPACES

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_GB = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030"}
_UNSEEN = ["script", "style", "noscript", "template", "svg", "iframe", "object"]
_SKIPPED = frozenset(("head", "button", "select", "option", "textarea", "nav", "aside", "title"))
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd section article header footer main blockquote pre caption form fieldset "
    "figure figcaption hr body center address".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3"))
# Tags that change nothing but the looks of the text within them.
_INLINE = frozenset(("span", "font", "b", "strong", "u", "em", "i", "o:p", "-comment"))
# Small or struck figures do not go on with the number beside them.
_APART = frozenset(("sup", "sub", "s", "strike", "del"))
# Tags whose end says something too.
_WITH_END = frozenset(("td", "th", "table", "tr", "a")) | _BLOCKS | _APART
_NONE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MAX_WIDE, _MAX_HIGH = 1000, 65_534
_DEEPEST = 100
# Tags without an end, each of which may nest; beyond, parsing alone takes seconds.
_MAX_OPEN = 20_000


def read_html(data: bytes) -> Document:
    """Read an HTML page: what it shows, without menus and scripts.

    Raises UndecodableError, or TooLargeError for more cells or deeper tables than any page has.
    """
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else None
    text, repairs = decode(data, _GB.get(name, name) if name else None)
    if data.count(b"<") > min(MAX_POSITIONS, _MAX_OPEN):
        _refuse_too_many_tags(text)
    parser = LexborHTMLParser(text)
    hidden = _take_out_hidden(parser) if any(none in text for none in ("none", "NONE", "None")) else 0
    blocks = _blocks(parser, 0)
    if hidden and not any(isinstance(block, Grid) for block in blocks):
        # A page that shows no table at all shows its tables by a script.
        return Document(tuple(_blocks(LexborHTMLParser(text), 0)), "text/html", repairs)
    told = (("HIDDEN-TEXT", str(hidden)),) if hidden else ()
    return Document(tuple(blocks), "text/html", (*repairs, *told))


def _refuse_too_many_tags(text: str) -> None:
    """Raise TooLargeError for more cells, or more tags without an end, than any page has."""
    if sum(text.count(tag) for tag in ("<td", "<TD", "<th", "<TH")) > MAX_POSITIONS:
        raise TooLargeError(f"网页中的表格超过 {MAX_POSITIONS} 个单元格，超出安全读取的范围，没有读取")
    if text.count("<") - 2 * text.count("</") > _MAX_OPEN:
        raise TooLargeError(f"网页中没有结束的标签超过 {_MAX_OPEN} 个，超出安全读取的范围，没有读取")


def grids_of_fragment(html: str, before: int = 0) -> list[Block]:
    """The tables of a piece of HTML (and text between them); ``before`` tables were met already."""
    return _blocks(LexborHTMLParser(html), before)


def _blocks(parser: LexborHTMLParser, before: int) -> list[Block]:
    flow = Flow(before)
    body = parser.body
    if body is not None:
        parser.strip_tags(_UNSEEN, recursive=True)
        flow.add(_Walker().walk(body))
    flow.close()
    return flow.blocks


def _take_out_hidden(parser: LexborHTMLParser) -> int:
    """Remove what is not displayed; how many pieces with tables that were."""
    count = 0
    for node in parser.css('[style*="none" i]'):
        if _NONE.search(node.attributes.get("style") or "") and node.tag not in ("body", "html"):
            count += node.css_first("td") is not None or node.tag in ("td", "th", "tr")
            node.decompose()
    return count


class _Container(msgspec.Struct):
    """What is being collected: finished parts, and the text of the paragraph at hand (``plain``: outside links)."""

    parts: list[Part] = []
    text: list[str] = []
    plain: bool = False

    def flush(self) -> None:
        """End the paragraph at hand."""
        if self.text:
            text = "".join(self.text).strip(SPACES)
            if text:
                self.parts.append(text if self.plain else Linked(text))
            self.text = []
            self.plain = False


class _Open(msgspec.Struct):
    """A table whose end has not come: its rows, and the columns into which cells of earlier rows still reach.

    ``nested`` counts the cells of tables within its cells.
    """

    rows: list[list[Drawn | str | None]] = []
    carried: dict[int, int] = {}
    nexts: dict[int, int] = {}
    nested: int = 0


class _Walker:
    """Walks a page without recursion, so that no depth of tags can exhaust the stack."""

    def __init__(self) -> None:
        self._containers = [_Container()]
        self._tables: list[_Open] = []
        self._links = 0
        self._headings = 0
        self._positions = 0
        # The cell that was found to hold more than a few words.
        self._manifold = 0

    def walk(self, root: LexborNode) -> list[Part]:
        """The paragraphs and tables within ``root`` in order."""
        node, top = root.child, root.mem_id
        while node is not None:
            tag = node.tag
            if tag == "-text":
                self._text(node.text_content or "")
                child = None
            else:
                child = node.child if tag in _INLINE or self._enter(node, tag) else None
            if child is not None:
                node = child
                continue
            # Not compared as nodes, for that compares all that is within them.
            while node is not None and node.mem_id != top:
                tag = node.tag
                if tag in _WITH_END:
                    self._leave(node, tag)
                following = node.next
                if following is not None:
                    node = following
                    break
                node = node.parent
            else:
                break
        self._containers[0].flush()
        return self._containers[0].parts

    def _enter(self, node: LexborNode, tag: str | None) -> bool:
        """Begin ``node``, which is no text; whether to go into it."""
        if tag in ("td", "th"):
            return self._enter_cell(node)
        if tag == "table":
            self._containers[-1].flush()
            if len(self._tables) >= _DEEPEST:
                raise TooLargeError(f"网页中的表格嵌套超过 {_DEEPEST} 层，超出安全读取的范围，没有读取")
            self._tables.append(_Open())
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
            return not self._take_row(node)
        elif tag == "br":
            self._containers[-1].flush()
        elif tag in _BLOCKS:
            self._containers[-1].flush()
            self._headings += tag in _HEADINGS
        elif tag == "a":
            self._links += _is_link(node)
        elif tag in _APART and len(self._containers) > 1:
            self._containers[-1].text.append(" ")
        return tag is not None and tag not in _SKIPPED and tag[0] != "-"

    def _leave(self, node: LexborNode, tag: str | None) -> None:
        if tag in ("td", "th"):
            self._leave_cell(node)
        elif tag == "table":
            opened = self._tables.pop()
            self._containers[-1].parts.append(Table([row for row in opened.rows if row], opened.nested))
        elif tag == "tr" and self._tables:
            self._end_row(self._tables[-1])
        elif tag in _BLOCKS:
            self._containers[-1].flush()
            self._headings -= tag in _HEADINGS
        elif tag == "a":
            self._links -= _is_link(node)
        elif tag in _APART and len(self._containers) > 1:
            self._containers[-1].text.append(" ")

    def _text(self, text: str) -> None:
        container = self._containers[-1]
        container.text.append(_spaced(text))
        if not container.plain and (not self._links or self._headings) and not text.isspace():
            container.plain = True

    # Cells -----------------------------------------------------------------------------------------------------

    def _take_row(self, tr: LexborNode) -> bool:
        """Take the whole row if its cells hold a few words each, as most do; whether it was taken."""
        cells: list[tuple[LexborNode, str | list[Part]]] = []
        node = tr.child
        while node is not None:
            tag = node.tag
            if tag in ("td", "th"):
                content = self._simple(node)
                if content is None:
                    self._manifold = node.mem_id
                    return False
                cells.append((node, content))
            elif tag != "-text" or not (node.text_content or "").isspace():
                return False
            node = node.next
        for td, content in cells:
            self._cell(td, content)
        return True

    def _simple(self, td: LexborNode) -> str | list[Part] | None:
        """The text of a cell that holds one piece of it at most, the lines of one with several; None for any other."""
        node = td.child
        if node is None:
            return ""
        if node.next is None and node.tag == "-text":
            return _in_one_line(node.text_content or "")
        pieces = td.text(deep=True, separator="\0")
        if "\0" in pieces and len(list(filter(str.strip, pieces.split("\0")))) > 1:
            return None if self._links else _lines(td)
        return _in_one_line(pieces.replace("\0", " "))

    def _enter_cell(self, td: LexborNode) -> bool:
        self._containers.append(_Container())
        if not self._tables or not self._tables[-1].rows:
            return True
        content = self._simple(td) if td.mem_id != self._manifold else None
        if content is None:
            return True
        self._containers[-1].parts += [content] if isinstance(content, str) else content
        return False

    def _leave_cell(self, td: LexborNode) -> None:
        container = self._containers.pop()
        container.flush()
        if not self._tables or not self._tables[-1].rows:
            self._containers[-1].parts += container.parts
            return
        parts = list(unframed(container.parts))
        self._tables[-1].nested += sum(part.size for part in parts if isinstance(part, Table))
        self._cell(td, parts)

    def _cell(self, td: LexborNode, content: str | list[Part]) -> None:
        opened = self._tables[-1]
        row = opened.rows[-1]
        if len(row) in opened.carried:
            self._cover(opened, row)
        attributes = td.attributes
        if not attributes:
            row.append(content if isinstance(content, str) else Drawn(content))
            return
        wide = _span(attributes["colspan"], _MAX_WIDE) if "colspan" in attributes else 1
        high = _span(attributes["rowspan"], _MAX_HIGH, 0) if "rowspan" in attributes else 1
        start = len(row)
        row.append(Drawn([content] if isinstance(content, str) else content, wide))
        if wide > 1:
            row += [None] * (wide - 1)
            self._bound(len(row))
        if high != 1:
            for column in range(start, len(row)):
                opened.nexts[column] = high - 1 if high else _MAX_HIGH

    def _cover(self, opened: _Open, row: list[Drawn | str | None]) -> None:
        """The positions into which cells of earlier rows reach."""
        while (left := opened.carried.get(len(row), 0)) > 0:
            if left > 1:
                opened.nexts[len(row)] = left - 1
            row.append(None)

    def _end_row(self, opened: _Open) -> None:
        row = opened.rows[-1]
        self._cover(opened, row)
        opened.carried, opened.nexts = opened.nexts, {}
        self._bound(len(row))
        self._positions += len(row)

    def _bound(self, more: int) -> None:
        if self._positions + more > MAX_POSITIONS:
            raise TooLargeError(f"网页中的表格超过 {MAX_POSITIONS} 个单元格，超出安全读取的范围，没有读取")


def _lines(td: LexborNode) -> list[Part] | None:
    """The lines of a cell with nothing but text and line breaks, or one paragraph of text; None for anything else."""
    node = td.child
    if node is not None and node.next is None and node.tag in _BLOCKS:
        node = node.child
    lines: list[str] = []
    text = ""
    while node is not None:
        tag = node.tag
        if tag == "br":
            lines.append(text)
            text = ""
        elif tag == "-text":
            text += _spaced(node.text_content or "")
        else:
            words = _words(node) if tag in _INLINE else None
            if words is None:
                return None
            text += words
        node = node.next
    return [line for line in (line.strip(SPACES) for line in (*lines, text)) if line]


def _words(node: LexborNode) -> str | None:
    """The text of a tag that changes looks, if all within it do no more; None for anything else."""
    text = ""
    within = node.child
    while within is not None:
        tag = within.tag
        if tag == "-text":
            text += _spaced(within.text_content or "")
        elif tag not in _INLINE:
            return None
        elif within.child is not None:
            # Deeper than Word and portals go: asked at once, for tags may nest without end.
            inline = all(deeper.tag in _INLINE for deeper in node.traverse())
            return "".join(map(_spaced, node.text(deep=True, separator="\0").split("\0"))) if inline else None
        within = within.next
    return text


def _in_one_line(text: str) -> str:
    return text if text.isalnum() else text.replace("\n", " ").replace("\t", " ")


def _spaced(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "\t" in text else text


def _is_link(a: LexborNode) -> bool:
    return bool(a.attributes.get("href"))


def _span(value: str | None, most: int, least: int = 1) -> int:
    value = (value or "").strip()
    return min(max(int(value), least), most) if value.isascii() and value.isdigit() and len(value) < 9 else 1
