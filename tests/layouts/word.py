"""Word documents: the XML written by hand, with the habits of those who make them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from tests.layouts.sheet import Grid, Sheet, Text, slots

NAMES: Mapping[str, str] = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def _types(numbered: bool) -> str:
    parts = {"document": "document.main"} | ({"numbering": "numbering"} if numbered else {})
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{kind}+xml"/>' for part, kind in parts.items()
    )
    relations = f'<Default Extension="rels" ContentType="{_RELATIONS}"/>'
    default = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{relations}{default}{overrides}</Types>'


def _relations(kind: str, target: str) -> str:
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>'


_ORDINAL = re.compile(
    r"(?P<chapter>[一二三四五六])、(?P<title>.+)|（(?P<group>[一二三四五六七])）(?P<name>.+)|(?P<row>\d)\.(?P<label>.+)"
)
_FORMATS = {"chapter": ("chineseCounting", "%1、"), "group": ("japaneseCounting", "（%1）"), "row": ("decimal", "%1.")}
_COUNTED = "一二三四五六七八九"

Around = Literal["nothing", "one cell", "rows", "text boxes"]


@dataclass(frozen=True)
class Word:
    """How a document is made.

    ``around``: what the parts stand in. ``runs``: how many characters a run has (0: all). ``revised``: every text was
    inserted behind a deleted one, and there are deleted rows. ``hidden``: hidden digits in every paragraph.
    ``numbered``: ordinals are automatic. ``controls``: cells and rows in content controls. ``boxed``: every value
    stands in a table of its own within its cell. ``fields``: every text is the result of a field.
    """

    around: Around = "nothing"
    runs: int = 0
    revised: bool = False
    hidden: bool = False
    numbered: bool = False
    controls: bool = False
    boxed: bool = False
    fields: bool = False
    strict: bool = False

    def write(self, sheet: Sheet) -> bytes:
        """The sheet as the bytes of a DOCX file."""
        drawer = _Drawer(self)
        parts = [drawer.part(part) for part in sheet.parts]
        body = "".join(_around(parts, self.around))
        return package(body, drawer.lists.xml() if self.numbered else "", self.strict)


def package(body: str, numbering: str = "", strict: bool = False) -> bytes:
    """A DOCX file with this content of ``w:body``."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
    parts = {
        "[Content_Types].xml": _types(bool(numbering)),
        "_rels/.rels": _relations("officeDocument", "word/document.xml"),
        "word/document.xml": f"{_HEAD}<w:document {names}><w:body>{body}<w:sectPr/></w:body></w:document>",
    }
    if numbering:
        parts["word/_rels/document.xml.rels"] = _relations("numbering", "numbering.xml")
        parts["word/numbering.xml"] = f'{_HEAD}<w:numbering xmlns:w="{NAMES["w"]}">{numbering}</w:numbering>'
    return zipped({name: text.replace(NAMES["w"], STRICT) if strict else text for name, text in parts.items()})


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file of these parts; the same parts give the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _around(parts: list[str], around: Around) -> Iterator[str]:
    """The parts in what stands around them; a cell ends with a paragraph, as Word demands."""
    if around == "one cell":
        yield f"<w:tbl><w:tr><w:tc>{''.join(parts)}<w:p/></w:tc></w:tr></w:tbl>"
    elif around == "rows":
        yield f"<w:tbl>{''.join(f'<w:tr><w:tc>{part}<w:p/></w:tc></w:tr>' for part in parts)}</w:tbl>"
    elif around == "text boxes":
        for part in parts:
            box = f"<w:txbxContent>{part}<w:p/></w:txbxContent>"
            choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
            fallback = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
            yield f"<w:p><w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r></w:p>"
    else:
        yield from parts


