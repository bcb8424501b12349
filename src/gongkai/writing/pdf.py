"""Paper to PDF by typst: PDF/A-2b, tagged, with the header of chapter three on every page."""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import cache
from importlib import resources
from typing import Any, Final

import msgspec

from gongkai.errors import UsageError
from gongkai.writing.fonts_used import DEFAULT, FAMILY, FOLDER, Fonts
from gongkai.writing.layout import Box, Table
from gongkai.writing.paper import Paper, run_in

# What stands for a character that no font has: the mark that printers use for it.
STAND_IN: Final = "〓"
_NO_GLYPH: Final = re.compile(r"the text `\"(.+?)\"` could not be displayed")
_NO_FAMILY: Final = re.compile(r"unknown font family: (.+)")
_PARTS: Final = ("title", "body", "heading", "subheading", "table")


class Pdf(msgspec.Struct, frozen=True):
    """A PDF file; ``absent`` are the characters drawn as ``〓``, ``unknown`` the families that were not found."""

    data: bytes
    absent: str
    unknown: tuple[str, ...]


def write_pdf(paper: Paper, day: dt.date, fonts: Fonts = DEFAULT) -> Pdf:
    """The report as a PDF file; ``day`` is that of its properties. The same paper gives the same bytes.

    PDF/A allows no character without a glyph, so typst names what the fonts lack; that is drawn as ``〓`` instead.
    Raises UsageError where the extra ``pdf`` is not installed, or typst refuses the report for any other reason.
    """
    compiler = _compiler(fonts.folders)
    text = json.dumps(_data(paper, day, fonts), ensure_ascii=False)
    absent = ""
    while True:
        try:
            data, warnings = _compiled(compiler, text)
        except RuntimeError as error:
            lacking = _lacking(str(error))
            if not lacking:
                raise UsageError(f"没有能够写成 PDF（{error}）；请写成 DOCX，并将本条信息告知开发者") from error
            absent += lacking
            text = text.translate(dict.fromkeys(map(ord, lacking), STAND_IN))
            continue
        return Pdf(data, absent, _unknown(warnings, fonts))


def _compiled(compiler: Any, text: str) -> tuple[bytes, list[str]]:
    template = resources.files("gongkai.writing").joinpath("report.typ").read_bytes()
    data, warnings = compiler.compile_with_warnings(
        template, format="pdf", sys_inputs={"report": text}, pdf_standards=["a-2b"], timestamp=0
    )
    return data, [warning.message for warning in warnings]


def _lacking(message: str) -> str:
    """The characters that typst could not draw, none of them of ASCII: those also stand in the names of the data."""
    found = "".join(_NO_GLYPH.findall(message))
    return "".join(dict.fromkeys(char for char in found if not char.isascii() and char != STAND_IN))


def _unknown(warnings: list[str], fonts: Fonts) -> tuple[str, ...]:
    """The families asked for of which typst, which writes them in small letters, says that it does not know them."""
    told = {match[1] for warning in warnings if (match := _NO_FAMILY.match(warning))}
    asked = dict.fromkeys((*(getattr(fonts, part) for part in _PARTS), fonts.latin))
    return tuple(family for family in asked if family.lower() in told)


@cache
def _compiler(folders: tuple[str, ...]) -> Any:
    """One compiler a process: it reads the fonts once."""
    try:
        import typst  # the extra ``pdf``
    except ImportError as error:
        raise UsageError("写成 PDF 需要 typst；请运行 pip install 'gongkai[pdf]'，或者写成 DOCX") from error
    return typst.Compiler(font_paths=[str(FOLDER), *folders], ignore_system_fonts=True)


def _data(paper: Paper, day: dt.date, fonts: Fonts) -> dict[str, object]:
    return {
        "title": paper.title,
        "lines": paper.title_lines,
        "body": paper.body,
        "day": [day.year, day.month, day.day],
        "plain": not fonts.folders,
        "fonts": {part: _families(fonts, part) for part in _PARTS},
        "preface": paper.preface,
        "chapters": [
            {
                "heading": chapter.heading,
                "paragraphs": [run_in(text) for text in chapter.paragraphs],
                "table": None if chapter.table is None else _table(chapter.table, paper),
            }
            for chapter in paper.chapters
        ],
    }


def _families(fonts: Fonts, part: str) -> list[str]:
    """The families of a part in the order in which they are tried; the one that comes along is the last."""
    return [fonts.latin, getattr(fonts, part), FAMILY] if fonts.folders else [FAMILY]


def _table(table: Table, paper: Paper) -> dict[str, object]:
    boxes = [_box(line, box, paper) for line, box in table.boxes()]
    return {"widths": table.widths, "header": table.header, "whole": table.whole, "boxes": boxes}


def _box(line: int, box: Box, paper: Paper) -> dict[str, object]:
    return {
        "x": box.column,
        "y": line,
        "wide": box.wide,
        "high": box.high,
        "text": box.text if box.key is None else paper.texts[box.key],
        "value": box.key is not None,
        "left": box.left,
        "title": box.role == "title",
        # An outer group goes over the page, an inner one is kept together.
        "outer": box.role == "group" and box.column == 0,
    }
