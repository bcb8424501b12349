"""The vocabulary of figures, made ready: which metric the words around a number mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from gongkai.law import LawView
from gongkai.law.metric_model import Metric
from gongkai.report.sentence import Span
from gongkai.text.patterns import longest_words, phrases

OTHER: Final = "other"


class Around(msgspec.Struct, gc=False):
    """What stands around a number: its sentence begins at ``start`` of the ``text``, the number at ``until``.

    ``behind`` are the few characters behind the number. ``window`` is its clause with ``#`` for the number, from
    ``first`` on; ``nearest`` is before that where the clause is short. ``family`` is that of the figure before in the
    sentence, None where there is no figure before.
    """

    text: str
    start: int
    until: int
    behind: Span
    window: str
    first: int
    nearest: int
    family: str | None

    @property
    def near(self) -> str:
        """The window with what stands before it."""
        return self.text[self.nearest : self.first] + self.window

    def says(self, word: str) -> bool:
        """Whether ``word`` stands in the sentence so far."""
        return self.text.find(word, self.start, self.until) >= 0 or self.text.find(word, *self.behind) >= 0

    def finds(self, pattern: re.Pattern[str]) -> bool:
        """Whether ``pattern`` is found in the sentence so far."""
        return (
            pattern.search(self.text, self.start, self.until) is not None
            or pattern.search(self.text, *self.behind) is not None
        )


class _Entry(msgspec.Struct, frozen=True):
    """A metric made ready; ``near``: what stands before its clause can name it too."""

    metric: Metric
    generic: bool
    near: bool
    anchors: tuple[str, ...]
    words: re.Pattern[str]
    following: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None


class _Anchors(msgspec.Struct, frozen=True):
    """The anchors of the metrics that are counted in one unit, each with the numbers of its metrics.

    They are kept by one of their characters, the one that fewest others share (``marks``).
    """

    marks: frozenset[str]
    by_mark: Mapping[str, tuple[tuple[str, tuple[int, ...]], ...]]


class Vocabulary:
    """All metrics of one law.

    A phrase can only stand where its anchor, its most telling word, does. The anchors are looked up by unit and by one
    of their characters, so that only the few metrics with an anchor in the text are tried.
    """

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self.metrics: dict[str, Metric] = {metric.id: metric for metric in metrics}
        self.deniable = tuple(metric for metric in self.metrics.values() if metric.none)
        self._entries = [_entry(metric) for metric in self.metrics.values()]
        self._anchors = _anchors(self._entries)

    def metric(self, around: Around, unit: str) -> Metric | None:
        """The metric that the words around a number of that unit mean; None where none does."""
        window = around.window
        generic: Metric | None = None
        for entry in self._met(window, unit):
            if _fits(entry, around, window):
                if not entry.generic:
                    return entry.metric
                generic = generic or entry.metric
        if around.nearest < around.first:
            near = around.near
            for entry in self._met(near, unit):
                if entry.near and _fits(entry, around, near):
                    return entry.metric
        return generic

    def _met(self, text: str, unit: str) -> list[_Entry]:
        """The metrics counted in ``unit`` with an anchor in ``text``, in their order."""
        anchors = self._anchors.get(unit)
        if anchors is None:
            return []
        numbers: set[int] = set()
        for mark in anchors.marks.intersection(text):
            for anchor, own in anchors.by_mark[mark]:
                if anchor in text:
                    numbers.update(own)
        return [self._entries[number] for number in sorted(numbers)]


def _anchors(entries: Sequence[_Entry]) -> dict[str, _Anchors]:
    """The anchors of ``entries`` by unit."""
    shared = Counter(char for entry in entries for anchor in entry.anchors for char in set(anchor))
    units: dict[str, dict[str, list[int]]] = {}
    for number, entry in enumerate(entries):
        for unit in entry.metric.units:
            for anchor in entry.anchors:
                units.setdefault(unit, {}).setdefault(anchor, []).append(number)
    found: dict[str, _Anchors] = {}
    for unit, numbers in units.items():
        by_mark: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
        for anchor, own in numbers.items():
            by_mark.setdefault(min(anchor, key=shared.__getitem__), []).append((anchor, tuple(own)))
        found[unit] = _Anchors(frozenset(by_mark), {mark: tuple(pairs) for mark, pairs in by_mark.items()})
    return found


def _entry(metric: Metric) -> _Entry:
    both = (*metric.words, *metric.following)
    return _Entry(
        metric,
        metric.generic,
        not metric.sums and not metric.generic and metric.words != ("#",),
        tuple(dict.fromkeys(anchor for text in both for anchor in longest_words(text))),
        phrases(metric.words),
        phrases(metric.following) if metric.following else None,
        phrases(metric.unless) if metric.unless else None,
        phrases(metric.unless_before) if metric.unless_before else None,
    )


def _fits(entry: _Entry, around: Around, window: str) -> bool:
    """Whether the words say it, or follow a figure of the same family, and nothing says otherwise."""
    metric = entry.metric
    named = entry.words.search(window) is not None
    if not named and not _follows(entry, around):
        return False
    if entry.unless is not None and entry.unless.search(window):
        return False
    if entry.unless_before is not None and around.finds(entry.unless_before):
        return False
    return not named or not metric.context or any(map(around.says, metric.context))


def _follows(entry: _Entry, around: Around) -> bool:
    """Whether words that leave out their noun mean this metric: the figure before, or the sentence, gave the noun."""
    if entry.following is None or entry.following.search(around.window) is None:
        return False
    metric = entry.metric
    if around.family is not None:
        return around.family == metric.family
    return any(map(around.says, metric.context))


_vocabularies: dict[str, Vocabulary] = {}


def vocabulary(law: LawView) -> Vocabulary:
    """The vocabulary of ``law``, built once for its digest."""
    found = _vocabularies.get(law.digest)
    if found is None:
        found = _vocabularies[law.digest] = Vocabulary(law.metrics.values())
    return found


def available(metric: Metric, cells: Mapping[str, object]) -> tuple[tuple[str, ...], ...]:
    """The sums of a metric whose cells all stand in the report's form."""
    return tuple(words for words in metric.sums if all(key.removeprefix("-") in cells for key in words))
