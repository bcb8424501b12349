"""The fee in a notice: standard, amount and the lines of the calculation, all from the scale of the law data."""

from __future__ import annotations

import datetime as dt

from gongkai.errors import UsageError
from gongkai.law.procedure_model import Band, FeeScale
from gongkai.procedure.explain import say_date
from gongkai.procedure.fees import FREE, YUAN, FeeLine, fee
from gongkai.procedure.rules import Procedure
from gongkai.writing.letters.facts import Facts
from gongkai.writing.letters.filling import Filling
from gongkai.writing.letters.letter import Cell, Table
from gongkai.writing.letters.texts import wording

_WIDTHS = (0.34, 0.2, 0.23, 0.23)


def charged(procedure: Procedure, facts: Facts, filling: Filling, day: dt.date) -> Table | None:
    """Fills the slots ``standard`` and ``amount``; the table of the calculation.

    Raises UsageError where the scale charges nothing for that number, and as ``fee`` does.
    """
    if facts.charge is None:
        told = filling.lack(wording().labels["amount"])
        filling.values |= {"standard": told, "amount": told}
        return None
    asked = facts.charge
    found = fee(procedure, asked.scale, asked.count, day, asked.earlier)
    if found.amount == FREE or found.scale is None:
        raise UsageError(f"按照{say_date(day)}的标准不收取信息处理费，不需要发出收费通知书。")
    scale = filling.law.fees[found.scale]
    bands = "，".join(_band(band, scale) for band in scale.bands)
    filling.values |= {
        "standard": f"{scale.label}（{scale.counting}），{bands}",
        "amount": f"{found.amount}{YUAN}",
    }
    head = tuple(
        Cell(text, label=True) for text in (f"计费范围（{scale.unit}）", "数量", f"单价（{YUAN}）", f"金额（{YUAN}）")
    )
    rows = tuple(_row(line) for line in found.lines)
    total = (Cell("合计", label=True, wide=3), Cell(str(found.amount)))
    return Table(_WIDTHS, (head, *rows, total), header=1)


def _row(line: FeeLine) -> tuple[Cell, ...]:
    span = str(line.first) if line.first == line.last else f"{line.first}至{line.last}"
    return (Cell(span, label=True), Cell(str(line.count)), Cell(str(line.price)), Cell(str(line.amount)))


def _band(band: Band, scale: FeeScale) -> str:
    words = wording()
    span = f"{band.first}{scale.unit}以上" if band.last is None else f"{band.first}至{band.last}{scale.unit}"
    price = words.free if band.price == FREE else words.priced
    if band.step is not None:
        price = words.steps
    told = price.format(unit=scale.unit, price=f"{band.price}{YUAN}", step=band.step, rise=f"{band.rise}{YUAN}")
    return words.band.format(span=span, price=told)
