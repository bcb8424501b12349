"""Cells side by side: what has no number is never a 0."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.report.compare.cells import CellPair, Relation, compare_cells
from gongkai.report.values import MISSING, Cell
from tests.layouts import the_law
from tests.report.build import BLANK, SLASH, UNREADABLE, a_form, a_report

LAW = the_law()
KEY, FEES = "requests.new.natural", "proactive.fees.amount"
YUAN = Cell("amount", Decimal("300"), "300", unit="元")


def pair_of(key: str, one: int | str | Cell, other: int | str | Cell) -> CellPair:
    found = compare_cells(a_report({key: one}, year=2022), a_report({key: other}), LAW)
    return next(pair for pair in found.pairs if pair.key == key)


@pytest.mark.parametrize(
    ("key", "one", "other", "relation", "difference", "percent"),
    [
        (KEY, 0, 0, "both_zero", "0", None),
        (KEY, 8, 8, "equal", "0", "0"),
        (KEY, 8, 10, "differs", "2", "25.0"),
        (KEY, 3, 2, "differs", "-1", "-33.3"),
        (KEY, 0, 5, "differs", "5", None),
        (KEY, 5, 0, "differs", "-5", "-100.0"),
        (KEY, -4, 2, "differs", "6", "150.0"),
        (FEES, "1.5", "2.25", "differs", "0.75", "50.0"),
        (FEES, "1.50", "1.5", "equal", "0.00", "0"),
        (FEES, "1.5", YUAN, "other_unit", None, None),
        (FEES, "0", YUAN, "differs", "300", None),
        (KEY, BLANK, 0, "no_number", None, None),
        (KEY, 0, MISSING, "no_number", None, None),
        (KEY, SLASH, UNREADABLE, "no_number", None, None),
        (KEY, BLANK, BLANK, "no_number", None, None),
    ],
)
def test_a_pair(
    key: str,
    one: int | str | Cell,
    other: int | str | Cell,
    relation: Relation,
    difference: str | None,
    percent: str | None,
) -> None:
    pair = pair_of(key, one, other)
    assert pair.relation == relation
    assert pair.difference == (None if difference is None else Decimal(difference))
    assert pair.percent == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(("earlier", "later"), [("2019", "2021"), ("2021", "2019")])
def test_across_forms_only_what_means_the_same(earlier: str, later: str) -> None:
    one, other = (a_report(form=form, year={"2019": 2020, "2021": 2021}[form]) for form in (earlier, later))
    found = compare_cells(one, other, LAW)
    assert {pair.key.partition(".")[0] for pair in found.pairs} == {"requests", "remedies"}
    assert len(found.pairs) + len(found.only_later) == len(a_form(later).cells)
    assert len(found.pairs) + len(found.only_earlier) == len(a_form(earlier).cells)
    assert "proactive.rules.in_force" in (found.only_later if later == "2021" else found.only_earlier)
    assert "requests.carried_in.total" in {pair.key for pair in found.pairs}


def test_a_report_and_itself() -> None:
    report = a_report({KEY: 4, "requests.new.total": BLANK})
    found = compare_cells(report, report, LAW)
    assert (found.only_earlier, found.only_later, len(found.pairs)) == ((), (), 200)
    assert {pair.relation for pair in found.pairs} == {"both_zero", "equal", "no_number"}
