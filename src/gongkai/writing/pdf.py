"""Paper to PDF by typst: PDF/A-2b, tagged, with the header of chapter three on every page."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from gongkai.writing.fonts_used import DEFAULT, FAMILY, Fonts
from gongkai.writing.layout import Box, Table
from gongkai.writing.paper import Paper, run_in
from gongkai.writing.typesetting import typeset

# The template of the tables, which comes before that of a document.
TABLES: Final = "gongkai.writing/tables.typ"
# Between the margins of the page, in millimetres.
_WIDE: Final = 156.0
# As in the template, in points: a line of a table, the space between two, and around a text.
_LINE: Final = 9.0
_LEADING: Final = 4.0
_INSET_X: Final = 3.0
_INSET_Y: Final = 4.2
_POINTS: Final = 72 / 25.4
# The share of the line that a letter or a digit takes at the most.
_NARROW: Final = 0.7
_NO_FAMILY: Final = re.compile(r"unknown font family: (.+)")
_PARTS: Final = ("title", "body", "heading", "subheading", "table")


class Pdf(msgspec.Struct, frozen=True):
    """A PDF file; ``absent`` are the characters drawn as ``〓``, ``unknown`` the families that were not found."""

    data: bytes
    absent: str
    unknown: tuple[str, ...]


def write_pdf(paper: Paper, day: dt.date, fonts: Fonts = DEFAULT) -> Pdf:
    """The report as a PDF file; ``day`` is that of its properties. Raises UsageError as ``typeset`` does."""
    text = json.dumps(_data(paper, day, fonts), ensure_ascii=False)
    made = typeset((TABLES, "gongkai.writing/report.typ"), {"report": text}, fonts.folders)
    return Pdf(made.data, made.absent, _unknown(made.warnings, fonts))


def _unknown(warnings: Sequence[str], fonts: Fonts) -> tuple[str, ...]:
    """The families asked for of which typst, which writes them in small letters, says that it does not know them."""
    told = {match[1] for warning in warnings if (match := _NO_FAMILY.match(warning))}
    asked = dict.fromkeys((*(getattr(fonts, part) for part in _PARTS), fonts.latin))
    return tuple(family for family in asked if family.lower() in told)


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
                "table": None if chapter.table is None else table_data(chapter.table, paper.texts, _WIDE),
            }
            for chapter in paper.chapters
        ],
    }


def _families(fonts: Fonts, part: str) -> list[str]:
    """The families of a part in the order in which they are tried; the one that comes along is the last."""
    return [fonts.latin, getattr(fonts, part), FAMILY] if fonts.folders else [FAMILY]


def table_data(table: Table, texts: Mapping[str, str], wide: float) -> dict[str, object]:
    """A table ``wide`` mm wide as ``tables.typ`` takes it, with the text of each cell by its key."""
    boxes = [_box(line, box, texts) for line, box in table.boxes()]
    widths = [share * wide for share in table.widths]
    return {
        "widths": widths,
        "heights": _heights(boxes, widths, len(table.lines)),
        "header": table.header,
        "whole": table.whole,
        "boxes": boxes,
    }


def _heights(boxes: Sequence[dict[str, Any]], widths: Sequence[float], lines: int) -> list[float | None]:
    """The height of each line in points, so that typst need not measure it; None where a text may need more lines."""
    one = _LINE + 2 * _INSET_Y
    heights: list[float | None] = [one] * lines
    for box in boxes:
        room = sum(widths[box["x"] : box["x"] + box["wide"]]) * _POINTS - 2 * _INSET_X
        needed = -(-_LINE * sum(1 if char >= "\u2000" else _NARROW for char in box["text"]) // room)
        if needed > 1 + (box["high"] - 1) * one // (_LINE + _LEADING):
            heights[box["y"] : box["y"] + box["high"]] = [None] * box["high"]
    return heights


def _box(line: int, box: Box, texts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "x": box.column,
        "y": line,
        "wide": box.wide,
        "high": box.high,
        "text": box.text if box.key is None else texts[box.key],
        "value": box.key is not None,
        "left": box.left,
        "title": box.role == "title",
        # An outer group goes over the page, an inner one is kept together.
        "outer": box.role == "group" and box.column == 0,
    }
