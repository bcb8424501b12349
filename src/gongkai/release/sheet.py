"""What an XLSX file holds: all cells, and what a reader does not see: hidden sheets, rows, columns, caches, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gongkai.reading.formats.package import Package
from gongkai.reading.formats.xml import Element, parse
from gongkai.release.office import PROPERTY_PARTS, embedded, properties
from gongkai.release.pieces import Contents, Piece

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_HIDDEN_PARTS: Final = (
    ("xl/comments", "批注"),
    ("xl/threadedComments/", "批注"),
    ("xl/persons/", "批注者名单"),
    ("xl/pivotCache/", "数据透视表的缓存"),
    ("xl/externalLinks/", "外部工作簿的缓存"),
    ("xl/revisions/", "共享工作簿的修订记录"),
    ("xl/connections.xml", "数据连接"),
    ("xl/queryTables/", "数据查询"),
    ("xl/model/", "数据模型"),
    ("xl/customProperty", "自定义数据"),
    ("customXml/item", "自定义数据"),
)
_REF: Final = re.compile(r"([A-Z]+)(\d+)")
_NOTHING_SHOWN: Final = ";;;"


def read(data: bytes, depth: int = 0) -> Contents:
    """All that an XLSX file holds. Raises UndecodableError or TooLargeError as the reader of reports does."""
    package = Package(data)
    contents = Contents(MEDIA_TYPE)
    strings = shared_strings(package)
    unseen = unseen_styles(package)
    for name, state, part in sheets(package):
        _sheet(parse(package.read(part), part)[0], name, state, strings, unseen, contents)
    for part in package.names:
        what = next((what for start, what in _HIDDEN_PARTS if part.startswith(start)), "")
        if what and part.endswith((".xml", ".bin")) and "/_rels/" not in part:
            contents.hidden.append((what, part))
            if part.endswith(".xml"):
                contents.pieces += [Piece(text, part, what) for text in _all_text(package, part)]
        elif part.startswith(("xl/drawings/", "xl/charts/")) and part.endswith(".xml"):
            contents.pieces += [Piece(text, "图形中的文字") for text in _all_text(package, part)]
    for name in PROPERTY_PARTS:
        contents.properties += properties(package, name)
    embedded(package, "xl/", contents, depth)
    return contents


def sheets(package: Package) -> Iterator[tuple[str, str, str]]:
    """(name, state, part) of every sheet; the state is empty for one that is shown."""
    relations = parse(package.read("xl/_rels/workbook.xml.rels"), "workbook.xml.rels")[0]
    targets = {relation.get("Id"): relation.get("Target") or "" for relation in relations}
    for sheet in parse(package.read("xl/workbook.xml"), "xl/workbook.xml")[0].iter(f"{S}sheet"):
        target = targets.get(sheet.get(_REL), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in package and "worksheets" in part:
            yield sheet.get("name") or "", sheet.get("state") or "", part


def _sheet(
    root: Element, name: str, state: str, strings: list[str], unseen: frozenset[str], contents: Contents
) -> None:
    title = f"工作表“{name}”"
    told: set[tuple[str, str]] = set()
    columns = hidden_columns(root)
    for row in root.iter(f"{S}row"):
        for cell in row.iter(f"{S}c"):
            text = cell_text(cell, strings)
            if not text:
                continue
            reference = cell.get("r") or ""
            number = column_number(reference)
            if state in ("hidden", "veryHidden"):
                fact = ("隐藏的工作表", title)
            elif is_true(row.get("hidden")):
                fact = ("隐藏的行", f"{title}第{row.get('r')}行")
            elif number in columns:
                fact = ("隐藏的列", f"{title}{reference.rstrip('0123456789')}列")
            elif cell.get("s") in unseen:
                fact = ("设为不显示的单元格", f"{title}{reference}")
            else:
                fact = ("", "")
            if fact[0] and fact not in told:
                told.add(fact)
                contents.hidden.append(fact)
            contents.pieces.append(Piece(text, f"{title}{reference}", fact[0]))


def hidden_columns(root: Element) -> frozenset[int]:
    """The numbers of the columns that a sheet hides."""
    spans = [span for span in root.iter(f"{S}col") if is_true(span.get("hidden"))]
    most = 16_384
    return frozenset(
        number
        for span in spans
        for number in range(int(span.get("min") or 0), min(int(span.get("max") or 0), most) + 1)
    )


def cell_text(cell: Element, strings: list[str]) -> str:
    """What a cell holds, numbers in full and not as they are shown."""
    if cell.get("t") == "inlineStr":
        return "".join(node.text or "" for node in cell.iter(f"{S}t"))
    value = cell.findtext(f"{S}v") or ""
    if cell.get("t") == "s":
        return strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
    if cell.get("t") in (None, "n") and "E" in value.upper():
        return f"{float(value):.0f}"
    return value.removesuffix(".0")


def column_number(reference: str) -> int:
    """The number of a cell's column, from 1; 0 where it has no reference."""
    match = _REF.fullmatch(reference)
    number = 0
    for letter in match[1] if match else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def shared_strings(package: Package) -> list[str]:
    """The texts that cells share, by number."""
    data = package.read_if("xl/sharedStrings.xml")
    if data is None:
        return []
    root = parse(data, "xl/sharedStrings.xml")[0]
    return ["".join(node.text or "" for node in item.iter(f"{S}t")) for item in root.iter(f"{S}si")]


def unseen_styles(package: Package) -> frozenset[str]:
    """The styles whose number format shows nothing."""
    data = package.read_if("xl/styles.xml")
    if data is None:
        return frozenset()
    root = parse(data, "xl/styles.xml")[0]
    formats = {f.get("numFmtId") for f in root.iter(f"{S}numFmt") if f.get("formatCode") == _NOTHING_SHOWN}
    styles = root.find(f"{S}cellXfs")
    return frozenset(
        str(number)
        for number, style in enumerate(styles if styles is not None else ())
        if style.get("numFmtId") in formats
    )


def _all_text(package: Package, part: str) -> Iterator[str]:
    for element in parse(package.read(part), part)[0].iter():
        for text in (element.text, element.get("v"), element.get("displayName")):
            if text and text.strip():
                yield text.strip()


def is_true(value: str | None) -> bool:
    """Whether an attribute of OOXML says yes."""
    return value in ("1", "true", "on")
