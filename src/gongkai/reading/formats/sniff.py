"""Which reader for which bytes; the one place where a further format is added."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from gongkai.errors import TooLargeError, UndecodableError, UnsupportedFormatError
from gongkai.reading.document import Document
from gongkai.reading.formats.html import read_html
from gongkai.reading.formats.pdf.reader import read_pdf
from gongkai.reading.formats.scan.reader import read_picture
from gongkai.reading.formats.text import read_text

MAX_BYTES = 64 * 1024 * 1024

_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|div|table)\b",
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
# Some programs write a few bytes before the mark of a PDF file.
_PICTURES = ((b"\x89PNG", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_PDF = re.compile(rb"[^<]{0,1000}%PDF-\d", re.DOTALL)
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
}
# Signatures of formats that are no text; named, so that the message says what the file is.
_SIGNATURES = (
    (b"PK\x03\x04", "DOCX、XLSX 或 ZIP"),
    (b"\xd0\xcf\x11\xe0", "DOC、XLS 或 WPS"),
    (b"{\\rtf", "RTF"),
    (b"GIF8", "GIF 图片"),
)


def read_document(data: bytes, name: str = "", media_type: str | None = None) -> Document:
    """Turn the bytes of a file into a neutral document.

    The content decides before the name does. Raises UnsupportedFormatError, UndecodableError or TooLargeError.
    """
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"文件有 {len(data) // 1024 // 1024} MB，超过 {MAX_BYTES // 1024 // 1024} MB 的上限")
    if not data.strip():
        raise UndecodableError("文件是空的")
    for signature, format_name in _SIGNATURES:
        if data.startswith(signature):
            raise UnsupportedFormatError(f"暂不支持读取 {format_name} 文件；请另存为文本、Markdown 或 HTML")
    return _READERS[media_type or sniff(data, name)](data)


def sniff(data: bytes, name: str) -> str:
    """The media type: PDF, pictures and HTML by their content, otherwise by the file name, otherwise plain text."""
    if _PDF.match(data):
        return "application/pdf"
    for signature, picture in _PICTURES:
        if data.startswith(signature):
            return picture
    if _HTML.match(data[:4096]):
        return "text/html"
    suffix = PurePath(name).suffix.lower()
    kind = SUFFIXES.get(suffix, "text/plain")
    if not kind.startswith("text/"):
        return "text/plain"
    return kind if kind != "text/html" or b"<" in data[:65536] else "text/plain"
