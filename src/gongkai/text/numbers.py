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

_NUMBER = r"[+\-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NOTE = r"\([^()]*\)"
_PLACEHOLDER = "|".join(re.escape(mark) for mark in sorted(map(half_width, PLACEHOLDERS), key=len, reverse=True))
_TOKEN: Final = re.compile(
    rf"(?:(?P<number>{_NUMBER})\s*(?P<unit>{'|'.join(UNITS)})?\s*(?P<note>{_NOTE})?|(?P<mark>{_PLACEHOLDER}))(?:\s+|$)"
)
_LEADING: Final = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>{'|'.join(UNITS)})?(?=[^\d\s.,])")


class Token(msgspec.Struct, frozen=True, gc=False):
    """One printed value. ``value`` is None for a placeholder; ``digits`` the bare digits where it is a plain number."""

    raw: str
    value: int | Decimal | None
    unit: str | None = None
    note: str = ""
    digits: str = ""


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
    digits = number if number.isdigit() else ""
    return Token(raw, value, groups["unit"], (groups.get("note") or "")[1:-1], digits)
