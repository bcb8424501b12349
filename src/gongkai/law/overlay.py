"""New law between releases: a data file goes through the strict loader into the overlay folder, and is logged.

The log (``imports.jsonl`` in the overlay) has one line for each import: when, by whom, which file with its SHA-256, and
the digest of all law data before and after.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
from pathlib import Path
from typing import Any

import msgspec

from gongkai.errors import InputError, UsageError, system_reason
from gongkai.law.load import KINDS, PACKAGE_DATA, build, digest_of, read_files
from gongkai.law.source import parse

LOG = "imports.jsonl"


class Imported(msgspec.Struct, frozen=True):
    """What an import did. ``place`` is the path inside the overlay; ``replaced``: a file of that name gave way."""

    place: str
    sha256: str
    before: str
    after: str
    replaced: bool
    year: int | None = None

    @property
    def changed(self) -> bool:
        """Whether the law is another than before."""
        return self.before != self.after


def import_file(source: Path, overlay: Path, *, place: str | None, replace: bool, at: dt.datetime, by: str) -> Imported:
    """Check ``source`` together with all law data, then put it into ``overlay`` at ``place`` (else where it belongs).

    Raises LawDataError where the data is wrong, InputError where the file cannot be read, UsageError where its
    place is not clear or taken by other contents and ``replace`` is not given.
    """
    try:
        data = source.read_bytes()
    except OSError as error:
        raise InputError(f"无法读取 {source}：{system_reason(error)}") from error
    document, _ = parse(data, source.name)
    place = _checked(place) if place else place_of(source, document)
    folders = [PACKAGE_DATA] + ([overlay] if overlay.is_dir() else [])
    files = read_files(folders)
    before, old = digest_of(files), files.get(place)
    if old is not None and old != data and not replace:
        raise UsageError(f"{place} 已经存在而内容不同；确认要以新文件代替的，请加 --replace。")
    files = dict(sorted((files | {place: data}).items()))
    after = digest_of(files)
    build(files, after)
    year = document.get("year") if place.startswith("calendar/") else None
    done = Imported(place, hashlib.sha256(data).hexdigest(), before, after, old is not None and old != data, year)
    if done.changed:
        _write(overlay / place, data)
        _log(overlay, done, source.name, at, by)
    return done


def place_of(source: Path, document: Any) -> str:
    """Where a file belongs: a calendar by its year, anything else by its name (``fees.yaml``, ``forms/2027.yaml``)."""
    if isinstance(document, dict) and {"year", "holidays"} <= document.keys():
        return f"calendar/{document['year']}.yaml"
    if source.parent.name in KINDS:
        return f"{source.parent.name}/{source.stem}.yaml"
    if source.stem in KINDS:
        return f"{source.stem}.yaml"
    raise UsageError(f"看不出 {source.name} 是哪一种法律数据，请用 --as 写明位置，例如 calendar/2027.yaml。")


def _checked(place: str) -> str:
    parts = place.split("/")
    kind = parts[0].removesuffix(".yaml")
    if kind not in KINDS or len(parts) > 2 or not place.endswith(".yaml") or ".." in parts or "" in parts:
        raise UsageError(f"位置 {place} 不对，应为 种类.yaml 或者 种类/名称.yaml；种类有 {'、'.join(KINDS)}。")
    return place


def _write(target: Path, data: bytes) -> None:
    """The file appears complete or not at all."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        raise InputError(f"无法写入 {target}：{system_reason(error)}") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _log(overlay: Path, done: Imported, name: str, at: dt.datetime, by: str) -> None:
    line = {
        "at": at.isoformat(timespec="seconds"),
        "by": by,
        "file": done.place,
        "source": name,
        "sha256": done.sha256,
        "replaced": done.replaced,
        "law_before": done.before,
        "law_after": done.after,
    }
    with (overlay / LOG).open("ab") as file:
        file.write(msgspec.json.encode(line) + b"\n")
