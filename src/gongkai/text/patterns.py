"""Phrases of a text as data: plain words, and ``…`` for a few characters that may stand between them.

``未|没有+收到|接到…申请``: 未 or 没有, directly behind it 收到 or 接到, and 申请 at most a few characters on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from sys import maxsize
from typing import Final

GAP: Final = "…"
JOIN: Final = "+"
# What a gap may not cross: a phrase does not reach beyond its clause.
_WITHIN_CLAUSE: Final = r"[^，。；！？\n]"
_LONGEST_GAP: Final = 24


def phrase(text: str, longest: int = _LONGEST_GAP) -> str:
    """The source of a regular expression for ``text``: its pieces in order, at most ``longest`` characters between.

    ``|`` separates words that may stand for one another, ``+`` joins what stands side by side.
    """
    pieces = ["".join(map(_either, piece.split(JOIN))) for piece in text.split(GAP)]
    return f"{_WITHIN_CLAUSE}{{0,{longest}}}?".join(pieces)


@lru_cache(maxsize=512)
def phrases(texts: tuple[str, ...], longest: int = _LONGEST_GAP) -> re.Pattern[str]:
    """One expression that finds any of ``texts``; what it finds first is what stands first."""
    return re.compile("|".join(phrase(text, longest) for text in texts))


class Finder:
    """Finds phrases that end in a few fixed words, by looking for these words first."""

    def __init__(self, texts: tuple[str, ...], longest: int = _LONGEST_GAP) -> None:
        pieces = [[words.split("|") for piece in text.split(GAP) for words in piece.split(JOIN)] for text in texts]
        self.ends = tuple(dict.fromkeys(word for words in pieces for word in words[-1]))
        telling = {word for text in texts for word in longest_words(text)}
        # The last words may be as common as a bracket: then one look for those that tell most comes first.
        self._telling = tuple(telling) if not telling <= set(self.ends) else ()
        self._first = re.compile(any_of({word[:1]: None for words in pieces for word in words[0]}))
        self._pattern = re.compile(rf"(?:{'|'.join(phrase(text, longest) for text in texts)})\Z")
        gaps = max(longest * text.count(GAP) for text in texts)
        self._reach = gaps + max(sum(max(map(len, either)) for either in words) for words in pieces)

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Every place where a phrase ends, in the order of its last words; of one end the longest phrase."""
        if self._telling and not any(word in text for word in self._telling):
            return
        for word in self.ends:
            at = text.find(word)
            while at >= 0:
                end = at + len(word)
                first = self._first.search(text, max(0, end - self._reach), end)
                match = self._pattern.search(text, first.start(), end) if first is not None else None
                if match is not None:
                    yield match
                at = text.find(word, end)


@lru_cache(maxsize=128)
def finder(texts: tuple[str, ...], longest: int = _LONGEST_GAP) -> Finder:
    """The finder of ``texts``, made once."""
    return Finder(texts, longest)


def longest_words(text: str) -> tuple[str, ...]:
    """Words of which one must stand wherever ``phrase(text)`` is found: the longest that it asks for."""
    pieces = [words.split("|") for piece in text.split(GAP) for words in piece.split(JOIN) if words]
    return tuple(max(pieces, key=lambda words: min(map(len, words))))


def holds_any(text: str, words: tuple[str, ...], start: int = 0, end: int = maxsize) -> bool:
    """Whether one of ``words`` stands between ``start`` and ``end`` of ``text``.

    It is one look for all of them, which pays for a sentence or a clause.
    """
    return _one_of(words).search(text, start, end) is not None


def behind_last(marks: str, text: str, start: int, end: int) -> int:
    """Where the characters behind the last of ``marks`` between ``start`` and ``end`` begin; ``start`` without any."""
    found = start
    for mark in marks:
        at = text.rfind(mark, found, end)
        if at >= 0:
            found = at + 1
    return found


@lru_cache(maxsize=512)
def _one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)) or r"(?!)")


def any_of(words: Iterable[str]) -> str:
    """The source of a regular expression for any of ``words``, the longest where several begin alike.

    Words that begin alike are tried together: a search goes through alternatives one by one.
    """
    behind: dict[str, list[str]] = {}
    for word in words:
        behind.setdefault(word[0], []).append(word[1:])
    alone = "".join(re.escape(first) for first, rests in behind.items() if not any(rests))
    ways = [f"[{alone}]"] if alone else []
    for first, rests in behind.items():
        if any(rests):
            ways.append(re.escape(first) + any_of(filter(None, rests)) + ("?" if "" in rests else ""))
    return f"(?:{'|'.join(ways)})"


def _either(piece: str) -> str:
    words = [re.escape(word) for word in piece.split("|")]
    return words[0] if len(words) == 1 else f"(?:{'|'.join(words)})"
