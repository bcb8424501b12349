"""Text set on a raster of characters: width, wrapping, lines built from pieces."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Literal

Align = Literal["left", "centre", "right"]
CLOSING = "、，。；：）)”」’．."
OPENING = "（(“「‘"


def width(text: str, wide: int) -> int:
    """The columns that a text takes, where a Chinese character takes ``wide`` (1 or 2)."""
    if wide == 1 or text.isascii():
        return len(text)
    return sum(wide if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, columns: int, wide: int) -> list[str]:
    """The text in lines of at most ``columns``, at least one word each.

    Digits with their signs stay together; no line begins with closing punctuation or ends with opening.
    """
    if width(text, wide) <= columns:
        return [text]
    lines, line = list[str](), ""
    for word in _words(text):
        if line and width(line + word, wide) > columns:
            lines.append(line.rstrip(" "))
            line = ""
        line += word if line or word != " " else ""
    return [*lines, line] if line or not lines else lines


def padded(text: str, columns: int, wide: int, align: Align) -> str:
    """The text in the middle, at the left or at the right of ``columns``; longer text as it is."""
    free = max(0, columns - width(text, wide))
    before = {"left": 0, "centre": free // 2, "right": free}[align]
    return " " * before + text + " " * (free - before)


def joined(pieces: Iterable[tuple[int, str]], wide: int) -> str:
    """A line from pieces with their first columns; a piece that would touch the one before moves right."""
    line = ""
    for start, text in sorted(pieces, key=lambda piece: piece[0]):
        if text.strip():
            at = width(line, wide)
            line += " " * max(start - at, 2 if line and start <= at else 0) + text
    return line


def _words(text: str) -> list[str]:
    words: list[str] = []
    for char in text:
        if words and (char in CLOSING or words[-1][-1] in OPENING or (_digit(words[-1][-1]) and _digit(char))):
            words[-1] += char
        else:
            words.append(char)
    return words


def _digit(char: str) -> bool:
    return char.isdigit() or char in ".,+-−－%．"
