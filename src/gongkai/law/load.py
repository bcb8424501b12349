"""Law data files -> ``Law``: strict, with file, line and key in every error, cached by digest.

A folder holds, for each kind, ``kind.yaml`` or ``kind/*.yaml``.  An overlay folder adds files, or replaces a file of
the package that has the same relative path; entries are never merged inside a file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from gongkai.errors import LawDataError
from gongkai.law import (
    calendar_model,
    catalogue_model,
    ledger_model,
    metric_model,
    model,
    procedure_model,
    proceeding_model,
    report_model,
)
from gongkai.law.source import Lines, nearest_line, parse
from gongkai.law.validate import validate
from gongkai.law.validation import Located

PACKAGE_DATA = Path(__file__).parent / "data"

# kind -> (type of one entry, whether a file holds a list of entries)
KINDS: dict[str, tuple[type[model.Entry], bool]] = {
    "instruments": (model.Instrument, True),
    "forms": (model.FormText, False),
    "outcomes": (model.Outcome, True),
    "checks": (model.Check, True),
    "reasons": (model.Reason, True),
    "notices": (model.NoticeText, True),
    "terms": (model.Term, True),
    "metrics": (metric_model.Metric, True),
    "deadlines": (procedure_model.Deadline, True),
    "fees": (procedure_model.FeeScale, True),
    "calendar": (calendar_model.CalendarYear, False),
    "festivals": (calendar_model.Festival, True),
    "channels": (procedure_model.Channel, True),
    "documents": (procedure_model.Document, True),
    "remedies": (procedure_model.Remedy, True),
    "lifecycle": (procedure_model.Lifecycle, False),
    "subjects": (catalogue_model.Subject, True),
    "fields": (catalogue_model.PilotField, True),
    "outlets": (catalogue_model.Outlet, True),
    "ledger": (ledger_model.LedgerMetric, True),
    "dimensions": (ledger_model.Dimension, True),
    "media": (ledger_model.Medium, True),
    "proceedings": (proceeding_model.Proceeding, True),
    "retention": (proceeding_model.Retention, True),
    "reporting": (report_model.ReportDate, True),
}

_PATH = re.compile(r" - at `(?P<key>\$.*)`$")
_UNKNOWN = re.compile(r"unknown field `(?P<name>[^`]+)`")


def read_files(folders: Iterable[Path]) -> dict[str, bytes]:
    """Relative path -> bytes of every YAML file; a later folder replaces files of an earlier one."""
    files: dict[str, bytes] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return dict(sorted(files.items()))


def digest_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 (hex) over names and contents; it stands in every report as the law that was used."""
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def load(folders: Iterable[Path] = (PACKAGE_DATA,), cache: Path | None = None) -> model.Law:
    """Load, validate and return all law data of ``folders``.

    With ``cache`` (a folder) the validated result is kept as msgpack under its digest. Raises LawDataError.
    """
    files = read_files(folders)
    digest = digest_of(files)
    kept = cache / f"law-{_shape_digest()}-{digest}.msgpack" if cache else None
    if kept is not None and (law := _from_cache(kept)) is not None:
        return law
    law = build(files, digest)
    if kept is not None:
        _to_cache(kept, law)
    return law


def build(files: Mapping[str, bytes], digest: str = "") -> model.Law:
    """Parse and validate ``files`` (relative path -> bytes); raises LawDataError."""
    entries: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    located: Located = {}
    for file, data in files.items():
        kind = file.split("/", 1)[0].removesuffix(".yaml")
        if kind not in KINDS:
            raise LawDataError(f"不认识的数据种类“{kind}”，应为 {'、'.join(KINDS)}", file=file)
        value, lines = parse(data, file)
        entry_type, is_list = KINDS[kind]
        for key, item in enumerate_entries(value, is_list, file):
            entry = _convert(item, entry_type, key, file, lines)
            located[id(entry)] = (file, key, lines)
            entries[kind].append(entry)
    law = model.Law(digest=digest, **{kind: tuple(found) for kind, found in entries.items()})
    validate(law, located)
    return law


def enumerate_entries(value: Any, is_list: bool, file: str) -> list[tuple[str, Any]]:
    """The entries of one file with their key paths."""
    if not is_list:
        return [("$", value)]
    if not isinstance(value, list):
        raise LawDataError("文件应当是一个列表", file=file, line=1)
    return [(f"$[{i}]", item) for i, item in enumerate(value)]


def _convert(item: Any, entry_type: type[model.Entry], root: str, file: str, lines: Lines) -> model.Entry:
    try:
        return msgspec.convert(item, entry_type)
    except msgspec.ValidationError as error:
        message = str(error)
        match = _PATH.search(message)
        key = root + (match["key"][1:] if match else "")
        if unknown := _UNKNOWN.search(message):
            key = f"{key}.{unknown['name']}"
        line = nearest_line(key, lines)
        text = message[: match.start()] if match else message
        raise LawDataError(text, file=file, line=line, key=key) from error


def _shape_digest() -> str:
    """Changes with the shapes of the data, so that a cache of another version is never decoded."""
    code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return hashlib.sha256(code).hexdigest()[:16]


def _from_cache(path: Path) -> model.Law | None:
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=model.Law)
    except (OSError, msgspec.MsgspecError):
        return None


def _to_cache(path: Path, law: model.Law) -> None:
    """Best effort: a cache that cannot be written costs time, never correctness."""
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(msgspec.msgpack.encode(law))
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
