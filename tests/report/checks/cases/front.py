"""Title, period, contact."""

from __future__ import annotations

import datetime as dt

from gongkai.report.report import Period
from gongkai.report.values import Text
from tests.report.build import a_report, at
from tests.report.checks.cases.case import CLEAN, OLD, UNKNOWN_YEAR, Case

FRONT = [
    Case("ST-TITLE", "body, year, name", CLEAN, "passed"),
    Case(
        "ST-TITLE",
        "spaces, full-width digits, 年度",
        a_report(title=Text("白石镇 ２０２３ 年度 政府信息公开工作年度报告")),
        "passed",
    ),
    Case(
        "ST-TITLE",
        "a doubled word",
        a_report(title=Text("白石镇2023年政府信息公开公开工作年度报告", at(2))),
        "failed",
        "doubled",
        "报告标题中“公开”重复",
        expected="青山县白石镇人民政府2023年政府信息公开工作年度报告",
        found="白石镇2023年政府信息公开公开工作年度报告",
        line=2,
    ),
    Case(
        "ST-TITLE",
        "another name",
        a_report(title=Text("白石镇2023年政务公开工作总结"), body=None),
        "failed",
        "pattern",
        "应为“××2023年政府信息公开工作年度报告”",
        expected="××2023年政府信息公开工作年度报告",
        found="白石镇2023年政务公开工作总结",
    ),
    Case("ST-TITLE", "no title", a_report(title=None), "failed", "missing", "没有找到报告标题"),
    Case("ST-TITLE", "a year before the form", OLD, "none"),
    Case("ST-PERIOD", "the year", CLEAN, "passed"),
    Case("ST-PERIOD", "not told", a_report(period=None), "failed", "missing"),
    Case(
        "ST-PERIOD",
        "the year before",
        a_report(period=Period(dt.date(2022, 1, 1), dt.date(2022, 12, 31), at(6))),
        "failed",
        "wrong",
        expected="2023-01-01/2023-12-31",
        found="2022-01-01/2022-12-31",
        line=6,
    ),
    Case("ST-PERIOD", "the year is unknown", UNKNOWN_YEAR, "not_assessable", "year_unknown", line=2),
    Case("ST-PERIOD", "a year before the form", OLD, "none"),
    Case("ST-CONTACT", "a telephone", CLEAN, "passed"),
    Case("ST-CONTACT", "none", a_report(contact=None), "failed"),
    Case("ST-CONTACT", "a year before the form", OLD, "none"),
]
