"""Files, kept under the digest of their content: ``GONGKAI_DATA/files/<root>/ab/cd/<sha256>``.

A file is there, whole and on the disk, before its row is. What fails in between leaves a file without a row, which
``storage_sweep`` takes away. Who may read a file is the business of the view that gives it out.

Files of the staff root are sealed (``crypto_files``); those of the public root lie as they are.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings

from gongkai.errors import StorageError, TooLargeError, UndecodableError, UnsupportedFormatError, system_reason
from gongkai.site.web import clock
from gongkai.site.web.crypto import field_keys
from gongkai.site.web.crypto_files import BLOCK, SealedFile, seal
from gongkai.site.web.files import media_type
from gongkai.site.web.models import Blob, Root


def store(stream: BinaryIO, *, root: str, limit: int | None = None, accept: Collection[str] = ()) -> Blob:
    """Keep what ``stream`` holds from its beginning, and give its row; the same bytes are kept once.

    ``limit``: bytes, by default GONGKAI_MAX_UPLOAD. ``accept``: media types, by default all that ``files`` knows.
    Raises TooLargeError, UnsupportedFormatError, UndecodableError (empty, damaged) and, where the disk fails,
    StorageError.
    """
    file = _seekable(stream)
    size, sha256 = _measured(file, settings.GONGKAI_MAX_UPLOAD if limit is None else limit)
    kind = media_type(file)
    if accept and kind not in accept:
        raise UnsupportedFormatError("这里不能上传这一类型的文件。请换成页面上写明的类型。")
    now = clock.now()
    known = Blob.objects.filter(sha256=sha256, root=root)
    # The mark of time keeps the sweep away from a row that nothing refers to yet.
    if known.update(stored=now):
        blob = known.get()
        if locate(blob).exists():
            return blob
    file.seek(0)
    try:
        _write(_path(root, sha256), _blocks(file), sealed=root == Root.STAFF)
    except OSError as error:
        raise StorageError(f"文件没有保存：{system_reason(error)}。请联系管理员。") from error
    values = {"size": size, "media_type": kind, "created": now, "stored": now}
    return Blob.objects.get_or_create(sha256=sha256, root=root, defaults=values)[0]


def open(blob: Blob) -> BinaryIO:
    """The content of a blob, to be read from any place and closed. Raises StorageError where it cannot be given."""
    try:
        file: BinaryIO = locate(blob).open("rb")
    except OSError as error:
        raise StorageError(f"文件 {blob.sha256[:12]} 打不开：{system_reason(error)}。请从备份恢复。") from error
    try:
        size = os.fstat(file.fileno()).st_size
        if blob.root == Root.STAFF:
            sealed = SealedFile(file, field_keys())
            file, size = cast("BinaryIO", io.BufferedReader(sealed, BLOCK)), sealed.size
        if size != blob.size:
            raise StorageError(f"文件 {blob.sha256[:12]} 的长度不对，已经损坏。请从备份恢复。")
    except StorageError:
        file.close()
        raise
    return file


def read(blob: Blob) -> bytes:
    """The whole content. Raises as ``open`` does."""
    with open(blob) as file:
        return file.read()


def locate(blob: Blob) -> Path:
    """Where the bytes of a blob lie."""
    return _path(blob.root, blob.sha256)


def folder() -> Path:
    """The folder of all files."""
    return Path(settings.GONGKAI_DATA) / "files"


@contextmanager
def lock(*, alone: bool) -> Iterator[None]:
    """Held together while files are put in their place, alone while the sweep takes one away."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder() / ".lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield


def _path(root: str, sha256: str) -> Path:
    return folder() / root / sha256[:2] / sha256[2:4] / sha256


def _seekable(stream: BinaryIO) -> BinaryIO:
    if not stream.seekable():
        return io.BytesIO(stream.read(settings.GONGKAI_MAX_UPLOAD + 1))
    stream.seek(0)
    return stream


def _measured(file: BinaryIO, limit: int) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    for block in _blocks(file):
        size += len(block)
        if size > limit:
            raise TooLargeError(f"文件超过 {limit // 1024 // 1024} MB，不能上传。请压缩或者分成几个文件。")
        digest.update(block)
    if not size:
        raise UndecodableError("文件是空的。")
    return size, digest.hexdigest()


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.read(BLOCK), b"")


def _write(path: Path, blocks: Iterable[bytes], *, sealed: bool) -> None:
    _make_folder(path.parent)
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as target:
            for block in seal(blocks, field_keys()[0]) if sealed else blocks:
                target.write(block)
            target.flush()
            os.fsync(target.fileno())
        with lock(alone=False):
            part.rename(path)
            _sync(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _make_folder(path: Path) -> None:
    """Make a folder and those above it, each on the disk before what lies in it."""
    if not path.is_dir():
        _make_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)
        _sync(path.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
