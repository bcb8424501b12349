"""Years of one body in a row: every break once, and none that is not there."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import UsageError
from gongkai.report.report import Report
from gongkai.report.trend.follow import follow, summary
from gongkai.report.trend.model import Trend
from tests.layouts import the_law
from tests.report.build import BLANK, a_report, row
from tests.report.rollup.build import from_file

LAW = the_law()
CARRIED_IN, CARRIED_OUT = "requests.carried_in", "requests.carried_out"
DOCUMENTS = "proactive.normative_documents"


def a_year(year: int, cells: dict[str, Any] | None = None, **changes: Any) -> Report:
    options: dict[str, Any] = {"form": "2019" if year < 2021 else "2021", "year": year, **changes}
    return from_file(a_report(cells, **options), f"{year}.txt")


def chain(first: int, carried: list[int], breaks: Set[int] = frozenset()) -> list[Report]:
    """One report a year: what one carries out the next carries in, but not in the years of ``breaks``."""
    reports: list[Report] = []
    before = 0
    for year, out in enumerate(carried, first):
        form = "2019" if year < 2021 else "2021"
        into = before + (year in breaks)
        cells = {
            **row(CARRIED_IN, into, 0, 0, 0, 0, 0, into, form=form),
            **row(CARRIED_OUT, out, 0, 0, 0, 0, 0, out, form=form),
        }
        reports.append(a_year(year, cells))
        before = out
    return reports


def told(trend: Trend) -> list[tuple[str, int, int]]:
    return [(one.row, one.earlier, one.later) for one in trend.breaks]


YEARS = st.lists(st.integers(0, 30), min_size=5, max_size=5)


@given(st.sampled_from((2019, 2020, 2021)), YEARS, st.sets(st.integers(1, 4)), st.randoms(use_true_random=False))
def test_five_years_name_exactly_the_breaks(first: int, carried: list[int], at: set[int], random: Any) -> None:
    breaks = {first + i for i in at}
    reports = chain(first, carried, breaks)
    trend = follow(random.sample(reports, len(reports)), LAW)
    assert told(trend) == [(CARRIED_IN, year - 1, year) for year in sorted(breaks)]
    assert [len(one.lines) for one in trend.breaks] == [2] * len(breaks)
    assert [report.year for report in trend.reports] == list(range(first, first + 5))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), min_size=5, max_size=5), st.sets(st.integers(1, 4)))
def test_documents_in_force(changes: list[tuple[int, int]], at: set[int]) -> None:
    reports, before = [], 20
    for i, (issued, repealed) in enumerate(changes):
        in_force = before + issued - repealed + (i in at)
        reports.append(a_year(2021 + i, row(DOCUMENTS, issued, repealed, in_force)))
        before = in_force
    trend = follow(reports, LAW)
    assert told(trend) == [(DOCUMENTS, 2020 + i, 2021 + i) for i in sorted(at)]


def test_no_false_break_where_the_form_changes() -> None:
    old = a_year(2020, row("proactive.normative_documents", 3, 3, 90, form="2019"))
    trend = follow([old, a_year(2021, row(DOCUMENTS, 1, 0, 12)), a_year(2022, row(DOCUMENTS, 2, 0, 14))], LAW)
    assert trend.breaks == ()
    outcomes = {(step.code, step.later): step.outcome for step in trend.steps}
    assert outcomes == {
        ("XY-CARRIED", 2021): "holds",
        ("XY-IN-FORCE", 2021): "not_comparable",
        ("XY-CARRIED", 2022): "holds",
        ("XY-IN-FORCE", 2022): "holds",
    }
    assert [notice.code for notice in trend.notices] == ["TREND-OTHER-FORM"]
    in_force = next(s for s in trend.series if s.line == "normative_documents")
    assert in_force.cells[0] == (None, None, None)


@pytest.mark.parametrize(
    ("extra", "code", "says"),
    [
        (a_year(2024), "TREND-MISSING-YEAR", "缺少2023年度的报告"),
        (a_year(2023, body="青山县赤石镇人民政府"), "TREND-OTHER-BODY", "没有列入"),
        (a_report(year=None), "TREND-NO-YEAR", "没有读到报告年度"),
        (a_year(2023, body=None), "TREND-NO-BODY", "没有读到机关名称"),
        (a_year(2022), "TREND-SAME-FILE", "是同一个文件"),
    ],
)
def test_what_is_odd_is_told(extra: Report, code: str, says: str) -> None:
    trend = follow([a_year(2021), a_year(2022), extra], LAW)
    (notice,) = trend.notices
    assert notice.code == code
    assert says in notice.message(LAW)
    assert trend.breaks == ()


def test_a_missing_year_is_no_break() -> None:
    trend = follow([a_year(2021), a_year(2023, row(CARRIED_IN, 5, 0, 0, 0, 0, 0, 5))], LAW)
    assert (trend.breaks, trend.steps, trend.missing) == ((), (), (2022,))


def test_what_has_no_number_is_not_judged() -> None:
    trend = follow([a_year(2021, {f"{CARRIED_OUT}.total": BLANK}), a_year(2022)], LAW)
    (step,) = (step for step in trend.steps if step.code == "XY-CARRIED")
    assert step.outcome == "not_judged"
    assert "空白" in step.why


@pytest.mark.parametrize(
    ("reports", "says"),
    [
        ([a_year(2021)], "只有1份，至少需要两个年度"),
        ([a_year(2021), a_year(2022, body="青山县赤石镇")], "不是“青山县白石镇人民政府”的"),
        ([a_year(2021), from_file(a_year(2021), "b.txt")], "2021年度有两份不同的报告（“2021.txt”、“b.txt”）"),
    ],
)
def test_what_cannot_be_followed(reports: list[Report], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        follow(reports, LAW)


def test_the_body_can_be_named() -> None:
    reports = [a_year(2021, body="青山县赤石镇"), a_year(2021), a_year(2022)]
    assert len(follow(reports, LAW, "白石镇").reports) == 2


def test_summary() -> None:
    trend = follow(chain(2021, [3, 4, 5], {2023}), LAW)
    assert summary(trend) == "3个年度（2021、2022、2023），比对4处衔接，发现1处不衔接。"
