"""Missing rows, columns and blocks; shifted rows."""

from __future__ import annotations

from gongkai.report.report import OddRow
from gongkai.report.values import MISSING
from tests.report.build import a_report, at, row
from tests.report.checks.cases.case import CLEAN, EMPTY, FORM, OLD, Case

ROWS = [
    Case("TB-MISSING-ROW", "all there", CLEAN, "passed", count=6),
    Case(
        "TB-MISSING-ROW",
        "two rows of table three",
        a_report(row("requests.new", MISSING) | row("requests.carried_in", MISSING)),
        "failed",
        says="缺少2行：“一、本年新收政府信息公开申请数量”、“二、上年结转政府信息公开申请数量”",
        cells=14,
        line=4,
    ),
    Case("TB-MISSING-ROW", "a missing block is told elsewhere", EMPTY, "none"),
    Case("TB-MISSING-COLUMN", "all there", CLEAN, "passed", count=6),
    Case(
        "TB-MISSING-COLUMN",
        "no totals",
        a_report({key: MISSING for key in FORM.cells if key.startswith("requests.") and key.endswith(".total")}),
        "failed",
        says="表三“收到和处理政府信息公开申请情况”有25行缺少1列：“总计”",
        cells=25,
    ),
    Case("TB-MISSING-COLUMN", "nothing in the document", EMPTY, "none"),
    Case("TB-MISSING-BLOCK", "all there", CLEAN, "passed", count=6),
    Case(
        "TB-MISSING-BLOCK",
        "one block of table two",
        a_report({"proactive.licensing.decisions": MISSING}),
        "failed",
        "block",
        "表二缺少“第二十条第（五）项”整块表格",
        cells=1,
        line=3,
    ),
    Case(
        "TB-MISSING-BLOCK",
        "the whole of table four",
        a_report({key: MISSING for key in FORM.cells if key.startswith("remedies.")}),
        "failed",
        "table",
        "第四部分“政府信息公开行政复议、行政诉讼情况”的表格整个缺失",
        cells=15,
        line=5,
    ),
    Case("TB-MISSING-BLOCK", "a year before the form", OLD, "none"),
    Case("TB-SHIFTED-ROW", "as many values as columns", CLEAN, "passed", count=6),
    Case(
        "TB-SHIFTED-ROW",
        "rows that lack one are told together",
        a_report(odd_rows=(OddRow("requests.granted", 7, 6, at(40)), OddRow("requests.partial", 7, 6, at(41)))),
        "failed",
        says="表三有2行各有6个数值，应有7个：“（一）予以公开”、",
        expected="7",
        found="6",
        cells=14,
        count=2,
        line=40,
    ),
    Case("TB-SHIFTED-ROW", "nothing in the document", EMPTY, "none"),
]
