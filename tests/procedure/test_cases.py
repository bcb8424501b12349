"""The worked cases of ``tests/cases``, each by itself."""

import pytest

from gongkai.law.load import load
from gongkai.procedure.rules import Procedure
from tests.procedure.casebook import Case, read_cases, work_out

CASES = read_cases()
ARTICLES = {f"{instrument.id}#{article.no}" for instrument in load().instruments for article in instrument.articles}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(procedure: Procedure, case: Case) -> None:
    assert work_out(procedure, case) == case.expect


def test_there_are_enough_and_no_two_have_one_name() -> None:
    names = [(case.file, case.name) for case in CASES]
    assert len(CASES) >= 120
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case_rests_on_stored_articles(case: Case) -> None:
    assert case.basis
    assert set(case.basis) - ARTICLES == set()
