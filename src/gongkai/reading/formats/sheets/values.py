"""Stored values as they are read: numbers in plain digits, dates as dates."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

_WHOLE = re.compile(r"-?\d{1,15}")
# Spreadsheets keep binary numbers and show fifteen digits of them.
_DIGITS = 15
_LARGEST = 1e21
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))


def plain_number(stored: str | float) -> str:
    """A stored number in plain digits: ``42.0`` is 42, ``321.87360000000001`` is 321.8736, ``1E+15`` is written out.

    Anything that is no number comes back as it is.
    """
    if isinstance(stored, str) and _WHOLE.fullmatch(stored):
        return str(int(stored))
    try:
        value = float(stored)
        if not abs(value) < _LARGEST:
            return str(stored)
        exact = Decimal(f"{value:.{_DIGITS}g}")
    except (ValueError, OverflowError, InvalidOperation):
        return str(stored)
    text = f"{exact:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def is_date_format(number: int, code: str | None) -> bool:
    """Whether a number format shows a date or a time: by its built-in number, or by the letters of its ``code``."""
    if code is None:
        return number in _DATE_FORMATS
    first = _QUOTED.sub("", code).split(";")[0].lower()
    return first != "general" and any(letter in first for letter in "ymdhs") and "0" not in first.replace("ss.0", "")


def date_text(serial: float, since_1904: bool = False) -> str:
    """The day (and time, if any) of a serial number, as ``2021-03-04``; as a number where it is no day."""
    days = serial + 1462 if since_1904 else serial
    if not 0 <= days < 2_958_466:
        return plain_number(serial)
    # The calendar of spreadsheets has a 29 February 1900, so that days before it are one lower.
    base = dt.datetime(1899, 12, 30) if days >= 60 else dt.datetime(1899, 12, 31)
    moment = base + dt.timedelta(seconds=round(days * 86_400))
    if days < 1:
        return moment.time().isoformat()
    return moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat(" ")
