"""What each part of the report counts: a module for each app that keeps records.

``cells`` gives the numbers of a body and year, ``entries`` the records behind one of them, ``metrics`` (of those that
tell something) what the text may name, ``counted`` a plain sentence of what was counted. ``each`` gives the records
behind many cells at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from gongkai.report.form import Form
from gongkai.site.annualreports.sources import ledger, publishing, remedies, requests
from gongkai.site.annualreports.values import Entry, Metric, Number
from gongkai.site.bodies.models import Body

# Of two that give the same cell the later one would win, so no two may: a test holds them apart.
ALL: Final[tuple[Any, ...]] = (publishing, ledger, requests, remedies)
TOLD: Final[tuple[Any, ...]] = (publishing, ledger, requests)
# Those whose records stand in many cells each.
TABLED: Final[tuple[Any, ...]] = (requests, remedies)


def cells(body: Body, form: Form, year: int) -> dict[str, Number | None]:
    """All cells of the form that records make, of a body for a year; None where nothing was recorded, not even zero."""
    found: dict[str, Number | None] = {}
    for source in ALL:
        found.update(source.cells(body, form, year))
    return found


def entries(body: Body, form: Form, year: int, key: str) -> Iterator[Entry]:
    """The records behind a cell; their amounts add up to it."""
    for source in ALL:
        if source.counts(form, key):
            yield from source.entries(body, form, year, key)


def each(body: Body, form: Form, year: int, keys: Sequence[str]) -> Iterator[tuple[str, Iterable[Entry]]]:
    """The records behind each of ``keys``, for whoever wants all: what fills a whole table is gone through once."""
    found: dict[str, Iterable[Entry]] = {}
    for source in TABLED:
        found.update(source.each(body, form, year, [key for key in keys if source.counts(form, key)]))
    for key in keys:
        yield key, found[key] if key in found else entries(body, form, year, key)


def metrics(body: Body, year: int) -> list[Metric]:
    """What the text may name beside the cells."""
    return [metric for source in TOLD for metric in source.metrics(body, year)]


def counted(form: Form, key: str) -> str:
    """What was counted in a cell, in a plain sentence."""
    return next(source.counted(form, key) for source in ALL if source.counts(form, key))
