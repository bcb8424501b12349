"""Pages that are pictures: what was seen becomes pages like those of PDF, and what cannot be seen is told."""

from __future__ import annotations

import struct
import time
from collections.abc import Iterator

import pytest

from gongkai.errors import InternalError, TooLargeError, UndecodableError, UnsupportedFormatError
from gongkai.reading.document import Document, Grid
from gongkai.reading.formats import child
from gongkai.reading.formats.pdf import reader as pdf_reader
from gongkai.reading.formats.pdf.marks import Rule
from gongkai.reading.formats.scan import reader, worker
from gongkai.reading.formats.scan.messages import Piece, Seen
from gongkai.reading.formats.scan.seeing import settled
from gongkai.reading.formats.sniff import read_document
from tests.layouts import the_law
from tests.layouts.strokes import pdf, stream, words

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
# A table of one row, in the pixels of a picture twice as wide as a page has points.
SEEN = Seen(
    1190,
    1684,
    [Piece(110, 210, 190, 230, "规章", 0.98), Piece(320, 210, 330, 230, "3", 0.71)],
    [Rule(200, 100, 500), Rule(240, 100, 500)],
    [Rule(100, 200, 240), Rule(300, 200, 240), Rule(500, 200, 240)],
)
PICTURE = {
    100: stream(
        b"\0" * 100,
        "/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8",
    )
}


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Stands in for the process that recognises text; gives the pictures that it was asked for."""
    asked: list[bytes] = []

    def see(picture: bytes, what: str) -> Seen:
        assert what
        asked.append(picture)
        return SEEN

    monkeypatch.setattr(reader, "see", see)
    monkeypatch.setattr(pdf_reader, "see", see)
    return asked


def only_grid(document: Document) -> Grid:
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    return grid


def test_a_picture_becomes_a_table_with_how_sure_each_cell_is(seen: list[bytes]) -> None:
    document = read_document(PNG)
    row = only_grid(document).rows[0]
    assert (seen, row.cells, document.media_type) == ([PNG], ("规章", "3"), "image/png")
    assert [row.place(i).confidence for i in range(2)] == [0.98, 0.71]
    assert row.place(1).bbox == (300.0, 200.0, 500.0, 240.0)
    assert document.repairs == (("OCR-READ", "1"),)


def test_a_page_without_text_is_drawn_and_recognised(seen: list[bytes]) -> None:
    pages = [words((50, 200, "text")), "q 400 0 0 300 0 0 cm /X Do Q"]
    document = read_document(pdf(pages, resources="/XObject << /X 100 0 R >>", more=PICTURE))
    row = only_grid(document).rows[0]
    assert (row.cells, row.place(0).page, document.repairs) == (("规章", "3"), 2, (("OCR-READ", "2"),))
    assert seen[0].startswith(b"P5 1111 833 255\n")


@pytest.mark.parametrize(
    ("text", "score", "second", "says"),
    [
        ("17", 0.95, "17", "17"),
        ("17", 0.82, "17", "\ufffd"),
        ("195", 0.95, "1195", "\ufffd"),
        ("0", 0.75, "0", "0"),
        ("0", 0.65, "0", "\ufffd"),
        ("321.8万元", 0.99, "321.8万元", "321.8万元"),
        ("/", 0.5, "/", "\ufffd"),
        ("规章", 0.6, "规章", "规章"),
        ("1.属于国家秘密", 0.6, "l.属于国家秘密", "1.属于国家秘密"),
        ("", 0.0, "", "\ufffd"),
    ],
)
def test_a_doubtful_value_is_unreadable(text: str, score: float, second: str, says: str) -> None:
    assert settled(text, score, second) == says


def test_a_space_between_values_stays() -> None:
    page = reader.page_of(Seen(1190, 1684, [Piece(100, 100, 200, 120, "12 34", 0.99)]), 1, None)
    assert [(glyph.char, glyph.spaced) for glyph in page.glyphs] == [
        ("1", False),
        ("2", False),
        ("3", True),
        ("4", False),
    ]


def test_the_law_data_words_the_notice() -> None:
    assert reader.NOTICE in the_law().notices


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "is_installed", lambda: False)
    with pytest.raises(UnsupportedFormatError, match=r"gongkai\[ocr\]"):
        read_document(PNG)


class Stands:
    """Answers in place of the child."""

    def __init__(self, answer: bytes | Exception) -> None:
        self.answer = answer

    def ask(self, request: bytes, seconds: float) -> bytes:
        assert request
        assert seconds > 0
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize(
    ("answer", "error", "says"),
    [
        (child.TooSlowError(), TooLargeError, "没有识别完"),
        (child.DiedError(), TooLargeError, "识别中止"),
        (worker._encoder.encode(Seen(message="已损坏")), UndecodableError, "文件已损坏"),
    ],
)
def test_what_the_child_cannot_do_is_told(
    answer: bytes | Exception, error: type[Exception], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "is_installed", lambda: True)
    monkeypatch.setattr(worker, "_child", Stands(answer))
    with pytest.raises(error, match=says):
        read_document(PNG)


def test_a_real_picture() -> None:
    if not worker.is_installed():
        pytest.skip("the extra ocr is not installed")
    with pytest.raises(UndecodableError, match="图片"):
        read_document(PNG)


class TestChild:
    """The process that can be killed, with this module as what it runs."""

    @pytest.fixture
    def process(self) -> Iterator[child.Child]:
        made = child.Child("tests.reading.child_at_work", 500)
        yield made
        made.close()

    def test_answers(self, process: child.Child) -> None:
        assert [process.ask(request, 30) for request in (b"echo a", b"echo b")] == [b"a", b"b"]

    def test_is_killed_when_it_is_too_slow_and_started_anew(self, process: child.Child) -> None:
        began = time.monotonic()
        with pytest.raises(child.TooSlowError):
            process.ask(b"sleep", 0.2)
        assert time.monotonic() - began < 60
        assert process.ask(b"echo again", 30) == b"again"

    @pytest.mark.parametrize("request_", [b"crash", b"memory"])
    def test_may_die(self, process: child.Child, request_: bytes) -> None:
        with pytest.raises(child.DiedError):
            process.ask(request_, 30)
        assert process.ask(b"echo again", 30) == b"again"

    def test_a_fault_of_the_program_is_told_as_such(self, process: child.Child) -> None:
        with pytest.raises(InternalError, match=r"（LookupError）。这不是文件的问题") as caught:
            process.ask(b"fault of ours", 30)
        assert "child_at_work.py" in caught.value.__notes__[0]
        assert process.ask(b"echo still here", 30) == b"still here"

    def test_a_child_that_cannot_start_is_no_fault_of_the_file(self) -> None:
        with pytest.raises(InternalError, match=r"no_such_module）。这不是文件的问题"):
            child.Child("tests.reading.no_such_module", 500).ask(b"echo", 30)

    def test_what_is_printed_does_not_mix_with_answers(self, process: child.Child) -> None:
        assert process.ask(b"print", 30) == struct.pack(">I", 7)
