"""CSV: one line a cell (``read``), one line a finding (``check``)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from gongkai.cli.entry import Entry, Options
from gongkai.cli.render.formats import Format
from gongkai.cli.render.rows import (
    CELL_COLUMNS,
    FINDING_COLUMNS,
    Value,
    cell_rows,
    failure_row,
    finding_rows,
)
from gongkai.law import LawView

# A spreadsheet takes a text that begins so for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class Csv(Format):
    """UTF-8 with a header line; numbers as they are, texts that look like a formula behind an apostrophe."""

    def head(self, law: LawView, options: Options) -> bytes:  # noqa: ARG002
        """The names of the columns."""
        return _lines([list(_columns(options))])

    def item(self, entry: Entry, law: LawView, options: Options) -> bytes:
        """The lines of one file; a file that failed has one line, with its error."""
        return _lines(_rows(entry, law, options))


def neutral(value: Value) -> str | int:
    """A field of which no spreadsheet makes a formula; a number keeps its sign."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value if isinstance(value, str | int) else format(value, "f")


def _columns(options: Options) -> tuple[str, ...]:
    return CELL_COLUMNS if options.command == "read" else FINDING_COLUMNS


def _rows(entry: Entry, law: LawView, options: Options) -> Iterator[list[Value]]:
    if entry.failure is not None:
        yield failure_row(entry.failure, _columns(options))
    elif entry.result is None:
        yield from cell_rows(entry, law)
    else:
        yield from finding_rows(entry, law, options.language)


def _lines(rows: Iterator[list[Value]] | list[list[Value]] | list[list[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([neutral(value) for value in row] for row in rows)
    return text.getvalue().encode()
