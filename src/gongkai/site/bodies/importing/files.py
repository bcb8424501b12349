"""Bytes -> lines, whatever their columns are called and wherever their headings stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from gongkai.errors import InputError, TooLargeError
from gongkai.site.bodies.importing.columns import words
from gongkai.site.bodies.importing.shapes import Line, Sheets
from gongkai.site.web.sheets import Sheet, Texts, read_sheets

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_LINES: Final = 3_000
_HEADING_WITHIN: Final = 10


def read(data: bytes) -> Sheets:
    """The lines of a file. Raises InputError for one that cannot be used, saying why and what to do."""
    if len(data) > MAX_BYTES:
        raise TooLargeError(_("文件超过 %(most)d MB，请分成几个文件导入。") % {"most": MAX_BYTES // 1024 // 1024})
    if not data.strip():
        raise InputError(_("文件是空的。"))
    notes: list[str] = []
    found = [sheet for sheet in read_sheets(data, notes) if sheet[1] and sheet[0] != words().sheets["guide"]]
    lines = [line for sheet in found for line in _lines(sheet, notes)]
    if not lines:
        raise InputError(_("文件中没有可以导入的内容。应当有“名称”一列和其他各列，可以下载示例文件对照。"))
    if len(lines) > MAX_LINES:
        raise TooLargeError(
            _("文件有 %(count)d 行，一次最多 %(most)d 行，请分成几个文件导入。")
            % {"count": len(lines), "most": MAX_LINES}
        )
    return Sheets(lines, notes)


def _lines(sheet: Sheet, notes: list[str]) -> Iterator[Line]:
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


def _heading(rows: list[tuple[int, Texts]]) -> tuple[int | None, dict[str, str]]:
    """Which of the first rows holds the headings, and the columns by their places."""
    for index, (_number, texts) in enumerate(rows[:_HEADING_WITHIN]):
        columns = {place: column for place, text in texts.items() if (column := words().column(text))}
        if "name" in columns.values() and len(columns) > 1:
            return index, columns
    return None, {}
