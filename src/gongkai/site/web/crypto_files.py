"""Files sealed at rest, in blocks, so that any part can be read without the rest.

A sealed file is a head (mark, which key, salt) and blocks of 64 KiB, each closed by AES-GCM under a key made for this
file alone. Its number and whether it is the last one are part of a block's nonce: blocks cannot change places, and a
file that was cut short is noticed.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongkai.errors import StorageError
from gongkai.site.web.crypto import NO_KEY, derive

BLOCK: Final = 64 * 1024
_MARK: Final = b"GKS1"
_ID: Final = 8
_SALT: Final = 16
_HEAD: Final = len(_MARK) + _ID + _SALT
_TAG: Final = 16
_DAMAGED: Final = "文件已经损坏或者被改动，不能打开。请从备份恢复。"


def seal(blocks: Iterable[bytes], key: bytes) -> Iterator[bytes]:
    """The sealed form of a file. ``blocks``: pieces of BLOCK bytes, the last one shorter or just as long."""
    salt = os.urandom(_SALT)
    head = _MARK + _name(key) + salt
    cipher = AESGCM(derive(key, b"gongkai file", salt))
    yield head
    number, held = 0, b""
    for number, block in enumerate(blocks):
        if number:
            yield cipher.encrypt(_nonce(number - 1, last=False), held, head)
        held = block
    yield cipher.encrypt(_nonce(number, last=True), held, head)


class SealedFile(io.RawIOBase):
    """A sealed file, read as if it were not. Raises StorageError where it was damaged or no key fits."""

    def __init__(self, file: BinaryIO, keys: Iterable[bytes]) -> None:
        self._file, self._at, self._held = file, 0, (-1, b"")
        self._head = file.read(_HEAD)
        if len(self._head) < _HEAD or not self._head.startswith(_MARK):
            raise StorageError(_DAMAGED)
        name, salt = self._head[len(_MARK) : -_SALT], self._head[-_SALT:]
        key = next((key for key in keys if _name(key) == name), None)
        if key is None:
            raise StorageError(NO_KEY)
        self._cipher = AESGCM(derive(key, b"gongkai file", salt))
        body = file.seek(0, os.SEEK_END) - _HEAD
        self._blocks = max(1, -(-body // (BLOCK + _TAG)))
        self.size = body - self._blocks * _TAG

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """As of any file."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: object) -> int:
        """As of any file; at most to the end of the block."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        number, start = divmod(self._at, BLOCK)
        piece = self._open(number)[start : start + len(view)] if number < self._blocks else b""
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        """Close the file below as well."""
        self._file.close()
        super().close()

    def _open(self, number: int) -> bytes:
        if self._held[0] != number:
            self._file.seek(_HEAD + number * (BLOCK + _TAG))
            sealed = self._file.read(BLOCK + _TAG)
            try:
                block = self._cipher.decrypt(_nonce(number, last=number == self._blocks - 1), sealed, self._head)
            except InvalidTag as error:
                raise StorageError(_DAMAGED) from error
            self._held = (number, block)
        return self._held[1]


def _name(key: bytes) -> bytes:
    """Which key it was: says nothing of the key itself."""
    return hashlib.sha256(b"gongkai key name" + key).digest()[:_ID]


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")
