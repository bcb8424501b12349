"""Every check passes, fails, and does not apply, where it should."""

from __future__ import annotations

import pytest

from gongkai.report.checks import check_report
from gongkai.report.finding import CheckResult
from tests.layouts import the_law
from tests.report.checks.cases import CASES, CLEAN, Case


def result_of(case: Case) -> CheckResult:
    return check_report(case.report, the_law(), case.previous, rollup=case.rollup, limits=case.limits, only={case.code})


@pytest.mark.parametrize("case", CASES, ids=str)
def test_outcome(case: Case) -> None:
    result = result_of(case)
    counts = {"passed": result.passed, "failed": result.failed, "not_assessable": result.not_assessable}
    told = [finding.outcome for finding in result.findings]
    match case.outcome:
        case "none":
            assert (counts, told) == ({"passed": 0, "failed": 0, "not_assessable": 0}, [])
        case "passed":
            assert (counts, told) == ({"passed": case.count, "failed": 0, "not_assessable": 0}, [])
        case outcome:
            assert told == [outcome]
            assert counts[outcome] == case.count


@pytest.mark.parametrize("case", [c for c in CASES if c.outcome in ("failed", "not_assessable")], ids=str)
def test_finding(case: Case) -> None:
    (finding,) = result_of(case).findings
    assert (finding.case or finding.reason) == case.kind
    assert case.says in finding.message(the_law())
    assert (finding.expected, finding.found) == (case.expected, case.found)
    if case.cells is not None:
        assert len(finding.cells) == case.cells
    if case.line is not None:
        assert finding.at is not None
        assert finding.at.line == case.line


@pytest.mark.parametrize("code", the_law().checks)
def test_each_check_has_its_cases(code: str) -> None:
    outcomes = {case.outcome for case in CASES if case.code == code}
    assert {"passed", "failed"} <= outcomes
    assert outcomes & {"none", "not_assessable"}


@pytest.mark.parametrize("code", the_law().checks)
def test_each_way_of_failing_has_a_case(code: str) -> None:
    known = {case.id for case in the_law().checks[code].cases} or {""}
    assert {case.kind for case in CASES if (case.code, case.outcome) == (code, "failed")} == known


def test_each_reason_has_a_case() -> None:
    assert {case.kind for case in CASES if case.outcome == "not_assessable"} == set(the_law().reasons)


def test_a_report_with_which_nothing_is_wrong() -> None:
    result = check_report(CLEAN, the_law())
    assert result.findings == ()
    assert result.passed == 118
