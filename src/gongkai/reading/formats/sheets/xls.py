"""XLS bytes -> sheets, by way of python-calamine; runs in the child, since a damaged file can end its process."""

from __future__ import annotations

import datetime as dt
import io

import python_calamine as calamine

from gongkai.errors import TooLargeError, UndecodableError
from gongkai.reading.formats.flow import MAX_POSITIONS
from gongkai.reading.formats.sheets.grid import Merged, Sheet
from gongkai.reading.formats.sheets.values import plain_number
from gongkai.text.normal import SPACES

DAMAGED = "XLS 文件已损坏，无法读取；请用 WPS 或 Excel 打开后另存为 XLSX"


def sheets_of(data: bytes) -> list[Sheet]:
    """The sheets of an old workbook, hidden ones marked; raises UndecodableError or TooLargeError."""
    try:
        book = calamine.load_workbook(io.BytesIO(data))
        return [
            _sheet(book.get_sheet_by_name(meta.name), meta.visible != calamine.SheetVisibleEnum.Visible)
            for meta in book.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError as error:
        raise UndecodableError("文件设有密码；请取消密码后重新保存，再试一次") from error
    except calamine.CalamineError as error:
        raise UndecodableError(DAMAGED) from error


def _sheet(sheet: calamine.CalamineSheet, hidden: bool) -> Sheet:
    """The filled cells of a sheet; rows come from the first of the sheet on, columns from the first one in use."""
    start = sheet.start
    if start is None:
        return Sheet(sheet.name, {}, (), hidden)
    if sheet.width * sheet.height > MAX_POSITIONS * 10:
        raise TooLargeError(f"工作表“{sheet.name}”的范围过大，没有读取；请删除表格以外的内容")
    merged: list[Merged] = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    cells: dict[int, dict[int, str]] = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start[0]):
        texts = {start[1] + i: _text(value) for i, value in enumerate(values)}
        cells[row] = {column: text for column, text in texts.items() if text.strip(SPACES)}
    return Sheet(sheet.name, cells, merged, hidden)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return plain_number(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return value if isinstance(value, str) else str(value)
