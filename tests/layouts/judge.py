"""What a reader made of a known report: exact, told, or wrong in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.report.finding import Finding
from gongkai.report.report import Report
from gongkai.report.values import MISSING, NUMERIC, Cell
from tests.layouts.known import KnownReport, Value


def inexact(known: KnownReport, report: Report) -> list[str]:
    """Every cell that was not read exactly: kind, value, and unit where the form fixes none."""
    return [
        f"{key}: {_told(value)} read as {_told(report.cells.get(key, MISSING))}"
        for key, value in known.values.items()
        if not _same(value, report.cells.get(key, MISSING))
    ] + [f"{key}: not of the form" for key in report.cells.keys() - known.values.keys()]


def silent_errors(known: KnownReport, report: Report, findings: Iterable[Finding] = ()) -> list[str]:
    """Every cell with a wrong number of which neither a notice nor a failed finding says anything.

    A notice speaks of the cells that it names; where it names none, of all cells of its line. One that speaks of a
    label alone says nothing of the values beside it.
    """
    notices = [notice for notice in report.notices if notice.code != "LABEL-GUESSED"]
    told = {key for notice in notices for key in notice.cells}
    told |= {key for finding in findings if finding.outcome == "failed" for key in finding.cells}
    lines = {n.at.line for n in notices if not n.cells and n.at is not None and n.at.line is not None}
    return [
        f"{key}: {_told(known.values[key])} read as {_told(cell)}"
        for key, cell in _wrong_numbers(known, report)
        if key not in told and (cell.at is None or cell.at.line not in lines)
    ]


def _wrong_numbers(known: KnownReport, report: Report) -> Iterator[tuple[str, Cell]]:
    for key, cell in report.cells.items():
        if cell.kind in NUMERIC and not _same(known.values[key], cell):
            yield key, cell


def _same(value: Value, cell: Cell) -> bool:
    if value.kind != cell.kind or value.number != cell.value:
        return False
    return value.unit is None or value.unit == cell.unit


def _told(cell: Value | Cell) -> str:
    value = cell.number if isinstance(cell, Value) else cell.value
    return cell.kind if value is None else f"{cell.kind} {value}{cell.unit or ''}"
