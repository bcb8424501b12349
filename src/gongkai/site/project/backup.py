"""``gongkai backup``: a folder with the database, the files and the law data, and a list of it all with digests.

The database goes first: a file is on the disk before its row is, so every file that a row names is there. The list is
written last: a folder without it is a backup that was cut short.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from django.conf import settings
from django.db import connection

from gongkai import __version__
from gongkai.errors import UsageError, system_reason
from gongkai.site.project import database_dump
from gongkai.site.web import clock, keys

SCHEMA: Final = "gongkai.backup/1"
LIST: Final = "manifest.json"
#: What of the data folder goes with the database.
FOLDERS: Final = ("files", "law")
_BLOCK: Final = 1024 * 1024


class Entry(msgspec.Struct, frozen=True):
    """A file of the backup: its path within, bytes, digest."""

    path: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds, by which version it was made, and when (ISO)."""

    schema: str
    version: str
    made: str
    database: str
    entries: list[Entry]

    @property
    def files(self) -> int:
        """How many files, the database among them."""
        return len(self.entries)

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(entry.size for entry in self.entries)


def backup(folder: Path, keys_folder: Path | None = None) -> Manifest:
    """Back up into a new folder, the keys into another one. Raises UsageError, StorageError."""
    folder, data = folder.resolve(), Path(settings.GONGKAI_DATA).resolve()
    if folder.is_relative_to(data):
        raise UsageError(f"备份不得放在数据文件夹 {data} 之中。")
    if keys_folder is not None and keys_folder.resolve().is_relative_to(folder):
        raise UsageError("密钥不得与备份放在一起。请用 --keys 写另外的文件夹。")
    try:
        for new in filter(None, (folder, keys_folder)):
            _new(new)
        if keys_folder is not None:
            _copy_keys(keys_folder)
        return _write(folder, data)
    except OSError as error:
        raise UsageError(f"备份没有完成：{error.filename or folder}：{system_reason(error)}。") from error


def copied(source: Path, target: Path) -> Entry:
    """Copy a file onto the disk; its entry, with the path not yet said."""
    digest, size = hashlib.sha256(), 0
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with source.open("rb") as read, os.fdopen(handle, "wb") as write:
        while block := read.read(_BLOCK):
            digest.update(block)
            size += len(block)
            write.write(block)
        write.flush()
        os.fsync(write.fileno())
    return Entry("", size, digest.hexdigest())


def measured(path: Path) -> tuple[int, str]:
    """Bytes and digest of a file."""
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def _new(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise UsageError(f"文件夹 {folder} 中已经有内容。请写一个新的文件夹，例如以日期为名。")


def _copy_keys(folder: Path) -> None:
    for name in keys.NAMES:
        path = Path(settings.GONGKAI_KEYS) / name
        if not path.is_file():
            raise UsageError(f"密钥文件夹 {settings.GONGKAI_KEYS} 缺少 {name}。请先运行 gongkai doctor。")
        copied(path, folder / name)


def _write(folder: Path, data: Path) -> Manifest:
    dump = folder / database_dump.name()
    database_dump.dump(dump)
    dump.chmod(0o600)
    entries = [Entry(dump.name, *measured(dump)), *_files(folder, data)]
    made = clock.now().isoformat(timespec="seconds")
    manifest = Manifest(SCHEMA, __version__, made, connection.vendor, entries)
    part = folder / f"{LIST}.part"
    part.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    part.replace(folder / LIST)
    return manifest


def _files(folder: Path, data: Path) -> Iterator[Entry]:
    paths = (path for top in FOLDERS for path in sorted((data / top).rglob("*")) if path.is_file())
    for path in paths:
        # What is half written, and what only locks.
        if path.suffix == ".part" or path.name.startswith("."):
            continue
        within = path.relative_to(data).as_posix()
        try:
            yield msgspec.structs.replace(copied(path, folder / within), path=within)
        except FileNotFoundError:
            # Swept away meanwhile, since nothing held it.
            if path.exists():
                raise
            (folder / within).unlink(missing_ok=True)
