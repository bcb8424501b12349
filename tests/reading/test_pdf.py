"""PDF: ruling lines become tables, text around them paragraphs, and what cannot be read is told."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any

import pytest

from gongkai.errors import InputError, TooLargeError, UndecodableError, UnsupportedFormatError
from gongkai.reading.document import Document, Grid, Paragraph
from gongkai.reading.formats.pdf import glyphs, paths, source
from gongkai.reading.formats.sniff import read_document
from tests.layouts.strokes import FONT, assembled, bars, boxes, pdf, stream, stroked, words

Rows = list[tuple[str | None, ...]]
# Two columns and two rows between x 50, 150, 250 and y 100, 150, 200.
RAILS = ((50, 100, 250, 100), (50, 150, 250, 150), (50, 200, 250, 200))
POSTS = ((50, 100, 50, 200), (150, 100, 150, 200), (250, 100, 250, 200))
FOUR = words((60, 170, "a"), (160, 170, "1"), (60, 120, "b"), (160, 120, "2"))
TWO_BY_TWO: Rows = [("a", "1"), ("b", "2")]


def grids(document: Document) -> list[Rows]:
    return [[row.cells for row in block.rows] for block in document.blocks if isinstance(block, Grid)]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def read(*contents: str, **settings: Any) -> Document:
    return read_document(pdf(contents, **settings))


FORM: Mapping[int, bytes] = {
    100: stream(
        (stroked(*RAILS, *POSTS) + FOUR).encode(),
        "/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /Font << /F 3 0 R >> >>",
    )
}
HALVES = tuple((x, y, x + 50, y) for x, y, *_ in RAILS) + tuple((x + 50, y, 250, y) for x, y, *_ in RAILS)


@pytest.mark.parametrize("scale", ["1 0 0 1000000000", "0 0 0 1000000000", "1000000000 0 0 1"])
@pytest.mark.parametrize("size", [0, 10])
def test_places_beyond_all_measure_are_left_out(scale: str, size: int) -> None:
    lost = f"q {f'{scale} 7 7 cm ' * 8}" + words((60, 150, "lost"), size=size) + stroked(*RAILS) + "Q "
    assert paragraphs(read(lost + words((20, 20, "kept")))) == ["kept"]


def mapped(code: str) -> Document:
    """A page whose file says that its figure 1 is the character ``code`` (UTF-16, hexadecimal)."""
    told = f"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <31> <{code}> endbfchar"
    more = {3: FONT[:-2] + b"/ToUnicode 100 0 R >>", 100: stream(f"begincmap {told} endcmap".encode())}
    return read(words((60, 150, "enough words 1.")), more=more)


@pytest.mark.parametrize(
    ("code", "text"),
    [("0041", "A"), ("D842DFB7", "\U00020bb7"), ("D800", "\ufffd"), ("DC00D800", "\ufffd"), ("D842", "\ufffd")],
    ids=["a letter", "a rare character", "half of one", "two halves in disorder", "the other half is missing"],
)
def test_characters_in_two_halves(code: str, text: str) -> None:
    assert paragraphs(mapped(code)) == [f"enough words {text}."]


@pytest.mark.parametrize(
    "drawn",
    [
        stroked(*RAILS, *POSTS),
        bars(*RAILS, *POSTS),
        boxes((50, 150, 150, 200), (150, 150, 250, 200), (50, 100, 150, 150), (150, 100, 250, 150)),
        stroked(*HALVES, *POSTS),
        stroked(*RAILS, *POSTS, *((x, y + 1.5, u, v + 1.5) for x, y, u, v in RAILS)),
        stroked(*RAILS, POSTS[1]),
        stroked(*RAILS, *POSTS, (58, 168, 90, 168)),
    ],
    ids=["pen", "bars", "boxes", "pieces", "double lines", "open at the sides", "an underlined word"],
)
def test_ruling_lines_make_a_table(drawn: str) -> None:
    assert grids(read(drawn + FOUR)) == [TWO_BY_TWO]


def test_a_table_inside_a_form_object() -> None:
    document = read("q 0.5 0 0 0.5 20 10 cm /X Do Q", resources="/XObject << /X 100 0 R >>", more=FORM)
    assert grids(document) == [TWO_BY_TWO]
    first = document.blocks[0]
    assert isinstance(first, Grid)
    assert first.rows[0].place(0).bbox == (45.0, 190.0, 95.0, 215.0)


@pytest.mark.parametrize(
    ("drawn", "text", "expected"),
    [
        ((*RAILS[::2], *POSTS), ((60, 150, "a"), (160, 150, "1")), [("a", "1")]),
        (
            (RAILS[0], RAILS[2], (150, 150, 250, 150), *POSTS),
            ((60, 145, "a"), (160, 170, "1"), (160, 120, "2")),
            [("a", "1"), (None, "2")],
        ),
        (
            (*RAILS, POSTS[0], POSTS[2], (150, 100, 150, 150)),
            ((60, 170, "title"), (60, 120, "b"), (160, 120, "2")),
            [("title", None), ("b", "2")],
        ),
        (
            (RAILS[0], RAILS[1], (50, 200, 150, 200), *POSTS[:2], (250, 100, 250, 150)),
            ((60, 170, "a"), (60, 120, "b"), (160, 120, "2")),
            [("a",), ("b", "2")],
        ),
        ((*RAILS, *POSTS), ((60, 170, "a"), (60, 120, "b"), (160, 120, "2")), [("a", ""), ("b", "2")]),
    ],
    ids=["one row", "spans rows", "spans columns", "no cell there", "empty cell"],
)
def test_cells(drawn: tuple[tuple[float, float, float, float], ...], text: Any, expected: Rows) -> None:
    assert grids(read(stroked(*drawn) + words(*text))) == [expected]


@pytest.mark.parametrize(
    ("placed", "text"),
    [
        (((55, 180, "12"), (55, 165, "34")), "12 34"),
        (((55, 180, "12 34"),), "12 34"),
        (((55, 180, "12"), (75, 180, "34")), "12 34"),
        (((55, 180, "1234567890123456"), (55, 165, "78")), "123456789012345678"),
        (((55, 180, "rules of"), (55, 165, "names")), "rules of names"),
    ],
    ids=["two values", "a space", "a gap", "a long number", "words"],
)
def test_the_text_of_a_cell(placed: Any, text: str) -> None:
    assert grids(read(stroked(*RAILS, *POSTS) + words(*placed)))[0][0][0] == text


def test_characters_drawn_twice_to_be_bold_are_one() -> None:
    bold = words((60, 170, "a11"), (60.3, 170, "a11"))
    assert grids(read(stroked(*RAILS, *POSTS) + bold))[0][0][0] == "a11"


def test_a_table_goes_on_where_the_next_page_begins_with_the_same_columns() -> None:
    drawn = stroked(*RAILS, *POSTS) + FOUR
    assert grids(read(drawn, drawn)) == [TWO_BY_TWO * 2]
    other = stroked(*RAILS, *POSTS[::2], (200, 100, 200, 200)) + FOUR
    assert len(grids(read(drawn, other))) == 2
    assert len(grids(read(drawn + words((50, 40, "between the two")), drawn))) == 2


def test_a_table_without_lines_is_told_apart_by_gaps() -> None:
    document = read(words((50, 200, "a"), (150, 200, "1"), (50, 180, "b"), (150, 180, "2")))
    assert grids(document) == [TWO_BY_TWO]
    assert [block.ruled for block in document.blocks if isinstance(block, Grid)] == [False]


def test_places_are_those_of_the_page_as_it_is_shown() -> None:
    drawn = stroked(*RAILS, *POSTS) + FOUR
    for turn, bbox in ((0, (50.0, 100.0, 150.0, 150.0)), (90, (150.0, 50.0, 200.0, 150.0))):
        block = read(drawn, page=f"/MediaBox [0 0 400 300] /Rotate {turn}").blocks[0]
        assert isinstance(block, Grid)
        assert (block.rows[0].place(0).page, block.rows[0].place(0).bbox) == (1, bbox)


def test_page_numbers_heads_and_watermarks_are_left_out() -> None:
    def page(number: int) -> str:
        mark = words((195, 15, f"- {number} -")) + words((60, 285, "Office of Yunxi"))
        water = "0.8 g BT /F 60 Tf 0.7 0.7 -0.7 0.7 100 60 Tm (DRAFT) Tj ET BT /F 60 Tf 20 90 Td (COPY) Tj ET 0 g\n"
        return mark + water + words((50, 200, f"sentence {number}."))

    assert paragraphs(read(*map(page, (1, 2, 3)))) == ["sentence 1.", "sentence 2.", "sentence 3."]


def test_a_number_that_does_not_count_the_pages_is_none_of_theirs() -> None:
    document = read(*(words((50, 200, "text."), (195, 15, number)) for number in ("7", "7", "7")))
    assert paragraphs(document) == ["text.", "7"] * 3


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"%PDF-1.7\n%%EOF", UndecodableError, "损坏"),
        (pdf([]), UndecodableError, "没有页面"),
        (pdf([FOUR])[:200], UndecodableError, "损坏"),
        (pdf([""]), UndecodableError, "空白"),
        (pdf([FOUR], page="/MediaBox [0 0 400 900000]"), UndecodableError, "页面大小"),
    ],
    ids=["nothing in it", "no pages", "cut off", "no text", "a page without end"],
)
def test_what_cannot_be_read_is_told(data: bytes, error: type[InputError], says: str) -> None:
    with pytest.raises(error, match=says):
        read_document(data)


def test_a_file_with_a_password() -> None:
    locked = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [] /Count 0 >>",
        4: b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
    }
    data = assembled(locked).replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 4 0 R /ID [<00> <00>]")
    with pytest.raises(UnsupportedFormatError, match="密码"):
        read_document(data)


def test_a_page_that_is_a_picture_among_others() -> None:
    picture = {100: stream(b"\0" * 100, "/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray")}
    picture[100] = picture[100].replace(b"/DeviceGray", b"/DeviceGray /BitsPerComponent 8")
    with pytest.raises(UnsupportedFormatError, match=r"第 2 页没有文字层.*gongkai\[ocr\]"):
        read(FOUR, "q 400 0 0 300 0 0 cm /X Do Q", resources="/XObject << /X 100 0 R >>", more=picture)


def test_bytes_before_the_mark_of_the_format() -> None:
    assert grids(read_document(b"\xef\xbb\xbf\r\n" + pdf([stroked(*RAILS, *POSTS) + FOUR]))) == [TWO_BY_TWO]


@pytest.mark.parametrize(
    ("module", "limit", "content"),
    [
        (source, "MAX_PAGES", FOUR),
        (source, "MAX_ALL_GLYPHS", FOUR),
        (glyphs, "MAX_GLYPHS", FOUR),
        (paths, "MAX_OBJECTS", stroked(*RAILS)),
        (paths, "MAX_SEGMENTS", stroked(*RAILS)),
    ],
)
def test_limits(module: Any, limit: str, content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, limit, 1)
    with pytest.raises(TooLargeError, match="上限"):
        source.extract(pdf([content, content]))


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("pypdfium2"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(UnsupportedFormatError, match=r"gongkai\[pdf\]"):
        read(FOUR)
