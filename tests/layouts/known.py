"""A known report: what a document says, before anybody has drawn it.

Everything about rows, columns, types and identities comes from ``gongkai.report.form``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from gongkai.law import LawView, current_book
from gongkai.report.form import Equation, Form, form_of
from gongkai.report.values import CellKind

Number = int | Decimal


@dataclass(frozen=True)
class Value:
    """One cell of a known report.

    ``unit`` is set only where the form fixes none; ``note`` is printed behind the number, in the same cell.
    """

    kind: CellKind
    number: Number | None = None
    unit: str | None = None
    note: str = ""


BLANK = Value("blank")
PLACEHOLDER = Value("not_applicable")
MISSING = Value("missing")


@dataclass(frozen=True)
class Prose:
    """The chapters that are text; one string a paragraph, keyed by the section of the form."""

    preface: tuple[str, ...] = ()
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class KnownReport:
    """A report whose every cell is known; ``values`` holds every key of the form."""

    form: Form
    body: str
    year: int
    values: Mapping[str, Value]
    prose: Prose = field(default_factory=Prose)

    @property
    def consistent(self) -> bool:
        """Every cell has a number and every identity holds."""
        numbers = {key: value.number for key, value in self.values.items() if value.number is not None}
        return len(numbers) == len(self.values) and all(
            _sum(numbers, equation.left) == _sum(numbers, equation.right) for equation in self.form.equations
        )


@cache
def the_law() -> LawView:
    """The law that tests read by; the day is fixed, so that no test depends on the day it runs."""
    return current_book().at(dt.date(2025, 3, 31))


def the_form(form_id: str) -> Form:
    """The form ``2019`` or ``2021``."""
    return form_of(the_law(), form_id)


def completed(form: Form, free: Mapping[str, Number]) -> dict[str, Number]:
    """Every cell of the form: ``free`` as given, 0 where nothing is given, and all sums computed.

    A sum is the one cell on the right of its equation. In the balance (two on the right) the first on the
    left is computed; where it would be negative, the second is capped.
    """
    numbers: dict[str, Number] = {**dict.fromkeys(form.cells, 0), **free}
    for code in ("T3-COLUMN-SUM", "T3-BALANCE", "T3-ROW-SUM", "T4-SUM"):
        for equation in form.equations:
            if equation.code == code:
                _complete(equation, numbers)
    return numbers


def values_of(form: Form, numbers: Mapping[str, Number], unit: str | None = "元") -> dict[str, Value]:
    """Numbers as cells; ``unit`` goes to amounts for which the form fixes none."""
    return {
        key: Value("amount", Decimal(numbers[key]), None if spec.unit else unit)
        if spec.type == "amount"
        else Value("count", numbers[key])
        for key, spec in form.cells.items()
    }


@cache
def free_keys(form: Form) -> tuple[str, ...]:
    """The cells that ``completed`` does not compute."""
    computed = {equation.right[0] for equation in form.equations if len(equation.right) == 1}
    computed |= {equation.left[0] for equation in form.equations if len(equation.right) == 2}
    return tuple(key for key in form.cells if key not in computed)


def _complete(equation: Equation, numbers: dict[str, Number]) -> None:
    if len(equation.right) == 1:
        numbers[equation.right[0]] = _sum(numbers, equation.left)
        return
    first, second = equation.left
    available = _sum(numbers, equation.right)
    numbers[second] = min(numbers[second], available)
    numbers[first] = available - numbers[second]


def _sum(numbers: Mapping[str, Number], keys: Iterable[str]) -> Number:
    return sum((numbers[key] for key in keys), start=0)
