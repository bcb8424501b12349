"""What a DOCX file holds: all text, and what a reader does not see: deletions, comments, hidden runs, embeddings."""

from __future__ import annotations

from typing import Final

from gongkai.reading.formats.package import Package
from gongkai.reading.formats.xml import Element, parse
from gongkai.release.office import PROPERTY_PARTS, embedded, properties
from gongkai.release.pieces import Contents, Piece

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Parts of text and what they are called. Comments are read by themselves, since nobody who prints the file sees them.
_PARTS: Final = (
    ("word/document.xml", "正文"),
    ("word/header", "页眉"),
    ("word/footer", "页脚"),
    ("word/footnotes.xml", "脚注"),
    ("word/endnotes.xml", "尾注"),
)
_DELETED: Final = (f"{W}del", f"{W}moveFrom")
_INSERTED: Final = (f"{W}ins", f"{W}moveTo")


def read(data: bytes, depth: int = 0) -> Contents:
    """All that a DOCX file holds. Raises UndecodableError or TooLargeError as the reader of reports does."""
    package = Package(data)
    contents = Contents(MEDIA_TYPE)
    for name in package.names:
        title = next((title for start, title in _PARTS if name.startswith(start) and name.endswith(".xml")), "")
        if title:
            _part(parse(package.read(name), name)[0], title, contents)
        elif name.startswith("word/comments") and name.endswith(".xml"):
            _comments(parse(package.read(name), name)[0], contents)
        elif name == "word/settings.xml":
            for variable in parse(package.read(name), name)[0].iter(f"{W}docVar"):
                contents.hidden.append(("文档变量", variable.get(f"{W}name") or ""))
                contents.pieces.append(Piece(variable.get(f"{W}val") or "", "文档变量", "文档变量"))
        elif name.startswith("customXml/item") and "Props" not in name:
            contents.hidden.append(("自定义数据", name))
    for name in PROPERTY_PARTS:
        contents.properties += properties(package, name)
    embedded(package, "word/", contents, depth)
    return contents


def _part(root: Element, title: str, contents: Contents) -> None:
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        where = f"{title}第{number}段"
        shown, deleted, secret = _texts(paragraph)
        if shown:
            contents.pieces.append(Piece(shown, where))
        for text, what in ((deleted, "修订中已删除的文字"), (secret, "设为隐藏的文字")):
            if text:
                contents.hidden.append((what, where))
                contents.pieces.append(Piece(text, where, what))
    if next(root.iter(*_INSERTED), None) is not None:
        contents.hidden.append(("未接受的修订", title))
    for code in root.iter(f"{W}instrText"):
        contents.pieces.append(Piece(code.text or "", title, "域代码"))
    for element in root.iter():
        described = element.get("descr") or element.get("title")
        if described:
            contents.pieces.append(Piece(described, title, "图片说明"))


def _texts(paragraph: Element) -> tuple[str, str, str]:
    """What a paragraph shows, what was deleted from it, and what is hidden in it; inner paragraphs left out."""
    shown, deleted, secret = [], [], []
    for node in paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br"):
        above = list(_above(node, paragraph))
        if any(element.tag == f"{W}p" for element in above):
            continue
        text = node.text or "" if node.tag in (f"{W}t", f"{W}delText") else " "
        if any(element.tag in _DELETED for element in above):
            deleted.append(text)
        elif any(element.find(f"{W}rPr/{W}vanish") is not None for element in above if element.tag == f"{W}r"):
            secret.append(text)
        else:
            shown.append(text)
    return "".join(shown).strip(), "".join(deleted).strip(), "".join(secret).strip()


def _above(node: Element, top: Element) -> list[Element]:
    found: list[Element] = []
    parent = node.getparent()
    while parent is not None and parent is not top:
        found.append(parent)
        parent = parent.getparent()
    return found


def _comments(root: Element, contents: Contents) -> None:
    for comment in root.iter(f"{W}comment"):
        contents.hidden.append(("批注", "批注"))
        contents.pieces.append(Piece("".join(node.text or "" for node in comment.iter(f"{W}t")), "批注", "批注"))
