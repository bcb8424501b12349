"""The records behind a report's numbers, as they are exported, counted again by whoever wants to know.

The export is a ZIP with ``records.jsonl``, a line for each record and cell that it counts in, and ``manifest.json``. A
line names nobody: ``{"cell", "record" (a keyed digest), "adds", "day"}``, or ``{"cell", "adjusted", "computed"}`` where
somebody put another number by hand. The report has the SHA-256 of ``records.jsonl`` under ``proof.records``.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import msgspec

from gongkai.errors import UsageError
from gongkai.law import LawView
from gongkai.report.contract import report_from_json
from gongkai.report.form import Form, form_of
from gongkai.report.report import Report

RECORDS: Final = "records.jsonl"
MANIFEST: Final = "manifest.json"
SCHEMA: Final = "gongkai.records/1"
LARGEST: Final = 1 << 30


class Line(msgspec.Struct, frozen=True):
    """A line of the records."""

    cell: str
    record: str = ""
    adds: str = "0"
    day: str | None = None
    adjusted: str | None = None
    computed: str = ""


class Verification(msgspec.Struct, frozen=True):
    """What counting again gave: how many records and cells, the cells that were adjusted, and all that differs."""

    records: int
    cells: int
    adjusted: tuple[str, ...]
    problems: tuple[str, ...]


def digest_of(data: bytes) -> str:
    """The SHA-256 of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def leaves(form: Form) -> list[str]:
    """The cells that records fill; the others are sums of them by the identities of the form."""
    return [key for key in form.cells if key not in form.sums]


def verify(report: bytes, archive: bytes, law: LawView) -> Verification:
    """Count the records of an export and hold them against a report. Raises UsageError for files that are neither."""
    said = report_from_json(report)
    form = form_of(law, said.form)
    digest, sums, adjusted, count = _counted(archive)
    problems: list[str] = []
    proof = msgspec.json.decode(report).get("proof") or {}
    if proof.get("records") != digest:
        problems.append("记录文件的摘要与报告中的不一致：不是这份报告所依据的记录，或者其中一份被改动过。")
    wanted = leaves(form)
    problems += [f"记录中的单元格“{key}”不在报告的格式中。" for key in sums if key not in form.cells]
    for key in wanted:
        total = adjusted.get(key, sums.get(key, Decimal(0)))
        printed = said.cells[key].value if key in said.cells else None
        if printed is None or Decimal(printed) != total:
            problems.append(f"{form.cells[key].label}：报告为{_shown(printed)}，按记录为{total:f}。")
    problems += _broken(form, said, set(wanted))
    return Verification(count, len(wanted), tuple(adjusted), tuple(problems))


Sums = tuple[Mapping[str, Decimal], dict[str, Decimal], int]


def _counted(archive: bytes) -> tuple[str, Mapping[str, Decimal], dict[str, Decimal], int]:
    """The digest of the records and what ``_sums`` makes of them; they are read line by line."""
    digest = hashlib.sha256()
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as packed:
            if packed.getinfo(RECORDS).file_size > LARGEST:
                raise UsageError("记录文件过大，不能核验。")
            with packed.open(RECORDS) as records:
                sums, adjusted, count = _sums(_digested(records, digest))
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, ValueError) as error:
        raise UsageError("不是数字依据的压缩包：里面应当有 records.jsonl。") from error
    return digest.hexdigest(), sums, adjusted, count


def _digested(lines: Iterable[bytes], digest: hashlib._Hash) -> Iterator[bytes]:
    for line in lines:
        digest.update(line)
        yield line


def _sums(records: Iterable[bytes]) -> Sums:
    """The sum of each cell, what was adjusted by hand, and how many different records there are."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    adjusted: dict[str, Decimal] = {}
    seen: set[bytes] = set()
    decoder = msgspec.json.Decoder(Line)
    for number, text in enumerate(records, 1):
        try:
            line = decoder.decode(text)
            if line.adjusted is not None:
                adjusted[line.cell] = Decimal(line.adjusted)
            else:
                sums[line.cell] += Decimal(line.adds)
                seen.add(hashlib.blake2b(line.record.encode(), digest_size=16).digest())
        except (msgspec.MsgspecError, InvalidOperation) as error:
            raise UsageError(f"记录文件第{number}行无法读取。") from error
    return sums, adjusted, len(seen)


def _broken(form: Form, report: Report, wanted: set[str]) -> list[str]:
    """Sums that do not follow from their parts: a total is no leaf, and so is not counted from records."""
    found: list[str] = []
    for equation in form.equations:
        keys = (*equation.left, *equation.right)
        values: list[Any] = [report.cells[key].value if key in report.cells else None for key in keys]
        if any(value is None for value in values) or wanted.issuperset(keys):
            continue
        left, right = sum(values[: len(equation.left)]), sum(values[len(equation.left) :])
        if left != right:
            found.append(f"{equation.label}：合计不等于各项之和（{left} 与 {right}）。")
    return found


def _shown(value: int | Decimal | None) -> str:
    return "空" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
