"""ODT and ODS -> neutral document."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.errors import TooLargeError, UndecodableError
from gongkai.reading.document import Document
from gongkai.reading.formats.flow import MAX_POSITIONS, Drawn, Flow, Table, nested_cells, unframed
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.sheets.grid import Merged, Sheet, blocks_of
from gongkai.reading.formats.sheets.values import plain_number
from gongkai.reading.formats.xml import Element, parse
from gongkai.text.normal import SPACES

TEXT_TYPE = "application/vnd.oasis.opendocument.text"
SHEET_TYPE = "application/vnd.oasis.opendocument.spreadsheet"

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _TABLE = f"{{{_NS}office:1.0}}", f"{{{_NS}text:1.0}}", f"{{{_NS}table:1.0}}"
_STYLE, _DRAW = f"{{{_NS}style:1.0}}", f"{{{_NS}drawing:1.0}}"
_FO = f"{{{_NS}xsl-fo-compatible:1.0}}"
_CONTENT = "content.xml"
_PARAGRAPHS = frozenset((f"{_TEXT}p", f"{_TEXT}h"))
_ROW, _CELL, _COVERED = f"{_TABLE}table-row", f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_ROW_GROUPS = frozenset(f"{_TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))
_SILENT = frozenset(
    (
        f"{_TEXT}tracked-changes",
        f"{_TEXT}note",
        f"{_OFFICE}annotation",
        f"{_OFFICE}annotation-end",
        f"{_TEXT}hidden-text",
        f"{_TEXT}hidden-paragraph",
        f"{_OFFICE}forms",
        f"{_TEXT}sequence-decls",
        f"{_TEXT}variable-decls",
    )
)
_BOX = f"{_DRAW}text-box"
_NUMERIC = ("float", "percentage", "currency")


def read_odf(package: Package) -> Document:
    """Read an OpenDocument text or spreadsheet; raises UndecodableError or TooLargeError."""
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise UndecodableError("文件设有密码；请取消密码后重新保存，再试一次")
    root, repairs = parse(package.read(_CONTENT), _CONTENT)
    reader = _Reader(root)
    text, book = root.find(f"{_OFFICE}body/{_OFFICE}text"), root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    told = list(repairs)
    if text is not None:
        flow = Flow()
        flow.add(reader.parts(text))
        flow.close()
        blocks, media_type = flow.blocks, TEXT_TYPE
        changes = text.find(f"{_TEXT}tracked-changes")
        if changes is not None and len(changes):
            inserted = sum(1 for _ in changes.iter(f"{_TEXT}insertion"))
            deleted = sum(1 for _ in changes.iter(f"{_TEXT}deletion"))
            told.append(("TRACKED-CHANGES", f"插入{inserted}处、删除{deleted}处"))
    elif book is not None:
        blocks, media_type = (
            blocks_of([reader.sheet(table) for table in book.iterfind(f"{_TABLE}table")], told),
            SHEET_TYPE,
        )
    else:
        raise UndecodableError("文件不是 OpenDocument 文本或电子表格；请另存为 ODT、DOCX 或 XLSX")
    if reader.hidden:
        told.append(("HIDDEN-TEXT", str(reader.hidden)))
    return Document(tuple(blocks), media_type, tuple(told))


class _Reader:
    """Walks content.xml; ``hidden`` counts what is not shown and was left out."""

    def __init__(self, root: Element) -> None:
        styles = list(root.iterfind(f"{_OFFICE}automatic-styles/{_STYLE}style"))
        self._bordered = frozenset(style.get(f"{_STYLE}name", "") for style in styles if _has_border(style))
        self._unseen = frozenset(style.get(f"{_STYLE}name", "") for style in styles if _hides(style))
        self.hidden = 0
        self._positions = 0

    # Text ------------------------------------------------------------------------------------------------------

    def parts(self, container: Element) -> Iterator[str | Table]:
        """The paragraphs and tables of ``container`` in order."""
        for child in container:
            tag = child.tag
            if tag in _SILENT:
                continue
            if self._is_hidden(child):
                self.hidden += any(text.strip() for text in child.itertext())
            elif tag in _PARAGRAPHS:
                boxes: list[Element] = []
                yield self._line(child, boxes)
                for box in boxes:
                    yield from self.parts(box)
            elif tag == f"{_TABLE}table":
                yield self._table(child)
            elif tag == f"{_DRAW}frame" or tag == _BOX or tag.startswith(_TEXT):
                yield from self.parts(child)

    def _is_hidden(self, element: Element) -> bool:
        if element.get(f"{_TEXT}display") == "none":
            return True
        return element.get(f"{_TEXT}style-name") in self._unseen

    def _line(self, paragraph: Element, boxes: list[Element]) -> str:
        out: list[str] = []
        self._walk(paragraph, out, boxes)
        return "".join(out)

    def _walk(self, node: Element, out: list[str], boxes: list[Element]) -> None:
        if node.text:
            out.append(_collapsed(node.text))
        for child in node:
            tag = child.tag
            if tag == f"{_TEXT}s":
                count = child.get(f"{_TEXT}c", "1")
                out.append(" " * min(int(count) if count.isdigit() else 1, 100))
            elif tag == f"{_TEXT}tab":
                out.append("\t")
            elif tag == f"{_TEXT}line-break":
                out.append("\n")
            elif tag.startswith(_DRAW):
                boxes.extend(child.iter(_BOX))
            elif tag not in _SILENT:
                if self._is_hidden(child):
                    self.hidden += any(text.strip() for text in child.itertext())
                else:
                    self._walk(child, out, boxes)
            if child.tail:
                out.append(_collapsed(child.tail))

    def _table(self, table: Element) -> Table:
        rows: list[list[Drawn | None]] = []
        for row in _rows(table):
            if row.get(f"{_TABLE}visibility", "visible") != "visible":
                self.hidden += any(text.strip() for text in row.itertext())
                continue
            drawn: list[Drawn | None] = []
            for cell in _cells(row):
                times = _count(cell, "number-columns-repeated")
                if cell.tag == _COVERED:
                    self._take(times)
                    drawn += [None] * times
                    continue
                parts = list(unframed(self.parts(cell)))
                wide = _count(cell, "number-columns-spanned")
                self._take(times)
                drawn += [Drawn(parts, wide) for _ in range(times)]
            for _ in range(_count(row, "number-rows-repeated")):
                self._take(len(drawn) or 1)
                rows.append(drawn)
        return Table(rows, nested_cells(rows))

    def _take(self, positions: int) -> None:
        self._positions += positions
        if self._positions > 4 * MAX_POSITIONS:
            raise TooLargeError(f"文件中的表格超过 {MAX_POSITIONS} 个单元格，超出安全读取的范围，没有读取")

    # Sheets ----------------------------------------------------------------------------------------------------

    def sheet(self, table: Element) -> Sheet:
        """The filled cells of a sheet; repeated empty ones cost nothing."""
        cells: dict[int, dict[int, str]] = {}
        merged: list[Merged] = []
        row_number = 0
        for row in _rows(table):
            again = _count(row, "number-rows-repeated")
            filled = self._filled(row, row_number, merged)
            if filled and row.get(f"{_TABLE}visibility", "visible") != "visible":
                self.hidden += sum(1 for text in filled.values() if text)
            elif filled:
                self._take(again * len(filled))
                for i in range(again):
                    cells[row_number + i] = filled
            row_number += again
        hidden = table.get(f"{_TABLE}style-name") in self._unseen
        ruled = any(cell.get(f"{_TABLE}style-name") in self._bordered for cell in table.iter(_CELL))
        return Sheet(table.get(f"{_TABLE}name", ""), cells, merged, hidden, ruled)

    def _filled(self, row: Element, number: int, merged: list[Merged]) -> dict[int, str]:
        filled: dict[int, str] = {}
        column = 0
        for cell in _cells(row):
            times = _count(cell, "number-columns-repeated")
            text = self._value(cell).strip(SPACES)
            drawn = cell.get(f"{_TABLE}style-name") in self._bordered
            if text or (drawn and cell.tag == _CELL):
                if cell.tag == _COVERED:
                    self.hidden += 1
                else:
                    self._take(times)
                    filled.update((column + i, text) for i in range(times))
            wide, high = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
            if wide > 1 or high > 1:
                merged.append((number, column, number + high - 1, column + wide - 1))
            column += times
        return filled

    def _value(self, cell: Element) -> str:
        """A number as it is stored, anything else as it is shown."""
        kind, value = cell.get(f"{_OFFICE}value-type"), cell.get(f"{_OFFICE}value")
        if kind in _NUMERIC and value is not None:
            return plain_number(value)
        if kind == "date":
            return cell.get(f"{_OFFICE}date-value", "").removesuffix("T00:00:00")
        boxes: list[Element] = []
        return "\n".join(self._line(p, boxes) for p in cell if p.tag in _PARAGRAPHS)


def _hides(style: Element) -> bool:
    """Whether a style hides text, or the sheet that has it."""
    for properties in style:
        if properties.get(f"{_TEXT}display") == "none" or properties.get(f"{_TABLE}display") == "false":
            return True
    return False


def _has_border(style: Element) -> bool:
    """Whether the cells of a style have a border on any side."""
    for properties in style:
        for name, value in properties.attrib.items():
            if str(name).startswith(f"{_FO}border") and not str(value).startswith("none"):
                return True
    return False


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == _ROW:
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    return (child for child in row if child.tag in (_CELL, _COVERED))


def _count(element: Element, name: str) -> int:
    value = element.get(f"{_TABLE}{name}", "1")
    return max(int(value), 1) if value.isdigit() and len(value) < 9 else 1


def _collapsed(text: str) -> str:
    """White space in the XML is one space; spaces that are meant are marked."""
    return " ".join(text.split("\n")) if "\n" in text else text
