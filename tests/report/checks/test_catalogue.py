"""The catalogue and the code name the same checks, at the levels that were fixed."""

from __future__ import annotations

import re

import pytest

from gongkai.report.checks import check_report, codes
from gongkai.report.checks.identities import identity_codes
from gongkai.report.checks.registry import JUDGEMENTS, judges
from gongkai.report.finding import Finding
from gongkai.report.form import form_of
from tests.layouts import the_law
from tests.report.build import BLANK, a_report, row
from tests.report.checks.cases import CASES, Case

LAW = the_law()

ERRORS = {
    "T2-TYPE",
    "T3-ROW-SUM",
    "T3-COLUMN-SUM",
    "T3-BALANCE",
    "T4-SUM",
    "TB-BLANK",
    "TB-MISSING-ROW",
    "TB-MISSING-COLUMN",
    "TB-MISSING-BLOCK",
    "TB-SHIFTED-ROW",
    "ST-CHAPTER",
    "ST-OLD-FORM",
    "HI-SUM",
    "TX-TABLE",
    "TX-YEAR",
    "PV-ID-NUMBER",
    "PV-BANK-CARD",
}
INFO = {"XY-IN-FORCE"}


def test_identities_and_judgements_are_the_catalogue() -> None:
    identities = frozenset[str]().union(*(identity_codes(form_of(LAW, form)) for form in LAW.forms))
    assert codes(LAW) == identities | JUDGEMENTS.keys() == set(LAW.checks)
    assert identities.isdisjoint(JUDGEMENTS)


def test_a_code_is_judged_once() -> None:
    with pytest.raises(ValueError, match="TB-BLANK"):
        judges("TB-BLANK")(lambda _: ())


@pytest.mark.parametrize("code", LAW.checks)
def test_level(code: str) -> None:
    expected = "error" if code in ERRORS else "info" if code in INFO else "warning"
    assert LAW.checks[code].level == expected


def test_only_a_chapter_with_a_table_is_an_error() -> None:
    levels = {case.id: case.level or "error" for case in LAW.checks["ST-CHAPTER"].cases}
    assert levels == {
        "missing_table": "error",
        "missing": "warning",
        "misnumbered": "warning",
        "duplicated": "warning",
    }


def test_what_could_not_be_judged_is_never_more_than_info() -> None:
    assert Finding("T3-BALANCE", "not_assessable", reason="year_unknown").level(LAW) == "info"


@pytest.mark.parametrize("case", [case for case in CASES if case.outcome in ("failed", "not_assessable")], ids=str)
def test_sentences_are_whole_in_both_languages(case: Case) -> None:
    finding = check_report(
        case.report, LAW, case.previous, rollup=case.rollup, limits=case.limits, only={case.code}
    ).findings[0]
    chinese, english = finding.message(LAW), finding.message(LAW, "en")
    assert chinese.endswith("。")
    assert english.endswith(".")
    assert not re.search(r"[{}]|None", chinese + english)


@pytest.mark.parametrize("code", LAW.checks)
def test_an_entry_tells_what_to_do_and_on_what_it_rests(code: str) -> None:
    check = LAW.checks[code]
    assert check.title
    assert check.explanation.endswith("。")
    assert check.remedy.endswith("。")
    assert all(LAW.article(basis).summary for basis in check.basis)
    assert check.basis or (check.reading and check.because)


def test_a_finding_cites_the_form_of_its_report() -> None:
    for form, year, other in (("2021", 2023, "format-2019"), ("2019", 2020, "format-2021")):
        broken = {**row("requests.new", 5, form=form), "proactive.rules." + _first(form): BLANK}
        result = check_report(a_report(broken, form=form, year=year, title=None), LAW)
        basis = {basis for finding in result.findings for basis in finding.basis}
        assert basis
        assert not [b for b in basis if b.startswith(other)]


def _first(form: str) -> str:
    return {"2021": "issued", "2019": "created"}[form]


def test_findings_stand_in_the_order_of_the_catalogue() -> None:
    report = a_report({**row("requests.new", BLANK), "remedies.direct_suit.total": 4}, title=None, contact=None)
    order = list(LAW.checks)
    found = [order.index(finding.code) for finding in check_report(report, LAW).findings]
    assert found == sorted(found)
    assert len(set(found)) > 3


def test_only_some_checks() -> None:
    report = a_report({"requests.new.total": 1}, contact=None)
    assert {f.code for f in check_report(report, LAW, only={"ST-CONTACT"}).findings} == {"ST-CONTACT"}
