"""Chinese text reduced to what identifies it: width, punctuation, spacing and numbering set aside."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

SPACES: Final = " \t\r\n\f\v\u00a0\u3000\u2002\u2003\u2009\u200a\u200b\u2060\ufeff"

_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DROPPED: Final = {
    ord(char): None
    for char in SPACES + "“”‘’\"'`´＂＇「」『』〝〞()（）[]［］【】〔〕<>《》〈〉,，.．。、;；:：·•・*_~～|\\"
}
_WIDTH_TABLE: Final = _FULL_WIDTH
_LABEL_TABLE: Final = {**_FULL_WIDTH, **_DROPPED}

_NUMERALS: Final = {char: i for i, char in enumerate("一二三四五六七八九十", 1)}
_NUMBERING: Final = re.compile(
    r"""\s*(?:
        [(（〔［]\s*(?P<paren>[一二三四五六七八九十]{1,2}|\d{1,2})\s*[)）〕］]\s*[.、．]?
      | (?P<dotted>[一二三四五六七八九十]{1,3}|\d{1,2})\s*(?:[.、．。:：]|[)）])
    )\s*""",
    re.VERBOSE,
)


def half_width(text: str) -> str:
    """``text`` with full-width digits, letters and ASCII punctuation made half-width."""
    return text.translate(_WIDTH_TABLE)


def squeeze(text: str) -> str:
    """``text`` without any white space, full-width and zero-width space included."""
    joined = "".join(text.split())
    return joined if joined.isascii() else joined.replace("\u200b", "").replace("\ufeff", "").replace("\u2060", "")


def bare(text: str) -> str:
    """What is left of a label for comparison: no white space, quotes, brackets or punctuation; half-width."""
    return text.translate(_LABEL_TABLE)


def split_numbering(text: str) -> tuple[str, str]:
    """Split a leading ordinal off a label, as ``("(三)", "不予公开")`` or ``("2", "其他")``.

    Arabic ordinals come bare, whatever stands around them; of Chinese ones the brackets are kept, since 三、 and （三）
    are of different rank. The ordinal is empty where none is printed.
    """
    match = _NUMBERING.match(half_width_digits(text))
    if match is None:
        return "", text
    number = match["paren"] or match["dotted"]
    if number.isdigit():
        return str(int(number)), text[match.end() :]
    return f"({number})" if match["paren"] else number, text[match.end() :]


def split_bare_digit(text: str) -> tuple[str, str] | None:
    """An ordinal printed without any punctuation, one digit directly before a word; None where there is none."""
    match = _BARE.match(half_width_digits(text))
    return (match[1], text[match.end() :]) if match is not None else None


def half_width_digits(text: str) -> str:
    """``text`` with full-width digits made half-width, of the same length."""
    return text.translate(_DIGITS) if _FULL_WIDTH_DIGIT.search(text) else text


_BARE: Final = re.compile(r"\s*([1-9])(?=[^\d\s.,，%％年月日])")
_FULL_WIDTH_DIGIT: Final = re.compile("[０-９]")
_DIGITS: Final = {ord("０") + i: ord("0") + i for i in range(10)}


def ordinal(text: str) -> int:
    """The value of ``1`` to ``99`` or ``一`` to ``九十九``."""
    if text.isdigit():
        return int(text)
    head, ten, tail = text.partition("十")
    if not ten:
        return _NUMERALS[text[0]]
    return (_NUMERALS[head] if head else 1) * 10 + (_NUMERALS[tail] if tail else 0)


def width(text: str) -> int:
    """Columns that ``text`` takes on a terminal (wide characters take two)."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
