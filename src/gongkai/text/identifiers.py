"""Numbers that identify a person, an organisation or an account: found and proved by their check digits.

Each ``is_...`` takes the bare number, half-width and without spaces, and answers with what the number itself can
prove; whether it belongs to anybody is another matter.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS: Final = "10X98765432"
_ID: Final = re.compile(r"[1-9]\d{16}[\dXx]", re.ASCII)
_CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_VALUES: Final = {char: value for value, char in enumerate(_CREDIT_ALPHABET)}
_CREDIT: Final = re.compile(rf"[1-9A-GNY][1-59]\d{{6}}[{_CREDIT_ALPHABET}]{{10}}", re.ASCII)
_MOBILE: Final = re.compile(r"1[3-9]\d{9}", re.ASCII)
_CARD: Final = re.compile(r"[1-9]\d{15,18}", re.ASCII)
_KEPT: Final = 3


def is_id_number(text: str) -> bool:
    """Whether ``text`` is a citizen's ID number: 18 places with a day of birth and the check digit of GB 11643."""
    if _ID.fullmatch(text) is None or not _is_day(text[6:14]):
        return False
    return id_check_digit(text[:17]) == text[17].upper()


def id_check_digit(first: str) -> str:
    """The check digit (0-9 or X) that belongs to the first 17 digits of an ID number; ValueError for other input."""
    if len(first) != len(_ID_WEIGHTS) or not (first.isascii() and first.isdigit()):
        raise ValueError(first)
    return _ID_CHECKS[sum(int(digit) * weight for digit, weight in zip(first, _ID_WEIGHTS, strict=True)) % 11]


def is_credit_code(text: str) -> bool:
    """Whether ``text`` is a 统一社会信用代码: 18 places with the check character of GB 32100."""
    return _CREDIT.fullmatch(text) is not None and credit_check(text[:17]) == text[17]


def credit_check(first: str) -> str:
    """The check character that belongs to the first 17 places of a 统一社会信用代码; ValueError for other input."""
    if len(first) != len(_ID_WEIGHTS) or not set(first) <= _CREDIT_VALUES.keys():
        raise ValueError(first)
    total = sum(_CREDIT_VALUES[char] * pow(3, place, 31) for place, char in enumerate(first))
    return _CREDIT_ALPHABET[-total % 31]


def is_mobile(text: str) -> bool:
    """Whether ``text`` has the shape of a mobile telephone number of the mainland."""
    return _MOBILE.fullmatch(text) is not None


def is_card_number(text: str) -> bool:
    """Whether ``text`` has the length of a bank card's number (16 to 19 digits) and passes the Luhn check."""
    return _CARD.fullmatch(text) is not None and luhn(text)


def luhn(digits: str) -> bool:
    """Whether ``digits`` pass the check of ISO/IEC 7812 (every second digit from the right doubled)."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        digit = int(char) * (place % 2 + 1)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0


def masked(text: str) -> str:
    """``text`` with all but its first three and last characters hidden, so that it can be told and not copied.

    Of an ID number or a card two characters stay at its end, of a telephone number four, of anything short none.
    """
    tail = 0 if len(text) < 8 else 4 if len(text) < 12 else 2
    hidden = max(len(text) - _KEPT - tail, 0)
    return text[:_KEPT] + "*" * hidden + (text[-tail:] if tail else "")


def _is_day(digits: str) -> bool:
    """Whether eight digits are a day on which someone may have been born."""
    try:
        day = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return day.year >= 1850
