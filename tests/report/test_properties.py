"""What holds of every report, however odd."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.report.checks import check_report
from gongkai.report.form import form_of
from gongkai.report.report import Report
from tests.layouts import the_law
from tests.report.strategies import REPORTS

LAW = the_law()


@given(REPORTS, st.none() | REPORTS)
def test_every_report_can_be_checked(report: Report, previous: Report | None) -> None:
    form = form_of(LAW, report.form)
    result = check_report(report, LAW, previous)
    for finding in result.findings:
        assert finding.message(LAW)
        assert finding.message(LAW, "en")
        assert set(finding.cells) <= set(form.cells)
        assert finding.basis or LAW.checks[finding.code].reading
    for outcome, count in (("failed", result.failed), ("not_assessable", result.not_assessable)):
        assert sum(finding.outcome == outcome for finding in result.findings) <= count


@given(REPORTS)
def test_every_equation_is_counted_once_and_nothing_counts_as_0(report: Report) -> None:
    form = form_of(LAW, report.form)
    lacking = {key for key in form.cells if key not in report.cells or report.cells[key].value is None}
    result = check_report(report, LAW, only={equation.code for equation in form.equations})
    assert result.passed + result.failed + result.not_assessable == len(form.equations)
    assert sum(finding.outcome == "failed" for finding in result.findings) == result.failed
    for finding in result.findings:
        if finding.outcome == "failed":
            assert lacking.isdisjoint(finding.cells)
        else:
            assert lacking.issuperset(finding.cells)


@given(REPORTS)
def test_checks_do_not_depend_on_one_another(report: Report) -> None:
    whole = check_report(report, LAW)
    parts = [check_report(report, LAW, only={code}) for code in LAW.checks]
    assert tuple(finding for part in parts for finding in part.findings) == whole.findings
    assert sum(part.passed for part in parts) == whole.passed
