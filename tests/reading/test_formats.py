"""Bytes become the neutral document: decoding, text tables, HTML tables."""

import pytest

from gongkai.errors import TooLargeError, UndecodableError, UnsupportedFormatError
from gongkai.reading.document import Document, Grid, Paragraph
from gongkai.reading.formats import sniff
from gongkai.reading.formats.decode import decode
from gongkai.reading.formats.sniff import read_document

Rows = list[tuple[str | None, ...]]


def grids(document: Document) -> list[Rows]:
    return [[row.cells for row in block.rows] for block in document.blocks if isinstance(block, Grid)]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("data", "text", "repairs"),
    [
        ("规章".encode(), "规章", ()),
        (b"\xef\xbb\xbf" + "规章".encode(), "规章", ()),
        ("规章".encode("gb18030"), "规章", (("ENCODING-GUESSED", "GB18030"),)),
        (b"\xff\xfe" + "规章".encode("utf-16-le"), "规章", ()),
        ("规章 0 0 0\n".encode("utf-16-le"), "规章 0 0 0\n", (("ENCODING-GUESSED", "UTF-16-LE"),)),
        ("规章 0 0 0\n".encode("utf-16-be"), "规章 0 0 0\n", (("ENCODING-GUESSED", "UTF-16-BE"),)),
        ("一、一─一\n".encode("utf-16-le"), "一、一─一\n", (("ENCODING-GUESSED", "UTF-16-LE"),)),
    ],
)
def test_decoding(data: bytes, text: str, repairs: tuple[tuple[str, str], ...]) -> None:
    assert decode(data) == (text, repairs)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("规章\t0\t\t1", [[("规章", "0", "", "1")]]),
        ("规章      0     1    2", [[("规章", "0", "1", "2")]]),
        ("| 规章 | 0 |\n|---|---|\n| 处罚 |  |", [[("规章", "0"), ("处罚", "")]]),
        ("│规章│0│\n├──┼─┤\n│处罚│1│", [[("规章", "0"), ("处罚", "1")]]),
        ("\t规章\n\t0\n\n\t处罚\n\t\n", [[("规章", "0"), ("处罚", "")]]),
        ("\t商业\n企业\n\t0", [[("商业企业", "0")]]),
    ],
    ids=["tabs", "spaces", "pipes", "boxes", "a cell a line", "a broken cell"],
)
def test_text_tables(text: str, expected: list[Rows]) -> None:
    assert grids(read_document(text.encode())) == expected


def test_a_table_that_rules_off_every_row_joins_the_lines_of_a_cell() -> None:
    drawn = "┌────┬─┐\n│要求│ │\n│确认│3│\n├────┼─┤\n│重复│0│\n├────┼─┤\n│其他│1│\n└────┴─┘"
    assert grids(read_document(drawn.encode())) == [[("要求确认", "3"), ("重复", "0"), ("其他", "1")]]


def test_prose_is_no_table() -> None:
    document = read_document("一、总体情况\n\n2021年，全镇公开信息81条。".encode())
    assert grids(document) == []
    assert paragraphs(document) == ["一、总体情况", "2021年，全镇公开信息81条。"]


def test_spans_cover_the_positions_they_span() -> None:
    page = "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>1</td><td>&nbsp;</td></tr></table>"
    assert grids(read_document(page.encode())) == [[("甲", "乙", None), (None, "1", "")]]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("信访举报<br>投诉类<br/>申请", "信访举报投诉类申请"),
        ("12<br>34", "12 34"),
        ("<p><!--[if]-->&nbsp;<!--[endif]--><span>3</span><span>4<o:p></o:p></span></p>", "34"),
        ("<span>1<b>\n2</b></span>", "12"),
        ("<p>重复</p><p>申请</p>", "重复申请"),
        ("1<sup>2</sup>", "1 2"),
        ("<script>9</script>0<nav>菜单</nav>", "0"),
        ("<table><tr><td>7</td></tr></table>", "7"),
    ],
)
def test_what_is_in_a_cell_is_one_line(cell: str, text: str) -> None:
    page = f"<table><tr><td>规章</td><td>{cell}</td><td>5</td></tr><tr><td>处罚</td><td>1</td><td>2</td></tr></table>"
    assert grids(read_document(page.encode())) == [[("规章", text, "5"), ("处罚", "1", "2")]]


def test_a_layout_table_is_walked_through() -> None:
    page = "<table><tr><td><p>题</p><table><tr><td>规章</td><td>0</td></tr></table></td></tr></table>"
    document = read_document(page.encode())
    assert (paragraphs(document), grids(document)) == (["题"], [[("规章", "0")]])


def test_html_tables_inside_markdown() -> None:
    text = "# 题\n\n<table>\n<tr><td>规章</td><td>0</td></tr>\n</table>\n\n尾"
    document = read_document(text.encode(), "a.md")
    assert (paragraphs(document), grids(document)) == (["# 题", "尾"], [[("规章", "0")]])


def test_a_page_declared_gbk() -> None:
    page = '<html><head><meta charset="gbk"></head><body><p>规章</p></body></html>'
    document = read_document(page.encode("gbk"))
    assert (document.media_type, document.repairs, paragraphs(document)) == ("text/html", (), ["规章"])


@pytest.mark.parametrize("data", [b"GIF89a...."])
def test_formats_that_are_not_read_are_named(data: bytes) -> None:
    with pytest.raises(UnsupportedFormatError, match="暂不支持读取"):
        read_document(data, "a.txt")


@pytest.mark.parametrize("data", [b"", b" \n\t ", bytes(range(128, 256)) * 20, b"\0\1\2\3" * 40])
def test_bytes_that_are_no_text(data: bytes) -> None:
    with pytest.raises(UndecodableError):
        read_document(data)


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sniff, "MAX_BYTES", 10)
    with pytest.raises(TooLargeError, match="上限"):
        read_document("规章规章规章".encode())
