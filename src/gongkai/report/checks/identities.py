"""The arithmetic checks: every identity of the form, in every row or column in which it holds."""

from __future__ import annotations

from collections.abc import Container, Iterator
from decimal import Decimal

from gongkai.report.checks.subject import Subject, Verdict
from gongkai.report.checks.unjudged import without_number
from gongkai.report.checks.wording import gap, plain
from gongkai.report.finding import Finding
from gongkai.report.form import Equation, Form


def identity_codes(form: Form) -> frozenset[str]:
    """The codes of the identities in one form."""
    return frozenset(equation.code for equation in form.equations)


def check_identities(subject: Subject, codes: Container[str]) -> Iterator[Verdict]:
    """A verdict for every equation whose code is in ``codes``.

    A cell without a number is never taken as 0; the equations that lack one are told once for each code.
    """
    unjudged: dict[str, list[Equation]] = {}
    passed = 0
    number = subject.survey.values.__getitem__
    for equation in subject.form.equations:
        if equation.code not in codes:
            continue
        try:
            left, right = sum(map(number, equation.left)), sum(map(number, equation.right))  # type: ignore[arg-type]
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
