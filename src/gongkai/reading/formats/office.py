"""Office files: which of them the bytes are, and their readers."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import PurePath

from gongkai.errors import UndecodableError, UnsupportedFormatError
from gongkai.reading.document import Document
from gongkai.reading.formats import libreoffice
from gongkai.reading.formats.odf import read_odf
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.sheets.xls_worker import read_xls
from gongkai.reading.formats.sheets.xlsx import read_xlsx
from gongkai.reading.formats.word.reader import main_part, read_docx

Reader = Callable[[bytes], Document]

OFFICE_SUFFIXES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".et": "application/vnd.ms-excel",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".doc": "application/msword",
    ".wps": "application/msword",
    ".rtf": "application/rtf",
}

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_FLAT_XML = (b'progid="Word.Document"', b'progid="Excel.Sheet"', b"<pkg:package", b"<w:wordDocument")
# Streams by which compound files are told apart; names are UTF-16 with a terminating zero.
_STREAMS = {
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "EncryptedPackage": "encrypted",
    "PowerPoint Document": "ppt",
    "CONTENTS": "works",
}


def office_reader(data: bytes, name: str) -> Reader | None:
    """The reader for ``data`` if that is an office file, otherwise None.

    The content decides; of ``name`` only the suffix is used, to call an old document DOC or WPS. Raises
    UnsupportedFormatError or UndecodableError for office files that are not read.
    """
    if data.startswith(_ZIP):
        return _read_package
    if data.startswith(_COMPOUND):
        return _compound_reader(data, name)
    if data.startswith(_RTF):
        return lambda content: libreoffice.read_converted(content, ".rtf")
    head = data[:2048]
    if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml") and any(mark in head for mark in _FLAT_XML):
        raise UnsupportedFormatError("暂不支持读取单个 XML 形式的 Word 或 Excel 文件；请用 WPS 或 Word 另存为 DOCX")
    return None


def _read_package(data: bytes) -> Document:
    package = Package(data)
    if "mimetype" in package and package.read("mimetype").startswith(b"application/vnd.oasis.opendocument."):
        return read_odf(package)
    if "xl/workbook.xml" in package:
        return read_xlsx(package)
    if main_part(package) in package:
        return read_docx(package)
    if any(name.startswith(("ppt/", "xl/")) for name in package.names):
        raise UnsupportedFormatError("暂不支持读取演示文稿和二进制工作簿；请另存为 DOCX 或 XLSX")
    raise UnsupportedFormatError("文件是 ZIP 压缩包，不是 DOCX、XLSX、ODT 或 ODS；请解压后分别读取其中的文件")


def _compound_reader(data: bytes, name: str) -> Reader:
    kind = _compound_kind(data)
    if kind == "xls":
        return read_xls
    if kind == "encrypted":
        raise UndecodableError("文件设有密码；请取消密码后重新保存，再试一次")
    if kind == "doc":
        suffix = ".wps" if PurePath(name).suffix.lower() == ".wps" else ".doc"
        return lambda content: libreoffice.read_converted(content, suffix)
    raise UnsupportedFormatError("暂不支持读取这种旧格式的文件；请用 WPS 或 Word 另存为 DOCX 或 XLSX")


def _compound_kind(data: bytes) -> str | None:
    """What a compound file holds: the stream named first in its directory, so that embedded files do not count."""
    if len(data) < 512:
        return None
    shift, first = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 48)[0]
    start = (first + 1) << shift if shift in (9, 12) else 0
    start = start if start < len(data) else 0
    found = {name: data.find(f"{name}\0".encode("utf-16-le"), start) for name in _STREAMS}
    found = {name: at for name, at in found.items() if at >= 0}
    return _STREAMS[min(found, key=lambda name: found[name])] if found else None
