"""ZIP files and office files in ZIP: what they are, and whether it is safe to open them."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import BinaryIO, Final

from gongkai.errors import TooLargeError, UndecodableError, UnsupportedFormatError

MAX_MEMBERS: Final = 5_000
MAX_UNPACKED: Final = 500 * 1024 * 1024
MAX_RATIO: Final = 200
MAX_DEPTH: Final = 2
# Small files of equal cells pack very densely and harm nobody.
_RATIO_FROM: Final = 16 * 1024 * 1024
_ENCRYPTED: Final = 0x1
_ZIP: Final = b"PK\x03\x04"
_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument"
_BY_MEMBER: Final = (
    ("word/document.xml", f"{_OPEN_XML}.wordprocessingml.document"),
    ("xl/workbook.xml", f"{_OPEN_XML}.spreadsheetml.sheet"),
    ("ppt/presentation.xml", f"{_OPEN_XML}.presentationml.presentation"),
    ("OFD.xml", "application/ofd"),
)
_DAMAGED: Final = "压缩文件或者办公文件已经损坏，无法打开。请重新保存后再上传。"
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, IndexError)


def archive_type(file: BinaryIO) -> str:
    """The media type of a ZIP file by its members.

    Raises TooLargeError beyond the limits on members, unpacked size, density and archives within archives,
    UnsupportedFormatError for passwords and macros, UndecodableError for what cannot be opened.
    """
    try:
        return _Examination().look(file, depth=0)
    except _BROKEN as error:
        raise UndecodableError(_DAMAGED) from error


class _Examination:
    """The limits hold over an archive and all archives within it together."""

    def __init__(self) -> None:
        self._members, self._unpacked = 0, 0

    def look(self, file: BinaryIO, depth: int) -> str:
        if depth > MAX_DEPTH:
            raise TooLargeError(f"压缩文件套了 {MAX_DEPTH} 层以上，不能上传。请解开后再上传。")
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            self._count(members, file.seek(0, io.SEEK_END))
            for member in members:
                self._look_into(archive, member, depth)
            return _kind(archive)

    def _count(self, members: list[zipfile.ZipInfo], size: int) -> None:
        packed = sum(member.compress_size for member in members)
        unpacked = sum(member.file_size for member in members)
        self._members += len(members)
        self._unpacked += unpacked
        if self._members > MAX_MEMBERS:
            raise TooLargeError(f"压缩文件中的文件超过 {MAX_MEMBERS} 个，不能上传。")
        # More packed bytes than the file has: members lie upon one another, which only a trap does.
        dense = unpacked > _RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)
        if self._unpacked > MAX_UNPACKED or dense or packed > size:
            raise TooLargeError("压缩文件解开后过大，不能上传。")

    def _look_into(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, depth: int) -> None:
        if member.flag_bits & _ENCRYPTED:
            raise UnsupportedFormatError("压缩文件设有密码，不能上传。请取消密码。")
        parts = member.filename.replace("\\", "/").split("/")
        if parts[0] == "" or ".." in parts or ":" in parts[0]:
            raise UnsupportedFormatError("压缩文件中有指向别处的路径，不能上传。请重新压缩。")
        if parts[-1] == "vbaProject.bin":
            raise UnsupportedFormatError("文件中含有宏，不能上传。请另存为不含宏的文件。")
        with archive.open(member) as part:
            start = part.read(len(_ZIP))
            if start == _ZIP:
                self.look(io.BytesIO(start + part.read()), depth + 1)


def _kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    for name, kind in _BY_MEMBER:
        if name in names:
            return kind
    if "mimetype" in names:
        declared = archive.read("mimetype").decode("ascii", "replace").strip()
        if declared.startswith("application/vnd.oasis.opendocument."):
            return declared
    return "application/zip"
