"""Text with figures that are bound to their metrics: ``{requests.new.total}件``.

A token is filled in wherever the text is shown, so that text and tables cannot drift apart. A number that was typed is
asked about: it may be one that has a token, or one that nobody recorded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import msgspec

from gongkai.law import LawView
from gongkai.report.figures import extract_figures
from gongkai.report.prose import Prose

_TOKEN: Final = re.compile(r"\{([a-z0-9_]+(?:\.[a-z0-9_]+)*(?::[a-z0-9_]+)?)\}")
_SPACE: Final = re.compile(r"\s")


class Filled(msgspec.Struct, frozen=True):
    """A text with its tokens filled in. ``spans``: where in it a token's value stands; ``unknown``: tokens without."""

    text: str
    spans: tuple[tuple[int, int, str], ...] = ()
    unknown: tuple[str, ...] = ()


class Typed(msgspec.Struct, frozen=True):
    """A number that was typed: as it stands, its sentence, and the tokens that have the same value, if any."""

    section: str
    number: str
    quote: str
    tokens: tuple[str, ...]


def used(text: str) -> tuple[str, ...]:
    """The tokens of a text, each once, in order."""
    return tuple(dict.fromkeys(_TOKEN.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """``text`` with the values of its tokens; a token without a value stays as it is written."""
    pieces: list[str] = []
    spans: list[tuple[int, int, str]] = []
    unknown: list[str] = []
    done = length = 0
    for match in _TOKEN.finditer(text):
        before, value = text[done : match.start()], values.get(match[1])
        if value is None:
            unknown.append(match[1])
        shown = match[0] if value is None else value
        pieces += (before, shown)
        length += len(before)
        if value is not None:
            spans.append((length, length + len(shown), match[1]))
        length += len(shown)
        done = match.end()
    pieces.append(text[done:])
    return Filled("".join(pieces), tuple(spans), tuple(dict.fromkeys(unknown)))


def typed(section: str, filled: Filled, law: LawView, year: int, values: Mapping[str, str]) -> list[Typed]:
    """The numbers of a section that stand there by hand. Dates, numbers of documents and of articles are none."""
    prose = Prose(section, filled.text, ())
    bound = _without_space(filled)
    found: list[Typed] = []
    for figure in extract_figures((prose,), law, year):
        if figure.offset is None:
            continue
        # The running text keeps some line breaks; without them its places are those of the bare characters.
        place = figure.offset - prose.text.count("\n", 0, figure.offset)
        if any(start <= place < end for start, end in bound):
            continue
        same = tuple(token for token, value in values.items() if value.rstrip("%") == figure.value)
        found.append(Typed(section, f"{figure.value}{figure.unit}", figure.quote, same))
    return found


def _without_space(filled: Filled) -> list[tuple[int, int]]:
    """The spans of the tokens as places of the text without white space, which is what figures are found in."""
    gaps = [match.start() for match in _SPACE.finditer(filled.text)]
    return [
        (start - sum(gap < start for gap in gaps), end - sum(gap < end for gap in gaps))
        for start, end, _token in filled.spans
    ]
