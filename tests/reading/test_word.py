"""What Word documents hold, construct by construct, and what becomes of it."""

from __future__ import annotations

import pytest

from gongkai.errors import UndecodableError, UnsupportedFormatError
from gongkai.reading.document import Document, Grid, Paragraph
from gongkai.reading.formats.sniff import read_document
from gongkai.reading.formats.word.numbering import ordinal
from tests.layouts.word import NAMES, package, zipped

Row = tuple[str | None, ...]


def read(body: str, numbering: str = "") -> Document:
    return read_document(package(body, numbering), "a.docx")


def grids(document: Document) -> list[list[Row]]:
    return [[row.cells for row in block.rows] for block in document.blocks if isinstance(block, Grid)]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


SPAN2, SPAN3 = '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="3"/>'
BEGIN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((tr(tc("甲", SPAN2), tc("1")),), [("甲", None, "1")]),
        ((tr(tc("甲", SPAN3)), tr(tc("乙"), tc("1"), tc("2"))), [("甲",), ("乙", "1", "2")]),
        ((tr(tc("组", BEGIN), tc("1")), tr(tc("", ON), tc("2"))), [("组", "1"), (None, "2")]),
        (
            (tr(tc("组", BEGIN), tc("1")), tr(tc("", '<w:vMerge w:val="continue"/>'), tc("2"))),
            [("组", "1"), (None, "2")],
        ),
        ((tr(tc("甲", ON), tc("1")), tr(tc("乙"), tc("2"))), [("甲", "1"), ("乙", "2")]),
        ((tr(tc("组", BEGIN + SPAN2), tc("1")), tr(tc("", ON), tc("2"), tc("3"))), [("组", None, "1"), ("", "2", "3")]),
        ((tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("1")),), [("甲", None, "1")]),
        ((tr(tc("甲"), tc("1")), tr(tc("2"), properties='<w:gridBefore w:val="1"/>')), [("甲", "1"), (None, "2")]),
        ((tr(tc("甲"), tc("")), tr(tc("乙"), tc("0"))), [("甲", ""), ("乙", "0")]),
        ((tr(tc("甲", '<w:gridSpan w:val="x"/>'), tc("1")),), [("甲", "1")]),
    ],
    ids=[
        "span",
        "whole row",
        "merged",
        "merged, named",
        "nothing above",
        "other width",
        "old style",
        "gap",
        "empty",
        "bad",
    ],
)
def test_merged_cells(rows: tuple[str, ...], expected: list[Row]) -> None:
    assert grids(read(tbl(*rows))) == [expected]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (run("规") + run("章"), "规章"),
        (run("12") + "<w:r><w:br/></w:r>" + run("34"), "12 34"),
        (run("规") + "<w:r><w:br/></w:r>" + run("章"), "规章"),
        (run("12") + run("1", '<w:vertAlign w:val="superscript"/>'), "12 1"),
        (run("5", "<w:strike/>") + run("3"), "5 3"),
        (run("5", '<w:strike w:val="0"/>') + run("3"), "53"),
        ("<w:hyperlink>" + run("规章") + "</w:hyperlink>", "规章"),
        ('<w:fldSimple w:instr="PAGE 7">' + run("3") + "</w:fldSimple>", "3"),
        ("<w:r><w:noBreakHyphen/></w:r>" + run("5"), "-5"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("5"), "5"),
        ("<w:r><w:footnoteReference/></w:r>" + run("5"), "5"),
        (run("5") + "<w:commentRangeStart/><w:proofErr/>", "5"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("5") + "</w:sdtContent></w:sdt>", "5"),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("点击") + "</w:sdtContent></w:sdt>", ""),
        (
            FIELD.format("begin") + "<w:r><w:instrText>= 1</w:instrText></w:r>" + run("9") + FIELD.format("separate")
            + run("3") + FIELD.format("end") + run("件"),
            "3件",
        ),
    ],
)  # fmt: skip
def test_what_stands_in_a_cell(inside: str, expected: str) -> None:
    document = read(tbl(tr(f"<w:tc><w:p>{inside}</w:p></w:tc>", tc("尾"))))
    assert grids(document) == [[(expected, "尾")]]


