"""Documents that are in force without being items here: what last year's report brings into a body's first year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gongkai.site.annualreports.models import Opening
from gongkai.site.annualreports.values import Entry
from gongkai.site.bodies.models import Body


def of(body: Body, year: int) -> Counter[str]:
    """The numbers brought into the cells of a year, from this year and those before."""
    found: Counter[str] = Counter()
    for row in _rows(body, year):
        found[row.key] += row.value
    return found


def entries(body: Body, year: int, key: str) -> Iterator[Entry]:
    """The numbers brought into a cell, as records."""
    for row in _rows(body, year):
        if row.key == key:
            yield Entry("opening", row.pk, f"{row.year - 1}年末有效而没有在此登记的：{row.source}", row.value)


def _rows(body: Body, year: int) -> list[Opening]:
    rows = Opening.objects.unscoped("counted for the report of the body")
    return list(rows.filter(body=body, year__lte=year).order_by("year", "key"))
