"""Paragraphs and tables of a Word document in order, with merged cells and revisions worked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.reading.formats.flow import Drawn, Part, Table, nested_cells, unframed
from gongkai.reading.formats.word.inline import Inline
from gongkai.reading.formats.word.names import (
    ALTERNATE,
    CHOICE,
    DEL,
    FALLBACK,
    INS,
    MOVE_FROM,
    MOVE_TO,
    PPR,
    RPR,
    TBL,
    TC,
    TCPR,
    TR,
    TRPR,
    VAL,
    P,
    W,
    is_on,
    number,
)
from gongkai.reading.formats.word.numbering import Numbering
from gongkai.reading.formats.xml import Element

_MOST_COLUMNS = 200
_SDT, _CONTENT = f"{W}sdt", f"{W}sdtContent"
_WRAPPERS = frozenset((_CONTENT, f"{W}customXml", f"{W}smartTag", INS, MOVE_TO, CHOICE, FALLBACK))
_BLOCKS, _ROWS, _CELLS = frozenset((P, TBL)), frozenset((TR,)), frozenset((TC,))
_VMERGE, _HMERGE, _SPAN = f"{W}vMerge", f"{W}hMerge", f"{W}gridSpan"
_HIDDEN, _CELL_DELETED = f"{W}hidden", f"{W}cellDel"
_MARK_DELETED = f"{RPR}/{W}del"


class Body:
    """Turns block content (``w:body``, ``w:tc``, ``w:txbxContent``) into paragraphs and tables."""

    def __init__(
        self, inline: Inline, numbering: Numbering | None, hidden_styles: frozenset[str], revised: bool
    ) -> None:
        self.inline = inline
        self._numbering = numbering
        self._hidden_styles = hidden_styles
        self._revised = revised

    def parts(self, container: Element) -> Iterator[Part]:
        """The paragraphs and tables of ``container`` in order; a text box stands behind the paragraph it hangs on."""
        pending = ""
        for element in _flattened(container, _BLOCKS):
            if element.tag == TBL:
                if pending:
                    yield pending
                    pending = ""
                yield self.table(element)
                continue
            properties = _first(element, PPR)
            if properties is not None and self._is_hidden(properties):
                self.inline.hidden += any(text.strip() for text in element.itertext(f"{W}t"))
                continue
            text, boxes = self.inline.read(element)
            if self._numbering is not None:
                text = self._numbering.ordinal(properties) + text
            if self._revised and properties is not None and properties.find(_MARK_DELETED) is not None:
                self.inline.deleted += 1
                pending += text
            else:
                yield pending + text
                pending = ""
            for box in boxes:
                yield from self.parts(box)
        if pending:
            yield pending

    def _is_hidden(self, properties: Element) -> bool:
        if not self._hidden_styles:
            return False
        style = properties.find(f"{W}pStyle")
        return style is not None and style.get(VAL) in self._hidden_styles

    def table(self, tbl: Element) -> Table:
        """A table with its merged cells: a position without a cell of its own is None."""
        rows: list[list[Drawn | None]] = []
        merged: dict[int, int] = {}
        for tr in _flattened(tbl, _ROWS):
            properties = tr.find(TRPR)
            if properties is not None and self._is_dropped(properties, tr):
                continue
            row, merged = self._row(tr, properties, merged)
            rows.append(row)
        return Table(rows, nested_cells(rows))

    def _is_dropped(self, properties: Element, tr: Element) -> bool:
        """Whether a row was deleted in a revision, or is hidden."""
        for child in properties:
            tag = child.tag
            if tag in (DEL, MOVE_FROM):
                self.inline.deleted += 1
                return True
            self.inline.inserted += tag == INS
            if tag == _HIDDEN and is_on(child.get(VAL)):
                self.inline.hidden += any(text.strip() for text in tr.itertext(f"{W}t"))
                return True
        return False

    def _row(
        self, tr: Element, properties: Element | None, above: dict[int, int]
    ) -> tuple[list[Drawn | None], dict[int, int]]:
        """The cells of a row, and the columns (first: how many) whose cells may go on in the next one."""
        before = _number(properties, "gridBefore", 0) if properties is not None else 0
        row: list[Drawn | None] = [None] * min(max(before, 0), _MOST_COLUMNS)
        merged: dict[int, int] = {}
        for tc in _flattened(tr, _CELLS):
            cell, simple = self._cell(tc)
            if cell.deleted:
                self.inline.deleted += 1
                continue
            start, wide = len(row), cell.wide
            if cell.down is not None:
                merged[start] = wide
            goes_on = (cell.down == "continue" and above.get(start) == wide) or (
                cell.across == "continue" and start > 0
            )
            drawn = Drawn(list(unframed(self.parts(tc))) if simple is None else [simple], wide)
            if goes_on:
                self.inline.hidden += any(isinstance(part, Table) or part.strip() for part in drawn.parts)
                row.append(None)
            else:
                row.append(drawn)
            if wide > 1:
                row += [None] * (wide - 1)
        return row, merged

    def _cell(self, tc: Element) -> tuple[_Cell, str | None]:
        """The properties of a cell and, if it holds one paragraph of plain runs and nothing else, its text."""
        children = list(tc)
        first = children[0] if children else None
        if first is None or first.tag != TCPR:
            return _NO_PROPERTIES, self._simple(children)
        return _Cell(first) if len(first) else _NO_PROPERTIES, self._simple(children[1:])

    def _simple(self, content: Sequence[Element]) -> str | None:
        if len(content) != 1 or content[0].tag != P or self._revised or self._hidden_styles:
            return None
        text = self.inline.simple(content[0])
        if text is not None and self._numbering is not None:
            text = self._numbering.ordinal(_first(content[0], PPR)) + text
        return text


class _Cell:
    """The properties of a cell: its width, whether it is merged downwards or across, whether it was deleted."""

    __slots__ = ("across", "deleted", "down", "wide")

    def __init__(self, properties: Element | None) -> None:
        self.wide = 1
        self.down: str | None = None
        self.across: str | None = None
        self.deleted = False
        for child in properties if properties is not None else ():
            tag = child.tag
            if tag == _SPAN:
                self.wide = min(max(number(child.get(VAL), 1), 1), _MOST_COLUMNS)
            elif tag == _VMERGE:
                self.down = child.get(VAL, "continue")
            elif tag == _HMERGE:
                self.across = child.get(VAL, "continue")
            elif tag == _CELL_DELETED:
                self.deleted = True


_NO_PROPERTIES = _Cell(None)


def _first(element: Element, tag: str) -> Element | None:
    """The properties of ``element``, which stand first in it if they are there."""
    for child in element:
        return child if child.tag == tag else None
    return None


def _flattened(container: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """The ``wanted`` elements of ``container``, those within content controls and the like included, in order."""
    for child in container:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag in _WRAPPERS:
            yield from _flattened(child, wanted)
        elif tag == _SDT:
            content = child.find(_CONTENT)
            if content is not None:
                yield from _flattened(content, wanted)
        elif tag == ALTERNATE:
            branch = child.find(CHOICE)
            branch = child.find(FALLBACK) if branch is None else branch
            if branch is not None:
                yield from _flattened(branch, wanted)


def _number(properties: Element, name: str, default: int) -> int:
    found = properties.find(f"{W}{name}")
    return number(found.get(VAL), default) if found is not None else default
