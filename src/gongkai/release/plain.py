"""What texts and pages of HTML hold, comments and hidden elements included."""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborHTMLParser

from gongkai.errors import InputError
from gongkai.reading.formats.sniff import read_document
from gongkai.release.pieces import Contents, Piece

_ATTRIBUTES: Final = ("alt", "title", "value", "content", "placeholder", "data-value")


def read_text(data: bytes) -> Contents:
    """The lines of a text."""
    document = read_document(data, "text.txt", "text/plain")
    pieces = [Piece(row.text, f"第{row.at.line}行") for row, _ in document.rows() if row.text]
    return Contents("text/plain", pieces)


def read_html(source: str) -> Contents:
    """The text of a page or of a piece of one, and what does not show."""
    contents = Contents("text/html")
    tree = LexborHTMLParser(source)
    for node in tree.root.traverse(include_text=True) if tree.root else ():
        if node.tag == "-text":
            text = (node.text_content or "").strip()
            if text and (node.parent is None or node.parent.tag not in ("script", "style")):
                contents.pieces.append(Piece(text, "正文"))
        elif node.tag == "-comment":
            contents.hidden.append(("网页注释", "正文"))
            contents.pieces.append(Piece(node.comment_content or "", "正文", "网页注释"))
        else:
            attributes = node.attributes
            for name in _ATTRIBUTES:
                if attributes.get(name):
                    contents.pieces.append(Piece(attributes[name] or "", f"{node.tag} 的 {name}", "网页属性"))
            style = (attributes.get("style") or "").replace(" ", "").lower()
            if "hidden" in attributes or "display:none" in style or "visibility:hidden" in style:
                contents.hidden.append(("不显示的网页内容", node.tag or ""))
    return contents


def read_other(data: bytes, name: str) -> Contents:
    """What the readers of reports make of a format that has no examiner of its own; hidden content is not known."""
    try:
        document = read_document(data, name)
    except InputError as error:
        return Contents("application/octet-stream", unread=[error.message])
    pieces = [Piece(row.text, f"第{number}行") for number, (row, _) in enumerate(document.rows(), 1) if row.text]
    unread = ["旧格式或者不常用格式中的隐藏内容；请另存为 DOCX、XLSX 或者 PDF"]
    return Contents(document.media_type, pieces, unread=unread)
