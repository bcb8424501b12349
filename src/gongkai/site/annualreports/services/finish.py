"""Finishing a report: its version, its files, and the records behind its numbers, none of which change any more."""

from __future__ import annotations

import io
import secrets

import msgspec

from gongkai.report.contract import report_to_json
from gongkai.report.records import digest_of
from gongkai.site.annualreports import picture, proof, selectors
from gongkai.site.annualreports.models import AnnualReport, Version
from gongkai.site.annualreports.work import work_on
from gongkai.site.web import clock, storage
from gongkai.site.web.models import Blob, Root
from gongkai.site.web.scope import Scope
from gongkai.writing import write_report
from gongkai.writing.chart import write_chart

FILES = ("pdf", "docx", "html", "json")
# The picture of the report, a file of its own beside it: the field of the version, and the format.
PICTURES = {"picture_pdf": "pdf", "picture_html": "html"}


def finish(scope: Scope, report: AnnualReport) -> Version:
    """The next version of a report, with its files and its proof. Belongs into the transaction that froze it."""
    work = work_on(report)
    said = report_to_json(work.report, work.law, work.result)
    salt = secrets.token_hex(32)
    with proof.export(report.body, work.form, report.year, salt, work.values) as export:
        evidence = storage.store(export.archive, root=Root.STAFF, limit=proof.LARGEST)
    now = clock.now()
    version = Version(
        report=report,
        number=selectors.versions(report).count() + 1,
        at=now,
        reason=report.correcting,
        content=msgspec.json.decode(said),
        digest=digest_of(said),
        proof=export.digest,
        salt=salt,
        evidence=evidence,
    )
    for name in FILES:
        written = write_report(work.report, work.law, name, scope.today).data
        if name == "json":
            written = proof.with_proof(written, export.digest)
        setattr(version, name, storage.store(io.BytesIO(written), root=Root.STAFF))
    drawn = picture.of(report.body, work.report, now)
    for name, format_name in PICTURES.items():
        made = write_chart(drawn, format_name, scope.today).data
        setattr(version, name, storage.store(io.BytesIO(made), root=Root.STAFF))
    version.save()
    return version


def make_files_public(version: Version) -> None:
    """Put the bytes of a version's files under the public root; the row stays as it is."""
    for name in (*FILES, *PICTURES):
        make_public(getattr(version, name))


def make_public(blob: Blob) -> None:
    """Put the bytes of a file under the public root too."""
    with storage.open(blob) as file:
        storage.store(file, root=Root.PUBLIC)


def public_file(blob: Blob) -> Blob:
    """The same file as anybody may have it. Belongs to what is published."""
    return Blob.objects.get(sha256=blob.sha256, root=Root.PUBLIC)
