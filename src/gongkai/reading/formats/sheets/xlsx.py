"""XLSX -> neutral document.

The XML is read directly, for it says what readers of values leave out: errors, formulas that were never computed,
hidden rows and columns.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

import msgspec

from gongkai.errors import TooLargeError, UndecodableError
from gongkai.reading.document import Document
from gongkai.reading.formats.flow import MAX_POSITIONS
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.sheets.grid import Merged, Sheet, blocks_of
from gongkai.reading.formats.sheets.values import date_text, is_date_format, plain_number
from gongkai.reading.formats.xml import Element, Repairs, parse
from gongkai.text.normal import SPACES

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Stands in a cell whose formula has no stored result, so that it is not taken for an empty one.
UNCOMPUTED = "#未计算"
# The same for a cell whose text is not in the file.
LOST = "#缺失"

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_BOOK = "xl/workbook.xml"
_TRUE = ("1", "true")


class _Book(msgspec.Struct):
    """What all sheets of a workbook share."""

    strings: list[str]
    styles: _Styles
    since_1904: bool


class _Styles(msgspec.Struct):
    """The styles of cells that show dates, and of those that have borders, by their numbers as they are written."""

    dates: frozenset[str] = frozenset()
    bordered: frozenset[str] = frozenset()


class _Told(msgspec.Struct):
    """What a reader must be told, counted over all sheets."""

    hidden: int = 0
    uncomputed: int = 0
    cells: int = 0


def read_xlsx(package: Package) -> Document:
    """Read the visible sheets of a workbook; raises UndecodableError or TooLargeError."""
    sheets, mended = sheets_of(package)
    return Document(tuple(blocks_of(sheets, mended)), MEDIA_TYPE, tuple(mended))


def sheets_of(package: Package) -> tuple[list[Sheet], list[tuple[str, str]]]:
    """All sheets of a workbook as they stand, without what is hidden in visible ones, and what the reader must be told.

    Raises UndecodableError or TooLargeError.
    """
    root, repairs = parse(package.read(_BOOK), _BOOK)
    targets = _targets(package)
    properties = root.find(f"{_S}workbookPr")
    since_1904 = properties is not None and properties.get("date1904") in _TRUE
    strings, more = _shared_strings(package)
    styles, most = _styles(package)
    book, told, mended = _Book(strings, styles, since_1904), _Told(), [*repairs, *more, *most]
    sheets: list[Sheet] = []
    for entry in root.iterfind(f"{_S}sheets/{_S}sheet"):
        part = targets.get(entry.get(f"{_R}id", ""), "")
        if "worksheets/" not in part:
            continue
        sheet_root, found = parse(package.read(part), part)
        mended += found
        hidden = entry.get("state", "visible") != "visible"
        sheets.append(_sheet(entry.get("name", ""), hidden, sheet_root, book, told))
    if not sheets:
        raise UndecodableError("工作簿中没有工作表")
    if told.hidden:
        mended.append(("HIDDEN-TEXT", str(told.hidden)))
    if told.uncomputed:
        mended.append(("FORMULA-UNCOMPUTED", str(told.uncomputed)))
    return sheets, mended


def _targets(package: Package) -> dict[str, str]:
    """The names of the parts by the ids of their relationships."""
    name = "xl/_rels/workbook.xml.rels"
    root, _ = parse(package.read(name), name)
    return {
        relation.get("Id", ""): _resolved(relation.get("Target", ""))
        for relation in root
        if relation.get("TargetMode") != "External"
    }


def _resolved(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _shared_strings(package: Package) -> tuple[list[str], Repairs]:
    name = next((name for name in package.names if name.lower() == "xl/sharedstrings.xml"), None)
    if name is None:
        return [], ()
    root, repairs = parse(package.read(name), name)
    return [_rich_text(item) for item in root.iterfind(f"{_S}si")], repairs


def _rich_text(item: Element) -> str:
    """The text of a string in one or several runs, without its phonetic reading."""
    pieces: list[str] = []
    for child in item:
        if child.tag == f"{_S}t":
            pieces.append(child.text or "")
        elif child.tag == f"{_S}r":
            pieces += [t.text or "" for t in child.iterfind(f"{_S}t")]
    return "".join(pieces)


def _styles(package: Package) -> tuple[_Styles, Repairs]:
    data = package.read_if("xl/styles.xml")
    if data is None:
        return _Styles(), ()
    root, repairs = parse(data, "xl/styles.xml")
    codes = {f.get("numFmtId"): f.get("formatCode") for f in root.iterfind(f"{_S}numFmts/{_S}numFmt")}
    borders = {
        str(i)
        for i, border in enumerate(root.iterfind(f"{_S}borders/{_S}border"))
        if any(side.get("style", "none") != "none" for side in border)
    }
    dates, bordered = set[str](), set[str]()
    for i, xf in enumerate(root.iterfind(f"{_S}cellXfs/{_S}xf")):
        shown = xf.get("numFmtId", "0")
        if shown.isdigit() and is_date_format(int(shown), codes.get(shown)):
            dates.add(str(i))
        if xf.get("borderId", "0") in borders:
            bordered.add(str(i))
    return _Styles(frozenset(dates), frozenset(bordered)), repairs


def _sheet(name: str, hidden: bool, root: Element, book: _Book, told: _Told) -> Sheet:
    merged = [region for m in root.iterfind(f"{_S}mergeCells/{_S}mergeCell") if (region := _region(m.get("ref", "")))]
    columns = _hidden_columns(root)
    cells: dict[int, dict[int, str]] = {}
    row_number, ruled = -1, False
    for row in root.iterfind(f"{_S}sheetData/{_S}row"):
        given = row.get("r", "")
        row_number = int(given) - 1 if given.isdigit() else row_number + 1
        unseen = row.get("hidden") in _TRUE
        filled = cells.setdefault(row_number, {})
        column = -1
        for c in row.iterfind(f"{_S}c"):
            reference = _REFERENCE.fullmatch(c.get("r", ""))
            column = _column(reference[1]) if reference else column + 1
            text = _cell(c, book, told)
            bordered = c.get("s") in book.styles.bordered
            ruled = ruled or bordered
            if not text.strip(SPACES) and not bordered:
                continue
            told.cells += 1
            if told.cells > MAX_POSITIONS:
                raise TooLargeError(f"工作簿超过 {MAX_POSITIONS} 个单元格，超出安全读取的范围，没有读取")
            if unseen or any(first <= column <= last for first, last in columns):
                told.hidden += bool(text)
            else:
                filled[column] = text.strip(SPACES)
    told.hidden += uncover(cells, merged)
    return Sheet(name, cells, merged, hidden, ruled)


def uncover(cells: dict[int, dict[int, str]], merged: Sequence[Merged]) -> int:
    """Take out what stands in covered positions of merged regions, where nobody sees it; how many cells that were."""
    taken = 0
    for top, left, bottom, right in merged:
        for row in (
            [row for row in cells if top <= row <= bottom] if bottom - top > len(cells) else range(top, bottom + 1)
        ):
            filled = cells.get(row)
            for column in [c for c in filled if left <= c <= right and (row, c) != (top, left)] if filled else ():
                taken += bool(cells[row].pop(column))
    return taken


def _hidden_columns(root: Element) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for col in root.iterfind(f"{_S}cols/{_S}col"):
        first, last = col.get("min", ""), col.get("max", "")
        if col.get("hidden") in _TRUE and first.isdigit() and last.isdigit():
            found.append((int(first) - 1, int(last) - 1))
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _region(reference: str) -> Merged | None:
    ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    top, left, bottom, right = int(ends[0][2]) - 1, _column(ends[0][1]), int(ends[1][2]) - 1, _column(ends[1][1])
    return (top, left, bottom, right) if top <= bottom and left <= right else None


def _cell(c: Element, book: _Book, told: _Told) -> str:
    """The text of a cell by its type: number, shared or inline string, truth value, error, date."""
    kind = c.get("t", "n")
    if kind == "inlineStr":
        inline = c.find(f"{_S}is")
        return _rich_text(inline) if inline is not None else ""
    v = c.find(f"{_S}v")
    value = v.text if v is not None and v.text else ""
    if not value:
        if kind == "str" or c.find(f"{_S}f") is None or (v is not None and kind != "n"):
            return ""
        told.uncomputed += 1
        return UNCOMPUTED
    if kind == "s":
        return book.strings[int(value)] if value.isdigit() and int(value) < len(book.strings) else LOST
    if kind == "b":
        return "TRUE" if value in _TRUE else "FALSE"
    if kind == "n":
        if c.get("s") in book.styles.dates:
            try:
                return date_text(float(value), book.since_1904)
            except ValueError:
                return value
        return plain_number(value)
    return value
