"""The letters as files: golden texts, what can be read back from PDF and DOCX, the forms, the red head."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from gongkai.errors import UsageError
from gongkai.law import current_book
from gongkai.procedure.rules import Procedure
from gongkai.writing.letters import LETTER_FORMATS, Charge, Facts, Letter, blank, compose, write_letter
from tests.writing.letters.facts_of import ALL, DAY, facts_of, item_of, pairs

BOOK = current_book()
LAW = BOOK.at(DAY)
PROCEDURE = Procedure(BOOK)
GOLDEN = Path(__file__).parent / "golden"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def partial() -> Letter:
    outcomes = ("provided", "partly_provided", "does_not_exist")
    items = tuple(item_of(LAW.outcomes[name], f"{name}一项") for name in outcomes)
    return compose(PROCEDURE, "reply_partial", replace(ALL, content="", items=items))


def the(document: str, outcome: str = "") -> Letter:
    return compose(PROCEDURE, document, facts_of(LAW, document, outcome))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def pdf_text(data: bytes) -> str:
    """The text without white space and page numbers."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    return squeezed("".join(re.sub(r"— ?\d+ ?—", "", text) for text in pages))


def docx_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return "\n".join("".join(map(str, p.itertext(f"{W}t"))) for p in root.iter(f"{W}p"))


def html_text(data: bytes) -> str:
    body = LexborHTMLParser(data.decode()).body
    assert body is not None
    return body.text()


def words_of(letter: Letter) -> list[str]:
    table = [] if letter.table is None else [cell.text for row in letter.table.rows for cell in row]
    return [letter.title, *letter.paragraphs, *table, *letter.below]


@pytest.mark.parametrize(
    "name", ["partial", "supplement_notice", "fee_notice", "approval_sheet", "service_record", "reply_denied"]
)
def test_the_text_is_as_it_was_agreed(name: str) -> None:
    letter = partial() if name == "partial" else the(name, "state_secret" if name == "reply_denied" else "")
    assert write_letter(letter, "txt").decode() == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", [*LAW.documents])
def test_pdf_docx_and_html_say_the_same(document: str) -> None:
    outcome = next(outcome for name, outcome in pairs(LAW) if name == document)
    letter = the(document, outcome)
    readers = {"pdf": pdf_text, "docx": docx_text, "html": html_text}
    for name, read in readers.items():
        text = squeezed(read(write_letter(letter, name)))
        for words in words_of(letter):
            assert squeezed(words) in text, name


def test_a_long_reply_goes_over_pages_with_numbers() -> None:
    document = pypdfium2.PdfDocument(write_letter(partial(), "pdf"))
    assert len(document) > 1
    for number, page in enumerate(document, 1):
        assert (round(page.get_width()), round(page.get_height())) == (595, 842)
        assert f"— {number} —" in page.get_textpage().get_text_range()


@pytest.mark.parametrize(
    ("document", "facts"),
    [
        ("fee_notice", replace(ALL, charge=Charge("items", 900))),
        ("receipt", replace(ALL, content="关于" + "很长的申请内容，" * 400)),
        ("consultation_notice", replace(ALL, body=replace(ALL.body, contact="联系" * 900))),
        ("approval_sheet", replace(ALL, content="很长的申请内容，" * 400)),
    ],
)
def test_nothing_falls_off_a_page_however_long(document: str, facts: Facts) -> None:
    letter = compose(PROCEDURE, document, facts)
    file = pypdfium2.PdfDocument(write_letter(letter, "pdf"))
    assert len(file) > 1
    seen = squeezed("".join(page.get_textpage().get_text_bounded() for page in file))
    for words in words_of(letter):
        assert all(piece in re.sub(r"—\d+—", "", seen) for piece in squeezed(words).split("，"))


@pytest.mark.parametrize("name", LETTER_FORMATS)
def test_the_same_letter_gives_the_same_bytes(name: str) -> None:
    assert write_letter(partial(), name) == write_letter(partial(), name)


class TestRedHead:
    def test_it_stands_above_the_title(self) -> None:
        red = write_letter(partial(), "html", red_head=True).decode()
        assert '<p class="head">青山县财政局</p>' in red
        assert '<p class="head">' not in write_letter(partial(), "html").decode()
        document = docx_text(write_letter(partial(), "docx", red_head=True))
        assert document.startswith("青山县财政局\n青财公复〔2026〕5号\n政府信息公开申请答复书")
        assert pdf_text(write_letter(partial(), "pdf", red_head=True)).startswith("青山县财政局青财公复〔2026〕5号")

    def test_it_is_red(self) -> None:
        page = pypdfium2.PdfDocument(write_letter(partial(), "pdf", red_head=True))[0]
        pixels = page.render(scale=1).to_pil().convert("RGB").getcolors(1 << 20)
        assert any(red > 150 and green < 60 and blue < 80 for _, (red, green, blue) in pixels)

    @pytest.mark.parametrize("document", ["receipt", "approval_sheet", "organ_consultation"])
    def test_what_is_no_reply_has_none(self, document: str) -> None:
        with pytest.raises(UsageError, match="不用红头"):
            write_letter(the(document), "txt", red_head=True)


def test_a_character_without_a_glyph_stops_the_pdf_and_not_the_docx() -> None:
    letter = compose(PROCEDURE, "receipt", replace(ALL, addressee="李㴩"))
    with pytest.raises(UsageError, match=r"㴩（U\+3D29）"):
        write_letter(letter, "pdf")
    assert "李㴩：" in docx_text(write_letter(letter, "docx"))


def test_what_looks_like_markup_is_text() -> None:
    letter = compose(PROCEDURE, "receipt", replace(ALL, content="<b>&甲</b> #let x = 1 *乙* $丙$"))
    for name, read in (("pdf", pdf_text), ("docx", docx_text), ("html", html_text)):
        assert squeezed("<b>&甲</b> #let x = 1 *乙* $丙$") in squeezed(read(write_letter(letter, name)))


@pytest.mark.parametrize("name", LETTER_FORMATS)
def test_a_blank_can_be_written_in_every_format(name: str) -> None:
    for document in ("approval_sheet", "supplement_notice"):
        assert write_letter(blank(PROCEDURE, document, DAY), name)


def test_another_format_is_refused() -> None:
    with pytest.raises(UsageError, match="pdf、docx、html、txt"):
        write_letter(the("receipt"), "rtf")
