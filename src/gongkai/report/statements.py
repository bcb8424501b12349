"""Figures with the sentences that state them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from gongkai.report.prose import Prose
from gongkai.report.report import Figure


class Statement(msgspec.Struct, frozen=True):
    """A sentence of a section, from ``start`` to ``end`` of its running text, with the figures that it states."""

    prose: Prose
    start: int
    end: int
    figures: tuple[Figure, ...]

    @property
    def text(self) -> str:
        """The sentence without white space, its mark included."""
        return self.prose.text[self.start : self.end]


def statements_of(prose: Mapping[str, Prose], figures: Iterable[Figure]) -> tuple[Statement, ...]:
    """The sentences of ``figures``; a figure whose place in the text is not known belongs to none."""
    found: dict[tuple[str, int, int], list[Figure]] = {}
    section, start, end = "", 0, 0
    for figure in figures:
        part, at = prose.get(figure.section), figure.offset
        if part is None or at is None or not 0 <= at < len(part.text):
            continue
        if figure.section != section or not start <= at < end:
            section, (start, end) = figure.section, part.sentence(at)
        found.setdefault((section, start, end), []).append(figure)
    return tuple(
        Statement(prose[section], start, end, tuple(stated)) for (section, start, end), stated in found.items()
    )
