"""This report against that of the year before."""

from __future__ import annotations

from typing import Any

from gongkai.report.report import Report
from tests.report.build import BLANK, Values, a_report, row
from tests.report.checks.cases.case import CLEAN, UNKNOWN_YEAR, Case


def _last_year(cells: Values | None = None, **changes: Any) -> Report:
    return a_report(cells, **{"year": 2022, **changes})


CARRIED_OUT = row("requests.carried_out", 2, 0, 0, 0, 0, 0, 2)
CARRIED_IN = row("requests.carried_in", 2, 0, 0, 0, 0, 0, 2)
YEARS = [
    Case("XY-CARRIED", "the same", a_report(CARRIED_IN), "passed", count=7, previous=_last_year(CARRIED_OUT)),
    Case(
        "XY-CARRIED",
        "from the trial form to the present one",
        a_report(CARRIED_IN, year=2021),
        "passed",
        count=7,
        previous=a_report(CARRIED_OUT, form="2019", year=2020),
    ),
    Case(
        "XY-CARRIED",
        "one column differs",
        a_report(CARRIED_IN),
        "failed",
        says="上年结转填的是2，2022年度报告结转下年度为1，相差1",
        expected="1",
        found="2",
        cells=1,
        previous=_last_year(CARRIED_OUT | {"requests.carried_out.natural": 1}),
    ),
    Case(
        "XY-CARRIED",
        "last year's cell is blank",
        CLEAN,
        "not_assessable",
        "without_number",
        "没有数字（空白）：“自然人”",
        previous=_last_year({"requests.carried_out.natural": BLANK}),
        cells=0,
    ),
    Case("XY-CARRIED", "no report of last year", CLEAN, "none"),
    Case(
        "XY-CARRIED",
        "the report of another year",
        CLEAN,
        "not_assessable",
        "previous_year",
        "用于比对的是2019年度报告，应当是2022年度报告",
        previous=_last_year(form="2019", year=2019),
        count=7,
    ),
    Case(
        "XY-CARRIED",
        "last year is unknown",
        CLEAN,
        "not_assessable",
        "previous_year_unknown",
        previous=UNKNOWN_YEAR,
        count=7,
    ),
    Case("XY-CARRIED", "this year is unknown", UNKNOWN_YEAR, "not_assessable", "year_unknown", previous=CLEAN, count=7),
    Case(
        "XY-CARRIED",
        "another body",
        CLEAN,
        "not_assessable",
        "previous_body",
        "“青山县赤石镇人民政府”的报告，与“青山县白石镇人民政府”不是同一机关",
        previous=_last_year(body="青山县赤石镇人民政府"),
        count=7,
    ),
    Case("XY-CARRIED", "the same body, named shortly", CLEAN, "passed", count=7, previous=_last_year(body="白石镇")),
    Case(
        "XY-CARRIED",
        "one of the body, one of its area",
        CLEAN,
        "not_assessable",
        "previous_scope",
        previous=_last_year(scope="aggregate"),
        count=7,
    ),
    Case(
        "XY-IN-FORCE",
        "12 = 10 + 3 - 1",
        a_report(row("proactive.normative_documents", 3, 1, 12)),
        "passed",
        count=2,
        previous=_last_year(row("proactive.normative_documents", 0, 0, 10)),
    ),
    Case(
        "XY-IN-FORCE",
        "a gap",
        a_report(row("proactive.normative_documents", 3, 1, 9)),
        "failed",
        says="“行政规范性文件”现行有效9件；按上年现行有效10件加本年制发3件减本年废止1件推算为12件，相差3件",
        expected="12",
        found="9",
        cells=3,
        previous=_last_year(row("proactive.normative_documents", 0, 0, 10)),
    ),
    Case(
        "XY-IN-FORCE",
        "never across the two forms",
        a_report(year=2021),
        "none",
        previous=a_report(form="2019", year=2020),
    ),
    Case(
        "XY-IN-FORCE",
        "the trial form has no such columns",
        a_report(form="2019", year=2020),
        "none",
        previous=a_report(form="2019", year=2019),
    ),
]
