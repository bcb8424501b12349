"""Phrases of a text as data: plain words, and ``…`` for a few characters that may stand between them.

``未|没有+收到|接到…申请``: 未 or 没有, directly behind it 收到 or 接到, and 申请 at most a few characters on.
"""

from __future__ import annotations

import re
from functools import lru_cache
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


def longest_words(text: str) -> tuple[str, ...]:
    """Words of which one must stand wherever ``phrase(text)`` is found: the longest that it asks for."""
    pieces = [words.split("|") for piece in text.split(GAP) for words in piece.split(JOIN) if words]
    return tuple(max(pieces, key=lambda words: min(map(len, words))))


def _either(piece: str) -> str:
    words = [re.escape(word) for word in piece.split("|")]
    return words[0] if len(words) == 1 else f"(?:{'|'.join(words)})"
