"""Bytes -> lines: XLSX and CSV, whatever their columns are called and wherever their headings stand."""

from __future__ import annotations

from gongkai.site.bodies.importing.columns import words
from gongkai.site.web import sheets

MAX_BYTES = sheets.MAX_BYTES
MAX_LINES = sheets.MAX_LINES


def read(data: bytes) -> sheets.Sheets:
    """The lines of a file. Raises InputError for one that cannot be used, saying why and what to do."""
    known = words()
    columns = [sheets.Column(each.id, each.label, each.aliases, each.hint) for each in known.columns]
    return sheets.read(data, sheets.Columns(columns, "name", (known.sheets["guide"],)))
