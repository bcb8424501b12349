"""Chapters of the report: headings found, text and tables told apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

import msgspec

from gongkai.reading.document import Grid, GridRow
from gongkai.reading.match.labels import LabelIndex
from gongkai.report.form import Form
from gongkai.report.report import Heading
from gongkai.text.normal import SPACES, bare, half_width_digits, squeeze

Row = tuple[GridRow, Grid | None]
# Chapter id (None: a numbered heading of no known chapter), printed ordinal, whether the title is a known one.
Matched = tuple[str | None, str, bool]

_LONGEST = 60
_CONTENTS = 4
_ALIKE = 0.6
_MOST_CHAPTERS = 4
_HEADING = re.compile(
    r"[#*\s\u3000]*(?:第(?P<part>[一二三四五六七八九十])(?:部分|章)|[(（]?(?P<no>[一二三四五六七八九十])[)）]?\s*[、.．,，]|(?P<digit>[1-9])\s*[、.．])?"
    r"\s*[:：]?\s*(?P<title>[^。；;|]+?)[*#\s\u3000。:：]*"
)

_VALUES_BEHIND = re.compile(r"\s\d[\d.,]*\s*$")


class Chapters(msgspec.Struct, frozen=True):
    """Where each chapter begins, as an index into the rows of the document.

    ``headings`` are all that were met, in order; ``starts`` the first row of each known chapter.
    """

    headings: tuple[Heading, ...]
    positions: tuple[int, ...]
    starts: Mapping[str, int]


class HeadingIndex:
    """Recognises chapter headings of one form."""

    def __init__(self, form: Form, labels: LabelIndex) -> None:
        self.form = form
        self.labels = labels
        self.titles: dict[str, str] = {}
        for chapter in form.text.chapters:
            for title in (chapter.title, *chapter.variants):
                self.titles.setdefault(bare(title), chapter.id)
        self.tables = {chapter.id: chapter.table for chapter in form.text.chapters if chapter.table is not None}
        self._known: dict[str, Matched | None] = {}

    def match(self, text: str) -> Matched | None:
        """What chapter heading ``text`` is; None for anything else."""
        if len(text) > _LONGEST:
            return None
        if text not in self._known:
            if len(self._known) > 3_000:
                self._known.clear()
            self._known[text] = self._match(text)
        return self._known[text]

    def _match(self, text: str) -> Matched | None:
        if _VALUES_BEHIND.search(text):
            return None
        match = _HEADING.fullmatch(half_width_digits(text))
        if match is None:
            return None
        no = match["part"] or match["no"] or match["digit"] or ""
        found = self.titles.get(bare(match["title"]))
        if found is not None and (no or len(squeeze(text)) > 5 or text.lstrip(SPACES).startswith("#")):
            return found, no, True
        if bare(match["title"]) in self.labels.exact:
            return None
        if match["part"] or (match["no"] and "(" not in text[:4] and "（" not in text[:4] and len(squeeze(text)) <= 32):
            return self._closest(no, bare(match["title"])), no, False
        return None

    def _closest(self, no: str, title: str) -> str | None:
        """The chapter of that ordinal whose title is much like ``title``."""
        for chapter in self.form.text.chapters:
            if chapter.no == no and SequenceMatcher(None, title, bare(chapter.title), autojunk=False).ratio() >= _ALIKE:
                return chapter.id
        return None


def find_chapters(rows: Sequence[Row], index: HeadingIndex, first: int = 0) -> Chapters:
    """The chapter headings among ``rows`` from ``first``."""
    headings: list[Heading] = []
    positions: list[int] = []
    starts: dict[str, int] = {}
    for i in range(first, len(rows)):
        row, grid = rows[i]
        if len(row.cells) > 2 or (grid is not None and len(row.cells) != 1 and grid.ruled):
            continue
        text = row.cells[0] if len(row.cells) == 1 else row.text
        if not text or len(text) > _LONGEST:
            continue
        found = index.match(text)
        if found is None or (grid is not None and found[0] is None):
            continue
        chapter, no, exact = found
        headings.append(Heading(chapter, no, text.strip(SPACES), exact, row.at))
        positions.append(i)
        if chapter is not None:
            starts.setdefault(chapter, i)
    return Chapters(tuple(headings), tuple(positions), starts)


def without_contents(chapters: Chapters) -> Chapters:
    """Leave out a table of contents: headings that follow one another with nothing between them."""
    runs: list[list[int]] = []
    for i, position in enumerate(chapters.positions):
        if runs and position - chapters.positions[runs[-1][-1]] == 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    dropped = {i for run in runs if len(run) >= _CONTENTS for i in run}
    if not dropped or len(dropped) == len(chapters.positions):
        return chapters
    kept = [i for i in range(len(chapters.positions)) if i not in dropped]
    starts: dict[str, int] = {}
    for i in kept:
        chapter = chapters.headings[i].chapter
        if chapter is not None:
            starts.setdefault(chapter, chapters.positions[i])
    return Chapters(tuple(chapters.headings[i] for i in kept), tuple(chapters.positions[i] for i in kept), starts)


def second_report(chapters: Chapters) -> int | None:
    """The row at which another report begins in the same file: its first chapter, met again after most chapters."""
    seen: set[str] = set()
    first = chapters.headings[0].chapter if chapters.headings else None
    for heading, position in zip(chapters.headings, chapters.positions, strict=True):
        if heading.chapter is not None and heading.chapter == first and len(seen) >= _MOST_CHAPTERS:
            return position
        if heading.chapter is not None:
            seen.add(heading.chapter)
    return None