@pytest.mark.parametrize(
    ("body", "texts", "repairs"),
    [
        (f"<w:p><w:ins>{run('新')}</w:ins></w:p>", ["新"], (("TRACKED-CHANGES", "插入1处、删除0处"),)),
        (
            f"<w:p>{run('甲')}<w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>",
            ["甲"],
            (("TRACKED-CHANGES", "插入0处、删除1处"),),
        ),
        (
            f"<w:p><w:moveFrom>{run('甲')}</w:moveFrom></w:p><w:p><w:moveTo>{run('甲')}</w:moveTo></w:p>",
            ["甲"],
            (("TRACKED-CHANGES", "插入1处、删除1处"),),
        ),
        (p("上", "<w:rPr><w:del/></w:rPr>") + p("下"), ["上下"], (("TRACKED-CHANGES", "插入0处、删除1处"),)),
        (f"<w:p>{run('甲')}{run('藏', '<w:vanish/>')}</w:p>", ["甲"], (("HIDDEN-TEXT", "1"),)),
        (f"<w:p>{run('甲', '<w:vanish w:val=' + chr(34) + '0' + chr(34) + '/>')}</w:p>", ["甲"], ()),
        (
            f'<w:p xmlns:o="urn:schemas-microsoft-com:office:office">{run("甲")}<w:r><w:object><o:OLEObject/>'
            "</w:object></w:r></w:p>",
            ["甲"],
            (("EMBEDDED-OBJECT", "1"),),
        ),
        ("<w:sdt><w:sdtContent>" + p("甲") + "</w:sdtContent></w:sdt>", ["甲"], ()),
        (p("上") + "<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p>", ["上", "一", "二"], ()),
    ],
    ids=["inserted", "deleted", "moved", "mark deleted", "hidden", "not hidden", "object", "control", "breaks"],
)
def test_what_is_told(body: str, texts: list[str], repairs: tuple[tuple[str, str], ...]) -> None:
    document = read(body)
    assert (paragraphs(document), document.repairs) == (texts, repairs)


def test_deleted_and_hidden_rows_and_what_a_merged_cell_covers() -> None:
    document = read(
        tbl(
            tr(tc("甲", BEGIN), tc("1")),
            tr(tc("旧"), tc("9"), properties="<w:del/>"),
            tr(tc("藏"), tc("8"), properties="<w:hidden/>"),
            tr(tc("盖", ON), tc("2")),
        )
    )
    assert grids(document) == [[("甲", "1"), (None, "2")]]
    assert document.repairs == (("TRACKED-CHANGES", "插入0处、删除1处"), ("HIDDEN-TEXT", "2"))


class TestTablesInTables:
    inner = tbl(tr(tc("规章"), tc("1")), tr(tc("处罚"), tc("2")))

    def test_a_layout_table_is_walked_through(self) -> None:
        document = read(tbl(tr(f"<w:tc>{p('题')}{self.inner}<w:p/></w:tc>", tc("尾"))))
        assert (paragraphs(document), grids(document)) == (["题", "尾"], [[("规章", "1"), ("处罚", "2")]])

    def test_a_frame_is_no_table(self) -> None:
        framed = tbl(tr(f"<w:tc>{tbl(tr(tc('7')))}<w:p/></w:tc>"))
        assert grids(read(tbl(tr(tc("规章"), f"<w:tc>{framed}<w:p/></w:tc>")))) == [[("规章", "7")]]

    def test_values_of_a_table_within_a_cell_stay_apart(self) -> None:
        cell = f"<w:tc>{tbl(tr(tc('7'), tc('8')))}<w:p/></w:tc>"
        document = read(tbl(*[tr(tc("规章"), tc("1"))] * 3, tr(tc("处罚"), cell)))
        assert grids(document)[0][-1] == ("处罚", "7 8")

    def test_running_text_in_a_row_is_no_cell(self) -> None:
        prose = f"<w:tc><w:tcPr>{SPAN2}</w:tcPr>{p('一、情况')}{p('公开信息81条。')}{p('二、表')}</w:tc>"
        document = read(tbl(tr(prose), tr(tc("规章"), tc("1"))))
        assert (paragraphs(document), grids(document)) == (["一、情况", "公开信息81条。", "二、表"], [[("规章", "1")]])


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('盒')}</w:txbxContent>"
    choice = f"<mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    for inside in (choice + fallback, fallback, "<mc:Choice/>" + fallback):
        body = f"<w:p>{run('文')}<w:r><mc:AlternateContent>{inside}</mc:AlternateContent></w:r></w:p>"
        assert paragraphs(read(body)) == ["文", "盒"]


