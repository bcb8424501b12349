"""Tables whose cells all run together in one paragraph, taken apart at the labels of the form.

Some portals serve the text of a report without anything between its cells: ``（七）总计630020469``. Labels are found
in reading order, the longest first; what stands between them is the values of the label before. The digits of a row
stay together here: only the identities can say where one number ends and the next begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gongkai.law.model import Chapter
from gongkai.reading.document import Grid, GridRow, Paragraph
from gongkai.reading.match.chapters import HeadingIndex
from gongkai.reading.match.labels import Label, LabelIndex
from gongkai.report.values import Place
from gongkai.text.normal import SPACES, bare

Row = tuple[GridRow, Grid | None]

_SHORTEST = 120
_FEWEST_LABELS = 5
_SHORTEST_MARK = 5
_MOSTLY = 0.7
_DIGITS = re.compile(r"\d+")
# An ordinal that belongs to the label behind it.
_ORDINAL = re.compile(r"(?:[(（][一二三四五六七八九十]+[)）][、.．]?|[一二三四五六七八九十]+\s*[、.．])\s*[“”\"‘’]*$")
_NUMBERED = r"{}\s*[.．、]\s*[“”\"‘’]*$"
# A note in brackets behind a value: no label is looked for in it, and the value ends with it.
_NOTE = re.compile(r"(?<=\d)[(（](?![一二三四五六七八九十\d]+[)）])[^()（）]*[)）]")
_VALUES = re.compile(rf"(?:\d|[\s,，.．/\\—－–-]|无|{_NOTE.pattern})*")
_PIECE = re.compile(r"[^\s(（]+(?:[(（][^()（）]*[)）])?")
_WORDS_THEN_VALUES = re.compile(r"(.*?[^\d\s,.])\s*((?:\d[\d\s,.]*)?)", re.DOTALL)


class Divider:
    """Takes undivided paragraphs apart, for one form."""

    def __init__(self, index: LabelIndex, headings: HeadingIndex) -> None:
        self._index = index
        self._headings = headings
        self._marks = tuple(text for text, found in index.exact.items() if _marks_table(text, found))
        self._label = _any_of(index.exact)
        chapters = headings.form.text.chapters
        self._heading = _any_of(bare(chapter.no + title) for chapter in chapters for title in _titles(chapter))
        self._tables = {
            bare(chapter.no + title) for chapter in chapters if chapter.table is not None for title in _titles(chapter)
        }

    def divided(self, rows: Sequence[Row]) -> list[Row]:
        """``rows`` with every undivided paragraph replaced by headings, text, and rows of label and values."""
        if not any(self._is_table(text) for row, _ in rows if len(text := _alone(row)) > _SHORTEST):
            return list(rows)
        result: list[Row] = []
        for row, grid in rows:
            text = _alone(row)
            if self._is_table(text) or self._is_all_labels(text):
                result += _rows(self._parts(text, row.at))
            else:
                result.append((row, grid))
        return result

    def _is_table(self, text: str) -> bool:
        plain = bare(text)
        return sum(1 for mark in self._marks if mark in plain) >= _FEWEST_LABELS

    def _is_all_labels(self, text: str) -> bool:
        """Whether a paragraph beside an undivided one holds labels and digits and hardly anything else."""
        plain = bare(text)
        labels = self._label.findall(plain)
        known = sum(map(len, labels)) + sum(map(len, _DIGITS.findall(plain)))
        return len(labels) >= _FEWEST_LABELS and known >= len(plain) * _MOSTLY

    def _parts(self, text: str, at: Place) -> Iterator[Paragraph | GridRow]:
        plain = _Plain(text)
        found = list(self._heading.finditer(plain.bare))
        starts = [(match.start(), match.end(), match[0] in self._tables) for match in found]
        if not starts:
            yield from self._table(plain, 0, len(plain.bare), at)
            return
        yield Paragraph(plain.raw(0, starts[0][0]), at)
        for (start, end, is_table), following in zip(starts, [*starts[1:], (len(plain.bare),) * 3], strict=True):
            yield Paragraph(plain.raw(start, end), at)
            if is_table:
                yield from self._table(plain, end, following[0], at)
            else:
                yield Paragraph(plain.raw(end, following[0]), at)

    def _table(self, plain: _Plain, start: int, stop: int, at: Place) -> Iterator[GridRow]:
        """One row for each label between two positions, with the values behind it."""
        ordinal, label, is_column = "", "", False
        position = start
        for match in [*self._label.finditer(plain.bare, start, stop), None]:
            between = plain.raw(position, match.start() if match is not None else stop)
            found = self._index.exact[match[0]] if match is not None else ()
            values, following = _split_ordinal(between, found)
            # A word that is a column as well as a row is a row only behind its ordinal.
            if is_column and not ordinal:
                yield GridRow((label.strip(SPACES),), at)
                label = ""
            yield from _row(ordinal + label, values, at)
            ordinal = following
            is_column = any(other.kind == "column" for other in found)
            if match is not None:
                label = plain.raw(match.start(), match.end())
                position = match.end()


class _Plain:
    """A text reduced to what identifies it, notes left out, with the way back to what is printed."""

    def __init__(self, text: str) -> None:
        self._text = text
        searched = _NOTE.sub(lambda note: " " * len(note[0]), text)
        kept = [(bare(char), i) for i, char in enumerate(searched)]
        self.bare = "".join(char for char, _ in kept)
        self._places = [i for char, i in kept if char]

    def raw(self, start: int, stop: int) -> str:
        """What is printed from one position of ``bare`` to another, with the marks behind it."""
        if start >= stop and start >= len(self._places):
            return ""
        begin = self._places[start] if start else 0
        end = self._places[stop] if stop < len(self._places) else len(self._text)
        return self._text[begin:end]


def _alone(row: GridRow) -> str:
    return row.cells[0] or "" if len(row.cells) == 1 else ""


def _row(label: str, values: str, at: Place) -> Iterator[GridRow]:
    label = label.strip(SPACES)
    if _VALUES.fullmatch(values):
        pieces = _PIECE.findall(values)
        if label or pieces:
            yield GridRow((*([label] if label else []), *pieces), at)
        return
    if label:
        yield GridRow((label,), at)
    # Words that are no label, and values behind them: a label printed otherwise, or a remark.
    match = _WORDS_THEN_VALUES.fullmatch(values.strip(SPACES))
    if match is not None:
        yield GridRow((match[1], *match[2].split()), at)


def _split_ordinal(between: str, labels: Sequence[Label]) -> tuple[str, str]:
    """What stands before a label as its own ordinal and the values before that: (values, ordinal)."""
    for number in dict.fromkeys(label.number for label in labels if label.number.isdigit()):
        match = re.search(_NUMBERED.format(number), between)
        if match is not None:
            return between[: match.start()], match[0]
    match = _ORDINAL.search(between)
    return (between[: match.start()], match[0]) if match is not None else (between, "")


def _rows(parts: Iterator[Paragraph | GridRow]) -> Iterator[Row]:
    """Paragraphs as rows of one cell, the rows between them as grids."""
    waiting: list[GridRow] = []
    for part in parts:
        if isinstance(part, GridRow):
            waiting.append(part)
            continue
        yield from _grid(waiting)
        waiting = []
        if part.text.strip(SPACES):
            yield GridRow((part.text.strip(SPACES),), part.at), None
    yield from _grid(waiting)


def _grid(rows: Sequence[GridRow]) -> Iterator[Row]:
    grid = Grid(tuple(rows), False, run_together=True)
    return ((row, grid) for row in rows)


def _titles(chapter: Chapter) -> tuple[str, ...]:
    return (chapter.title, *chapter.variants)


def _any_of(texts: Iterable[str]) -> re.Pattern[str]:
    """Any of ``texts``, the longest where several begin alike."""
    return re.compile("|".join(map(re.escape, sorted(filter(None, set(texts)), key=len, reverse=True))))


def _marks_table(text: str, labels: Sequence[Label]) -> bool:
    return len(text) >= _SHORTEST_MARK and any(label.kind == "row" for label in labels)
