"""Words that are written twice in a row, found without looking at every character in turn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_SHORTEST: Final = 1
_LONGEST: Final = 8
_BYTES: Final = 2
_FIRST, _LAST = "\u4e00", "\u9fff"


def doubled_words(text: str) -> Iterator[tuple[int, str]]:
    """Where a word of 1 to 8 Chinese characters is followed by itself, and the word; the longest word at a place.

    The text is taken as one long number: exclusive or with itself, moved by the length of a word, leaves zeros where
    the two copies agree, and runs of zeros are found at the speed of a search.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) != _BYTES * len(text):
        text = "".join(char if ord(char) < 0x10000 else " " for char in text)
        units = text.encode("utf-16-le", "surrogatepass")
    number = int.from_bytes(units, "little")
    taken: list[tuple[int, int]] = []
    for length in range(_LONGEST, _SHORTEST - 1, -1):
        zeros = (number ^ (number >> (8 * _BYTES * length))).to_bytes(len(units), "little")
        run = bytes(_BYTES * length)
        at = zeros.find(run)
        while at >= 0:
            place = (at + 1) // _BYTES
            word = text[place : place + length]
            free = not any(start < place + 2 * length and place < end for start, end in taken)
            if free and _is_word(word) and text.startswith(word, place + length):
                taken.append((place, place + 2 * length))
                yield place, word
            at = zeros.find(run, at + 1 + at % _BYTES)


def _is_word(word: str) -> bool:
    return all(_FIRST <= char <= _LAST for char in word) and (len(word) == 1 or len(set(word)) > 1)
