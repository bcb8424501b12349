"""Tables that people hand in (XLSX, CSV), read into lines by the headings of their columns; and such tables written.

What the columns are called is the business of each app, which describes them as :class:`Columns`, often from YAML.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec
from django.utils.translation import gettext as _

from gongkai.errors import InputError, TooLargeError
from gongkai.site.web.workbooks import WIDTH, Page, Sheet, Texts, read_sheets, write_sheets
from gongkai.text.normal import bare

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_LINES: Final = 3_000
_HEADING_WITHIN: Final = 10

# A sheet to write: its name, its headings by id, and its rows.
Written = tuple[str, Mapping[str, str], Iterable[Mapping[str, str]]]


class Line(msgspec.Struct, frozen=True):
    """A line of a file: its sheet (empty in CSV), its number from 1, and the texts of its columns by id."""

    sheet: str
    number: int
    cells: dict[str, str]


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with a line: where, which value, and what to do about it."""

    sheet: str
    line: int
    column: str
    value: str
    message: str


class Sheets(msgspec.Struct, frozen=True):
    """The lines of a file, and what the reader must be told of it."""

    lines: list[Line]
    notes: list[str]


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column: id, heading, other headings, what to fill in; ``width`` in characters, where it is written."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    hint: str = ""
    width: int = WIDTH


class Columns(msgspec.Struct, frozen=True):
    """The columns of a table, in order; without ``key`` a line of headings is none. ``skip`` names sheets not read."""

    columns: Sequence[Column]
    key: str
    skip: Collection[str] = ()

    def label(self, column: str) -> str:
        """The heading of a column."""
        return next(each.label for each in self.columns if each.id == column)

    def column(self, heading: str) -> str:
        """The id of the column with that heading; nothing where there is none."""
        clean = bare(heading)
        found = (each.id for each in self.columns if clean and clean in map(bare, (each.label, *each.aliases)))
        return next(found, "")

    def problem(self, line: Line, column: str, message: str) -> Problem:
        """What is wrong with a column of a line; with the line as a whole where ``column`` is empty."""
        label = self.label(column) if column else ""
        return Problem(line.sheet, line.number, label, line.cells.get(column or self.key, ""), message)


def read(data: bytes, columns: Columns) -> Sheets:
    """The lines of a file. Raises InputError for one that cannot be used, saying why and what to do."""
    if len(data) > MAX_BYTES:
        raise TooLargeError(_("文件超过 %(most)d MB，请分成几个文件导入。") % {"most": MAX_BYTES // 1024 // 1024})
    if not data.strip():
        raise InputError(_("文件是空的。"))
    notes: list[str] = []
    found = [sheet for sheet in read_sheets(data, notes) if sheet[1] and sheet[0] not in columns.skip]
    lines = [line for sheet in found for line in _lines(sheet, columns, notes)]
    if not lines:
        message = _("文件中没有可以导入的内容。应当有“%(key)s”一列和其他各列，可以下载示例文件对照。")
        raise InputError(message % {"key": columns.label(columns.key)})
    if len(lines) > MAX_LINES:
        raise TooLargeError(
            _("文件有 %(count)d 行，一次最多 %(most)d 行，请分成几个文件导入。")
            % {"count": len(lines), "most": MAX_LINES}
        )
    return Sheets(lines, notes)


def write(sheets: Iterable[Written], widths: Mapping[str, int]) -> bytes:
    """A workbook in which everything is text, so that numbers that are names keep their digits.

    ``widths``: characters by id.
    """
    return write_sheets(Page(name, headings, rows, widths) for name, headings, rows in sheets)


def example(columns: Columns, name: str, rows: Iterable[Mapping[str, str]], guide: str) -> bytes:
    """A workbook to fill in: a sheet with some rows, and one (``guide``, which is not read) that says how."""
    headings = {each.id: each.label for each in columns.columns}
    widths = {each.id: each.width for each in columns.columns} | {"hint": 80}
    hints = [{"name": each.label, "hint": each.hint} for each in columns.columns]
    return write([(name, headings, rows), (guide, {"name": _("列"), "hint": _("怎么填")}, hints)], widths)


def _lines(sheet: Sheet, known: Columns, notes: list[str]) -> Iterator[Line]:
    name, rows = sheet
    where = _("工作表“%(name)s”") % {"name": name} if name else _("文件")
    at, columns = _heading(rows, known)
    if at is None:
        key = {"where": where, "key": known.label(known.key)}
        notes.append(_("%(where)s没有“%(key)s”和其他各列的标题，没有读取。") % key)
        return
    unknown = [text for place, text in rows[at][1].items() if place not in columns]
    if unknown:
        notes.append(_("%(where)s中没有读取的列：%(names)s。") % {"where": where, "names": "、".join(unknown)})
    if len(set(columns.values())) < len(columns):
        twice = sorted({known.label(each) for each in columns.values() if [*columns.values()].count(each) > 1})
        raise InputError(_("%(where)s中有重复的列：%(names)s。") % {"where": where, "names": "、".join(twice)})
    for number, texts in rows[at + 1 :]:
        cells = {columns[place]: text for place, text in texts.items() if place in columns}
        repeated = cells and all(known.column(text) == column for column, text in cells.items())
        if cells and not repeated:
            yield Line(name, number, cells)


def _heading(rows: list[tuple[int, Texts]], known: Columns) -> tuple[int | None, dict[str, str]]:
    """Which of the first rows holds the headings, and the columns by their places."""
    for index, (_number, texts) in enumerate(rows[:_HEADING_WITHIN]):
        columns = {place: column for place, text in texts.items() if (column := known.column(text))}
        if known.key in columns.values() and len(columns) > 1:
            return index, columns
    return None, {}
