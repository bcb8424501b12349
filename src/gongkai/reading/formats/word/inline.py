"""The text of a paragraph: runs, fields, revisions, hidden text; text boxes are handed on."""

from __future__ import annotations

from collections.abc import Iterator

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
    TXBX,
    VAL,
    W,
    is_on,
)
from gongkai.reading.formats.xml import Element

_R, _T, _FIELD = f"{W}r", f"{W}t", f"{W}fldChar"
_RUBY, _BASE = f"{W}ruby", f"{W}rubyBase"
_VANISH, _STYLE = f"{W}vanish", f"{W}rStyle"
# Raised or struck figures do not go on with the number beside them.
_RAISED, _STRUCK = f"{W}vertAlign", (f"{W}strike", f"{W}dstrike")
_PLACEHOLDER = f"{W}sdtPr/{W}showingPlcHdr"
_SDT = f"{W}sdt"
_MARKS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_SYMBOL = f"{W}sym"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_DRAWN = frozenset((f"{W}drawing", f"{W}pict", f"{W}object", ALTERNATE))
# Properties, marks without text, and text that is not printed here: notes, codes of fields, what was deleted.
_SILENT = frozenset(
    [PPR]
    + [
        f"{W}{name}"
        for name in "sdtPr sdtEndPr proofErr bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd permStart "
        "permEnd footnoteReference endnoteReference commentReference annotationRef instrText delText delInstrText "
        "lastRenderedPageBreak softHyphen smartTagPr customXmlPr hyperlinkPr".split()
    ]
)


class Inline:
    """Reads paragraphs in reading order, since a field may begin in one and end in another.

    Counts what a reader must be told: insertions, deletions, hidden pieces, embedded objects.
    """

    def __init__(self, hidden_styles: frozenset[str] = frozenset(), plain: bool = False) -> None:
        """Of a ``plain`` document it is known that no run is hidden, raised or struck."""
        self._hidden_styles = hidden_styles
        self._plain = plain
        self._fields: list[bool] = []
        self.inserted = 0
        self.deleted = 0
        self.hidden = 0
        self.objects = 0

    def read(self, paragraph: Element) -> tuple[str, list[Element]]:
        """The text of a ``w:p`` (tabs and line breaks as such) and the contents of its text boxes."""
        out: list[str] = []
        boxes: list[Element] = []
        self._walk(paragraph, out, boxes)
        if len(out) == 1:
            return out[0], boxes
        return "".join(out), boxes

    def simple(self, paragraph: Element) -> str | None:
        """What ``read`` gives for a ``w:p`` of plain runs of text; None for any other, of which nothing is counted."""
        if not self._plain or self._fields:
            return None
        text = ""
        for child in paragraph:
            tag = child.tag
            if tag == _R:
                for mark in child:
                    kind = mark.tag
                    if kind == _T:
                        text += mark.text or ""
                    elif kind != RPR:
                        return None
            elif tag not in _SILENT:
                return None
        return text

    def _walk(self, node: Element, out: list[str], boxes: list[Element]) -> None:
        for child in node:
            tag = child.tag
            if tag == _R:
                self._run(child, out, boxes)
            elif tag in _SILENT:
                continue
            elif tag in (DEL, MOVE_FROM):
                self.deleted += 1
            elif tag in _DRAWN:
                boxes.extend(text_boxes(child))
            elif tag == _SDT and child.find(_PLACEHOLDER) is not None:
                continue
            else:
                self.inserted += tag in (INS, MOVE_TO)
                self._walk(child, out, boxes)

    def _run(self, run: Element, out: list[str], boxes: list[Element]) -> None:
        apart = False
        for child in run:
            tag = child.tag
            if tag == _T:
                if child.text and not self._in_code():
                    out.append(child.text)
            elif tag == RPR:
                if self._plain:
                    continue
                hidden, apart = self._look(child)
                if hidden:
                    self._skip(run)
                    return
                if apart:
                    out.append(" ")
            elif tag in _MARKS:
                if not self._in_code():
                    out.append(_MARKS[tag])
            elif tag == _FIELD:
                self._field(child)
            elif tag in _DRAWN:
                self.objects += next(child.iter(_OLE), None) is not None
                boxes.extend(text_boxes(child))
            elif tag == _SYMBOL:
                out.append(_symbol(child))
            elif tag == _RUBY:
                for base in child.iterfind(_BASE):
                    self._walk(base, out, boxes)
        if apart:
            out.append(" ")

    def _look(self, properties: Element) -> tuple[bool, bool]:
        """Whether a run is hidden, by itself or by its style, and whether it stands apart."""
        hidden, apart = None, False
        style: str | None = None
        for child in properties:
            tag = child.tag
            if tag == _VANISH:
                hidden = is_on(child.get(VAL))
            elif tag == _STYLE:
                style = child.get(VAL)
            elif tag == _RAISED:
                apart = apart or child.get(VAL) in ("superscript", "subscript")
            elif tag in _STRUCK:
                apart = apart or is_on(child.get(VAL))
        return style in self._hidden_styles if hidden is None else hidden, apart

    def _skip(self, run: Element) -> None:
        """Leave out a hidden run; the fields that begin or end in it count all the same."""
        self.hidden += any(child.text and not child.text.isspace() for child in run.iterfind(_T))
        for child in run.iterfind(_FIELD):
            self._field(child)

    def _field(self, mark: Element) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _in_code(self) -> bool:
        return bool(self._fields) and any(self._fields)


def text_boxes(drawn: Element) -> Iterator[Element]:
    """The contents of the text boxes in a drawing; of alternatives only one, since they draw the same."""
    if drawn.tag == TXBX:
        yield drawn
        return
    if drawn.tag == ALTERNATE:
        for branch in (*drawn.iterfind(CHOICE), *drawn.iterfind(FALLBACK)):
            found = [box for child in branch for box in text_boxes(child)]
            if found:
                yield from found
                return
        return
    for child in drawn:
        yield from text_boxes(child)


def _symbol(mark: Element) -> str:
    """A character of a symbol font; those of private codes have no text."""
    try:
        code = int(mark.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xD800 else ""
