"""Figures with the sentences that state them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from gongkai.report.prose import Prose
from gongkai.report.report import Figure


class Statement(msgspec.Struct, frozen=True, gc=False):
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
    found: dict[tuple[str, int], tuple[int, list[Figure]]] = {}
    section, start, end, own = "", 0, 0, list[Figure]()
    part: Prose | None = None
    for figure in figures:
        at = figure.offset
        if figure.section != section:
            section, start, end, part = figure.section, 0, 0, prose.get(figure.section)
        if part is None or at is None or not 0 <= at < len(part.text):
            continue
        if not start <= at < end:
            start, end = part.sentence(at)
            own = found.setdefault((section, start), (end, []))[1]
        own.append(figure)
    return tuple([Statement(prose[name], start, end, tuple(own)) for (name, start), (end, own) in found.items()])
