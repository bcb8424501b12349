"""Office files as ZIP packages, opened within limits: how large, how many, how densely packed."""

from __future__ import annotations

import io
import zipfile
import zlib

from gongkai.errors import TooLargeError, UndecodableError

MAX_PARTS = 20_000
MAX_PART_BYTES = 24 * 1024 * 1024
MAX_READ_BYTES = 64 * 1024 * 1024
# Real reports pack about 1:20; a blank form of many equal cells reaches 1:60.
MAX_RATIO = 400
_RATIO_FROM = 4 * 1024 * 1024

_ENCRYPTED = 0x1
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = "文件已损坏，压缩包{what}；请用 WPS 或 Word 打开后重新保存，再试一次"


class Package:
    """The parts of an office file by name; ``read`` holds to the limits over all parts together."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, IndexError) as error:
            raise UndecodableError(_DAMAGED.format(what="无法打开")) from error
        if len(infos) > MAX_PARTS:
            raise TooLargeError(f"文件内含 {len(infos)} 个部分，超过 {MAX_PARTS} 个的上限，没有读取")
        self._infos = {info.filename.lstrip("/"): info for info in infos}
        self._left = MAX_READ_BYTES

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the file."""
        return tuple(self._infos)

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        Raises UndecodableError where it is absent, damaged or encrypted, TooLargeError where it grows beyond the
        limits while it is unpacked; what the file says of its own sizes is not relied on.
        """
        info = self._infos.get(name)
        if info is None:
            raise UndecodableError(_DAMAGED.format(what=f"缺少 {name}"))
        if info.flag_bits & _ENCRYPTED:
            raise UndecodableError("文件设有密码；请取消密码后重新保存，再试一次")
        if info.compress_type not in _READABLE:
            raise UndecodableError(_DAMAGED.format(what=f"中的 {name} 使用了不常见的压缩方法"))
        limit = min(MAX_PART_BYTES, self._left)
        try:
            with self._zip.open(info) as part:
                data = part.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as error:
            raise UndecodableError(_DAMAGED.format(what=f"中的 {name} 无法解开")) from error
        if len(data) > limit or (len(data) > _RATIO_FROM and len(data) > MAX_RATIO * max(info.compress_size, 1)):
            raise TooLargeError(f"文件中的 {name} 解开后过大，超出安全读取的范围，没有读取")
        self._left -= len(data)
        return data

    def read_if(self, name: str) -> bytes | None:
        """The bytes of a part, None where there is no such part."""
        return self.read(name) if name in self._infos else None
