"""Clean copies of DOCX and XLSX: revisions accepted, notes and hidden content gone, properties blank."""

from __future__ import annotations

from typing import Final

from lxml import etree

from gongkai.reading.formats.package import Package
from gongkai.reading.formats.xml import Element, parse
from gongkai.release.repack import drop, repack, unwrap
from gongkai.release.sheet import S, column_number, hidden_columns, is_true, sheets, unseen_styles
from gongkai.release.word import W

_WORD_GONE: Final = ("word/comments", "word/people.xml", "word/vbaProject", "word/vbaData", "word/embeddings/")
_BOTH_GONE: Final = ("customXml/", "docProps/custom.xml", "docProps/thumbnail")
_SHEET_GONE: Final = (
    "xl/comments", "xl/threadedComments/", "xl/persons/", "xl/pivotCache/", "xl/pivotTables/", "xl/externalLinks/",
    "xl/revisions/", "xl/connections.xml", "xl/queryTables/", "xl/model/", "xl/customProperty", "xl/calcChain.xml",
    "xl/printerSettings/", "xl/vbaProject", "xl/embeddings/", "xl/metadata.xml",
)  # fmt: skip
_OUT: Final = tuple(
    f"{W}{tag}" for tag in ("del", "moveFrom", "commentRangeStart", "commentRangeEnd", "commentReference")
)
_OPENED: Final = (f"{W}ins", f"{W}moveTo")
_CHANGES: Final = tuple(
    f"{W}{tag}"
    for tag in "rPrChange pPrChange tblPrChange tcPrChange trPrChange sectPrChange tblGridChange numberingChange "
    "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd tblPrExChange cellIns cellDel".split()
)
_SETTINGS: Final = tuple(f"{W}{tag}" for tag in "rsids docVars attachedTemplate trackRevisions mailMerge".split())
_OLE: Final = "{urn:schemas-microsoft-com:office:office}OLEObject"
_LINKED: Final = tuple(f"{S}{tag}" for tag in "legacyDrawing legacyDrawingHF pivotCaches externalReferences".split())
_WORKBOOK_OUT: Final = tuple(f"{S}{tag}" for tag in "definedNames fileSharing customWorkbookViews calcPr".split())


def strip_word(data: bytes) -> bytes:
    """A DOCX as it reads with all revisions accepted."""
    return repack(data, gone=lambda name: name.startswith(_WORD_GONE + _BOTH_GONE), change=_clean_word)


def strip_sheet(data: bytes) -> bytes:
    """An XLSX with the values that show; formulas, hidden sheets, rows and columns and what they held are gone."""
    package = Package(data)
    hidden = {part: name for name, state, part in sheets(package) if state}
    unseen = unseen_styles(package)
    kept: set[int] = set()
    for _, state, part in sheets(package):
        if not state:
            kept |= _shared(package, part, unseen)
    return repack(
        data,
        gone=lambda name: name in hidden or name.startswith(_SHEET_GONE + _BOTH_GONE),
        change=lambda name, root: _clean_sheet(name, root, unseen, kept),
    )


def _clean_word(name: str, root: Element) -> None:
    if name == "word/settings.xml":
        for element in list(root.iter(*_SETTINGS)):
            drop(element)
        return
    if not name.startswith("word/"):
        return
    for row in [row for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{W}del") is not None]:
        drop(row)
    for element in list(root.iter(*_OUT, *_CHANGES, _OLE)):
        drop(element)
    for element in list(root.iter(*_OPENED)):
        unwrap(element)
    for run in [run for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}vanish") is not None]:
        drop(run)
    for element in root.iter():
        for key in [key for key in element.attrib if "rsid" in str(key).rpartition("}")[2]]:
            del element.attrib[key]


def _clean_sheet(name: str, root: Element, unseen: frozenset[str], kept: set[int]) -> None:
    if name == "xl/workbook.xml":
        for sheet in [sheet for sheet in root.iter(f"{S}sheet") if sheet.get("state") in ("hidden", "veryHidden")]:
            drop(sheet)
        for element in list(root.iter(*_WORKBOOK_OUT, *_LINKED)):
            drop(element)
        for view in root.iter(f"{S}workbookView"):
            for key in {"activeTab", "firstSheet"} & set(view.attrib):
                del view.attrib[key]
    elif name == "xl/sharedStrings.xml":
        for number, item in enumerate(list(root.iter(f"{S}si"))):
            if number not in kept:
                for child in list(item):
                    item.remove(child)
                etree.SubElement(item, f"{S}t")
    elif name.startswith("xl/worksheets/"):
        columns = hidden_columns(root)
        for row in root.iter(f"{S}row"):
            for cell in list(row):
                if _hidden(row, cell, columns, unseen):
                    row.remove(cell)
                else:
                    for formula in cell.findall(f"{S}f"):
                        cell.remove(formula)
        for element in list(root.iter(*_LINKED, f"{S}customProperties", f"{S}oleObjects", f"{S}controls")):
            drop(element)


def _hidden(row: Element, cell: Element, columns: frozenset[int], unseen: frozenset[str]) -> bool:
    return is_true(row.get("hidden")) or column_number(cell.get("r") or "") in columns or cell.get("s") in unseen


def _shared(package: Package, part: str, unseen: frozenset[str]) -> set[int]:
    """The shared texts that the shown cells of a sheet use."""
    root = parse(package.read(part), part)[0]
    columns = hidden_columns(root)
    return {
        int(cell.findtext(f"{S}v") or 0)
        for row in root.iter(f"{S}row")
        for cell in row.iter(f"{S}c")
        if cell.get("t") == "s" and not _hidden(row, cell, columns, unseen)
    }
