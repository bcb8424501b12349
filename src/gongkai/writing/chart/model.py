"""What a picture shows: numbers with their cells, grouped as they are drawn. How it looks is decided elsewhere."""

from __future__ import annotations

from decimal import Decimal

import msgspec


class Datum(msgspec.Struct, frozen=True):
    """A number with its label as printed.

    ``value`` is None where there is no number, which is never drawn as 0; ``shown`` is then the word for why. ``keys``
    are the cells: one, or those whose sum it is. ``inner``: a part of the entry above it; ``share``: ``58.3%`` of the
    total.
    """

    label: str
    value: int | Decimal | None
    shown: str
    keys: tuple[str, ...] = ()
    inner: bool = False
    share: str = ""


class Balance(msgspec.Struct, frozen=True):
    """Two sums that must be the same; ``holds`` is None where a number is lacking."""

    title: str
    chapter: str
    unit: str
    left: tuple[Datum, ...]
    right: tuple[Datum, ...]
    holds: bool | None


class Bars(msgspec.Struct, frozen=True):
    """Numbers below one another, with bars of one scale. ``head`` names what the labels are."""

    title: str
    chapter: str
    unit: str
    head: str
    data: tuple[Datum, ...]


class Grid(msgspec.Struct, frozen=True):
    """Rows of the form with several columns.

    ``units`` are those of the columns, ``unit`` the one that all of them have. ``barred`` tells of each column whether
    it has bars; columns of one unit have one scale.
    """

    title: str
    chapter: str
    unit: str
    head: str
    columns: tuple[str, ...]
    units: tuple[str, ...]
    barred: tuple[bool, ...]
    rows: tuple[tuple[str, tuple[Datum, ...]], ...]


class Years(msgspec.Struct, frozen=True):
    """One number of each year; the labels are the years."""

    title: str
    chapter: str
    unit: str
    data: tuple[Datum, ...]


Panel = Balance | Bars | Grid | Years


class Picture(msgspec.Struct, frozen=True):
    """The whole: whose it is and its name, the panels, and what must be known beside them.

    ``undrawn`` counts the cells of the newest report that have no number.
    """

    body: str
    name: str
    facts: tuple[str, ...]
    balance: Balance
    years: tuple[Years, ...]
    panels: tuple[Bars | Grid, ...]
    notes: tuple[str, ...]
    source: str
    undrawn: int

    @property
    def title(self) -> str:
        """Body and name in one line."""
        return f"{self.body}{self.name}"

    @property
    def all_panels(self) -> tuple[Panel, ...]:
        """Every panel in the order in which it is read."""
        return (self.balance, *self.years, *self.panels)
