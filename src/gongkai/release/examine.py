"""Which examiner for which bytes."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from gongkai.errors import TooLargeError, UndecodableError
from gongkai.release import pdf, picture, plain, sheet, word
from gongkai.release.pieces import Contents

MAX_BYTES: Final = 64 * 1024 * 1024


def examine(data: bytes, name: str = "", depth: int = 0) -> Contents:
    """All that a file holds. The content decides what it is; the name only where the content cannot.

    Raises UndecodableError for a damaged file, TooLargeError beyond the limits of safe reading.
    """
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，没有检查")
    if not data.strip():
        raise UndecodableError("文件是空的")
    if picture.kind(data):
        return picture.read(data)
    if b"%PDF-" in data[:1024]:
        return pdf.read(data, depth)
    package = package_kind(data)
    if package == "word":
        return word.read(data, depth)
    if package == "xl":
        return sheet.read(data, depth)
    head = data[:1024].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return plain.read_html(data.decode("utf-8", "replace"))
    if is_text(data, name):
        return plain.read_text(data)
    return plain.read_other(data, name)


def is_text(data: bytes, name: str) -> bool:
    """Whether a file is plain text: its name says so, and its content is nothing else."""
    other = picture.kind(data) or b"%PDF-" in data[:1024] or package_kind(data)
    return not other and name.lower().endswith((".txt", ".md", ".csv")) and b"\0" not in data[:4096]


def package_kind(data: bytes) -> str:
    """``word`` or ``xl`` for the office packages that can be examined, empty for anything else."""
    if not data.startswith(b"PK"):
        return ""
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return ""
    return next(
        (kind for kind in ("word", "xl") if f"{kind}/{'document' if kind == 'word' else 'workbook'}.xml" in names), ""
    )
