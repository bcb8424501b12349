"""The records behind the numbers of a finished report, exported so that a court or an auditor can count them again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from gongkai.report.form import Form
from gongkai.report.records import MANIFEST, RECORDS, SCHEMA, digest_of, leaves
from gongkai.site.annualreports import sources
from gongkai.site.annualreports.values import Value, printed
from gongkai.site.bodies.models import Body
from gongkai.site.web import keys

_MOMENT: Final = (2000, 1, 1, 0, 0, 0)


class Export(msgspec.Struct, frozen=True):
    """The archive and the digest of the records in it."""

    archive: bytes
    digest: str


def export(body: Body, form: Form, year: int, salt: str, values: Mapping[str, Value]) -> Export:
    """The records behind every cell that is no total, each by a digest keyed with ``salt``, and what was adjusted."""
    records = b"".join(_lines(body, form, year, bytes.fromhex(salt), values))
    digest = digest_of(records)
    manifest = {"schema": SCHEMA, "body": body.code, "year": year, "form": form.id, "sha256": digest}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in ((MANIFEST, msgspec.json.encode(manifest)), (RECORDS, records)):
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), data, zipfile.ZIP_DEFLATED)
    return Export(packed.getvalue(), digest)


def with_proof(report: bytes, digest: str) -> bytes:
    """The JSON of a report with the digest of the records behind it."""
    said = msgspec.json.decode(report)
    said["proof"] = {"algorithm": "sha256", "records": digest}
    return msgspec.json.format(msgspec.json.encode(said), indent=2) + b"\n"


def _lines(body: Body, form: Form, year: int, salt: bytes, values: Mapping[str, Value]) -> Iterator[bytes]:
    for key in leaves(form):
        for entry in sources.entries(body, form, year, key):
            mark = keys.digest(salt, entry.kind, str(entry.id))
            yield _line({"cell": key, "record": mark, "adds": printed(entry.amount), "day": entry.day})
        value = values[key]
        if value.adjusted is not None:
            yield _line({"cell": key, "adjusted": printed(value.adjusted), "computed": printed(value.computed)})


def _line(value: dict[str, object]) -> bytes:
    return msgspec.json.encode(value, order="sorted") + b"\n"
