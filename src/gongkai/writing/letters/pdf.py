"""A letter as PDF/A-2b by typst."""

from __future__ import annotations

import json

from gongkai.errors import UsageError
from gongkai.writing.fonts_used import FAMILY, Fonts
from gongkai.writing.letters.letter import Cell, Letter, Table
from gongkai.writing.letters.plain import said_day
from gongkai.writing.typesetting import typeset

# What certainly fits a page, with a signature below it.
_MOST_ROWS = 16
_MOST_CHARACTERS = 300
_PARTS = ("title", "body", "table")


def write_pdf(letter: Letter, red_head: bool, fonts: Fonts) -> bytes:
    """The letter as a PDF file. Raises UsageError as ``typeset`` does, and where a character has no glyph."""
    text = json.dumps(_data(letter, red_head, fonts), ensure_ascii=False)
    made = typeset(("gongkai.writing.letters/letter.typ",), {"letter": text}, fonts.folders)
    if made.absent:
        chars = "、".join(f"{char}（U+{ord(char):04X}）" for char in made.absent)
        raise UsageError(f"字体中没有以下字，不能写成 PDF：{chars}。请写成 DOCX，或者指定有这些字的字体。")
    return made.data


def _data(letter: Letter, red_head: bool, fonts: Fonts) -> dict[str, object]:
    day = letter.law_day
    return {
        "title": letter.title,
        "organ": letter.organ,
        "day": [day.year, day.month, day.day],
        "signed": said_day(day),
        "form": letter.kind == "form",
        "red": red_head,
        "number": letter.number,
        "to": letter.addressee,
        "paragraphs": letter.paragraphs,
        "seal": letter.seal,
        "below": letter.below,
        "plain": not fonts.folders,
        "fonts": {part: [fonts.latin, getattr(fonts, part), FAMILY] if fonts.folders else [FAMILY] for part in _PARTS},
        "kept": _short(letter),
        "table": None if letter.table is None else _table(letter.table),
    }


def _short(letter: Letter) -> bool:
    """Whether what goes on one page with the signature fits one."""
    if letter.table is not None:
        return len(letter.table.rows) <= _MOST_ROWS
    return not letter.paragraphs or len(letter.paragraphs[-1]) <= _MOST_CHARACTERS


def _table(table: Table) -> dict[str, object]:
    return {"widths": table.widths, "rows": [[_cell(cell) for cell in row] for row in table.rows]}


def _cell(cell: Cell) -> dict[str, object]:
    room = max(0, cell.lines - 1 - cell.text.count("\n"))
    return {"text": cell.text, "label": cell.label, "wide": cell.wide, "room": room, "sign": cell.sign}
