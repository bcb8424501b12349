"""Finishing a report: its version, its files, and the records behind its numbers, none of which change any more."""

from __future__ import annotations

import io
import secrets

import msgspec

from gongkai.report.contract import report_to_json
from gongkai.report.records import digest_of
from gongkai.site.annualreports import proof, selectors
from gongkai.site.annualreports.models import AnnualReport, Version
from gongkai.site.annualreports.work import work_on
from gongkai.site.web import clock, storage
from gongkai.site.web.models import Blob, Root
from gongkai.site.web.scope import Scope
from gongkai.writing import write_report

FILES = ("pdf", "docx", "html", "json")


def finish(scope: Scope, report: AnnualReport) -> Version:
    """The next version of a report, with its files and its proof. Belongs into the transaction that froze it."""
    work = work_on(report)
    said = report_to_json(work.report, work.law, work.result)
    salt = secrets.token_hex(32)
    export = proof.export(report.body, work.form, report.year, salt, work.values)
    version = Version(
        report=report,
        number=selectors.versions(report).count() + 1,
        at=clock.now(),
        reason=report.correcting,
        content=msgspec.json.decode(said),
        digest=digest_of(said),
        proof=export.digest,
        salt=salt,
        evidence=storage.store(io.BytesIO(export.archive), root=Root.STAFF),
    )
    for name in FILES:
        written = write_report(work.report, work.law, name, scope.today).data
        if name == "json":
            written = proof.with_proof(written, export.digest)
        setattr(version, name, storage.store(io.BytesIO(written), root=Root.STAFF))
    version.save()
    return version


def make_files_public(version: Version) -> None:
    """Put the bytes of a version's files under the public root; the row stays as it is."""
    for name in FILES:
        with storage.open(getattr(version, name)) as file:
            storage.store(file, root=Root.PUBLIC)


def public_file(version: Version, name: str) -> Blob:
    """A file of a published version as anybody may have it."""
    return Blob.objects.get(sha256=getattr(version, name).sha256, root=Root.PUBLIC)
