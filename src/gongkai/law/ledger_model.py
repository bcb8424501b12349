"""Shapes of what a body keeps count of through the year: ``ledger.yaml``, ``dimensions.yaml`` and ``media.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from gongkai.law.entry import Basis, Entry

Source = Literal["outlets", "fields", "media"]


class Party(Entry, frozen=True):
    """One value of a dimension; ``figure`` is the metric of ``metrics.yaml`` as which reports state it."""

    id: str
    label: str
    figure: str = ""


class Dimension(Entry, frozen=True, kw_only=True):
    """By what a metric is divided: by ``values`` of its own, or by a list that the law data has anyway (``source``).

    ``figures`` names, for ids of ``source``, the metrics of ``metrics.yaml`` as which reports state them.
    """

    id: str
    label: str
    values: tuple[Party, ...] = ()
    source: Source | None = None
    figures: Mapping[str, str] = {}


class Medium(Entry, frozen=True, kw_only=True):
    """A kind of new-media account; ``idle_days``: after so many days without anything new it counts as neglected."""

    id: str
    label: str
    idle_days: int
    basis: Basis
    reading: str = ""
    because: str = ""


class LedgerMetric(Entry, frozen=True, kw_only=True):
    """Something that is counted through the year and told in the annual report.

    ``kind``: ``sum`` over the year, ``end`` for the value at its end, ``ratio`` of two other metrics (``numerator``,
    ``denominator``). ``decimals``: how many a value may have. ``section`` is the text of the report and, in the first
    chapter, ``aspect`` the part of it; ``cell`` the cell that the sum fills. ``wording`` and, for a metric with a
    ``dimension``, ``wording_each`` are what the report says of it, with ``{value}`` and ``{party}``. ``figure``: the
    metric of ``metrics.yaml`` as which reports state it. ``counted_in``: who keeps the count, if not the ledger.
    ``rhythm``: whether something, or that there was nothing, is expected every month. ``evidence``: what proves it.
    """

    id: str
    label: str
    unit: str
    basis: Basis
    kind: Literal["sum", "end", "ratio"] = "sum"
    section: Literal["overview", "proactive", "problems", "other"] = "overview"
    aspect: str = ""
    decimals: int = 0
    dimension: str = ""
    numerator: str = ""
    denominator: str = ""
    cell: str = ""
    figure: str = ""
    wording: str = ""
    wording_each: str = ""
    counted_in: Literal["ledger", "publishing", "accounts", "requests"] = "ledger"
    rhythm: Literal["monthly", ""] = ""
    evidence: str = ""
    reading: str = ""
    because: str = ""