def level(depth: int, written: str, text: str, more: str = "") -> str:
    format_ = f'<w:start w:val="1"/><w:numFmt w:val="{written}"/>'
    return f'<w:lvl w:ilvl="{depth}">{format_}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbered(depth: int, num: int = 1) -> str:
    return p("文", f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>')


LIST = '<w:abstractNum w:abstractNumId="0">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
ANEW = (
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    '</w:lvlOverride></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
)
CHAPTERS = LIST.format(
    level(0, "chineseCounting", "%1、")
    + level(1, "japaneseCounting", "（%2）")
    + level(2, "decimal", "%1.%3", "<w:isLgl/>")
)


@pytest.mark.parametrize(
    ("body", "numbering", "expected"),
    [
        ((0, 0), CHAPTERS, ["一、文", "二、文"]),
        ((0, 1, 1, 0, 1), CHAPTERS, ["一、文", "（一）文", "（二）文", "二、文", "（一）文"]),
        ((0, 0, 2), CHAPTERS, ["一、文", "二、文", "2.1 文"]),
        ((0, 0), LIST.format(level(0, "bullet", "•")), ["文", "文"]),
        ((0, 0), LIST.format(level(0, "unheardOf", "%1.")), ["1.文", "2.文"]),
        ((0, 3), CHAPTERS, ["一、文", "文"]),
    ],
    ids=["chinese", "levels", "legal", "bullet", "unknown", "no such level"],
)
def test_automatic_numbers(body: tuple[int, ...], numbering: str, expected: list[str]) -> None:
    assert paragraphs(read("".join(map(numbered, body)), numbering)) == expected


def test_lists_go_on_or_begin_anew() -> None:
    body = "".join(numbered(0, num) for num in (1, 1, 2, 2, 3, 9))
    assert paragraphs(read(body, CHAPTERS + ANEW)) == ["一、文", "二、文", "一、文", "二、文", "三、文", "文"]


def test_a_style_brings_its_number_and_hides_its_text() -> None:
    names = f'xmlns:w="{NAMES["w"]}"'
    styles = (
        f'<w:styles {names}><w:style w:styleId="H"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="I"><w:basedOn w:val="H"/></w:style>'
        '<w:style w:styleId="V"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    )
    hidden = '<w:rStyle w:val="V"/>'
    body = p("文", '<w:pStyle w:val="I"/>') + p("藏", '<w:pStyle w:val="V"/>') + f"<w:p>{run('藏', hidden)}</w:p>"
    document = f"<w:document {names}><w:body>{body}</w:body></w:document>"
    numbering = f"<w:numbering {names}>{CHAPTERS}</w:numbering>"
    parts = {"word/document.xml": document, "word/styles.xml": styles, "word/numbering.xml": numbering}
    read_back = read_document(zipped(parts), "a.docx")
    assert (paragraphs(read_back), read_back.repairs) == (["一、文"], (("HIDDEN-TEXT", "2"),))


@pytest.mark.parametrize(
    ("count", "written", "expected"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCounting", "一百零五"),
        (110, "chineseCounting", "一百一十"),
        (1010, "chineseCounting", "一千零一十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (12, "ideographDigital", "一二"),
        (3, "ideographTraditional", "丙"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (3, "decimalEnclosedCircle", "③"),
        (28, "lowerLetter", "bb"),
        (14, "upperRoman", "XIV"),
        (123456, "chineseCounting", "123456"),
    ],
)
def test_ordinals(count: int, written: str, expected: str) -> None:
    assert ordinal(count, written) == expected


def test_lines_with_tabs_are_rows() -> None:
    body = "".join(
        f"<w:p><w:r><w:t>{label}</w:t><w:tab/><w:t>{n}</w:t></w:r></w:p>" for label, n in (("规章", 1), ("处罚", 2))
    )
    assert grids(read(body)) == [[("规章", "1"), ("处罚", "2")]]


def test_strict_documents_are_read() -> None:
    assert paragraphs(read_document(package(p("文"), strict=True))) == ["文"]


DOCUMENT = f'<w:document xmlns:w="{NAMES["w"]}"><w:body>{{}}</w:body></w:document>'


@pytest.mark.parametrize(
    ("text", "found"),
    [("1\x0b2", "1 2"), ("1&#x1;2", "1 2"), ("文&字", "文&字"), ('文</w:t><x:t a="1" a="2"/><w:t>', "文")],
)
def test_harmless_faults_are_passed_over_and_told(text: str, found: str) -> None:
    document = read_document(zipped({"word/document.xml": DOCUMENT.format(p(text))}))
    assert paragraphs(document) == [found]
    assert [code for code, _ in document.repairs] == ["XML-REPAIRED"]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"word/document.xml": DOCUMENT.format("<w:p>")}, "语法错误"),
        ({"word/document.xml": DOCUMENT[:-5]}, "语法错误"),
        ({"word/document.xml": DOCUMENT.format(p("&nbsp;5"))}, "语法错误"),
        ({"word/document.xml": ""}, "语法错误"),
        ({"word/document.xml": "<a/>"}, "不是 Word 文档的正文"),
        ({"word/document.xml": f'<!DOCTYPE a [<!ENTITY b "c">]>{DOCUMENT.format(p("&b;"))}'}, "DTD"),
    ],
)
def test_faults_that_could_lose_a_cell_are_refused(parts: dict[str, str], message: str) -> None:
    with pytest.raises(UndecodableError, match=message):
        read_document(zipped(parts), "a.docx")


@pytest.mark.parametrize(
    "data",
    [zipped({"a.txt": "文"}), zipped({"ppt/a.xml": "<a/>"}), b'<?xml version="1.0"?>\n<pkg:package><w:p/>'],
)
def test_what_is_no_document_is_named(data: bytes) -> None:
    with pytest.raises(UnsupportedFormatError):
        read_document(data, "a.docx")


def test_formatting_is_cut_out_only_where_its_tags_pair() -> None:
    whole, open_ended = (
        "<w:p>" + run("甲", "<w:b/>") + "</w:p>",
        '<w:p><w:r><w:rPr a="<w:rPr>"/><w:t>乙</w:t></w:r></w:p>',
    )
    assert paragraphs(read(whole)) == ["甲"]
    with pytest.raises(UndecodableError):
        read(whole + open_ended)
