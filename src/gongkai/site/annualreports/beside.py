"""What is to be looked at, by the place that it is about: a section of the text, a table, or neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from gongkai.report.compare.repetition import Passage
from gongkai.report.finding import Finding
from gongkai.site.annualreports.tokens import Typed
from gongkai.site.annualreports.work import SECTIONS, Judged, Work, titles_of
from gongkai.text.normal import squeeze
from gongkai.text.sentences import sentences

# Where what concerns no section and no table stands: on top.
TOP: Final = ""
# Of the cells that a finding is about, as many are named.
_MOST_CELLS: Final = 6
# As many tokens are offered for a typed number.
_MOST_OFFERS: Final = 3
# What of a finding is words of the report, the most telling first; a masked number is none.
_QUOTES: Final = ("other", "quote")


class Remark(msgspec.Struct, frozen=True):
    """A finding with the first of its cells (key and label) and the sentence of the text that it is about, if any."""

    judged: Judged
    cells: tuple[tuple[str, str], ...]
    sentence: str = ""

    @property
    def told(self) -> bool:
        """Whether its own words hold the sentence already."""
        return squeeze(self.sentence).rstrip("。；") in squeeze(self.judged.message)


class Found(msgspec.Struct, frozen=True):
    """What was found at a place of the report."""

    place: str
    remarks: tuple[Remark, ...] = ()

    @property
    def weighs(self) -> bool:
        """Whether any of it is more than an explanation."""
        return any(one.judged.level != "info" for one in self.remarks)

    @property
    def marked(self) -> tuple[str, ...]:
        """The sentences that are marked in the text."""
        return tuple(dict.fromkeys(one.sentence for one in self.remarks if one.sentence))


class Asked(msgspec.Struct, frozen=True):
    """A number that was typed, with the tokens that could stand for it and what they count."""

    typed: Typed
    offers: tuple[tuple[str, str], ...]


class Beside(msgspec.Struct, frozen=True):
    """What stands beside a section while it is written."""

    found: Found
    asked: tuple[Asked, ...]
    passages: tuple[Passage, ...]


def remarks(work: Work) -> dict[str, Found]:
    """All findings by place: each section, each table of the form, and TOP."""
    lines = _lines(work)
    found: defaultdict[str, list[Remark]] = defaultdict(list)
    for judged in work.findings:
        place, line = _place(work, judged.finding, lines)
        sentence = _sentence(judged.finding, line) if line else ""
        found[place].append(Remark(judged, _cells(work, judged.finding), sentence))
    return {place: Found(place, tuple(found[place])) for place in (TOP, *work.form.tables, *SECTIONS)}


def weighing(found: Found) -> Found:
    """Without what only explains."""
    return Found(found.place, tuple(one for one in found.remarks if one.judged.level != "info"))


def beside(work: Work, by_place: Mapping[str, Found], passages: Iterable[Passage]) -> dict[str, Beside]:
    """What stands beside each section: its findings that weigh, its typed numbers, what repeats last year's."""
    repeated = tuple(passages)
    return {
        name: Beside(
            weighing(by_place[name]),
            tuple(Asked(one, _offers(work, one)) for one in work.typed if one.section == name),
            tuple(one for one in repeated if one.section == name),
        )
        for name in SECTIONS
    }


def _offers(work: Work, typed: Typed) -> tuple[tuple[str, str], ...]:
    """The tokens of equal value, those of the same unit first, for an equal number may count something else."""
    known = {key: (spec.label, spec.unit or "") for key, spec in work.form.cells.items()}
    known |= {metric.token: (metric.label, metric.unit) for metric in work.metrics}
    found = sorted(typed.tokens, key=lambda token: not typed.number.endswith(known[token][1] or "%"))
    return tuple((token, known[token][0]) for token in found[:_MOST_OFFERS])


def _lines(work: Work) -> dict[int, tuple[str, str]]:
    """The section and the words of each block of the text."""
    found: dict[int, tuple[str, str]] = {}
    for name, places in work.report.evidence.lines.items():
        for place, line in zip(places, work.report.sections[name].split("\n"), strict=True):
            if place is not None and place.block is not None:
                found[place.block] = (name, line)
    return found


def _place(work: Work, finding: Finding, lines: Mapping[int, tuple[str, str]]) -> tuple[str, str]:
    """The place that a finding is about, and the line of the text that it was found in."""
    block = finding.at.block if finding.at is not None else None
    if block is not None and block in lines:
        return lines[block]
    if finding.cells and finding.cells[0] in work.form.cells:
        return work.form.cells[finding.cells[0]].table, ""
    titled = str(finding.slots.get("title", ""))
    return next((name for name, title in titles_of(work.form).items() if titled and titled in title), TOP), ""


def _sentence(finding: Finding, line: str) -> str:
    """The sentence of a line that holds what a finding quotes; nothing where it quotes none."""
    words = [squeeze(str(finding.slots[name])) for name in _QUOTES if name in finding.slots]
    words += [squeeze(finding.found)] if finding.found else []
    for said in filter(None, words):
        for sentence in sentences(line):
            if said in squeeze(sentence):
                return sentence
    return ""


def _cells(work: Work, finding: Finding) -> tuple[tuple[str, str], ...]:
    keys = [key for key in finding.cells if key in work.form.cells]
    return tuple((key, work.form.cells[key].label) for key in keys[:_MOST_CELLS])
