"""Printed numbers: values, units, placeholders and annotations of a table cell."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

import msgspec

from gongkai.text.normal import SPACES, half_width

UNITS: Final = (
    "万元",
    "亿元",
    "元",
    "件次",
    "人次",
    "件",
    "条",
    "项",
    "个",
    "次",
    "宗",
    "份",
    "例",
    "篇",
    "期",
    "人",
)
PLACEHOLDERS: Final = frozenset("/ - -- --- — —— – － ― \\ 无 不适用 N/A n/a".split())

_NUMBER = r"[+\-−]?\d+(?:,\d+)*(?:\.\d+)?"
_NOTE = r"\([^()]*\)"
_PLACEHOLDER = "|".join(re.escape(mark) for mark in sorted(map(half_width, PLACEHOLDERS), key=len, reverse=True))
_TOKEN: Final = re.compile(
    rf"(?:(?P<number>{_NUMBER})\s*(?P<unit>{'|'.join(UNITS)})?\s*(?P<note>{_NOTE})?|(?P<mark>{_PLACEHOLDER}))(?:\s+|$)"
)
_GROUPED: Final = re.compile(r"[+\-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_NO_WORDS: Final = re.compile(rf"(?:[\d\s,.+\-−/]|{'|'.join(UNITS)})*\d(?:[\d\s,.+\-−/]|{'|'.join(UNITS)})*")
_LEADING: Final = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>{'|'.join(UNITS)})?(?=[^\d\s.,])")


class Token(msgspec.Struct, frozen=True, gc=False):
    """One printed value.

    ``value`` is None for a placeholder; ``digits`` are the bare digits where digits are all that is printed; ``odd``:
    separators stand where no number has them, so the value is not what it seems.
    """

    raw: str
    value: int | Decimal | None
    unit: str | None = None
    note: str = ""
    digits: str = ""
    odd: bool = False


def parse_tokens(text: str) -> tuple[Token, ...] | None:
    """All of ``text`` as values separated by white space; None where anything else stands in it.

    Thousands separators, signs, full-width digits, units (``12件``), a bracketed annotation (``22（其中修订16件）``)
    and placeholders (``/``, ``-``, ``无``) are understood.
    """
    text = text.strip(SPACES)
    plain = half_width(text)
    position = 0
    tokens: list[Token] = []
    while position < len(plain):
        match = _TOKEN.match(plain, position)
        if match is None:
            return None
        tokens.append(_token(match, text[match.start() : match.end()].strip(SPACES)))
        position = match.end()
    return tuple(tokens) or None


def whole_number(digits: str) -> Token:
    """ASCII digits and nothing else, as most values are printed, as a value."""
    return Token(digits, int(digits), digits=digits)


def garbled_number(text: str) -> Token | None:
    """Digits and marks that make no number (``1 ,086``) as a value that cannot be read; None where words stand."""
    return Token(text, None, odd=True) if _NO_WORDS.fullmatch(half_width(text)) else None


def leading_number(text: str) -> tuple[Token, str] | None:
    """A value with text glued behind it (``109件第二十条``) as the value and the rest; None where there is none."""
    match = _LEADING.match(half_width(text))
    if match is None:
        return None
    return _token(match, text[: match.end()]), text[match.end() :]


def _token(match: re.Match[str], raw: str) -> Token:
    groups = match.groupdict()
    number = groups["number"]
    if number is None:
        return Token(raw, None)
    plain = number.replace(",", "").replace("−", "-").lstrip("+")
    value = Decimal(plain) if "." in plain else int(plain)
    odd = "," in number and _GROUPED.fullmatch(number) is None
    digits = plain if plain.isdigit() and (odd or "," not in number) else ""
    return Token(raw, value, groups["unit"], (groups.get("note") or "")[1:-1], digits, odd)
