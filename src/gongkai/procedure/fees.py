"""The processing fee (信息处理费), exact to the yuan, with the lines that an officer would write in the notice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from gongkai.errors import UsageError
from gongkai.law import LawView
from gongkai.law.procedure_model import Band, FeeScale
from gongkai.procedure.explain import say_date
from gongkai.procedure.rules import Procedure

YUAN = "元"
FREE = Decimal(0)
# No request has more; every ten items have a line of their own.
MOST = 100_000


class FeeLine(msgspec.Struct, frozen=True):
    """Units ``first`` to ``last`` at ``price`` yuan each make ``amount`` yuan."""

    first: int
    last: int
    count: int
    price: Decimal
    amount: Decimal


class Fee(msgspec.Struct, frozen=True):
    """A fee in yuan by one scale; ``scale`` is None where the law of the day charges none, and ``note`` says so."""

    amount: Decimal
    lines: tuple[FeeLine, ...]
    scale: str | None
    unit: str
    basis: tuple[str, ...]
    note: str = ""


def fee(procedure: Procedure, scale: str, count: int, day: dt.date, earlier: int = 0) -> Fee:
    """The fee for ``count`` units by the scale ``items`` or ``pages`` as of ``day``.

    ``items`` are those of one applicant in one calendar month: ``earlier`` ones of the same month have been charged
    for already and are left out. ``pages`` are those of one request. Raises UsageError for an unknown scale or a
    number below zero or above ``MOST``.
    """
    if max(count, earlier) > MOST:
        raise UsageError(f"数量{max(count, earlier)}过大，最多计算到{MOST}，请核对。")
    if count < 0 or earlier < 0:
        raise UsageError(f"数量不能为负数：{min(count, earlier)}。")
    known = procedure.book.at(dt.date.max).fees
    if scale not in known:
        raise UsageError(f"计收方式“{scale}”不存在；可以是：{'、'.join(known)}。")
    if earlier and not known[scale].accumulates:
        raise UsageError(f"“{known[scale].label}”不累计其他申请的数量：{known[scale].counting}。")
    law = procedure.rules(day).law
    entry = law.fees.get(scale)
    if entry is None:
        return _free(known[scale], law, day)
    lines = tuple(_lines(entry, earlier, earlier + count))
    return Fee(sum((line.amount for line in lines), FREE), lines, scale, entry.unit, entry.basis)


def fee_for(
    procedure: Procedure, day: dt.date, *, items: int | None = None, pages: int | None = None, earlier: int = 0
) -> Fee:
    """The fee by items or by pages; a request is charged by one of the two, never by both, else UsageError."""
    if items is not None and pages is None:
        return fee(procedure, "items", items, day, earlier)
    if pages is not None and items is None:
        return fee(procedure, "pages", pages, day, earlier)
    raise UsageError("按件计收和按量计收只能选择一种，请写明件数或者页数之一。")


def _free(entry: FeeScale, law: LawView, day: dt.date) -> Fee:
    note = f"{say_date(entry.since)}起才收取信息处理费（{law.cite(entry.basis[0])}），{say_date(day)}不收取。"
    return Fee(FREE, (), None, entry.unit, (), note)


def _lines(scale: FeeScale, after: int, last: int) -> Iterator[FeeLine]:
    """The lines for the units after ``after`` up to ``last``, one for each price."""
    for band in scale.bands:
        for first, end, price in _steps(band, last):
            first = max(first, after + 1)
            end = min(end, last)
            if first <= end:
                count = end - first + 1
                yield FeeLine(first, end, count, price, price * count)


def _steps(band: Band, last: int) -> Iterator[tuple[int, int, Decimal]]:
    """The steps of a band as (first, last, price), as far as ``last`` reaches."""
    end = last if band.last is None else band.last
    if band.step is None or band.rise is None:
        yield band.first, end, band.price
        return
    for number, first in enumerate(range(band.first, end + 1, band.step)):
        yield first, min(first + band.step - 1, end), band.price + band.rise * number


def say_line(line: FeeLine, unit: str) -> str:
    """``第31页至第100页，70页×10元＝700元``, or that it is free."""
    span = f"第{line.first}{unit}" if line.first == line.last else f"第{line.first}{unit}至第{line.last}{unit}"
    if line.price == FREE:
        return f"{span}，{line.count}{unit}，不收费"
    return f"{span}，{line.count}{unit}×{line.price}{YUAN}＝{line.amount}{YUAN}"


def to_json(found: Fee) -> dict[str, Any]:
    """The fee as plain values; amounts are plain decimal strings."""
    lines = [
        {
            "from": line.first,
            "to": line.last,
            "count": line.count,
            "price": str(line.price),
            "amount": str(line.amount),
            "text": say_line(line, found.unit),
        }
        for line in found.lines
    ]
    values: dict[str, Any] = {"amount": str(found.amount), "unit": YUAN, "lines": lines, "basis": list(found.basis)}
    return values | ({"scale": found.scale} if found.scale else {}) | ({"note": found.note} if found.note else {})
