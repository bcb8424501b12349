"""Paper to CSV: one line a cell."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Final

from gongkai.report.values import MISSING
from gongkai.writing.paper import Paper

COLUMNS: Final = ("key", "table", "row", "column", "kind", "value", "unit")
# What a spreadsheet would take for a formula.
_FORMULA: Final = ("=", "+", "-", "@")


def write_csv(paper: Paper) -> bytes:
    """Every cell of the form, in drawn order: key, labels as printed, kind, value and unit; UTF-8 with its mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    titles = {chapter.table: chapter.title for chapter in paper.form.text.chapters}
    for key, spec in paper.form.cells.items():
        cell = paper.report.cells.get(key, MISSING)
        value = format(cell.value, "f") if isinstance(cell.value, Decimal) else cell.value
        row = paper.form.row_label(f"{spec.table}.{spec.row}")
        unit = cell.unit or ""
        unit = f"'{unit}" if unit.startswith(_FORMULA) else unit
        writer.writerow([key, titles.get(spec.table, ""), row, spec.column_label, cell.kind, value, unit])
    return out.getvalue().encode("utf-8-sig")
