"""Cells as numbers of a picture, and which of them had none."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from gongkai.law import LawView
from gongkai.report.form import Equation, Form
from gongkai.report.report import Report
from gongkai.report.values import MISSING, Cell
from gongkai.writing.chart.model import Datum
from gongkai.writing.paper import cell_text

_PERCENT: Final = Decimal("0.1")
# What stands where the sum of several cells cannot be told.
_PARTLY: Final = "不全"


class Numbers:
    """The numbers of one report. ``lacking`` collects the cells without a number that were asked for, with the word."""

    def __init__(self, report: Report, form: Form, law: LawView) -> None:
        self.report = report
        self.form = form
        self.law = law
        self.lacking: dict[str, str] = {}

    def one(self, key: str, label: str, inner: bool = False, total: Decimal | int | None = None) -> Datum:
        """The cell ``key``; with ``total``, its share of that."""
        cell = self.report.cells.get(key, MISSING)
        if cell.value is None:
            self.lacking[key] = self.word(cell, key)
            return Datum(label, None, self.lacking[key], (key,), inner)
        unit = cell.unit if cell.unit != self.form.cells[key].unit else None
        return Datum(
            label, cell.value, f"{number_text(cell.value)}{unit or ''}", (key,), inner, share(cell.value, total)
        )

    def sum(self, keys: Sequence[str], label: str, total: Decimal | int | None = None) -> Datum:
        """The sum of the cells ``keys``; no number where one of them has none."""
        parts = [self.one(key, label) for key in keys]
        values = [part.value for part in parts if part.value is not None]
        if len(values) < len(keys):
            return Datum(label, None, parts[0].shown if len(keys) == 1 else _PARTLY, tuple(keys))
        value = sum(values)
        return Datum(label, value, number_text(value), tuple(keys), share=share(value, total))

    def word(self, cell: Cell, key: str) -> str:
        """Why a cell has no number: the mark that is printed, or the kind."""
        printed = cell_text(cell, self.form.cells[key])
        return f"“{printed}”" if printed else self.law.terms[cell.kind].zh

    def total(self, equation: Equation) -> int | Decimal | None:
        """The total of an identity; None where it does not hold, so that shares would not add up."""
        values = [self.report.cells.get(key, MISSING).value for key in (*equation.left, *equation.right)]
        known = [value for value in values if value is not None]
        if len(known) < len(values) or sum(known[:-1]) != known[-1]:
            return None
        return known[-1]


def share(value: int | Decimal, total: int | Decimal | None) -> str:
    """``value`` of ``total`` as ``58.3%``; empty where there is no total or it is 0, and for a 0."""
    if not total or not value:
        return ""
    percent = (Decimal(value) * 100 / Decimal(total)).quantize(_PERCENT, ROUND_HALF_UP)
    return f"{percent}%" if percent else f"<{_PERCENT}%"


def number_text(value: int | Decimal) -> str:
    """A number in plain digits."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)
