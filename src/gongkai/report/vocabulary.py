"""The vocabulary of figures, made ready: which metric the words around a number mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from gongkai.law import LawView
from gongkai.law.metric_model import Metric
from gongkai.text.patterns import longest_words, phrases

OTHER: Final = "other"


class Around(msgspec.Struct, gc=False):
    """What stands around a number: its clause with ``#`` for the number, more before it, all of the sentence so far.

    ``family`` is that of the figure before in the sentence, None where there is no figure before.
    """

    window: str
    near: str
    sentence: str
    family: str | None


class _Entry(msgspec.Struct, frozen=True):
    metric: Metric
    anchors: tuple[str, ...]
    words: re.Pattern[str]
    following: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None


class _Anchors(msgspec.Struct, frozen=True):
    """The anchors of the metrics that are counted in one unit, each with the number of its metric.

    They are kept by one of their characters, the one that fewest others share (``marks``).
    """

    marks: frozenset[str]
    by_mark: Mapping[str, tuple[tuple[str, int], ...]]


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
        window, near = around.window, around.near
        generic: Metric | None = None
        for entry in self._met(window, unit):
            if _fits(entry, around, window):
                if not entry.metric.generic:
                    return entry.metric
                generic = generic or entry.metric
        if len(near) > len(window):
            for entry in self._met(near, unit):
                metric = entry.metric
                if not metric.sums and not metric.generic and metric.words != ("#",) and _fits(entry, around, near):
                    return metric
        return generic

    def _met(self, text: str, unit: str) -> list[_Entry]:
        """The metrics counted in ``unit`` with an anchor in ``text``, in their order."""
        anchors = self._anchors.get(unit)
        if anchors is None:
            return []
        numbers = {
            number
            for mark in anchors.marks.intersection(text)
            for anchor, number in anchors.by_mark[mark]
            if anchor in text
        }
        return [self._entries[number] for number in sorted(numbers)]


def _anchors(entries: Sequence[_Entry]) -> dict[str, _Anchors]:
    """The anchors of ``entries`` by unit."""
    shared = Counter(char for entry in entries for anchor in entry.anchors for char in set(anchor))
    units: dict[str, dict[str, list[tuple[str, int]]]] = {}
    for number, entry in enumerate(entries):
        for anchor in entry.anchors:
            mark = min(anchor, key=shared.__getitem__)
            for unit in entry.metric.units:
                units.setdefault(unit, {}).setdefault(mark, []).append((anchor, number))
    return {
        unit: _Anchors(frozenset(by_mark), {mark: tuple(found) for mark, found in by_mark.items()})
        for unit, by_mark in units.items()
    }


def _entry(metric: Metric) -> _Entry:
    both = (*metric.words, *metric.following)
    return _Entry(
        metric,
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
    if entry.unless_before is not None and entry.unless_before.search(around.sentence):
        return False
    return not named or not metric.context or any(word in around.sentence for word in metric.context)


def _follows(entry: _Entry, around: Around) -> bool:
    """Whether words that leave out their noun mean this metric: the figure before, or the sentence, gave the noun."""
    if entry.following is None or entry.following.search(around.window) is None:
        return False
    metric = entry.metric
    if around.family is not None:
        return around.family == metric.family
    return any(word in around.sentence for word in metric.context)


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
