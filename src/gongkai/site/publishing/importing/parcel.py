"""What was handed in: a table by itself, or a ZIP with one table and the files that its lines name."""

from __future__ import annotations

import io
import zipfile
from typing import BinaryIO

import msgspec

from gongkai.errors import InputError, NotFoundError, UndecodableError
from gongkai.site.web.files_archives import archive_type

_UTF8 = 0x800
_TABLES = (".xlsx", ".csv")


class Parcel(msgspec.Struct, frozen=True):
    """A table, and the members of the ZIP around it by their paths and, where there is but one, by their names."""

    table: bytes
    archive: bytes
    members: dict[str, str]

    def open(self, name: str) -> BinaryIO:
        """A file by its path or its name. Raises NotFoundError."""
        member = self.members.get(name.strip().replace("\\", "/").lstrip("/"))
        if member is None:
            raise NotFoundError(f"压缩文件中没有“{name.strip()}”，或者有几个同名的文件，请写出所在的文件夹。")
        with zipfile.ZipFile(io.BytesIO(self.archive)) as archive:
            return io.BytesIO(archive.read(member))


def unpack(data: bytes) -> Parcel:
    """Look into what was handed in; nothing is unpacked beyond the limits of ``archive_type``.

    Raises InputError where there is not exactly one table.
    """
    if not data.startswith(b"PK") or archive_type(io.BytesIO(data)) != "application/zip":
        return Parcel(data, b"", {})
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            paths = {_path(info): info.filename for info in archive.infolist() if not info.is_dir()}
            tables = _uppermost([path for path in paths if path.lower().endswith(_TABLES) and "/~$" not in f"/{path}"])
            if len(tables) != 1:
                raise InputError("压缩文件中应当有一个信息表（XLSX 或者 CSV），放在最外层；其余是附件。")
            table = archive.read(paths[tables[0]])
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise UndecodableError("压缩文件已经损坏，请重新压缩。") from error
    folder = tables[0].rpartition("/")[0]
    members: dict[str, str] = {}
    for path, member in paths.items():
        members[path.removeprefix(f"{folder}/") if folder else path] = member
    return Parcel(table, data, members | _by_name(members))


def _by_name(members: dict[str, str]) -> dict[str, str]:
    """Members by name alone, those whose name is there twice left out."""
    names = [path.rpartition("/")[2] for path in members]
    return {
        path.rpartition("/")[2]: member for path, member in members.items() if names.count(path.rpartition("/")[2]) == 1
    }


def _uppermost(paths: list[str]) -> list[str]:
    least = min((path.count("/") for path in paths), default=0)
    return [path for path in paths if path.count("/") == least]


def _path(info: zipfile.ZipInfo) -> str:
    """The path as its maker wrote it: older Chinese programs write GBK and do not say so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename
