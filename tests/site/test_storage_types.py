"""What a file is, is told by its content; what is dangerous is refused."""

from __future__ import annotations

import io

import pytest

from gongkai.errors import GongkaiError, TooLargeError, UndecodableError, UnsupportedFormatError
from gongkai.site.web import files_archives
from gongkai.site.web.files import media_type
from tests.site.test_storage import archive

OPEN_XML = "application/vnd.openxmlformats-officedocument"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"<!DOCTYPE html><p>", "text/html"),
        ("公开".encode(), "text/plain"),
        ("公开指南，公开目录".encode("gb18030"), "text/plain"),
        (OLE + "WordDocument".encode("utf-16-le") + b"\0\0", "application/msword"),
        (OLE + "Workbook".encode("utf-16-le") + b"\0\0", "application/vnd.ms-excel"),
        (
            archive(word__document=b"", **{"word/document.xml": b"<a/>"}).getvalue(),
            f"{OPEN_XML}.wordprocessingml.document",
        ),
        (archive(**{"xl/workbook.xml": b"<a/>"}).getvalue(), f"{OPEN_XML}.spreadsheetml.sheet"),
        (
            archive(mimetype=b"application/vnd.oasis.opendocument.text").getvalue(),
            "application/vnd.oasis.opendocument.text",
        ),
        (archive(**{"OFD.xml": b"<a/>"}).getvalue(), "application/ofd"),
        (archive(a=b"1", b=b"2").getvalue(), "application/zip"),
    ],
)
def test_types(data: bytes, kind: str) -> None:
    assert media_type(io.BytesIO(data)) == kind


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"MZ\x90\0\3\0\0\0" * 40, UnsupportedFormatError, "不能识别"),
        (b"\x7fELF\2\1\1\0" * 40, UnsupportedFormatError, "不能识别"),
        (b"plain\x01text", UnsupportedFormatError, "不能识别"),
        (b"Rar!\x1a\x07", UnsupportedFormatError, "ZIP"),
        (b"\x1f\x8b\x08", UnsupportedFormatError, "ZIP"),
        (b"PK\x03\x04 no archive", UndecodableError, "损坏"),
        (OLE, UnsupportedFormatError, "不能识别"),
        (OLE + "_VBA_PROJECT".encode("utf-16-le") + b"\0\0", UnsupportedFormatError, "宏"),
        (archive(**{"word/document.xml": b"", "word/vbaProject.bin": b""}).getvalue(), UnsupportedFormatError, "宏"),
        (archive(**{"../outside": b"1"}).getvalue(), UnsupportedFormatError, "路径"),
        (archive(zeros=bytes(40 * 1024 * 1024)).getvalue(), TooLargeError, "解开后"),
    ],
)
def test_refused(data: bytes, error: type[GongkaiError], words: str) -> None:
    with pytest.raises(error, match=words):
        media_type(io.BytesIO(data))


def nested(depth: int) -> io.BytesIO:
    inner = archive(a=b"1")
    for _ in range(depth):
        inner = archive(inner=inner.getvalue())
    return inner


def test_archives_within_archives_have_an_end() -> None:
    assert media_type(nested(files_archives.MAX_DEPTH)) == "application/zip"
    with pytest.raises(TooLargeError, match="层"):
        media_type(nested(files_archives.MAX_DEPTH + 1))


def test_members_are_counted_through_all_archives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_archives, "MAX_MEMBERS", 3)
    assert media_type(archive(a=b"", b=b"", c=b""))
    with pytest.raises(TooLargeError, match="3 个"):
        media_type(archive(a=b"", b=b"", c=archive(d=b"").getvalue()))


def test_a_damaged_member_is_told() -> None:
    data = bytearray(archive(a=b"abc" * 100).getvalue())
    data[40] ^= 0xFF
    with pytest.raises(UndecodableError):
        media_type(io.BytesIO(bytes(data)))


def test_a_password_is_told() -> None:
    data = bytearray(archive(a=b"abc").getvalue())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnsupportedFormatError, match="密码"):
        media_type(io.BytesIO(bytes(data)))
