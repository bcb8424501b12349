"""Files made to exhaust or to confuse a reader, and documents with bytes changed: an error in words, or a reading."""

from __future__ import annotations

import contextlib
import io
import random
import resource
import zipfile
from collections.abc import Callable

import pytest

from gongkai.errors import InputError, TooLargeError, UndecodableError
from gongkai.reading.formats import package as packages
from gongkai.reading.formats.sniff import read_document
from tests.layouts import Style, completed, draw, the_form, values_of
from tests.layouts.known import KnownReport
from tests.layouts.web import Portal
from tests.layouts.word import NAMES, Word, package, zipped
from tests.layouts.workbook import Workbook

CELL = "<w:tc><w:p/></w:tc>"
DOCUMENT = f'<w:document xmlns:w="{NAMES["w"]}"><w:body>{{}}</w:body></w:document>'
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def nested_word(depth: int) -> bytes:
    return package("<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth)


def nested_page(depth: int, tag: str = "<table><tr><td>1<td>", end: str = "") -> bytes:
    return b"<html><body>" + tag.encode() * depth + b"1" + end.encode() * depth


def bomb() -> bytes:
    return zipped({"word/document.xml": DOCUMENT.format(" " * 30_000_000)})


def dense_bomb() -> bytes:
    return zipped({"word/document.xml": DOCUMENT.format("<w:p/>" * 3_500_000)})


def many_parts() -> bytes:
    return zipped({f"word/{i}.xml": "" for i in range(21_000)})


def wide_word() -> bytes:
    return package(f"<w:tbl><w:tr>{CELL * 1000}</w:tr></w:tbl>" * 250)


def spanned_word() -> bytes:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr><w:p/></w:tc>'
    return package(f"<w:tbl><w:tr>{cell * 500}</w:tr></w:tbl>" * 9)


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 9}">' for i in range(1, 20))
    return zipped({"word/document.xml": f'<!DOCTYPE a [<!ENTITY a0 "ha">{entities}]>' + DOCUMENT.format("&a19;")})


def far_cells() -> bytes:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
    rows += "".join(f'<row r="{i}"><c r="A{i}"><v>1</v></c><c r="XFD{i}"><v>2</v></c></row>' for i in range(2, 99))
    return workbook(rows)


def huge_merge() -> bytes:
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return workbook(rows, f'<worksheet xmlns="{name}"><sheetData>{rows}</sheetData>{merged}</worksheet>')


def many_cells() -> bytes:
    row = "".join(f"<c><v>{i}</v></c>" for i in range(500))
    return workbook("".join(f"<row>{row}</row>" for _ in range(600)))


def workbook(rows: str, sheet: str = "") -> bytes:
    names = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    return zipped(
        {
            "xl/workbook.xml": f'<workbook {names} {relation}><sheets><sheet name="a" r:id="r"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<R><Relationship Id="r" Target="worksheets/s.xml"/></R>',
            "xl/worksheets/s.xml": sheet or SHEET.format(rows),
        }
    )


HOSTILE: dict[str, tuple[Callable[[], bytes], type[InputError]]] = {
    "a Word document 10,000 tables deep": (lambda: nested_word(10_000), TooLargeError),
    "a page 10,000 tables deep": (lambda: nested_page(10_000), TooLargeError),
    "a bomb": (bomb, TooLargeError),
    "a bomb of tags": (dense_bomb, TooLargeError),
    "too many parts": (many_parts, TooLargeError),
    "a Word table of 250,000 cells": (wide_word, TooLargeError),
    "spans without end": (spanned_word, TooLargeError),
    "entities within entities": (laughs, UndecodableError),
    "cells far apart": (far_cells, TooLargeError),
    "a sheet of 300,000 cells": (many_cells, TooLargeError),
    "text of 22 MB": (lambda: "第二十条第（一）项 1 2 3\n".encode() * 700_000, TooLargeError),
    "a page of 100,000 open tags": (lambda: nested_page(100_000, "<div>"), TooLargeError),
    "a page of a million cells": (lambda: b"<table>" + (b"<tr>" + b"<td>1</td>" * 1000) * 1000, TooLargeError),
    "a page of wide cells": (lambda: b"<table>" + b"<tr><td colspan=1000>1" * 1000, TooLargeError),
}


@pytest.mark.parametrize(("make", "error"), HOSTILE.values(), ids=HOSTILE.keys())
def test_is_refused_in_words(make: Callable[[], bytes], error: type[InputError]) -> None:
    data = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(error) as caught:
        read_document(data, "a")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000
    assert "没有读取" in caught.value.message


@pytest.mark.parametrize(
    "data",
    [
        nested_page(8_000, "<div>"),
        nested_page(8_000, "<b><i>", "</b>"),
        nested_page(300)[:12],
        nested_word(60),
        nested_page(90, "<table><tr><td>"),
        huge_merge(),
    ],
    ids=["divs", "formatting", "no table", "frames in Word", "frames", "one merged region"],
)
def test_is_read_all_the_same(data: bytes) -> None:
    read_document(data, "a.html")


def test_the_stated_size_of_a_part_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_PART_BYTES", 1000)
    with pytest.raises(TooLargeError):
        read_document(package("<w:p/>" * 1000))


def known() -> KnownReport:
    form = the_form("2021")
    return KnownReport(form, "云溪县人民政府", 2023, values_of(form, completed(form, {"requests.granted.natural": 7})))


SHEET_DRAWN = draw(known(), Style())
ORIGINALS = {
    "docx": Word(numbered=True, revised=True).write(SHEET_DRAWN),
    "xlsx": Workbook("chapters").write(SHEET_DRAWN),
    "html": Portal(nested=True, pasted=True, hidden=True).write(SHEET_DRAWN).encode(),
    "gbk": Portal(charset="gbk").write(SHEET_DRAWN).encode("gbk", "replace"),
}


def mutated(data: bytes, draw_: random.Random) -> bytes:
    """``data`` with a few bytes changed, a piece taken out, doubled or cut off."""
    changed = bytearray(data)
    for _ in range(draw_.randint(1, 6)):
        at = draw_.randrange(len(changed))
        what = draw_.random()
        if what < 0.5:
            changed[at] = draw_.randrange(256)
        elif what < 0.7:
            del changed[at : at + draw_.randint(1, 40)]
        elif what < 0.9:
            changed[at:at] = changed[at : at + draw_.randint(1, 40)]
        else:
            del changed[max(at, 10) :]
    return bytes(changed)


def rezipped(data: bytes, draw_: random.Random) -> bytes:
    """An office file whose parts are changed within a whole ZIP, so that the change gets past its checksums."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = draw_.choice([name for name in parts if name.endswith(".xml")])
    part = parts[name]
    assert isinstance(part, bytes)
    parts[name] = mutated(part, draw_)
    return zipped(parts)


@pytest.mark.parametrize("kind", ORIGINALS)
@pytest.mark.parametrize("seed", range(4))
def test_mutated_documents_never_crash(kind: str, seed: int) -> None:
    draw_ = random.Random(f"{kind} {seed}")
    for i in range(25):
        original = ORIGINALS[kind]
        data = rezipped(original, draw_) if kind in ("docx", "xlsx") and i % 2 else mutated(original, draw_)
        with contextlib.suppress(InputError):
            read_document(data, f"a.{kind}")
