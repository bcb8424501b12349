"""The arithmetic checks: every identity of the form, in every row or column in which it holds."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter

import msgspec

from gongkai.report.checks.subject import Subject, Verdict
from gongkai.report.checks.survey import Value
from gongkai.report.checks.unjudged import without_number
from gongkai.report.checks.wording import gap, plain
from gongkai.report.finding import Finding
from gongkai.report.form import Equation, Form

Side = Callable[[Sequence[Value]], tuple[Value, ...]]


class _Sides(msgspec.Struct, frozen=True):
    """An equation with what takes the numbers of its sides out of those of all cells in drawn order."""

    equation: Equation
    left: Side
    right: Side


def identity_codes(form: Form) -> frozenset[str]:
    """The codes of the identities in one form."""
    return frozenset(equation.code for equation in form.equations)


def check_identities(subject: Subject, codes: Container[str]) -> Iterator[Verdict]:
    """A verdict for every equation whose code is in ``codes``.

    A cell without a number is never taken as 0; the equations that lack one are told once for each code.
    """
    unjudged: dict[str, list[Equation]] = {}
    passed = 0
    values = subject.survey.values
    for sides in _equations(subject.form):
        equation = sides.equation
        if equation.code not in codes:
            continue
        try:
            left, right = sum(sides.left(values)), sum(sides.right(values))  # type: ignore[arg-type]
        except TypeError:  # None cannot be added
            unjudged.setdefault(equation.code, []).append(equation)
            continue
        if left == right:
            passed += 1
        else:
            yield Verdict(_broken(subject, equation, left, right))
    if passed:
        yield Verdict(count=passed)
    without = subject.survey.lacking
    for code, equations in unjudged.items():
        lacking = (key for e in equations for key in e.left + e.right if key in without)
        yield without_number(subject, code, [e.label for e in equations], lacking, equations[0].basis)


@lru_cache(maxsize=8)
def _equations(form: Form) -> tuple[_Sides, ...]:
    numbers = {key: i for i, key in enumerate(form.cells)}
    return tuple(_Sides(e, _side(e.left, numbers), _side(e.right, numbers)) for e in form.equations)


def _side(keys: Sequence[str], numbers: Mapping[str, int]) -> Side:
    """What takes the numbers of ``keys``; a single one by a slice, for an itemgetter would give it bare."""
    places = [numbers[key] for key in keys]
    return itemgetter(*places) if len(places) > 1 else itemgetter(slice(places[0], places[0] + 1))


def _broken(subject: Subject, equation: Equation, left: int | Decimal, right: int | Decimal) -> Finding:
    return Finding(
        equation.code,
        "failed",
        cells=equation.left + equation.right,
        # The total is where a reader looks first.
        at=subject.place(equation.right) or subject.place(equation.left),
        expected=plain(left),
        found=plain(right),
        slots={"line": equation.label, "gap": gap(left, right)},
        basis=equation.basis,
    )
