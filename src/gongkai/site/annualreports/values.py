"""What a report is computed from and into, as values."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import msgspec
from django.urls import reverse

Number = int | Decimal


class Entry(msgspec.Struct, frozen=True):
    """A record behind a number: what it is, where one sees it, and how much of the number it makes.

    ``title`` names nobody. ``where``: the name of its page and what its address takes, nothing where there is none.
    """

    kind: str
    id: int
    title: str
    amount: Number = 1
    day: dt.date | None = None
    where: tuple[str | int, ...] = ()
    note: str = ""

    @property
    def url(self) -> str:
        """Its address, worked out when it is shown: of a hundred thousand records few are."""
        return reverse(str(self.where[0]), args=self.where[1:]) if self.where else ""


class Value(msgspec.Struct, frozen=True):
    """A number of the report: what the records make, and what stands there where somebody adjusted it by hand.

    ``computed`` None: nothing was recorded, and nobody has confirmed that there was nothing.
    """

    key: str
    computed: Number | None
    adjusted: Number | None = None
    reason: str = ""

    @property
    def value(self) -> Number | None:
        """What the report prints; None prints nothing, and a check says so."""
        return self.computed if self.adjusted is None else self.adjusted


class Metric(msgspec.Struct, frozen=True):
    """A number that the text may name by its ``token``: what it counts, its value as printed, its unit."""

    token: str
    label: str
    text: str
    unit: str = ""
    wording: str = ""
    aspect: str = ""
    section: str = ""
    key: str = ""


def printed(number: Number | None) -> str:
    """A number as the report prints it: plain, without trailing zeros behind the point; nothing for None."""
    if number is None:
        return ""
    text = f"{number:f}" if isinstance(number, Decimal) else str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text
