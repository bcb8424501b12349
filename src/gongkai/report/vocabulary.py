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

    A phrase can only stand where its anchor, its most telling word, does. So only metrics counted in the unit and with
    an anchor in the text are tried.
    """

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self.metrics: dict[str, Metric] = {metric.id: metric for metric in metrics}
        self.deniable = tuple(metric for metric in self.metrics.values() if metric.none)
        self._anchors: dict[str, list[tuple[str, _Entry]]] = {}
        for metric in self.metrics.values():
            entry = _entry(metric)
            for unit in metric.units:
                self._anchors.setdefault(unit, []).extend((anchor, entry) for anchor in entry.anchors)

    def metric(self, around: Around, unit: str) -> Metric | None:
        """The metric that the words around a number of that unit mean; None where none does."""
        anchors = self._anchors.get(unit)
        if anchors is None:
            return None
        window, near = around.window, around.near
        generic: Metric | None = None
        tried: _Entry | None = None
        for entry in [entry for anchor, entry in anchors if anchor in window]:
            if entry is not tried and _fits(entry, around, window):
                if not entry.metric.generic:
                    return entry.metric
                generic = generic or entry.metric
            tried = entry
        if len(near) > len(window):
            for entry in [entry for anchor, entry in anchors if anchor in near]:
                metric = entry.metric
                if not metric.sums and not metric.generic and metric.words != ("#",) and _fits(entry, around, near):
                    return metric
        return generic


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
