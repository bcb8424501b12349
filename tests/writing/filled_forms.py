"""Blank forms filled in as an officer would: by changing the cells of the file that was written."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from html import escape

from gongkai.reading import read_report
from gongkai.writing import blank_report, write_report
from tests.layouts.known import the_form, the_law
from tests.writing.known_reports import DAY

BODY = "云溪县财政局"
YEARS = {"2021": 2023, "2019": 2020}
TEXT = "已按要求办理。"


def filled_docx(form_id: str, texts: Mapping[str, str]) -> bytes:
    """The blank DOCX with a title, a sentence in every chapter of text, and ``texts`` in its cells, by key."""
    waiting = iter(the_form(form_id).cells)
    paragraph = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"

    def change(name: str, xml: str) -> str:
        if name != "word/document.xml":
            return xml
        xml = re.sub(r">_+</w:t>", f">{BODY}</w:t>", xml)
        xml = re.sub(r">_+年", f">{YEARS[form_id]}年", xml)
        xml = xml.replace("<w:p/>" * 3, paragraph)
        cell = re.compile(r"(<w:tc>(?:(?!</w:tc>|<w:vMerge/>|<w:r>).)*?)(</w:p></w:tc>)")
        return cell.sub(lambda m: f"{m[1]}<w:r><w:t>{escape(texts[next(waiting)])}</w:t></w:r>{m[2]}", xml)

    return _changed(_blank(form_id, "docx"), change)


def filled_xlsx(form_id: str, texts: Mapping[str, str]) -> bytes:
    """The blank XLSX with ``texts`` in its cells, by key; numbers as numbers. Title and chapters stay blank."""
    blank = _blank(form_id, "xlsx")
    read = read_report(blank, "form.xlsx", the_law())
    sheets = [chapter.no for chapter in read.evidence.headings]
    places: dict[str, dict[str, str]] = {}
    for key, text in texts.items():
        at = read.cells[key].at
        assert at is not None
        assert at.sheet is not None
        assert at.cell is not None
        number = sheets.index(at.sheet[0]) + 1
        places.setdefault(f"xl/worksheets/sheet{number}.xml", {})[at.cell] = text

    def change(name: str, xml: str) -> str:
        for cell, text in places.get(name, {}).items():
            written = f'<c r="{cell}"\\g<1>{_value(text)}'
            xml = re.sub(rf'<c r="{cell}"( s="\d+")[^>]*?(?:/>|>.*?</c>)', written, xml)
        return xml

    return _changed(blank, change)


def _value(text: str) -> str:
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return f"><v>{text}</v></c>"
    return f' t="inlineStr"><is><t>{escape(text)}</t></is></c>' if text else "/>"


def _blank(form_id: str, name: str) -> bytes:
    return write_report(blank_report(form_id, the_law()), the_law(), name, DAY).data


def _changed(data: bytes, change: Callable[[str, str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, text in _parts(old):
            new.writestr(name, change(name, text))
    return out.getvalue()


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for name in archive.namelist():
        yield name, archive.read(name).decode("utf-8")
