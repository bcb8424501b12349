"""``gongkai restore``: from a backup to an empty place; everything is checked before anything is written."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

import msgspec
from django.conf import settings
from django.db import connection

from gongkai.errors import UndecodableError, UsageError, system_reason
from gongkai.site.audit import selectors
from gongkai.site.project import database_dump, serve
from gongkai.site.project.backup import FOLDERS, LIST, SCHEMA, Manifest, copied, measured
from gongkai.site.web import keys, storage
from gongkai.site.web.models import Blob


class Result(msgspec.Struct, frozen=True):
    """How many files came back, whether the chain of events is whole (and in words), which files are missing."""

    files: int
    whole: bool
    chain: str
    lost: list[str]


def restore(folder: Path, keys_folder: Path | None = None) -> Result:
    """Restore. Raises UsageError for a place in use, UndecodableError for a backup that is not whole."""
    data = Path(settings.GONGKAI_DATA)
    try:
        manifest = _read(folder)
        _demand_empty(data)
        _check(folder, manifest)
        _bring_keys(keys_folder)
        dump = database_dump.name()
        for entry in manifest.entries:
            if entry.path != dump:
                copied(folder / entry.path, data / entry.path)
        # The database comes last: before it is there, the place counts as empty.
        database_dump.load(folder / dump)
    except OSError as error:
        raise UsageError(f"恢复没有完成：{error.filename or folder}：{system_reason(error)}。") from error
    serve.prepare()
    return _examined(manifest)


def _read(folder: Path) -> Manifest:
    path = folder / LIST
    if not path.is_file():
        raise UsageError(f"{folder} 不是完整的备份：没有 {LIST}。备份可能中途停止，请换一份。")
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (msgspec.DecodeError, ValueError) as error:
        raise UndecodableError(f"备份的清单 {path} 已经损坏：{error}") from error
    if manifest.schema != SCHEMA:
        raise UsageError(f"这份备份由其他版本（{manifest.version}）制作，不能恢复。请安装那个版本。")
    if manifest.database != connection.vendor:
        raise UsageError(
            f"备份的是 {manifest.database} 数据库，现在设置的是 {connection.vendor}。请检查 DATABASE_URL。"
        )
    return manifest


def _demand_empty(data: Path) -> None:
    used = [name for name in FOLDERS if (data / name).is_dir() and any((data / name).iterdir())]
    if used or not database_dump.is_empty():
        raise UsageError(f"数据文件夹 {data} 或者数据库中已经有数据。恢复只写入空的地方，不覆盖现有数据。")


def _check(folder: Path, manifest: Manifest) -> None:
    """Every file is there and is what it was, and nothing leads out of the backup."""
    for entry in manifest.entries:
        parts = PurePosixPath(entry.path).parts
        known = entry.path == database_dump.name() or parts[:1] in [(name,) for name in FOLDERS]
        if not known or ".." in parts:
            raise UndecodableError(f"备份的清单中有不应当有的文件 {entry.path}。")
        path = folder / entry.path
        if not path.is_file():
            raise UndecodableError(f"备份中缺少文件 {entry.path}，没有恢复。请换一份备份。")
        if measured(path) != (entry.size, entry.sha256):
            raise UndecodableError(
                f"备份中的文件 {entry.path} 与清单不符，已经损坏或者被改动，没有恢复。请换一份备份。"
            )
    if database_dump.name() not in {entry.path for entry in manifest.entries}:
        raise UndecodableError("备份的清单中没有数据库，没有恢复。请换一份备份。")


def _bring_keys(source: Path | None) -> None:
    """Put the keys where they belong. That of sessions is made at every start, so it alone may be replaced."""
    target = Path(settings.GONGKAI_KEYS)
    if source is None:
        missing = [name for name in keys.NAMES if name != "session" and not (target / name).is_file()]
        if missing:
            raise UsageError(f"密钥文件夹 {target} 缺少 {'、'.join(missing)}。请用 --keys 写明密钥的备份在哪里。")
        return
    for name in keys.NAMES:
        if not (source / name).is_file():
            raise UsageError(f"{source} 不是完整的密钥备份：缺少 {name}。")
        here = target / name
        if name != "session" and here.exists() and here.read_bytes() != (source / name).read_bytes():
            raise UsageError(f"密钥文件夹 {target} 中已经有另外的密钥 {name}。请先移走。")
    for name in keys.NAMES:
        part = target / f"{name}.part"
        part.unlink(missing_ok=True)
        copied(source / name, part)
        os.replace(part, target / name)


def _examined(manifest: Manifest) -> Result:
    verdict = selectors.verify()
    words = f"完整，共 {verdict.links} 条" if verdict.whole else f"不完整：第 {verdict.seq} 条，{verdict.reason}"
    lost = [str(blob) for blob in Blob.objects.order_by("pk").iterator() if not storage.locate(blob).exists()]
    return Result(manifest.files, verdict.whole, words, lost)
