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

    The lower halves of all characters are taken as one long number: exclusive or with itself, moved by the length of a
    word, leaves zeros where the two copies may agree, and runs of zeros are found at the speed of a search.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) != _BYTES * len(text):
        text = "".join(char if ord(char) < 0x10000 else " " for char in text)
        units = text.encode("utf-16-le", "surrogatepass")
    halves = units[::_BYTES]
    number = int.from_bytes(halves, "little")
    taken: list[tuple[int, int]] = []
    for length in range(_LONGEST, _SHORTEST - 1, -1):
        zeros = (number ^ (number >> (8 * length))).to_bytes(len(halves), "little")
        run = bytes(length)
        place = zeros.find(run)
        while place >= 0:
            word = text[place : place + length]
            end = place + 2 * length
            doubled = text.startswith(word, place + length) and _is_word(word)
            if doubled and not any(start < end and place < stop for start, stop in taken):
                taken.append((place, end))
                yield place, word
            place = zeros.find(run, place + 1)


def _is_word(word: str) -> bool:
    return all(_FIRST <= char <= _LAST for char in word) and (len(word) == 1 or len(set(word)) > 1)
