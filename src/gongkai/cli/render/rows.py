"""Cells, findings and notices as rows of a table, for CSV and XLSX."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from gongkai.cli.entry import Entry, Failure
from gongkai.cli.render.words import place_id
from gongkai.law import LawView
from gongkai.report.finding import Language
from gongkai.report.form import form_of
from gongkai.report.values import MISSING

Value = str | int | Decimal | None

CELL_COLUMNS: Final = (
    "source",
    "body",
    "year",
    "form",
    "key",
    "row_label",
    "column_label",
    "kind",
    "value",
    "unit",
    "raw",
    "place",
)
FINDING_COLUMNS: Final = (
    "source",
    "body",
    "year",
    "form",
    "code",
    "level",
    "outcome",
    "place",
    "cells",
    "expected",
    "found",
    "message",
    "basis",
    "remedy",
)
NOTICE_COLUMNS: Final = ("source", "body", "year", "form", "code", "place", "cells", "message")


def cell_rows(entry: Entry, law: LawView) -> Iterator[list[Value]]:
    """One row a cell, in the order of the form."""
    report = entry.report
    assert report is not None
    form = form_of(law, report.form)
    start: list[Value] = [entry.name, report.body, report.year, report.form]
    for key, spec in form.cells.items():
        cell = report.cells.get(key, MISSING)
        labels = [form.row_label(f"{spec.table}.{spec.row}"), spec.column_label]
        yield [*start, key, *labels, cell.kind, cell.value, cell.unit, cell.raw, place_id(cell.at)]


def finding_rows(entry: Entry, law: LawView, language: Language) -> Iterator[list[Value]]:
    """One row a finding, those that could not be judged included."""
    report, result = entry.report, entry.result
    assert report is not None
    assert result is not None
    for finding in result.findings:
        yield [
            entry.name,
            report.body,
            report.year,
            report.form,
            finding.code,
            finding.level(law),
            finding.outcome,
            place_id(finding.at),
            " ".join(finding.cells),
            finding.expected,
            finding.found,
            finding.message(law, language),
            "；".join(law.cite(basis) for basis in finding.basis),
            law.checks[finding.code].remedy,
        ]


def notice_rows(entry: Entry, law: LawView) -> Iterator[list[Value]]:
    """One row a notice of the reader."""
    report = entry.report
    assert report is not None
    for notice in report.notices:
        place, cells = place_id(notice.at), " ".join(notice.cells)
        start: list[Value] = [entry.name, report.body, report.year, report.form]
        yield [*start, notice.code, place, cells, notice.message(law)]


def failure_row(failure: Failure, columns: tuple[str, ...]) -> list[Value]:
    """The row of a file that could not be read, in a table with ``columns``: kind or outcome says ``error``."""
    said = {
        "source": failure.name,
        "code": failure.code,
        "level": "error",
        "outcome": "error",
        "kind": "error",
        "raw": f"{failure.code}: {failure.message}",
        "message": failure.message,
    }
    return [said.get(column) for column in columns]
