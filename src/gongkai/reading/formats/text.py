"""Plain text and Markdown -> neutral document.

Tables reach text in many ways; what tells them apart is only how cells are separated: tabs, pipes, box characters,
runs of spaces, or one cell a line with a leading tab.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from gongkai.reading.document import Document, Grid, GridRow, Paragraph
from gongkai.reading.formats.decode import decode
from gongkai.reading.formats.html import grids_of_fragment
from gongkai.report.values import Place
from gongkai.text.normal import SPACES

Block = Paragraph | Grid

_BLANK = SPACES
_BAR = re.compile("[|│┃║┆┊╎╏｜]")
_RULERS = "+-=_─━═┄┈┌├└┏┣┗╔╠╚╞╟"
_RULE = re.compile(r"[\s|│┃║┆┊╎╏+:=\-_─━═┄┈┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╞╪╡╟╫╢]+")
_DRAWN = re.compile(r"[-=_─━═]{2}|[┄┈]")
# A rule that crosses only some columns, beside the words of a cell that spans rows.
_PART_RULE = re.compile(r"[├┼┤┬┴┠┨╟╢]*[─━═]{2,}[─━═┬┼┴├┤┠┨╟╢]*|\+[-=]{2,}[+\-=]*")
_GAP = re.compile(r"(?<=\S)[ \u00a0\u3000]{2,}(?=\S)")
_WIDE = re.compile("[\u00a0\u3000]")
_COLUMNS = re.compile(r"[ \u00a0\u3000]{2,}")
_NUMBER = re.compile(r"[+\-−－]?[\d\s.,，．]*\d|[/\-－—]+")
_NUMBERED = re.compile(r"\s*[一二三四五六七八九十]+、")
_TABLE_OPEN = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_CLOSE = re.compile(r"</table\s*>", re.IGNORECASE)


def read_text(data: bytes, media_type: str = "text/plain") -> Document:
    """Read plain text or Markdown; raises UndecodableError."""
    text, repairs = decode(data)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\f" in text:
        text = text.replace("\f", "\n" if "\f\n" not in text else "")
    lines = text.split("\n")
    if "<table" in text or "<TABLE" in text:
        blocks = _mixed(lines)
    else:
        blocks = _blocks(lines, 1)
    return Document(tuple(blocks), media_type, repairs)


def _mixed(lines: Sequence[str]) -> list[Block]:
    """Text with raw HTML tables in it."""
    blocks: list[Block] = []
    start, tables = 0, 0
    while start < len(lines):
        opening = next((i for i in range(start, len(lines)) if _TABLE_OPEN.search(lines[i])), None)
        if opening is None:
            break
        closing = next((i for i in range(opening, len(lines)) if _TABLE_CLOSE.search(lines[i])), len(lines) - 1)
        head = lines[opening][: _TABLE_OPEN.search(lines[opening]).start()]  # type: ignore[union-attr]
        blocks += _blocks([*lines[start:opening], head], start + 1)
        grids = grids_of_fragment("\n".join(lines[opening : closing + 1]), tables)
        tables += len(grids)
        blocks += grids
        tail = _TABLE_CLOSE.split(lines[closing])[-1]
        start = closing + 1
        if tail.strip(_BLANK):
            blocks.append(Paragraph(tail.strip(_BLANK), Place(line=closing + 1)))
    blocks += _blocks(lines[start:], start + 1)
    return blocks


def _blocks(lines: Sequence[str], first: int) -> list[Block]:
    tabbed = [line for line in lines if "\t" in line]
    alone = sum(1 for line in tabbed if line[0] == "\t" and line.find("\t", 1) < 0)
    if alone * 2 > len(tabbed):
        return _cell_a_line(lines, first)
    return _row_a_line(lines, first)


def _row_a_line(lines: Sequence[str], first: int) -> list[Block]:
    blocks: list[Block] = []
    rows: list[GridRow] = []
    kind = ""
    cells: tuple[str | None, ...]

    def close() -> None:
        if rows:
            if kind == "|":
                merged = _merge_between_rules(rows)
                blocks.append(Grid(tuple(merged), True))
            else:
                blocks.append(Grid(tuple(rows), kind == "\t"))
            rows.clear()

    text = "\n".join(lines)
    drawn, wide = _BAR.search(text) is not None, _WIDE.search(text) is not None
    for number, line in enumerate(lines, first):
        inner = line.strip()
        if not inner:
            if kind == "|":
                close()
            elif kind == "\t" and rows and "\t" in line:
                rows.append(GridRow(tuple(line.split("\t")), Place(line=number)))
            continue
        at = Place(line=number)
        if "\t" in line:
            found, cells, rule = "\t", tuple(line.split("\t")), False
        elif inner[0] in _RULERS or "  " in inner or (drawn and _BAR.search(line)) or (wide and _WIDE.search(inner)):
            found, cells, rule = _cells(line)
        else:
            found, rule = "", False
        if not found:
            close()
            blocks.append(Paragraph(line, at))
            continue
        if found != kind:
            close()
            kind = found
        if rule:
            rows += [GridRow((), at), GridRow(cells, at), GridRow((), at)]
        else:
            rows.append(GridRow(cells, at))
    close()
    return blocks


@lru_cache(3_000)
def _cells(line: str) -> tuple[str, tuple[str | None, ...], bool]:
    """What separates the cells of a line (nothing: it is no row), the cells, and whether a rule crosses some of them.

    Rows of one layout read alike in most reports, hence remembered.
    """
    if _BAR.search(line) or _is_rule(line):
        cells = _bar_cells(line)
        return "|", cells, bool(cells) and _PART_RULE.search(line) is not None
    if _GAP.search(line):
        return " ", tuple(_COLUMNS.split(line.strip(_BLANK))), False
    return "", (), False


def _is_rule(line: str) -> bool:
    return line.lstrip()[0] in _RULERS and _RULE.fullmatch(line) is not None and _DRAWN.search(line) is not None


def _bar_cells(line: str) -> tuple[str | None, ...]:
    """The cells between bars; no cell at all for a line that only draws a rule."""
    inner = line.strip(_BLANK)
    if _DRAWN.search(inner):
        if _RULE.fullmatch(inner):
            return ()
        inner = _PART_RULE.sub("|", inner)
    escaped = "\\|" in inner
    cells = _BAR.split(inner.replace("\\|", "\u2223") if escaped else inner)
    if len(cells) > 1 and not cells[0]:
        del cells[0]
    if len(cells) > 1 and not cells[-1]:
        del cells[-1]
    return tuple(cell.strip(_BLANK) for cell in cells)


def _merge_between_rules(rows: Sequence[GridRow]) -> list[GridRow]:
    """Join the lines of one drawn row where the table rules off every row."""
    rules = sum(1 for row in rows if not row.cells)
    lines = [row for row in rows if row.cells]
    if rules < 3 or rules * 3 < len(lines):
        return lines
    merged: list[GridRow] = []
    group: list[GridRow] = []
    for row in [*rows, GridRow((), rows[-1].at)]:
        if row.cells:
            group.append(row)
            continue
        merged += _one_row(group)
        group = []
    return merged


def _one_row(group: list[GridRow]) -> list[GridRow]:
    """One row of a group of lines, unless the last column shows that they are several."""
    if len(group) < 2 or len({len(row.cells) for row in group}) != 1:
        return group
    if sum(1 for row in group if row.cells[-1]) > 1 and len(group) > 2:
        return group
    if any(sum(1 for row in group if (row.cells[i] or "").isdigit()) > 1 for i in range(len(group[0].cells))):
        return group
    cells = tuple("".join(row.cells[i] or "" for row in group) for i in range(len(group[0].cells)))
    return [GridRow(cells, group[0].at)]


def _cell_a_line(lines: Sequence[str], first: int) -> list[Block]:
    """Tables whose every cell stands on a line of its own behind a tab; an empty line ends a row."""
    blocks: list[Block] = []
    rows: list[GridRow] = []
    cells: list[str] = []
    places: list[Place] = []

    def end_row() -> None:
        if cells:
            rows.append(GridRow(tuple(cells), places[0], tuple(places)))
            cells.clear()
            places.clear()

    def end_grid() -> None:
        end_row()
        if rows:
            blocks.append(Grid(tuple(rows), True))
            rows.clear()

    for number, line in enumerate(lines, first):
        if line.startswith("\t"):
            parts = line[1:].split("\t")
            cells.extend(part.strip(_BLANK) for part in parts)
            places.extend([Place(line=number)] * len(parts))
        elif not line.strip(_BLANK):
            end_row()
        elif cells and _continues(cells[-1], line):
            cells[-1] += line.strip(_BLANK)
        else:
            end_grid()
            blocks.append(Paragraph(line, Place(line=number)))
    end_grid()
    return blocks


def _continues(cell: str, line: str) -> bool:
    """Whether ``line`` can be the rest of ``cell``: words go on, numbers and numbered headings do not."""
    return bool(cell) and len(line) < 60 and not _NUMBER.fullmatch(cell) and _NUMBERED.match(line) is None
