"""What the tests of the ledger share: lines to enter, and what pages say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse

from gongkai.site.bodies.models import Body
from gongkai.site.ledger import periods
from gongkai.site.ledger.book import Line
from gongkai.site.ledger.selectors.totals import totals


def line(metric: str = "trainings", when: str = "2026-03-05", value: str | None = "1", **more: str) -> Line:
    amount = None if value is None else Decimal(value)
    return Line(metric=metric, span=periods.read_span(when), value=amount, **more)


def value_of(body: Body, metric: str, party: str = "", year: int = 2026, **more: Any) -> Decimal | None:
    return totals(body, year, **more).of(metric, party).value


def address(name: str, body: Body, *args: Any) -> str:
    return reverse(f"ledger:{name}", args=[body.code, *args])


def text_of(answer: Any) -> str:
    return str(answer.content.decode())
