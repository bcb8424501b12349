"""A copy of a file that holds what its reader sees, and nothing else."""

from __future__ import annotations

from typing import Final

from gongkai.errors import UnsupportedFormatError
from gongkai.release import pdf, picture, strip_office
from gongkai.release.examine import package_kind

_ADVICE: Final = "这种格式无法清除隐藏内容；请另存为 DOCX、XLSX、PDF、JPEG 或者 PNG"


def strip(data: bytes) -> bytes:
    """A clean copy of a DOCX, XLSX, PDF or picture.

    Raises UnsupportedFormatError for other formats, UndecodableError for a damaged file.
    """
    if picture.kind(data):
        return picture.strip(data)
    if b"%PDF-" in data[:1024]:
        return pdf.strip(data)
    package = package_kind(data)
    if package == "word":
        return strip_office.strip_word(data)
    if package == "xl":
        return strip_office.strip_sheet(data)
    raise UnsupportedFormatError(_ADVICE)
