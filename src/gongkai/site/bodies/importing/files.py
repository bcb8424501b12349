"""Bytes -> lines: XLSX and CSV, whatever their columns are called and wherever their headings stand."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from gongkai.errors import InputError, TooLargeError, UndecodableError, UnsupportedFormatError
from gongkai.reading.formats.decode import decode
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.sheets.xlsx import read_xlsx
from gongkai.site.bodies.importing.columns import words
from gongkai.site.bodies.importing.shapes import Line, Sheets

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_LINES: Final = 3_000
_HEADING_WITHIN: Final = 10
_CELL: Final = re.compile(r"([A-Z]+)(\d+)")

# A sheet: its name, and its filled lines in order, each with its number and its texts by place.
_Texts = dict[str, str]
_Sheet = tuple[str, list[tuple[int, _Texts]]]


def read(data: bytes) -> Sheets:
    """The lines of a file. Raises InputError for one that cannot be used, saying why and what to do."""
    if len(data) > MAX_BYTES:
        raise TooLargeError(_("文件超过 %(most)d MB，请分成几个文件导入。") % {"most": MAX_BYTES // 1024 // 1024})
    if not data.strip():
        raise InputError(_("文件是空的。"))
    notes: list[str] = []
    found = [sheet for sheet in _sheets(data, notes) if sheet[1] and sheet[0] != words().sheets["guide"]]
    lines = [line for sheet in found for line in _lines(sheet, notes)]
    if not lines:
        raise InputError(_("文件中没有可以导入的内容。应当有“名称”一列和其他各列，可以下载示例文件对照。"))
    if len(lines) > MAX_LINES:
        raise TooLargeError(
            _("文件有 %(count)d 行，一次最多 %(most)d 行，请分成几个文件导入。")
            % {"count": len(lines), "most": MAX_LINES}
        )
    return Sheets(lines, notes)


def _sheets(data: bytes, notes: list[str]) -> list[_Sheet]:
    if data.startswith(b"PK"):
        return _workbook(data, notes)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise UnsupportedFormatError(_("不能读取这种文件，请另存为 XLSX 或者 CSV 再导入。"))
    text, repairs = decode(data)
    if any(code == "BYTES-REPLACED" for code, _found in repairs):
        raise UndecodableError(_("文件中有无法识别的字符，请另存为 XLSX，或者 UTF-8 编码的 CSV。"))
    return [("", _records(text))]


def _workbook(data: bytes, notes: list[str]) -> list[_Sheet]:
    package = Package(data)
    if "xl/workbook.xml" not in package:
        raise UnsupportedFormatError(_("不能读取这种文件，请另存为 XLSX 或者 CSV 再导入。"))
    document = read_xlsx(package)
    for code, found in document.repairs:
        if code == "SHEET-HIDDEN":
            notes.append(_("隐藏的工作表没有读取：%(names)s。") % {"names": found})
        elif code == "HIDDEN-TEXT":
            notes.append(_("隐藏的行、列中有 %(count)s 个单元格没有读取。") % {"count": found})
    sheets: dict[str, dict[int, _Texts]] = {}
    for row, _grid in document.rows():
        for index, text in enumerate(row.cells):
            at = row.place(index)
            match = _CELL.fullmatch(at.cell or "")
            if text and match:
                cells = sheets.setdefault(at.sheet or "", {}).setdefault(int(match[2]), {})
                cells[match[1]] = cells.get(match[1], "") + text
    return [(name, sorted(rows.items())) for name, rows in sheets.items()]


def _records(text: str) -> list[tuple[int, _Texts]]:
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


def _lines(sheet: _Sheet, notes: list[str]) -> Iterator[Line]:
    name, rows = sheet
    where = _("工作表“%(name)s”") % {"name": name} if name else _("文件")
    at, columns = _heading(rows)
    if at is None:
        notes.append(_("%(where)s没有“名称”和其他各列的标题，没有读取。") % {"where": where})
        return
    unknown = [text for place, text in rows[at][1].items() if place not in columns]
    if unknown:
        notes.append(_("%(where)s中没有读取的列：%(names)s。") % {"where": where, "names": "、".join(unknown)})
    if len(set(columns.values())) < len(columns):
        twice = sorted({words().label(each) for each in columns.values() if [*columns.values()].count(each) > 1})
        raise InputError(_("%(where)s中有重复的列：%(names)s。") % {"where": where, "names": "、".join(twice)})
    for number, texts in rows[at + 1 :]:
        cells = {columns[place]: text for place, text in texts.items() if place in columns}
        if cells:
            yield Line(name, number, cells)


def _heading(rows: list[tuple[int, _Texts]]) -> tuple[int | None, dict[str, str]]:
    """Which of the first rows holds the headings, and the columns by their places."""
    for index, (_number, texts) in enumerate(rows[:_HEADING_WITHIN]):
        columns = {place: column for place, text in texts.items() if (column := words().column(text))}
        if "name" in columns.values() and len(columns) > 1:
            return index, columns
    return None, {}
