"""The forms, written out: cells, equations, ties to the year before."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.report.build import a_form


@pytest.mark.parametrize(
    ("form_id", "cells", "by_table"),
    [
        ("2021", 200, {"proactive": 10, "requests": 175, "remedies": 15}),
        ("2019", 198, {"proactive": 22, "requests": 161, "remedies": 15}),
    ],
)
def test_cells(form_id: str, cells: int, by_table: dict[str, int]) -> None:
    form = a_form(form_id)
    assert len(form.cells) == cells
    assert Counter(spec.table for spec in form.cells.values()) == by_table
    assert list(form.cells) == [key for keys in form.cells_by_row.values() for key in keys]
    assert list(form.cells.values()) == [spec for specs in form.cells_by_block.values() for spec in specs]


@pytest.mark.parametrize(
    ("form_id", "equations"),
    [
        ("2021", {"T3-ROW-SUM": 25, "T3-COLUMN-SUM": 7, "T3-BALANCE": 7, "T4-SUM": 3}),
        ("2019", {"T3-ROW-SUM": 23, "T3-COLUMN-SUM": 7, "T3-BALANCE": 7, "T4-SUM": 3}),
    ],
)
def test_equations(form_id: str, equations: dict[str, int]) -> None:
    form = a_form(form_id)
    assert Counter(equation.code for equation in form.equations) == equations
    for equation in form.equations:
        assert {*equation.left, *equation.right} <= form.cells.keys()


@pytest.mark.parametrize(
    ("form_id", "ties"), [("2021", {"XY-CARRIED": 7, "XY-IN-FORCE": 2}), ("2019", {"XY-CARRIED": 7})]
)
def test_ties_to_the_year_before(form_id: str, ties: dict[str, int]) -> None:
    form = a_form(form_id)
    assert Counter(tie.code for tie in form.yearly) == ties
    for tie in form.yearly:
        assert {tie.this, tie.last, *tie.plus, *tie.minus} <= form.cells.keys()


@pytest.mark.parametrize(
    ("key", "earlier"),
    [
        ("requests.carried_out.total", "requests.carried_out.total"),
        ("remedies.direct_suit.upheld", "remedies.direct_suit.upheld"),
        ("proactive.normative_documents.in_force", None),
        ("requests.other_misc.total", None),
    ],
)
def test_the_same_cell_in_the_trial_form(key: str, earlier: str | None) -> None:
    assert a_form("2021").earlier_key(key, "2019") == earlier
    assert a_form("2021").earlier_key(key, "2021") == key
    if earlier is not None:
        assert earlier in a_form("2019").cells


def test_what_a_line_is_called() -> None:
    labels = {equation.line: equation.label for equation in a_form("2021").equations}
    assert labels["granted"] == "（一）予以公开"
    assert labels["natural"] == "自然人"
    assert labels["commercial"] == "法人或其他组织·商业企业"
    assert labels["reconsideration"] == "行政复议"
