"""Numbers as the ledger keeps them: exact, in ten-thousandths, so that a database adds them without rounding."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from django.db import models

from gongkai.errors import UsageError
from gongkai.text.normal import half_width

PLACES: Final = 4
LARGEST: Final = Decimal(10) ** 12
_NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


class ExactField(models.BigIntegerField):
    """A Decimal with up to four places, kept as a whole number of ten-thousandths.

    SQLite would add decimals as binary fractions; whole numbers it adds as they are, and so does PostgreSQL.
    """

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:  # noqa: ARG002
        """Ten-thousandths -> Decimal; sums too."""
        return None if value is None else plain(Decimal(value).scaleb(-PLACES))

    def get_prep_value(self, value: Any) -> int | None:
        """Decimal -> ten-thousandths. Raises ValueError for what has more places."""
        if value is None:
            return None
        scaled = Decimal(value).scaleb(PLACES)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {PLACES} places")
        return int(scaled)

    def to_python(self, value: Any) -> Any:
        """As it is: a Decimal."""
        return value


def plain(value: Decimal) -> Decimal:
    """Without zeros at the end of its fraction: 321.8700 is 321.87, and 100 stays 100."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def read_amount(text: str, decimals: int) -> Decimal:
    """A number as people write it: 1,234 or 321.8736, full-width too.

    Raises UsageError where it is none, is negative or too large, or has more than ``decimals`` places.
    """
    clean = half_width(text).strip()
    if not _NUMBER.fullmatch(clean):
        raise UsageError(f"“{text.strip()[:20]}”不是数字。请填写阿拉伯数字，不带单位。")
    return checked(Decimal(clean.replace(",", "")), decimals)


def checked(value: Decimal, decimals: int) -> Decimal:
    """The value, if a record may have it. Raises UsageError as ``read_amount``."""
    if not value.is_finite() or value < 0:
        raise UsageError("数值不能是负数。")
    if value >= LARGEST:
        raise UsageError("数值过大，请核对单位。")
    value = plain(value)
    if -int(value.as_tuple().exponent) > decimals:
        raise UsageError(f"最多保留 {decimals} 位小数。" if decimals else "应当是整数。")
    return value
