"""The vocabulary of figures, made ready: which metric the words around a number mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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


class Vocabulary:
    """All metrics of one law.

    A phrase can only stand where its anchor, its most telling word, does. So the anchors are looked up by their first
    two characters, and only metrics with an anchor in the text are tried.
    """

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self.metrics: dict[str, Metric] = {metric.id: metric for metric in metrics}
        self.deniable = tuple(metric for metric in self.metrics.values() if metric.none)
        self._entries = [_entry(metric) for metric in self.metrics.values()]
        self._anchors: dict[str, list[tuple[str, int]]] = {}
        for number, entry in enumerate(self._entries):
            for anchor in entry.anchors:
                self._anchors.setdefault(anchor[:2], []).append((anchor, number))
        self._short = frozenset(start for start in self._anchors if len(start) == 1)

    def metric(self, around: Around, unit: str) -> Metric | None:
        """The metric that the words around a number of that unit mean; None where none does."""
        near = around.near
        offset = len(near) - len(around.window)
        inside, outside = self._met(near, offset)
        generic: Metric | None = None
        for number in sorted(inside):
            entry = self._entries[number]
            if unit in entry.metric.units and _fits(entry, around, around.window):
                if not entry.metric.generic:
                    return entry.metric
                generic = generic or entry.metric
        if offset:
            for number in sorted(inside | outside):
                metric = self._entries[number].metric
                if unit not in metric.units or metric.sums or metric.generic or metric.words == ("#",):
                    continue
                if _fits(self._entries[number], around, near):
                    return metric
        return generic

    def _met(self, text: str, offset: int) -> tuple[set[int], set[int]]:
        """The numbers of the entries with an anchor in ``text``: from ``offset`` on, and before."""
        inside: set[int] = set()
        outside: set[int] = set()
        anchors = self._anchors
        for i in range(len(text)):
            found = anchors.get(text[i : i + 2])
            if found is not None:
                for anchor, number in found:
                    if text.startswith(anchor, i):
                        (inside if i >= offset else outside).add(number)
        for char in self._short.intersection(text):
            target = inside if char in text[offset:] else outside
            target.update(number for _, number in anchors[char])
        return inside, outside


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
