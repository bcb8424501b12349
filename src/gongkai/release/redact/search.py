"""Finding what is to be marked: words, and what the rules of release look for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

import msgspec

from gongkai.release.look import look
from gongkai.release.redact.marks import Box, Mark, wider
from gongkai.release.redact.source import Character, characters, opened, page_of
from gongkai.release.rules import Rules

# Around the text, in points, so that no ink looks out from under the mark.
_PADDING: Final = 1.5


class Found(msgspec.Struct, frozen=True):
    """Marks over what was found, and the pages on which nothing can be looked for, as they have no text."""

    marks: tuple[Mark, ...]
    unread: tuple[int, ...]


def search(data: bytes, words: Sequence[str], codes: Sequence[str], rules: Rules, ground: str) -> Found:
    """A mark over every line of every place of ``words`` and of what the rules ``codes`` find; ``ground`` for all.

    White space counts for nothing in words. Raises UndecodableError or TooLargeError.
    """
    marks: dict[Mark, None] = {}
    unread: list[int] = []
    with opened(data) as document:
        for number in range(1, len(document) + 1):
            page = page_of(document, number)
            found = characters(page)
            page.close()
            if not any(one.ink is not None for one in found):
                unread.append(number)
            for places in _places(found, words, codes, rules):
                for box in _lines(places):
                    marks[Mark(number, wider(box, _PADDING), ground)] = None
    return Found(tuple(marks), tuple(unread))


def _places(
    found: Sequence[Character], words: Sequence[str], codes: Sequence[str], rules: Rules
) -> Iterator[list[Character]]:
    """The characters of each place."""
    solid = [one for one in found if not one.text.isspace()]
    text = "".join(one.text for one in solid)
    for word in ("".join(word.split()) for word in words):
        at = text.find(word) if word else -1
        while at >= 0:
            yield solid[at : at + len(word)]
            at = text.find(word, at + 1)
    if codes:
        # A line break is one character to the rules.
        lined = [one for one in found if one.text != "\r"]
        for sight in look("".join(one.text for one in lined), rules):
            if sight.code in codes:
                yield lined[sight.start : sight.end]


def _lines(places: Sequence[Character]) -> Iterator[Box]:
    """The boxes around the characters, one for each line."""
    drawn = [one for one in places if one.ink is not None]
    number, last = 0, None
    keyed = []
    for one in drawn:
        if last is not None and (one.box[1] > last[3] - 0.5 or one.box[3] < last[1] + 0.5):
            number += 1
        last = one.box
        keyed.append((number, one.box))
    for _, group in groupby(keyed, key=lambda pair: pair[0]):
        boxes = [box for _, box in group]
        yield (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
