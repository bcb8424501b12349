"""Sums, values at the end of a year, and ratios, out of records. Nothing recorded is None, and never 0."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import msgspec

from gongkai.law.ledger_model import LedgerMetric

Key = tuple[str, str]


class Total(msgspec.Struct, frozen=True):
    """What the records of a metric, or of a part of it, come to.

    ``value`` None: nothing was recorded; 0 with ``nil``: it was confirmed that there was nothing. ``count`` is how many
    records are behind it and ``records`` their ids, where they were asked for. ``carried``: a value at the end of the
    year that was last recorded on that day of an earlier year, and should be confirmed.
    """

    value: Decimal | None
    count: int = 0
    records: tuple[int, ...] = ()
    nil: bool = False
    carried: dt.date | None = None

    def __add__(self, other: Total) -> Total:
        """Two parts together. What is not recorded adds nothing; what is carried stays marked."""
        given = [value for value in (self.value, other.value) if value is not None]
        days = [day for day in (self.carried, other.carried) if day is not None]
        return Total(
            sum(given, Decimal()) if given else None,
            self.count + other.count,
            self.records + other.records,
            self.nil and other.nil if self.count and other.count else self.nil or other.nil,
            min(days, default=None),
        )


NOTHING = Total(None)


class Ratio(msgspec.Struct, frozen=True):
    """A part of a whole, exact; ``value`` is None where either is not recorded, or the whole is 0.

    ``lopsided``: the parts of a metric of which one of the two is recorded and the other is not.
    """

    numerator: Total
    denominator: Total
    lopsided: tuple[str, ...] = ()

    @property
    def value(self) -> Fraction | None:
        """The quotient."""
        above, below = self.numerator.value, self.denominator.value
        return Fraction(above) / Fraction(below) if above is not None and below else None

    @property
    def excessive(self) -> bool:
        """Whether the part is larger than the whole: one of the two is recorded wrongly."""
        return self.value is not None and self.value > 1


class Totals(msgspec.Struct, frozen=True):
    """All totals of a body and a year by metric and part; the part ``""`` is the metric as a whole."""

    metrics: Mapping[str, LedgerMetric]
    of_key: Mapping[Key, Total]

    def of(self, metric: str, party: str = "") -> Total:
        """A total; NOTHING where nothing is recorded."""
        return self.of_key.get((metric, party), NOTHING)

    def ratio(self, metric: str, party: str = "") -> Ratio:
        """A ratio metric. Raises KeyError for one that is none."""
        found = self.metrics[metric]
        if found.kind != "ratio":
            raise KeyError(metric)
        sides = (found.numerator, found.denominator)
        parties = [] if party else sorted({one for name in sides for one in self.parties(name)})
        lopsided = tuple(one for one in parties if len({self.of(name, one).value is None for name in sides}) > 1)
        return Ratio(self.of(sides[0], party), self.of(sides[1], party), lopsided)

    def cells(self) -> dict[str, Total]:
        """The cells of the report that the ledger fills."""
        return {found.cell: self.of(name) for name, found in self.metrics.items() if found.cell}

    def parties(self, metric: str) -> list[str]:
        """The parts of a metric of which anything is recorded."""
        return [party for name, party in self.of_key if name == metric and party]


def whole(parts: Mapping[Key, Total]) -> dict[Key, Total]:
    """The parts, and for each metric the whole of them under the part ``""``."""
    found: dict[Key, Total] = {}
    for (metric, party), total in parts.items():
        if party:
            found[metric, party] = total
        found[metric, ""] = found[metric, ""] + total if (metric, "") in found else total
    return found


def percent(ratio: Fraction | None, places: int = 2) -> str:
    """92%, 66.67%; a half is rounded up, and what is not 100% is never written so. Nothing for None."""
    if ratio is None:
        return ""
    step = Decimal(1).scaleb(-places)
    exact = Decimal(ratio.numerator * 100) / Decimal(ratio.denominator)
    shown = exact.quantize(step, ROUND_HALF_UP)
    if shown == 100 and ratio < 1:
        shown -= step
    if shown == 0 and ratio > 0:
        shown += step
    text = f"{shown:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"
