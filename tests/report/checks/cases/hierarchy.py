"""An aggregate against the sum of the reports below it."""

from __future__ import annotations

from typing import Any

from gongkai.report.report import Report
from gongkai.report.rollup.model import Rollup
from gongkai.report.rollup.roll import roll_up
from tests.layouts import the_law
from tests.report.build import BLANK, Values, a_report
from tests.report.checks.cases.case import UNKNOWN_YEAR, Case, Outcome
from tests.report.rollup.build import parts

KEY = "requests.new.natural"


def _sum(*numbers: Any, **options: Any) -> Rollup:
    reports = parts(*({KEY: number} for number in numbers))
    return roll_up(reports, the_law(), body="青山县", year=2023, **options)


def _published(number: Any, cells: Values | None = None, **changes: Any) -> Report:
    return a_report({KEY: number, **(cells or {})}, body="青山县", **{"scope": "aggregate", **changes})


def _case(
    what: str, report: Report, rollup: Rollup | None, outcome: Outcome, kind: str = "", says: str = "", **more: Any
) -> Case:
    return Case("HI-SUM", what, report, outcome, kind, says, rollup=rollup, **more)


HIERARCHY = [
    _case("the sum", _published(9), _sum(2, 7), "passed", count=200),
    _case("no reports below", _published(9), None, "none"),
    _case(
        "by nobody's number",
        _published(6),
        _sum(2, 7, 1),
        "failed",
        "plain",
        "“一、本年新收政府信息公开申请数量·自然人”公布的汇总数是6，所列3份报告之和是10，相差4",
        expected="10",
        found="6",
        cells=1,
    ),
    _case(
        "one left out",
        _published(3),
        _sum(2, 7, 1),
        "failed",
        "short",
        "少7，正好等于“第2镇”的数，可能漏计",
        expected="10",
        found="3",
        cells=1,
    ),
    _case(
        "two left out",
        _published(1),
        _sum(2, 7, 1),
        "failed",
        "short",
        "少9，正好等于“第1镇”+“第2镇”的数",
        expected="10",
        found="1",
        cells=1,
    ),
    _case(
        "one counted twice",
        _published(17),
        _sum(2, 7, 1),
        "failed",
        "over",
        "多7，正好等于“第2镇”的数，可能重复计入",
        expected="10",
        found="17",
        cells=1,
    ),
    _case(
        "too many could explain it",
        _published(3),
        _sum(1, 1, 1, 1),
        "failed",
        "plain",
        "相差1",
        expected="4",
        found="3",
        cells=1,
    ),
    _case(
        "above a sum that lacks a cell",
        _published(9),
        _sum(2, BLANK),
        "not_assessable",
        "sum_incomplete",
        "1处公布数大于合计",
    ),
    _case("below a sum that lacks a cell", _published(1), _sum(2, BLANK), "failed", "plain", expected="2", found="1"),
    _case(
        "above a sum that lacks a body",
        _published(9),
        _sum(2, bodies=["第1镇", "第2镇"]),
        "not_assessable",
        "sum_incomplete",
    ),
    _case(
        "above a sum that lacks a file", _published(9), _sum(2, unread=["x.pdf"]), "not_assessable", "sum_incomplete"
    ),
    _case("a blank", _published(BLANK), _sum(2, 7), "not_assessable", "without_number", "空白"),
    _case("another year", _published(9, year=2022), _sum(9), "not_assessable", "previous_year", count=200),
    _case("an unknown year", UNKNOWN_YEAR, _sum(0), "not_assessable", "year_unknown", count=200),
    _case("a body's own report", _published(9, scope="own"), _sum(9), "not_assessable", "previous_scope", count=200),
]
