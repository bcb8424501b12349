"""The running text of a section as one string, with its sentences and the way back to the lines of the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property

from gongkai.report.sentence import Telling
from gongkai.report.values import Place
from gongkai.text.normal import half_width_digits, squeeze

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]?")
_ENDS = "。；！？：;!?:"
# A row of its own that is no running text: a page number, alone or between dashes, or 第3页.
_NUMBERING = frozenset("(（一二三四五六七八九十0123456789０１２３４５６７８９")
_UNSPLIT = re.compile("[\u200b\ufeff\u2060]")
_LONG_NUMBER = re.compile(r"[0-9](?=[0-9]{10})[0-9]*[Xx]?")
_PRINTED = re.compile(r"[^\s\u200b\ufeff\u2060]+")
_PAGE_NUMBER = re.compile(r"[-—–·]*\d{1,3}[-—–·]*|第\d{1,3}页(?:[,，/]?共\d{1,3}页)?")
_HEADING = re.compile(
    r"(?:[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、])[^，。；：,;:]{2,30}"
)
_NUMBERED = re.compile(r"[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d)")


class Prose:
    """The text of one section (lines as the document has them), without white space and with half-width digits.

    A line break inside a sentence is none in ``text``; behind a sentence or a subheading it stays, and page numbers
    are left out. ``places`` are those of the lines, where known.
    """

    def __init__(self, section: str, lines: str, places: Sequence[Place | None] = ()) -> None:
        self.section = section
        self._starts: list[int] = []
        self._lines: list[int] = []
        # The lines of one run, the others None.
        self._solid: list[str | None] = []
        # For each line that was quoted: where its runs begin without and with white space, and end without.
        self._runs: dict[int, tuple[list[int], list[int], list[int]]] = {}
        self._telling: Telling | None = None
        self._raw = lines.split("\n")
        self._places = places if len(places) == len(self._raw) else ()
        pieces: list[str] = []
        length = 0
        # What str.split leaves in is rare enough to be looked for once.
        unsplit = _UNSPLIT.search(lines) is not None
        for i, line in enumerate(self._raw):
            words = line.split()
            solid = words[0] if len(words) == 1 and not unsplit else None
            piece = solid or (squeeze(line) if unsplit else "".join(words))
            if not piece or (len(piece) < 16 and _PAGE_NUMBER.fullmatch(half_width_digits(piece))):
                continue
            if piece[0] in _NUMBERING and length and pieces[-1][-1] != "\n" and _NUMBERED.match(piece):
                pieces[-1] += "\n"
                length += 1
            if piece[-1] in _ENDS or (len(piece) < 36 and _HEADING.fullmatch(piece)):
                piece += "\n"
            self._starts.append(length)
            self._lines.append(i)
            self._solid.append(solid)
            pieces.append(piece)
            length += len(piece)
        self.text = half_width_digits("".join(pieces))

    def place(self, position: int) -> Place | None:
        """Where the character at ``position`` of ``text`` stands; None where the document's lines are not known."""
        index = bisect_right(self._starts, position) - 1
        return self._places[self._lines[index]] if index >= 0 and self._places else None

    def begins_line(self, position: int) -> bool:
        """Whether a line of the document begins at ``position``."""
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and self._starts[index] == position

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Start and end of every sentence, the mark at its end included."""
        return tuple([match.span() for match in _SENTENCE.finditer(self.text)])

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence that holds ``position``."""
        index = bisect_right(self._sentence_starts, position) - 1
        return self.sentences[index] if index >= 0 else (0, len(self.text))

    @property
    def telling(self) -> Telling:
        """Where it tells whose its numbers are and of which year."""
        if self._telling is None:
            self._telling = Telling(self.text)
        return self._telling

    def quote(self, start: int, end: int) -> str:
        """The words at ``start`` to ``end`` as printed, with the spaces inside a line and without line breaks."""
        starts = self._starts
        index = max(bisect_right(starts, start) - 1, 0)
        if index + 1 < len(starts) and starts[index] < end <= starts[index + 1]:
            return self._printed(index, start - starts[index], end - starts[index])
        parts: list[str] = []
        while index < len(starts) and starts[index] < end:
            parts.append(self._printed(index, start - starts[index], end - starts[index]))
            index += 1
        return "".join(parts)

    def _printed(self, index: int, start: int, end: int) -> str:
        """What of a line makes the characters ``start`` to ``end`` of it without white space."""
        solid = self._solid[index]
        if solid is not None:
            return solid[max(start, 0) : end]
        line = self._raw[self._lines[index]]
        runs = self._runs.get(index)
        if runs is None:
            passed, runs = 0, ([], [], [])
            for run in _PRINTED.finditer(line):
                runs[0].append(passed)
                runs[1].append(run.start())
                passed += run.end() - run.start()
                runs[2].append(passed)
            self._runs[index] = runs
        squeezed, printed, ends = runs
        if start >= ends[-1]:
            return ""
        first = bisect_right(squeezed, max(start, 0)) - 1
        last = bisect_right(squeezed, end - 1) - 1
        stop = printed[last] + min(end, ends[last]) - squeezed[last]
        return line[printed[first] + max(start, 0) - squeezed[first] : stop]


class AllProse:
    """All sections as one text, for what is looked for in the whole report."""

    def __init__(self, parts: Sequence[Prose]) -> None:
        self.parts = tuple(parts)
        self.text = "\n".join(part.text for part in parts)
        self._starts: list[int] = []
        start = 0
        for part in parts:
            self._starts.append(start)
            start += len(part.text) + 1

    @cached_property
    def long_numbers(self) -> tuple[tuple[int, str], ...]:
        """Where eleven and more digits stand in a row, and which, an X at their end included."""
        return tuple((match.start(), match[0]) for match in _LONG_NUMBER.finditer(self.text))

    def locate(self, position: int) -> tuple[Prose, int]:
        """The section that holds ``position``, and where in its own text that is."""
        index = bisect_right(self._starts, position) - 1
        return self.parts[index], position - self._starts[index]


def prose_of(sections: Mapping[str, str], lines: Mapping[str, tuple[Place | None, ...]]) -> tuple[Prose, ...]:
    """The running text of every section that has any, in the order of the report.

    What was made last is kept, for reading and checking look at the same text one after the other.
    """
    made = _Last.made
    if made is None or made[0] is not sections or made[1] is not lines:
        parts = (Prose(name, text, lines.get(name, ())) for name, text in sections.items() if text.strip())
        made = _Last.made = (sections, lines, tuple(parts))
    return made[2]


class _Last:
    """The prose made last, with what it was made of: one report's, so that memory stays flat."""

    made: tuple[Mapping[str, str], Mapping[str, tuple[Place | None, ...]], tuple[Prose, ...]] | None = None
