"""DOCX -> neutral document."""

from __future__ import annotations

import posixpath

from gongkai.errors import UndecodableError
from gongkai.reading.document import Document
from gongkai.reading.formats.flow import Flow
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.word.body import Body
from gongkai.reading.formats.word.inline import Inline
from gongkai.reading.formats.word.names import W
from gongkai.reading.formats.word.numbering import Numbering
from gongkai.reading.formats.word.styles import Styles, styles_of
from gongkai.reading.formats.xml import Repairs, parse

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAIN = "word/document.xml"
# What formatting of runs can say about their text, and what makes it unsafe to cut out.
_RUN_MARKS = (
    *(b"vanish", b"vertAlign", b"trike", b"rStyle", b"Change", b":move", b"<!", b"\0"),
    *(b":ins ", b":ins>", b":ins/", b":del ", b":del>", b":del/"),
)
_FORMATTING = ((b"<w:rPr>", b"</w:rPr>"), (b"<w:tcBorders>", b"</w:tcBorders>"))
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def read_docx(package: Package) -> Document:
    """Read the body of a Word document: what it prints, without headers, footers and notes.

    Raises UndecodableError or TooLargeError.
    """
    main = main_part(package)
    data = package.read(main)
    plain = not any(mark in data for mark in _RUN_MARKS)
    root, repairs = parse(_without_formatting(data) if plain else data, main)
    body = root.find(f"{W}body")
    if root.tag != f"{W}document" or body is None:
        raise UndecodableError(f"文件中的 {main} 不是 Word 文档的正文；请用 WPS 或 Word 另存为 DOCX")
    folder = posixpath.dirname(main)
    numbering_data = package.read_if(f"{folder}/numbering.xml") if b":numPr" in data or b":pStyle" in data else None
    styles_data = package.read_if(f"{folder}/styles.xml")
    styles = Styles()
    if styles_data is not None and (numbering_data is not None or b"vanish" in styles_data):
        styles_root, more = parse(styles_data, "styles.xml")
        styles, repairs = styles_of(styles_root), (*repairs, *more)
    numbering = None
    if numbering_data is not None:
        numbering_root, more = parse(numbering_data, "numbering.xml")
        numbering, repairs = Numbering(numbering_root, styles), (*repairs, *more)
    inline = Inline(styles.hidden, plain)
    reader = Body(inline, numbering, styles.hidden, b":del" in data)
    flow = Flow()
    flow.add(reader.parts(body))
    flow.close()
    foreign = sum(1 for _ in body.iterfind(f".//{W}altChunk")) if b"altChunk" in data else 0
    return Document(tuple(flow.blocks), MEDIA_TYPE, (*repairs, *_told(inline, foreign)))


def _without_formatting(data: bytes) -> bytes:
    """The XML without the formatting of runs and the borders of cells: half of it, and twice as fast to parse.

    Only for documents whose formatting says nothing about their text. Where tags do not pair, nothing is cut out.
    """
    for opening, closing in _FORMATTING:
        first, *others = data.split(opening)
        rest = [piece.partition(closing) for piece in others]
        if all(end and b"<w:t>" not in inside for inside, end, _ in rest):
            data = first + b"".join(behind for _, _, behind in rest)
    return data


def main_part(package: Package) -> str:
    """The name of the part that holds the document: the usual one, or what the package names as such."""
    if _MAIN in package:
        return _MAIN
    relations = package.read_if("_rels/.rels")
    if relations is not None:
        root, _ = parse(relations, "_rels/.rels")
        for relation in root.iterfind(_RELATIONSHIP):
            if relation.get("Type", "").endswith("/officeDocument"):
                return posixpath.normpath(relation.get("Target", "").lstrip("/"))
    return _MAIN


def _told(inline: Inline, foreign: int) -> Repairs:
    told: list[tuple[str, str]] = []
    if inline.inserted or inline.deleted:
        told.append(("TRACKED-CHANGES", f"插入{inline.inserted}处、删除{inline.deleted}处"))
    if inline.hidden:
        told.append(("HIDDEN-TEXT", str(inline.hidden)))
    if inline.objects + foreign:
        told.append(("EMBEDDED-OBJECT", str(inline.objects + foreign)))
    return tuple(told)
