"""Tables that people hand in, XLSX or CSV, as texts; and workbooks to hand out in which everything is text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec
import xlsxwriter  # type: ignore[import-untyped]
from django.utils.translation import gettext as _

from gongkai.errors import InputError, UndecodableError, UnsupportedFormatError
from gongkai.reading.formats.decode import decode
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.sheets.grid import Sheet as Grid
from gongkai.reading.formats.sheets.xlsx import sheets_of

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH: Final = 14
_ROWS_TO_FILL: Final = 2_000

# A sheet: its name, and its filled lines in order, each with its number and its texts by place.
Texts = dict[str, str]
Sheet = tuple[str, list[tuple[int, Texts]]]


class Page(msgspec.Struct, frozen=True):
    """A sheet to write: headings and rows by column, widths, and where a cell must be one of a list, its formula."""

    name: str
    headings: Mapping[str, str]
    rows: Iterable[Mapping[str, str]] = ()
    widths: Mapping[str, int] = {}
    choices: Mapping[str, str] = {}


def write_sheets(pages: Iterable[Page]) -> bytes:
    """A workbook in which everything is text, so that codes keep their digits and days stay as they were written."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    for page in pages:
        _write(book, page)
    book.close()
    return file.getvalue()


def _write(book: Any, page: Page) -> None:
    sheet, text, bold = book.add_worksheet(page.name), _format(book, bold=False), _format(book, bold=True)
    sheet.freeze_panes(1, 0)
    for place, (column, heading) in enumerate(page.headings.items()):
        # The whole column is text, for what is typed below the last line too.
        sheet.set_column(place, place, page.widths.get(column, WIDTH), text)
        sheet.write_string(0, place, heading, bold)
        if column in page.choices:
            rule = {"validate": "list", "source": page.choices[column], "error_type": "warning"}
            sheet.data_validation(1, place, _ROWS_TO_FILL, place, rule)
    for number, row in enumerate(page.rows, 1):
        for place, column in enumerate(page.headings):
            if row.get(column):
                sheet.write_string(number, place, row[column], text)


def _format(book: Any, *, bold: bool) -> Any:
    return book.add_format({"num_format": "@", "bold": bold})


def read_sheets(data: bytes, notes: list[str]) -> list[Sheet]:
    """The sheets of an XLSX file, or the one of a CSV file, with no name; ``notes`` gets what was not read.

    Raises InputError for a file that cannot be used, saying why and what to do.
    """
    if data.startswith(b"PK"):
        return _workbook(data, notes)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise UnsupportedFormatError(_("不能读取这种文件，请另存为 XLSX 或者 CSV 再导入。"))
    text, repairs = decode(data)
    if any(code == "BYTES-REPLACED" for code, _found in repairs):
        raise UndecodableError(_("文件中有无法识别的字符，请另存为 XLSX，或者 UTF-8 编码的 CSV。"))
    return [("", _records(text))]


def _workbook(data: bytes, notes: list[str]) -> list[Sheet]:
    package = Package(data)
    if "xl/workbook.xml" not in package:
        raise UnsupportedFormatError(_("不能读取这种文件，请另存为 XLSX 或者 CSV 再导入。"))
    sheets, repairs = sheets_of(package)
    for code, found in repairs:
        if code == "HIDDEN-TEXT":
            notes.append(_("隐藏的行、列中有 %(count)s 个单元格没有读取。") % {"count": found})
        elif code == "FORMULA-UNCOMPUTED":
            notes.append(_("有 %(count)s 个公式没有算出结果，请用 WPS 或者 Excel 打开后重新保存。") % {"count": found})
    hidden = [sheet.name for sheet in sheets if sheet.hidden]
    if hidden:
        notes.append(_("隐藏的工作表没有读取：%(names)s。") % {"names": "、".join(hidden)})
    return [(sheet.name, _texts(sheet)) for sheet in sheets if not sheet.hidden]


def _texts(sheet: Grid) -> list[tuple[int, Texts]]:
    """The filled lines of a sheet; what stands in a cell merged over several lines is said of each of them."""
    rows = {
        number: {str(place): text for place, text in cells.items() if text} for number, cells in sheet.cells.items()
    }
    for top, left, bottom, _right in sheet.merged:
        text = rows.get(top, {}).get(str(left), "")
        for number in (number for number in rows if text and top < number <= bottom and rows[number]):
            rows[number][str(left)] = text
    return [(number + 1, cells) for number, cells in sorted(rows.items()) if cells]


def _records(text: str) -> list[tuple[int, Texts]]:
    """The records of a CSV file, between commas, semicolons or tabs, whichever its first lines have most of."""
    first = text[:2000]
    delimiter = max(",\t;", key=first.count)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InputError(_("CSV 文件的格式有误（引号不配对等），请用 WPS 或者 Excel 打开后重新保存。")) from error
    return [
        (number, {str(place): text for place, text in enumerate(record) if text.strip()})
        for number, record in enumerate(records, 1)
        if any(text.strip() for text in record)
    ]