@dataclass
class _Lists:
    """Automatic lists: an ordinal that goes on with its list is numbered, any other is typed."""

    last: dict[str, tuple[int, int]] = field(default_factory=dict)
    nums: list[str] = field(default_factory=list)

    def properties(self, text: str) -> tuple[str, str]:
        """The numbering of a paragraph as XML, and the text that is left to type."""
        match = _ORDINAL.fullmatch(text)
        kind = match.lastgroup if match else None
        if match is None or kind is None:
            return "", text
        kind = {"title": "chapter", "name": "group", "label": "row"}[kind]
        printed = match[kind]
        count = _COUNTED.index(printed) + 1 if kind != "row" else int(printed)
        num, before = self.last.get(kind, (0, 0))
        if count == 1:
            self.nums.append(kind)
            num = len(self.nums)
        elif count != before + 1:
            return "", text
        self.last[kind] = (num, count)
        rest = next(match[name] for name in ("title", "name", "label") if match[name])
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{num}"/></w:numPr>', rest

    def xml(self) -> str:
        """The content of numbering.xml: one abstract list a kind, each list starting anew."""
        kinds = list(_FORMATS)
        abstract = "".join(
            f'<w:abstractNum w:abstractNumId="{i}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{_FORMATS[kind][0]}"/><w:suff w:val="nothing"/>'
            f'<w:lvlText w:val="{_FORMATS[kind][1]}"/></w:lvl></w:abstractNum>'
            for i, kind in enumerate(kinds)
        )
        nums = "".join(
            f'<w:num w:numId="{i}"><w:abstractNumId w:val="{kinds.index(kind)}"/><w:lvlOverride w:ilvl="0">'
            '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            for i, kind in enumerate(self.nums, 1)
        )
        return abstract + nums


class _Drawer:
    """Writes the parts of one document."""

    def __init__(self, how: Word) -> None:
        self.how = how
        self.lists = _Lists()

    def part(self, part: Text | Grid) -> str:
        return self._table(part) if isinstance(part, Grid) else self._paragraph(part.text)

    def _paragraph(self, text: str) -> str:
        numbering, text = self.lists.properties(text) if self.how.numbered else ("", text)
        properties = f"<w:pPr>{numbering}<w:tabs><w:tab/></w:tabs></w:pPr>" if numbering else ""
        hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>95</w:t></w:r>" if self.how.hidden else ""
        return f"<w:p>{properties}{hidden}{self._text(text)}</w:p>"

    def _text(self, text: str) -> str:
        if self.how.fields and text:
            code = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> REF a 7 </w:instrText><w:t>8</w:t></w:r>'
            split = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            return f'{code}{split}{self._runs(text)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        if self.how.revised:
            gone = "<w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>7</w:t></w:r></w:moveFrom>"
            return f"{gone}<w:ins>{self._runs(text)}</w:ins>"
        return self._runs(text)

    def _runs(self, text: str) -> str:
        each = self.how.runs or max(len(text), 1)
        pieces = (text[i : i + each] for i in range(0, len(text), each))
        return "".join(
            f'<w:r><w:rPr><w:b/></w:rPr>{_inside(piece)}</w:r><w:proofErr w:type="gramEnd"/>' for piece in pieces
        )

    def _table(self, grid: Grid) -> str:
        rows: list[str] = []
        for number, line in enumerate(slots(grid)):
            cells: list[str] = []
            for slot in line:
                wide = f'<w:gridSpan w:val="{slot.box.wide}"/>' if slot.box.wide > 1 else ""
                begun = slot.hanging or number != slot.line
                merge = "" if slot.box.high < 2 else "<w:vMerge/>" if begun else '<w:vMerge w:val="restart"/>'
                inside = "<w:p/>" if begun else self._cell(slot.box.text, slot.box.key is not None)
                cells.append(f"<w:tc><w:tcPr>{wide}{merge}</w:tcPr>{inside}</w:tc>")
            row = self._controlled("".join(map(self._controlled, cells)), "row")
            rows.append(row)
        grid_columns = '<w:gridCol w:w="900"/>' * grid.columns
        return f"<w:tbl><w:tblPr/><w:tblGrid>{grid_columns}</w:tblGrid>{''.join(rows)}</w:tbl>"

    def _controlled(self, xml: str, what: str = "cell") -> str:
        if what == "row":
            gone = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>99</w:t></w:r></w:p></w:tc></w:tr>"
            xml = (gone if self.how.revised else "") + f"<w:tr>{xml}</w:tr>"
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{xml}</w:sdtContent></w:sdt>" if self.how.controls else xml

    def _cell(self, text: str, value: bool) -> str:
        inside = "".join(map(self._paragraph, text.split("\n")))
        boxed = self.how.boxed and value
        return f"<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl><w:p/>" if boxed else inside


def _inside(text: str) -> str:
    return "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
