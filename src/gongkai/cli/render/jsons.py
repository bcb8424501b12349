"""JSON: one object for one file, an array for more; JSON lines: one object a line."""

from __future__ import annotations

import msgspec

from gongkai.cli.entry import Entry, Options, Totals
from gongkai.cli.render.formats import Format
from gongkai.law import LawView
from gongkai.report.contract import failure_to_json, report_to_json


class JsonLines(Format):
    """One compact object a line, files that failed among them."""

    def item(self, entry: Entry, law: LawView, options: Options) -> bytes:
        """The object of ``gongkai.report/1``, or the error that stands in its place."""
        return _object(entry, law, options) + b"\n"


class Json(Format):
    """Indented; one object where exactly one file was named, else an array."""

    def item(self, entry: Entry, law: LawView, options: Options) -> bytes:
        """The object of ``gongkai.report/1``, or the error that stands in its place."""
        return msgspec.json.format(_object(entry, law, options), indent=2)

    def head(self, law: LawView, options: Options) -> bytes:  # noqa: ARG002
        """The array's begin."""
        return b"" if options.single else b"[\n"

    def separator(self, options: Options) -> bytes:  # noqa: ARG002
        """A comma."""
        return b",\n"

    def tail(self, law: LawView, options: Options, totals: Totals) -> bytes:  # noqa: ARG002
        """The array's end."""
        return b"\n" if options.single else b"\n]\n"


def _object(entry: Entry, law: LawView, options: Options) -> bytes:
    if entry.failure is not None:
        return failure_to_json(entry.failure.name, entry.failure.code, entry.failure.message)
    assert entry.report is not None
    return report_to_json(entry.report, law, entry.result, options.language)
