"""Running text as sentences, and how alike two of them are."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from gongkai.text.normal import SPACES

# Comparing two sentences takes time by the product of their lengths; a text without full stops is cut at commas.
LONGEST: Final = 400

_ENDS: Final = "。！？；!?;"
_SENTENCE: Final = re.compile(rf"[^{_ENDS}]*[{_ENDS}]+[”’」』）)*]*|[^{_ENDS}]+")
_CLAUSE: Final = re.compile(r"[^，、,：:]*[，、,：:]|[^，、,：:]+")
_STOPPED: Final = re.compile(r"[。！？；：!?;:][”’」』）)*]*$")
_ORDINAL: Final = re.compile(
    r"[#*\s]*(?:[(（〔［][一二三四五六七八九十\d]{1,3}[)）〕］]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．](?!\d))"
)
_LONGEST_HEADING: Final = 30


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of ``text`` in order, each with its closing mark and of at most ``LONGEST`` characters.

    A sentence ends at a full stop, a semicolon, a question or exclamation mark. A line break ends one only where the
    line closes with such a mark or a colon, the next begins with an ordinal, or the line is a short one with an
    ordinal, that is a heading: the lines of a PDF break anywhere.
    """
    found: list[str] = []
    for paragraph in _paragraphs(text):
        for match in _SENTENCE.finditer(paragraph):
            found += _cut(match[0].strip(SPACES))
    return tuple(found)


def similarity(one: str, other: str) -> float:
    """How alike two strings are, 0 to 1: twice the characters that they share in order, by the sum of their lengths."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio()


def _paragraphs(text: str) -> list[str]:
    paragraphs: list[str] = []
    last = ""
    for line in (line.strip(SPACES) for line in text.splitlines()):
        if not line:
            continue
        heading = len(last) <= _LONGEST_HEADING and _ORDINAL.match(last) is not None
        if not last or heading or _STOPPED.search(last) or _ORDINAL.match(line):
            paragraphs.append(line)
        else:
            words = paragraphs[-1][-1].isascii() and line[0].isascii()
            paragraphs[-1] += f" {line}" if words and not _digits(paragraphs[-1][-1], line[0]) else line
        last = line
    return paragraphs


def _digits(one: str, other: str) -> bool:
    """Whether a line break stands inside a number."""
    return one.isdigit() and other.isdigit()


def _cut(sentence: str) -> list[str]:
    if len(sentence) <= LONGEST:
        return [sentence] if sentence else []
    pieces = [""]
    for clause in _CLAUSE.findall(sentence):
        for start in range(0, len(clause), LONGEST):
            part = clause[start : start + LONGEST]
            if len(pieces[-1]) + len(part) > LONGEST:
                pieces.append("")
            pieces[-1] += part
    return [piece for piece in pieces if piece]
