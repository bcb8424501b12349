"""Which reader for which bytes; the one place where a further format is added."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from gongkai.errors import TooLargeError, UndecodableError, UnsupportedFormatError
from gongkai.reading.document import Document
from gongkai.reading.formats.html import read_html
from gongkai.reading.formats.office import OFFICE_SUFFIXES, office_reader
from gongkai.reading.formats.pdf.reader import read_pdf
from gongkai.reading.formats.scan.reader import read_picture
from gongkai.reading.formats.text import read_text

MAX_BYTES = 64 * 1024 * 1024
# A report has some 20 KB of text. Web pages may hold pictures, plain text cannot.
MAX_TEXT_BYTES = 16 * 1024 * 1024

_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|div|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_READERS: dict[str, Callable[[bytes], Document]] = {
    "application/pdf": read_pdf,
    "image/jpeg": lambda data: read_picture(data, "image/jpeg"),
    "image/png": lambda data: read_picture(data, "image/png"),
    "text/html": read_html,
    "text/plain": read_text,
    "text/markdown": lambda data: read_text(data, "text/markdown"),
}
_PLAIN = ("text/plain", "text/markdown")
_PICTURES = ((b"\x89PNG", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
# Some programs write a few bytes before the mark of a PDF file.
_PDF = re.compile(rb"[^<]{0,1000}%PDF-\d", re.DOTALL)
_HEAD = 1024
SUFFIXES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
    ".text": "text/plain",
    **OFFICE_SUFFIXES,
}


def read_document(data: bytes, name: str = "", media_type: str | None = None) -> Document:
    """Turn the bytes of a file into a neutral document.

    The content decides before the name does. Raises UnsupportedFormatError, UndecodableError or TooLargeError.
    """
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"文件有 {len(data) // 1024 // 1024} MB，超过 {MAX_BYTES // 1024 // 1024} MB 的上限")
    if not data.strip():
        raise UndecodableError("文件是空的")
    office = office_reader(data, name)
    if office is not None:
        return office(data)
    if data.startswith(b"GIF8"):
        raise UnsupportedFormatError("暂不支持读取 GIF 图片；请另存为 PNG 或 JPEG")
    kind = media_type if media_type in _READERS else sniff(data, name)
    if kind in _PLAIN and len(data) > MAX_TEXT_BYTES:
        raise TooLargeError(f"文本超过 {MAX_TEXT_BYTES // 1024 // 1024} MB 的上限，没有读取；请只保留年度报告的正文")
    return _READERS[kind](data)


def sniff(data: bytes, name: str) -> str:
    """The media type: PDF, pictures and HTML by their content, otherwise by the file name, otherwise plain text."""
    if b"%PDF-" in data[:_HEAD] and _PDF.match(data):
        return "application/pdf"
    for signature, picture in _PICTURES:
        if data.startswith(signature):
            return picture
    if _HTML.match(_ascii(data[:4096])):
        return "text/html"
    suffix = PurePath(name).suffix.lower()
    kind = SUFFIXES.get(suffix, "text/plain")
    if not kind.startswith("text/"):
        return "text/plain"
    return kind if kind != "text/html" or b"<" in data[:65536] else "text/plain"


def _ascii(head: bytes) -> bytes:
    """The first bytes of a file as far as tags go: of UTF-16 without its mark and its zeros."""
    return head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"") if b"\0" in head else head
