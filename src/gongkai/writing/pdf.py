"""Paper to PDF by typst: PDF/A-2b, tagged, with the header of chapter three on every page."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from importlib import resources
from typing import Any, Final

from gongkai.errors import UsageError
from gongkai.writing.fonts_used import DEFAULT, FAMILY, FOLDER, Fonts, missing_characters
from gongkai.writing.layout import Box, Table
from gongkai.writing.paper import Paper, run_in

# What stands for a character that no font has: the mark that printers use for it.
STAND_IN: Final = "〓"
_PARTS: Final = ("title", "body", "heading", "subheading", "table")


def write_pdf(paper: Paper, day: dt.date, fonts: Fonts = DEFAULT) -> tuple[bytes, str]:
    """The report as a PDF file, and the characters for which no font was found, drawn as ``〓``.

    ``day`` is that of its properties; the same paper gives the same bytes. Raises UsageError where the extra ``pdf``
    is not installed.
    """
    compiler = _compiler(fonts.folders)
    absent = "" if fonts.folders else missing_characters(_all_text(paper))
    data = _data(paper, day, fonts)
    text = json.dumps(data, ensure_ascii=False)
    if absent:
        text = text.translate({ord(char): STAND_IN for char in absent})
    template = resources.files("gongkai.writing").joinpath("report.typ").read_bytes()
    made = compiler.compile(template, format="pdf", sys_inputs={"report": text}, pdf_standards=["a-2b"], timestamp=0)
    assert isinstance(made, bytes)
    return made, absent


@cache
def _compiler(folders: tuple[str, ...]) -> Any:
    """One compiler a process: it reads the fonts once."""
    try:
        import typst  # the extra ``pdf``
    except ImportError as error:
        raise UsageError("写成 PDF 需要 typst；请运行 pip install 'gongkai[pdf]'，或者写成 DOCX") from error
    return typst.Compiler(font_paths=[str(FOLDER), *folders], ignore_system_fonts=True)


def _all_text(paper: Paper) -> str:
    parts = [paper.title, *paper.preface, *paper.texts.values()]
    for chapter in paper.chapters:
        parts += [chapter.heading, *chapter.paragraphs]
        if chapter.table is not None:
            parts += [box.text for _, box in chapter.table.boxes()]
    return "".join(parts)


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
