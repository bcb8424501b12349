"""What workbooks hold, and what becomes of it: XLSX, ODS, and the parts that they share."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from gongkai.errors import TooLargeError, UndecodableError, UnsupportedFormatError
from gongkai.reading.document import Document, Grid, Paragraph
from gongkai.reading.formats.child import DiedError, TooSlowError
from gongkai.reading.formats.sheets import xls_worker
from gongkai.reading.formats.sheets.values import date_text, is_date_format, plain_number
from gongkai.reading.formats.sniff import read_document
from gongkai.report.values import Place
from tests.layouts.word import zipped

Row = tuple[str | None, ...]
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
STYLES = (
    f'<styleSheet {S}><numFmts><numFmt numFmtId="200" formatCode="yyyy年m月d日"/></numFmts><borders><border/>'
    '<border><left style="thin"/></border></borders><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="200"/>'
    '<xf numFmtId="0" borderId="1"/></cellXfs></styleSheet>'
)
STRINGS = f"<sst {S}><si><t>规章</t></si><si><r><t>处</t></r><r><t>罚</t></r><rPh><t>x</t></rPh></si></sst>"


def book(*sheets: str, states: Mapping[str, str] | None = None, names: tuple[str, ...] = ("甲", "乙", "丙")) -> bytes:
    """A workbook of sheets with this XML between ``worksheet`` tags."""
    states = states or {}
    entries = "".join(
        f'<sheet name="{name}" r:id="r{i}" state="{states.get(name, "visible")}"/>'
        for i, (name, _) in enumerate(zip(names, sheets, strict=False))
    )
    relations = "".join(f'<Relationship Id="r{i}" Target="worksheets/s{i}.xml"/>' for i in range(len(sheets)))
    return zipped(
        {
            "xl/workbook.xml": f"<workbook {S} {R}><sheets>{entries}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
            "xl/styles.xml": STYLES,
            "xl/sharedStrings.xml": STRINGS,
            **{f"xl/worksheets/s{i}.xml": f"<worksheet {S}>{xml}</worksheet>" for i, xml in enumerate(sheets)},
        }
    )


def data(rows: str, more: str = "") -> str:
    return f"<sheetData>{rows}</sheetData>{more}"


def text(reference: str, words: str, style: int = 0) -> str:
    return f'<c r="{reference}" t="inlineStr" s="{style}"><is><t>{words}</t></is></c>'


def grids(document: Document) -> list[list[Row]]:
    return [[row.cells for row in block.rows] for block in document.blocks if isinstance(block, Grid)]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="B1"><v>42</v></c>', "42"),
        ('<c r="B1"><v>321.87360000000001</v></c>', "321.8736"),
        ('<c r="B1"><v>1E+15</v></c>', "1000000000000000"),
        ('<c r="B1" t="s"><v>1</v></c>', "处罚"),
        ('<c r="B1" t="s"><v>9</v></c>', "#缺失"),
        ('<c r="B1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="B1" t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="B1"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="B1"><f>1+1</f></c>', "#未计算"),
        ('<c r="B1" t="str"><f>A1</f><v></v></c><c r="C1"><v>1</v></c>', ""),
        ('<c r="B1" s="1"><v>44259</v></c>', "2021-03-04"),
        ('<c r="B1" s="2"><v>42</v></c>', "1900-02-11"),
        ('<c r="B1" t="d"><v>2021-03-04</v></c>', "2021-03-04"),
        ("<c><v>7</v></c>", "7"),
        (text("B1", "12\n34"), "12 34"),
        (text("B1", "属于\n机密"), "属于机密"),
    ],
)
def test_values(cell: str, expected: str) -> None:
    document = read_document(book(data(f'<row r="1">{text("A1", "甲")}{cell}</row>')), "a.xlsx")
    assert grids(document)[0][0][1] == expected


def test_what_is_merged_or_bordered_or_hidden() -> None:
    rows = (
        f'<row r="1">{text("A1", "标题")}</row>'
        f'<row r="3">{text("B3", "组", 3)}{text("C3", "遮", 3)}<c r="D3" s="3"/></row>'
        f'<row r="4">{text("B4", "规章", 3)}<c r="C4" s="3"><v>1</v></c><c r="D4" s="3"/><c r="E4"><v>5</v></c></row>'
        f'<row r="5" hidden="1">{text("B5", "旧")}<c r="C5"><v>8</v></c></row>'
        f'<row r="6">{text("B6", "处罚", 3)}<c r="C6" s="3"/><c r="D6" s="3"><v>0</v></c></row>'
    )
    columns, merged = (
        '<cols><col min="5" max="9" hidden="1"/></cols>',
        '<mergeCells><mergeCell ref="B3:D3"/></mergeCells>',
    )
    document = read_document(book(columns + data(rows, merged)), "a.xlsx")
    assert paragraphs(document) == ["标题", "组"]
    assert grids(document) == [[("规章", "1", "")], [("处罚", "", "0")]]
    assert document.repairs == (("HIDDEN-TEXT", "4"),)


def test_places_name_sheet_and_cell() -> None:
    document = read_document(book(data(f'<row r="7">{text("AA7", "甲")}<c r="AB7"><v>1</v></c></row>')), "a.xlsx")
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    assert [grid.rows[0].place(i) for i in (0, 1)] == [Place(sheet="甲", cell="AA7"), Place(sheet="甲", cell="AB7")]


def test_sheets_follow_one_another_and_hidden_ones_are_told() -> None:
    sheet = data(f'<row r="1">{text("A1", "规章")}<c r="B1"><v>1</v></c></row>')
    document = read_document(book(sheet, sheet, sheet, states={"乙": "hidden"}), "a.xlsx")
    assert paragraphs(document) == ["甲", "丙"]
    assert len(grids(document)) == 2
    assert document.repairs == (("SHEET-HIDDEN", "乙"),)


def test_an_empty_gap_without_borders() -> None:
    rows = (
        f'<row r="1">{text("A1", "行")}{text("B1", "一")}{text("C1", "二")}{text("D1", "三")}</row>'
        f'<row r="2">{text("A2", "规章")}<c r="C2"><v>1</v></c></row>'
    )
    assert grids(read_document(book(data(rows)), "a.xlsx")) == [[("行", "一", "二", "三"), ("规章", "", "1")]]


@pytest.mark.parametrize(
    ("stored", "expected"),
    [(42.0, "42"), (-0.0, "0"), ("0042", "42"), (0.1 + 0.2, "0.3"), (1e15, "1000000000000000"), ("1e-7", "0.0000001")],
)
def test_plain_numbers(stored: str | float, expected: str) -> None:
    assert plain_number(stored) == expected


@pytest.mark.parametrize("stored", ["1e999", "nan", "一", "1e30"])
def test_what_is_no_plain_number_stays(stored: str) -> None:
    assert plain_number(stored) == stored


@pytest.mark.parametrize(
    ("number", "code", "expected"),
    [
        (0, None, False),
        (14, None, True),
        (200, "0.00", False),
        (200, '0"d"', False),
        (200, "yyyy/m/d", True),
        (200, "[Red]General", False),
        (200, "#,##0", False),
        (200, "[h]:mm:ss", True),
        (200, "0%", False),
    ],
)
def test_date_formats(number: int, code: str | None, expected: bool) -> None:
    assert is_date_format(number, code) is expected


@pytest.mark.parametrize(
    ("serial", "expected"),
    [(1, "1900-01-01"), (61, "1900-03-01"), (44259, "2021-03-04"), (44259.5, "2021-03-04 12:00:00")],
)
def test_dates(serial: float, expected: str) -> None:
    assert date_text(serial) == expected


NS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    )
)
FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'


def open_document(kind: str, body: str, styles: str = "") -> bytes:
    content = (
        f"<office:document-content {NS} {FO}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


def cell(words: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{words}</text:p></table:table-cell>"


def table(*rows: str) -> str:
    inside = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f'<table:table table:name="甲">{inside}</table:table>'


COVERED = "<table:covered-table-cell/>"


class TestOpenDocumentText:
    def test_paragraphs_and_merged_cells(self) -> None:
        body = (
            "<text:sequence-decls/><text:h>一、情况</text:h><text:p>甲<text:span>乙</text:span><text:s text:c='2'/>丙"
            "<text:line-break/>丁<text:note>注</text:note></text:p>"
            + table(
                cell("组", 'table:number-columns-spanned="2" table:number-rows-spanned="2"') + COVERED + cell("1"),
                COVERED * 2 + cell("2"),
                cell("规章") + cell("", 'table:number-columns-repeated="2"'),
            )
        )
        document = read_document(open_document("text", body), "a.odt")
        assert paragraphs(document) == ["一、情况", "甲乙  丙", "丁"]
        assert grids(document) == [[("组", None, "1"), (None, None, "2"), ("规章", "", "")]]

    def test_hidden_text_and_changes_are_told(self) -> None:
        styles = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
        body = (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧</text:p></text:deletion>"
            '</text:changed-region></text:tracked-changes><text:p>甲<text:span text:style-name="H">藏</text:span>'
            "</text:p>"
        )
        document = read_document(open_document("text", body, styles), "a.odt")
        assert paragraphs(document) == ["甲"]
        assert document.repairs == (("TRACKED-CHANGES", "插入0处、删除1处"), ("HIDDEN-TEXT", "1"))


class TestOpenDocumentSheets:
    def test_values_and_merged_cells(self) -> None:
        number = 'office:value-type="float" office:value="{}"'
        styles = '<style:style style:name="B"><style:table-cell-properties fo:border="1pt solid"/></style:style>'
        body = table(
            cell("组", 'table:number-rows-spanned="2"')
            + cell("3.5万", number.format("35000.0"))
            + cell("", 'table:style-name="B"'),
            COVERED + cell("1", number.format("1")) + cell("2", number.format("2")),
        )
        document = read_document(open_document("spreadsheet", body, styles), "a.ods")
        assert grids(document) == [[("组", "35000", ""), (None, "1", "2")]]

    def test_repeated_empty_rows_cost_nothing(self) -> None:
        far = 'table:number-columns-repeated="16384"'
        empty = f'<table:table-row table:number-rows-repeated="1048000">{cell("", far)}</table:table-row>'
        first = f"<table:table-row>{cell('规章')}{cell('1')}</table:table-row>"
        body = f'<table:table table:name="甲">{first}{empty}</table:table>'
        assert grids(read_document(open_document("spreadsheet", body), "a.ods")) == [[("规章", "1")]]

    def test_repeated_filled_rows_have_an_end(self) -> None:
        wide = 'table:number-columns-repeated="9"'
        row = f'<table:table-row table:number-rows-repeated="1048576">{cell("1", wide)}</table:table-row>'
        with pytest.raises(TooLargeError):
            read_document(open_document("spreadsheet", f"<table:table>{row}</table:table>"), "a.ods")


def test_a_password_is_named() -> None:
    manifest = "<manifest><encryption-data/></manifest>"
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": manifest,
        "content.xml": "x",
    }
    with pytest.raises(UndecodableError, match="密码"):
        read_document(zipped(parts))


def compound(*streams: str) -> bytes:
    """The beginning of a compound file whose directory names these streams."""
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0"))
    head[30], head[48] = 9, 0
    return bytes(head) + b"".join(f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in streams)


@pytest.mark.parametrize(
    ("streams", "error", "message"),
    [
        (("Root Entry", "EncryptedPackage"), UndecodableError, "密码"),
        (("Root Entry", "Workbook"), UndecodableError, "XLS 文件已损坏"),
        (("Root Entry", "PowerPoint Document"), UnsupportedFormatError, "旧格式"),
        ((), UnsupportedFormatError, "旧格式"),
    ],
)
def test_old_office_files(streams: tuple[str, ...], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        read_document(compound(*streams), "a.doc")


class TestOldWorkbooks:
    """XLS is read in a process of its own, which a damaged file may end."""

    HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

    def test_damage_is_told(self) -> None:
        data = self.HEAD + bytes(504) + "Workbook\0".encode("utf-16-le") + bytes(3000)
        with pytest.raises(UndecodableError, match="XLS 文件已损坏"):
            read_document(data, "a.xls")

    @pytest.mark.parametrize(("ends", "error"), [(DiedError, UndecodableError), (TooSlowError, TooLargeError)])
    def test_so_is_the_end_of_the_process(
        self, ends: type[Exception], error: type[Exception], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def ask(data: bytes, seconds: float) -> bytes:
            raise ends(f"{len(data)} bytes, {seconds} s")

        monkeypatch.setattr(xls_worker._child, "ask", ask)
        with pytest.raises(error, match="XLS 文件"):
            xls_worker.read_xls(self.HEAD)
