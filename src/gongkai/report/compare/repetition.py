"""Repetition (查重): how much of a report's own text stands in another; defined in docs/reference/repetition.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from gongkai.law import LawView
from gongkai.report.compare.wording import prescribed, rules_of
from gongkai.report.report import Report
from gongkai.text.normal import bare
from gongkai.text.sentences import sentences, similarity

PREFACE = "preface"
# Word pairs that stand in more sentences than this tell nothing, and would make the search quadratic.
_COMMON = 400
_CANDIDATES = 5


class Passage(msgspec.Struct, frozen=True):
    """A sentence of the later report that stands in the earlier one.

    ``similarity`` is 1 where they are alike after normalisation; ``characters`` is its weight.
    """

    section: str
    text: str
    earlier_section: str
    earlier_text: str
    similarity: float
    characters: int


class Share(msgspec.Struct, frozen=True):
    """Repeated of all counted characters. ``share`` is 0 to 1, None where nothing is counted."""

    repeated: int = 0
    characters: int = 0

    @property
    def share(self) -> float | None:
        """Repeated by counted characters."""
        return self.repeated / self.characters if self.characters else None


class Repetition(msgspec.Struct, frozen=True):
    """How much of the later report's text stands in the earlier, overall and by section, with the passages."""

    overall: Share
    sections: Mapping[str, Share]
    passages: tuple[Passage, ...]
    similarity: float


def repetition(earlier: Report, later: Report, law: LawView, least_similarity: float | None = None) -> Repetition:
    """The share of ``later`` that ``earlier`` holds too.

    ``least_similarity`` (0 to 1) is how alike two sentences must be to count as one; that of the law data by default.
    """
    wanted = rules_of(law).similarity if least_similarity is None else least_similarity
    index = _Index(earlier, law, wanted)
    passages: list[Passage] = []
    shares: dict[str, Share] = {}
    for section in later.sections:
        if section == PREFACE:
            continue
        own = counted(later, section, law)
        found = [passage for text, plain in own if (passage := index.find(section, text, plain)) is not None]
        passages += found
        shares[section] = Share(sum(p.characters for p in found), sum(len(plain) for _, plain in own))
    overall = Share(sum(s.repeated for s in shares.values()), sum(s.characters for s in shares.values()))
    return Repetition(overall, shares, tuple(passages), wanted)


def counted(report: Report, section: str, law: LawView) -> list[tuple[str, str]]:
    """The sentences of a section that count, as printed and as compared; what the form prescribes is left out."""
    fixed = prescribed(law, report.form)
    found = ((text, bare(text)) for text in sentences(report.sections.get(section, "")) if text not in fixed)
    return [(text, plain) for text, plain in found if plain]


class _Index:
    """The sentences of the earlier report, found by their words."""

    def __init__(self, report: Report, law: LawView, least: float) -> None:
        self.least = least
        self.shortest = rules_of(law).shortest
        # Its preface is searched too: a sentence moved from there is no new one.
        self.exact: dict[str, tuple[str, str]] = {}
        for section in report.sections:
            for text, plain in counted(report, section, law):
                self.exact.setdefault(plain, (section, text))
        self.plains = list(self.exact)
        self.pairs: dict[str, list[int]] = {}
        for number, plain in enumerate(self.plains):
            for pair in _pairs(plain):
                self.pairs.setdefault(pair, []).append(number)

    def find(self, section: str, text: str, plain: str) -> Passage | None:
        """The sentence of the earlier report that says the same as ``plain``."""
        alike, similar = plain, 1.0
        if plain not in self.exact:
            alike, similar = self._nearest(plain)
            if similar < self.least or len(plain) < self.shortest:
                return None
        earlier_section, earlier_text = self.exact[alike]
        return Passage(section, text, earlier_section, earlier_text, round(similar, 3), len(plain))

    def _nearest(self, plain: str) -> tuple[str, float]:
        shared = Counter[int]()
        for pair in _pairs(plain):
            numbers = self.pairs.get(pair, ())
            if len(numbers) <= _COMMON:
                shared.update(numbers)
        best = ("", 0.0)
        for candidate in self._candidates(plain, shared.most_common(_CANDIDATES)):
            ratio = similarity(candidate, plain)
            if ratio > best[1]:
                best = (candidate, ratio)
        return best

    def _candidates(self, plain: str, ranked: Sequence[tuple[int, int]]) -> Iterable[str]:
        for number, _ in ranked:
            candidate = self.plains[number]
            # No two strings of these lengths can be more alike than this.
            if 2 * min(len(plain), len(candidate)) >= self.least * (len(plain) + len(candidate)):
                yield candidate


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
