"""Judgements of rows, columns and blocks: what is missing, what is shifted."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.report.checks.part import Part, Slots, tables_of
from gongkai.report.checks.registry import judges
from gongkai.report.checks.subject import PASSED, Subject, Verdict, failed
from gongkai.report.checks.wording import quoted
from gongkai.report.finding import Finding
from gongkai.report.report import OddRow

# A row that is missing is told by name; a list longer than this is told by its number.
_MOST_ROWS = 6


@judges("TB-MISSING-BLOCK", governed=True)
def missing_blocks(subject: Subject) -> Iterator[Verdict]:
    """Every block of every table is there; a table of which nothing is there is told as a whole."""
    for table, parts in tables_of(subject.form):
        absent = [part for part in parts if subject.absent(part)]
        if len(absent) == len(parts):
            keys = tuple(spec.key for part in parts for spec in part.cells)
            slots = subject.naming(table)
            at = subject.heading(table)
            yield Verdict(Finding("TB-MISSING-BLOCK", "failed", keys, at, slots=slots, case="table"), len(parts))
            continue
        yield Verdict(count=len(parts) - len(absent))
        for part in absent:
            yield failed(subject, "TB-MISSING-BLOCK", part, part.cells, {}, "block")


@judges("TB-MISSING-ROW")
def missing_rows(subject: Subject) -> Iterator[Verdict]:
    """Every row of a block that is there is there."""
    for part in subject.present:
        gone = {row for row, columns in _missing(subject, part).items() if len(columns) == len(part.block.columns)}
        if not gone:
            yield PASSED
            continue
        names = quoted((row.label for row in part.block.rows if row.id in gone), _MOST_ROWS)
        specs = [spec for spec in part.cells if spec.row in gone]
        yield failed(subject, "TB-MISSING-ROW", part, specs, {"count": len(gone), "rows": names})


@judges("TB-MISSING-COLUMN")
def missing_columns(subject: Subject) -> Iterator[Verdict]:
    """Every row that is there has all its columns."""
    for part in subject.present:
        width = len(part.block.columns)
        short = {row: columns for row, columns in _missing(subject, part).items() if len(columns) < width}
        if not short:
            yield PASSED
            continue
        gone = set().union(*short.values())
        names = quoted((column.label for column in part.block.columns if column.id in gone), width)
        specs = [spec for spec in subject.of_kind("missing", part) if spec.row in short]
        slots: Slots = {"rows": len(short), "count": len(gone), "columns": names}
        yield failed(subject, "TB-MISSING-COLUMN", part, specs, slots)


@judges("TB-SHIFTED-ROW")
def shifted_rows(subject: Subject) -> Iterator[Verdict]:
    """Every row has as many values as the form has columns; rows off by the same are told together."""
    odd_rows = {odd.row: odd for odd in subject.report.evidence.odd_rows if odd.row in subject.form.rows}
    groups: dict[tuple[str, int, int], list[OddRow]] = {}
    for row, odd in odd_rows.items():
        groups.setdefault((row.partition(".")[0], odd.expected, odd.found), []).append(odd)
    for (table, expected, found), odds in groups.items():
        finding = Finding(
            "TB-SHIFTED-ROW",
            "failed",
            cells=tuple(key for odd in odds for key in subject.form.cells_by_row[odd.row]),
            at=odds[0].at,
            expected=str(expected),
            found=str(found),
            slots={
                **subject.naming(subject.form.tables[table]),
                "rows": len(odds),
                "row_names": quoted(subject.form.row_label(odd.row) for odd in odds),
            },
        )
        yield Verdict(finding, len(odds))
    for part in subject.present:
        if part.rows.isdisjoint(odd_rows):
            yield PASSED


def _missing(subject: Subject, part: Part) -> dict[str, set[str]]:
    """Row -> its missing columns, in one block."""
    found: dict[str, set[str]] = {}
    for spec in subject.of_kind("missing", part):
        found.setdefault(spec.row, set()).add(spec.column)
    return found
