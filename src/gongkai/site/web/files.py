"""Of which type a file is, by its content; its name is never asked.

Types that nobody here can look into are refused, and so are office files with macros.
"""

from __future__ import annotations

import os
import re
from typing import BinaryIO, Final

from gongkai.errors import UndecodableError, UnsupportedFormatError
from gongkai.reading.formats.decode import decode
from gongkai.reading.formats.sniff import sniff
from gongkai.site.web.files_archives import archive_type

_HEAD: Final = 8 * 1024
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: Final = (
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"II\*\0|MM\0\*"), "image/tiff"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"\{\\rtf"), "application/rtf"),
    (re.compile(rb"....ftyp", re.DOTALL), "video/mp4"),
    (re.compile(rb"ID3"), "audio/mpeg"),
)
# The directory of an old office file names its parts in UTF-16.
_OLE_PARTS: Final = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
_OLE_MACROS: Final = ("_VBA_PROJECT", "VBA")
_OTHER_ARCHIVES: Final = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UNKNOWN: Final = "不能识别这个文件的类型。可以上传 PDF、图片、Word、Excel、WPS、OFD、文本和 ZIP 文件。"


def media_type(file: BinaryIO) -> str:
    """The media type of a seekable file.

    Raises UnsupportedFormatError for what is not taken, UndecodableError for a damaged archive, TooLargeError for one
    beyond the limits.
    """
    file.seek(0)
    head = file.read(_HEAD)
    if head.startswith(_ZIP):
        return archive_type(file)
    if head.startswith(_OTHER_ARCHIVES):
        raise UnsupportedFormatError("压缩文件只能是 ZIP 格式。请改为 ZIP，或者逐个上传。")
    if head.startswith(_OLE):
        return _ole_type(_whole(file))
    for signature, kind in _SIGNATURES:
        if signature.match(head):
            return kind
    kind = sniff(head, "")
    if kind.startswith("text/"):
        _check_text(_whole(file))
    return kind


def _whole(file: BinaryIO) -> bytes:
    file.seek(0, os.SEEK_SET)
    return file.read()


def _ole_type(data: bytes) -> str:
    if any(name.encode("utf-16-le") + b"\0\0" in data for name in _OLE_MACROS):
        raise UnsupportedFormatError("文件中含有宏，不能上传。请另存为不含宏的文件。")
    for name, kind in _OLE_PARTS:
        if name.encode("utf-16-le") + b"\0\0" in data:
            return kind
    raise UnsupportedFormatError(_UNKNOWN)


def _check_text(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except UndecodableError as error:
        raise UnsupportedFormatError(_UNKNOWN) from error
    if _CONTROL.search(text):
        raise UnsupportedFormatError(_UNKNOWN)
