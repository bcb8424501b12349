"""XLSX: sheets 文件, 单元格, 问题, 提示; texts are never taken for formulas."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
import xlsxwriter  # type: ignore[import-untyped]

from gongkai.cli.entry import Entry, Options, Totals
from gongkai.cli.output import Write
from gongkai.cli.render.formats import Format
from gongkai.cli.render.rows import (
    CELL_COLUMNS,
    FINDING_COLUMNS,
    NOTICE_COLUMNS,
    Value,
    cell_rows,
    finding_rows,
    notice_rows,
)
from gongkai.law import LawView

FILE_COLUMNS: Final = ("source", "body", "year", "form", "scope", "sha256", "code", "message")
FILES, CELLS, FINDINGS, NOTICES = "文件", "单元格", "问题", "提示"

_READ: Final = {FILES: FILE_COLUMNS, CELLS: CELL_COLUMNS, NOTICES: NOTICE_COLUMNS}
_CHECK: Final = {FILES: FILE_COLUMNS, CELLS: CELL_COLUMNS, FINDINGS: FINDING_COLUMNS, NOTICES: NOTICE_COLUMNS}

# The limits of the format itself.
_MOST_ROWS: Final = 1_048_576
_LONGEST: Final = 32_767
_BUFFER: Final = 1 << 20

Rows = dict[str, list[list[Any]]]


class Xlsx(Format):
    """A workbook; pieces are the rows of one file, by sheet."""

    binary = True

    def item(self, entry: Entry, law: LawView, options: Options) -> bytes:
        """The rows of one file for every sheet, as msgpack."""
        rows: dict[str, list[list[Value]]] = {FILES: [_file_row(entry)]}
        if entry.report is not None:
            rows[CELLS] = list(cell_rows(entry, law))
            rows[NOTICES] = list(notice_rows(entry, law))
        if entry.result is not None:
            rows[FINDINGS] = list(finding_rows(entry, law, options.language))
        return msgspec.msgpack.encode(rows)

    def assemble(
        self,
        pieces: Iterable[bytes],
        write: Write,
        law: LawView,  # noqa: ARG002
        options: Options,
        totals: Totals,  # noqa: ARG002
    ) -> None:
        """Write the workbook, row by row so that its size does not matter, then its bytes."""
        with tempfile.TemporaryFile() as file:
            book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
            sheets = [_Sheet(book, name, columns) for name, columns in _sheets(options).items()]
            for piece in pieces:
                rows: Rows = msgspec.msgpack.decode(piece)
                for sheet in sheets:
                    sheet.add(rows.get(sheet.name, []))
            book.close()
            file.seek(0)
            while data := file.read(_BUFFER):
                write(data)


class _Sheet:
    """A sheet with its header; goes on in another one where the format's limit of rows is reached."""

    def __init__(self, book: Any, name: str, columns: Sequence[str]) -> None:
        self.book = book
        self.name = name
        self.columns = columns
        self.parts = 0
        self.bold = book.add_format({"bold": True})
        self._begin()

    def _begin(self) -> None:
        self.parts += 1
        self.sheet = self.book.add_worksheet(self.name if self.parts == 1 else f"{self.name}{self.parts}")
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_column(0, len(self.columns) - 1, 16)
        for i, column in enumerate(self.columns):
            self.sheet.write_string(0, i, column, self.bold)
        self.row = 1

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Numbers as numbers, texts as texts; what has no value stays empty."""
        for row in rows:
            if self.row == _MOST_ROWS:
                self._begin()
            numeric = self.columns.index("value") if "value" in self.columns else -1
            for i, value in enumerate(row):
                if isinstance(value, int) or (i == numeric and value is not None):
                    self.sheet.write_number(self.row, i, float(value))
                elif value:
                    self.sheet.write_string(self.row, i, value[:_LONGEST])
            self.row += 1


def _sheets(options: Options) -> dict[str, tuple[str, ...]]:
    return _READ if options.command == "read" else _CHECK


def _file_row(entry: Entry) -> list[Value]:
    if entry.failure is not None:
        return [entry.name, None, None, None, None, None, entry.failure.code, entry.failure.message]
    report = entry.report
    assert report is not None
    return [entry.name, report.body, report.year, report.form, report.scope, report.source.sha256, None, None]
