"""A letter as DOCX, with the styles of the reports."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from gongkai.writing.docx_parts import TEXT_WIDTH, packed
from gongkai.writing.fonts_used import Fonts
from gongkai.writing.letters.letter import Cell, Letter, Table
from gongkai.writing.letters.plain import said_day

_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_FLUSH: Final = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_CENTRED: Final = f'{_FLUSH}<w:jc w:val="center"/>'
# Two characters from the right edge, three lines below the text: where the seal goes.
_SIGN: Final = (
    '<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="0" w:line="560" w:lineRule="exact"/>'
    '<w:ind w:rightChars="200" w:right="640" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="right"/>'
)
_GAP: Final = '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'
_KEPT: Final = "<w:keepNext/>"
_RED: Final = '<w:color w:val="C8102E"/>'
_RED_LINE: Final = '<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="6" w:color="C8102E"/></w:pBdr>'
_TABLE_SIZE: Final = '<w:sz w:val="24"/><w:szCs w:val="24"/>'
_SMALL_SIZE: Final = '<w:sz w:val="24"/><w:szCs w:val="24"/><w:color w:val="595959"/>'
_LINE_HEIGHT: Final = 440
# Characters of the red head that fit a line at 40 points; a longer name is set smaller.
_HEAD_POINTS: Final = 440
_LARGEST: Final = 40
_MOST_CHARACTERS: Final = 300


def write_docx(letter: Letter, red_head: bool, fonts: Fonts) -> bytes:
    """The letter as a DOCX file. The same letter gives the same bytes."""
    body = "".join(_body(letter, red_head))
    return packed(body, letter.title, letter.organ, letter.law_day.isoformat(), fonts)


def _body(letter: Letter, red_head: bool) -> Iterator[str]:
    if red_head:
        points = min(_LARGEST, _HEAD_POINTS // max(1, len(letter.organ)))
        size = f'<w:sz w:val="{points * 2}"/><w:szCs w:val="{points * 2}"/>'
        spacing = f'<w:spacing w:before="0" w:after="240" w:line="{points * 24}" w:lineRule="exact"/>'
        yield _paragraph(letter.organ, f'<w:pStyle w:val="Title"/>{spacing}', f"{_RED}{size}")
        spacing = '<w:spacing w:before="0" w:after="360" w:line="560" w:lineRule="exact"/>'
        yield _paragraph(letter.number, f"{_RED_LINE}{spacing}{_CENTRED}")
        yield _paragraph(letter.title, '<w:pStyle w:val="Title"/>')
    else:
        lines = (letter.title,) if letter.kind == "form" else (letter.organ, letter.title)
        after = "240" if letter.number or letter.kind == "form" else "560"
        spacing = f'<w:spacing w:before="0" w:after="{after}" w:line="640" w:lineRule="exact"/>'
        yield _title(lines, spacing)
        if letter.number:
            yield _paragraph(
                letter.number, f'<w:spacing w:before="0" w:after="280" w:line="560" w:lineRule="exact"/>{_CENTRED}'
            )
    if letter.addressee:
        yield _paragraph(f"{letter.addressee}：", _FLUSH)
    # The signature never stands on a page alone: what is above it goes with it.
    yield from (_paragraph(text) for text in letter.paragraphs[:-1])
    yield from (_paragraph(text, _KEPT) for text in letter.paragraphs[-1:])
    if letter.table is not None:
        # A thin empty line keeps the table off the text above it.
        yield _paragraph("", f"{_KEPT}{_GAP}")
        yield _table(letter.table)
    if letter.kind == "letter":
        seal = f'<w:r><w:rPr>{_SMALL_SIZE}</w:rPr><w:t xml:space="preserve">{escape(letter.seal)}</w:t></w:r>'
        yield f"<w:p><w:pPr>{_SIGN.format(before=840)}</w:pPr>{_run(letter.organ)}{seal}</w:p>"
        yield _paragraph(said_day(letter.day), _SIGN.format(before=0).replace("<w:keepNext/>", ""))
    for text in letter.below:
        spacing = '<w:spacing w:before="240" w:after="0" w:line="400" w:lineRule="exact"/>'
        yield _paragraph(text, spacing, '<w:sz w:val="24"/><w:szCs w:val="24"/>')


def _title(lines: tuple[str, ...], spacing: str) -> str:
    runs = "<w:r><w:br/></w:r>".join(map(_run, lines))
    return f'<w:p><w:pPr><w:pStyle w:val="Title"/>{spacing}</w:pPr>{runs}</w:p>'


def _paragraph(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{_run(text, run)}</w:p>"


def _run(text: str, properties: str = "") -> str:
    if not text:
        return ""
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def _table(table: Table) -> str:
    widths = [round(share * TEXT_WIDTH) for share in table.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(row, widths, bool(table.header)) for row in table.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(row: tuple[Cell, ...], widths: list[int], sums: bool) -> str:
    high = max(cell.lines + (1 if cell.sign else 0) for cell in row) * _LINE_HEIGHT
    # A row that is longer than a page must be free to go on on the next.
    whole = "<w:cantSplit/>" if all(len(cell.text) <= _MOST_CHARACTERS for cell in row) else ""
    cells, at = [], 0
    for cell in row:
        cells.append(_cell(cell, sum(widths[at : at + cell.wide]), sums))
        at += cell.wide
    return f'<w:tr><w:trPr>{whole}<w:trHeight w:val="{high}" w:hRule="atLeast"/></w:trPr>{"".join(cells)}</w:tr>'


def _cell(cell: Cell, width: int, sums: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.wide}"/>' if cell.wide > 1 else ""
    style = "TableText" if cell.label else "TableLabel"
    align = '<w:jc w:val="right"/>' if sums and not cell.label else ""
    kept = _KEPT if sums else ""
    lines = [
        _paragraph(line, f'<w:pStyle w:val="{style}"/>{kept}{align}', _TABLE_SIZE) for line in cell.text.split("\n")
    ]
    if cell.sign:
        right = '<w:spacing w:before="240" w:after="20"/><w:jc w:val="right"/>'
        lines.append(_paragraph(cell.sign, f'<w:pStyle w:val="TableLabel"/>{right}', _TABLE_SIZE))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>'
        f"{''.join(lines)}</w:tc>"
    )
