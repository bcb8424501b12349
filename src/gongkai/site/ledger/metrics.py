"""The ledger's metrics of the law data, as this app asks for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from gongkai.errors import UsageError
from gongkai.law.book import LawView, current_book
from gongkai.law.ledger_model import LedgerMetric, Medium, Party


def all_metrics(today: dt.date) -> Mapping[str, LedgerMetric]:
    """Every metric, by id, in the order of the report."""
    return _law(today).ledger


def metric(name: str, today: dt.date) -> LedgerMetric:
    """A metric. Raises UsageError for an id that there is not."""
    found = all_metrics(today).get(name)
    if found is None:
        raise UsageError("请选择指标。")
    return found


def parties(found: LedgerMetric, today: dt.date) -> Mapping[str, Party]:
    """The parts into which a metric is divided, by id; none for one without a dimension."""
    return _law(today).parties[found.dimension] if found.dimension else {}


def kept_here(today: dt.date) -> dict[str, LedgerMetric]:
    """The metrics that are entered in the ledger; the others are computed, or counted elsewhere."""
    return {
        name: found
        for name, found in all_metrics(today).items()
        if found.counted_in == "ledger" and found.kind != "ratio"
    }


def monthly(today: dt.date) -> dict[str, LedgerMetric]:
    """The metrics of which something, or that there was nothing, is expected every month."""
    return {name: found for name, found in kept_here(today).items() if found.rhythm == "monthly"}


def media(today: dt.date) -> Mapping[str, Medium]:
    """Kinds of new-media accounts, by id."""
    return _law(today).media


def called(name: str, party: str, today: dt.date) -> str:
    """What a metric, or a part of it, is called; one that the law data no longer have shows as its id."""
    found = all_metrics(today).get(name)
    if found is None:
        return f"{name} {party}".strip()
    if not party:
        return found.label
    part = parties(found, today).get(party)
    return f"{found.label}（{part.label if part else party}）"


def sentence(found: LedgerMetric, value: str, part: str = "") -> str:
    """What the report says of a metric, or of the part that is called ``part``; nothing where it has no wording."""
    text = found.wording_each if part else found.wording
    return text.format(value=value, party=part) if text else ""


def written(value: Decimal, found: LedgerMetric | None) -> str:
    """A value for people, with its unit."""
    return f"{value:,f} {found.unit}" if found else f"{value:,f}"


def _law(today: dt.date) -> LawView:
    return current_book().at(today)
