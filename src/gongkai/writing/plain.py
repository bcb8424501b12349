"""Paper to Markdown and plain text, where no cell can span others.

Every block is a table of its own with one line of headers; what stands above it in the form becomes a caption. Groups
are named in the first of their rows, and a label stands in the last column before the values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from gongkai.law.model import Block
from gongkai.law.model import Table as FormTable
from gongkai.text.normal import width
from gongkai.writing.layout import leaves
from gongkai.writing.paper import Chapter, Paper

# The widest that a column of labels and a column of values are drawn in plain text, in columns of a terminal.
_WIDEST_LABEL: Final = 34
_WIDEST_VALUE: Final = 8
_FEW: Final = 3
_INDENT: Final = "　　"


class Flat(msgspec.Struct, frozen=True):
    """A table without spans: the words above it, header and rows; ``labels`` columns stand before the values."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    labels: int


def write_markdown(paper: Paper) -> bytes:
    """The report as Markdown with pipe tables, in UTF-8."""
    parts = [f"# {paper.title}", *paper.preface]
    for chapter in paper.chapters:
        parts.append(f"## {chapter.heading}")
        parts += chapter.paragraphs
        for flat in _flats(chapter, paper):
            parts += [flat.caption] if flat.caption else []
            parts.append(_pipes(flat))
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def write_text(paper: Paper) -> bytes:
    """The report as plain text with drawn tables, in UTF-8."""
    parts = ["\n".join(paper.title_lines), *(_INDENT + text for text in paper.preface)]
    for chapter in paper.chapters:
        parts.append(chapter.heading)
        parts += (_INDENT + text for text in chapter.paragraphs)
        for flat in _flats(chapter, paper):
            parts += [flat.caption] if flat.caption else []
            parts.append(_drawn(flat))
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def _flats(chapter: Chapter, paper: Paper) -> Iterator[Flat]:
    if chapter.table is None:
        return
    table = paper.form.tables[chapter.table.id]
    for block in table.blocks:
        if block.drawn == "across":
            yield from _side_by_side(table, block, paper)
        else:
            yield _block(table, block, paper)


def _side_by_side(table: FormTable, block: Block, paper: Paper) -> Iterator[Flat]:
    header = tuple(column.label for column in block.columns)
    for row in block.rows:
        yield Flat(row.label, header, (_values(table, block, row.id, paper),), 0)


def _block(table: FormTable, block: Block, paper: Paper) -> Flat:
    rows = leaves(block)
    deep = max(len(groups) for _, groups in rows)
    begun: set[str] = set()
    drawn: list[tuple[str, ...]] = []
    for row, groups in rows:
        before = [""] * deep
        for level, group in enumerate(groups):
            if group.id not in begun:
                begun.add(group.id)
                before[level] = group.label
        drawn.append((*before, row.label, *_values(table, block, row.id, paper)))
    header = ("",) * deep + (block.corner, *(column.label for column in block.columns))
    return Flat(block.title if len(table.blocks) > 1 else "", header, tuple(drawn), deep + 1)


def _values(table: FormTable, block: Block, row: str, paper: Paper) -> tuple[str, ...]:
    return tuple(paper.texts[f"{table.id}.{row}.{column.id}"] for column in block.columns)


# Markdown -------------------------------------------------------------------------------------------------------------


def _pipes(flat: Flat) -> str:
    lines = [_pipe_line(flat.header)]
    lines.append("|" + "|".join([":---"] * flat.labels + ["---:"] * (len(flat.header) - flat.labels)) + "|")
    lines += map(_pipe_line, flat.rows)
    return "\n".join(lines)


def _pipe_line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


# Plain text -----------------------------------------------------------------------------------------------------------


def _drawn(flat: Flat) -> str:
    """Box characters, with a rule below every row, so that a label of several lines is seen to be one."""
    lines = [flat.header, *flat.rows]
    narrow = len(flat.header) - flat.labels > _FEW
    sizes = [_size(i < flat.labels, narrow, [line[i] for line in lines]) for i in range(len(flat.header))]
    rule = {
        ends: ends[0] + ends[1].join("─" * (size + 2) for size in sizes) + ends[2] for ends in ("┌┬┐", "├┼┤", "└┴┘")
    }
    rows = [_row(line, sizes, flat.labels) for line in lines]
    return "\n".join([rule["┌┬┐"], f"\n{rule['├┼┤']}\n".join(rows), rule["└┴┘"]])


def _size(label: bool, narrow: bool, texts: Sequence[str]) -> int:
    """A number is never broken; words are, at the widest that a column may be where there are many."""
    longest = max(map(width, texts))
    if label:
        return min(longest, _WIDEST_LABEL)
    return max(min(longest, _WIDEST_VALUE) if narrow else longest, *(width(text) for text in texts[1:]), 4)


def _row(cells: Sequence[str], sizes: Sequence[int], labels: int) -> str:
    broken = [_broken(cell, size) for cell, size in zip(cells, sizes, strict=True)]
    lines: list[str] = []
    for i in range(max(map(len, broken))):
        pieces = (
            _padded(piece[i] if i < len(piece) else "", size, left=column < labels)
            for column, (piece, size) in enumerate(zip(broken, sizes, strict=True))
        )
        lines.append(f"│ {' │ '.join(pieces)} │")
    return "\n".join(lines)


def _broken(text: str, size: int) -> list[str]:
    pieces = [""]
    for char in text:
        if width(pieces[-1] + char) > size:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _padded(text: str, size: int, left: bool) -> str:
    space = " " * (size - width(text))
    return text + space if left else space + text
