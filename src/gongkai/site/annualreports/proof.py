"""The records behind the numbers of a finished report, exported so that a court or an auditor can count them again."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO, Final, cast

import msgspec

from gongkai.report.form import Form
from gongkai.report.records import LARGEST, MANIFEST, RECORDS, SCHEMA, leaves
from gongkai.site.annualreports import sources
from gongkai.site.annualreports.values import Value, printed
from gongkai.site.bodies.models import Body
from gongkai.site.web import keys

__all__ = ["LARGEST", "Export", "export", "with_proof"]

_MOMENT: Final = (2000, 1, 1, 0, 0, 0)
_IN_MEMORY: Final = 1 << 20


class Export(msgspec.Struct, frozen=True):
    """The archive, to be read from its beginning, and the digest of the records in it."""

    archive: BinaryIO
    digest: str


@contextmanager
def export(body: Body, form: Form, year: int, salt: str, values: Mapping[str, Value]) -> Iterator[Export]:
    """The records behind every cell that is no total, each by a digest keyed with ``salt``, and what was adjusted.

    They go through memory one by one, however many they are; of a request its number and day are kept.
    The archive is gone with the block.
    """
    digest = hashlib.sha256()
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as packed:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open(_part(RECORDS), "w", force_zip64=True) as records:
                for line in _lines(body, form, year, bytes.fromhex(salt), values):
                    digest.update(line)
                    records.write(line)
            said = {"schema": SCHEMA, "body": body.code, "year": year, "form": form.id, "sha256": digest.hexdigest()}
            archive.writestr(_part(MANIFEST), msgspec.json.encode(said))
        packed.seek(0)
        yield Export(cast("BinaryIO", packed), digest.hexdigest())


def _part(name: str) -> zipfile.ZipInfo:
    """A part of the archive, the same for the same records."""
    part = zipfile.ZipInfo(name, _MOMENT)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def with_proof(report: bytes, digest: str) -> bytes:
    """The JSON of a report with the digest of the records behind it."""
    said = msgspec.json.decode(report)
    said["proof"] = {"algorithm": "sha256", "records": digest}
    return msgspec.json.format(msgspec.json.encode(said), indent=2) + b"\n"


def _lines(body: Body, form: Form, year: int, salt: bytes, values: Mapping[str, Value]) -> Iterator[bytes]:
    for key, entries in sources.each(body, form, year, leaves(form)):
        for entry in entries:
            mark = keys.digest(salt, entry.kind, str(entry.id))
            yield _line({"cell": key, "record": mark, "adds": printed(entry.amount), "day": entry.day})
        value = values[key]
        if value.adjusted is not None:
            yield _line({"cell": key, "adjusted": printed(value.adjusted), "computed": printed(value.computed)})


def _line(value: dict[str, object]) -> bytes:
    return msgspec.json.encode(value, order="sorted") + b"\n"
