"""Text as pairs of characters, so that any words of two characters and more are found, and nothing else.

Every pair of neighbouring letters, digits or Chinese characters becomes a token; where anything else stands between, a
separator keeps the pairs on both sides from being taken for neighbours. A search for words is then a search for the
tokens of the words as a phrase, and its hits are exactly the texts that hold the words.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Longer than a pair, so that it can be none.
SEPARATOR: Final = "000"
_WORD: Final = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Full-width as half-width, letters in lower case."""
    return unicodedata.normalize("NFKC", text).casefold()


def tokens(text: str) -> str:
    """The pairs of a text with separators, between spaces; a character by itself is a token of its own."""
    return f" {SEPARATOR} ".join(" ".join(_pairs(word)) for word in _WORD.findall(folded(text)))


def phrases(words: str) -> list[str]:
    """What must stand in a text that holds all of ``words``: a phrase of tokens for each run of characters.

    Runs of a single character, which no index of pairs can find, are left out.
    """
    return [" ".join(_pairs(word)) for word in _WORD.findall(folded(words)) if len(word) > 1]


def _pairs(word: str) -> list[str]:
    return [word[at : at + 2] for at in range(len(word) - 1)] or [word]
