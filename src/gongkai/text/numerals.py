"""Chinese numerals: written for article numbers and the like, read where a text counts in words."""

from __future__ import annotations

import re
from typing import Final

_DIGITS = "零一二三四五六七八九"
_VALUES: Final = {**{char: value for value, char in enumerate(_DIGITS)}, "〇": 0, "两": 2}
_MYRIADS: Final = {"亿": 10**8, "万": 10**4}
_ONE: Final = "[一二三四五六七八九两]"
# One group of at most four places: thousands, hundreds, tens, ones, with 零 for a skipped place.
_GROUP: Final = re.compile(
    rf"(?=.)(?:(?P<thousands>{_ONE})千零?)?(?:(?P<hundreds>{_ONE})百零?)?(?:(?P<tens>{_ONE})?(?P<ten>十))?(?P<ones>{_ONE})?"
)


def chinese_numeral(number: int) -> str:
    """``33`` -> 三十三, ``101`` -> 一百零一, ``10`` -> 十; ValueError outside 1 to 999."""
    if not 1 <= number <= 999:
        raise ValueError(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def chinese_value(text: str) -> int | None:
    """``三十三`` -> 33, ``两千零五`` -> 2005, ``一万二千`` -> 12000, ``零`` -> 0; None for what is no such numeral.

    Digits in a row (二〇二一) are no numeral but a year or a code, and give None.
    """
    if text in ("零", "〇"):
        return 0
    total = 0
    rest = text
    for rank, factor in _MYRIADS.items():
        head, found, tail = rest.partition(rank)
        if not found:
            continue
        value = _group(head)
        if not value:
            return None
        total += value * factor
        rest = tail.removeprefix("零")
    if not rest:
        return total or None
    value = _group(rest)
    return total + value if value else None


def _group(text: str) -> int:
    """The value of up to four places; 0 for what is no numeral."""
    match = _GROUP.fullmatch(text)
    if match is None:
        return 0
    value = sum(_VALUES[match[name]] * rank for name, rank in (("thousands", 1000), ("hundreds", 100)) if match[name])
    if match["ten"]:
        value += 10 * _VALUES[match["tens"] or "一"]
    return value + (_VALUES[match["ones"]] if match["ones"] else 0)
