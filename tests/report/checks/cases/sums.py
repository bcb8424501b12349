"""The identities of tables three and four."""

from __future__ import annotations

from gongkai.report.values import MISSING
from tests.report.build import BLANK, SLASH, UNREADABLE, a_report, row
from tests.report.checks.cases.case import CLEAN, Case

ONE_REQUEST = {
    **row("requests.new", 1, 0, 0, 0, 0, 0, 1),
    **row("requests.granted", 1, 0, 0, 0, 0, 0, 1),
    **row("requests.results_total", 1, 0, 0, 0, 0, 0, 1),
}
SUMS = [
    Case("T3-ROW-SUM", "zeros", CLEAN, "passed", count=25),
    Case("T3-ROW-SUM", "a request", a_report(ONE_REQUEST), "passed", count=25),
    Case(
        "T3-ROW-SUM",
        "a wrong total",
        a_report(ONE_REQUEST | {"requests.granted.total": 3}),
        "failed",
        says="“（一）予以公开”各申请人之和为1，总计填的是3，相差2",
        expected="1",
        found="3",
        cells=7,
    ),
    Case(
        "T3-ROW-SUM",
        "a blank is not 0",
        a_report({"requests.new.natural": BLANK}),
        "not_assessable",
        "without_number",
        "1处无法核对，所涉单元格没有数字（空白）：“一、本年新收政府信息公开申请数量”",
        cells=1,
    ),
    Case("T3-COLUMN-SUM", "a request", a_report(ONE_REQUEST), "passed", count=7),
    Case(
        "T3-COLUMN-SUM",
        "a wrong result",
        a_report(ONE_REQUEST | {"requests.rejected_repeat.natural": 4}),
        "failed",
        says="“自然人”一列各办理结果之和为5，“（七）总计”填的是1，相差4",
        expected="5",
        found="1",
        cells=22,
    ),
    Case(
        "T3-COLUMN-SUM",
        "one cell of each column could not be read",
        a_report(row("requests.other_misc", UNREADABLE)),
        "not_assessable",
        "without_number",
        "7处无法核对，所涉单元格没有数字（无法确定）：“自然人”、“法人或其他组织·商业企业”",
        cells=7,
        count=7,
    ),
    Case("T3-BALANCE", "a request", a_report(ONE_REQUEST), "passed", count=7),
    Case(
        "T3-BALANCE",
        "a request got lost",
        a_report(ONE_REQUEST | {"requests.carried_in.commercial": 2}),
        "failed",
        says="“法人或其他组织·商业企业”一列本年新收与上年结转之和为2，办理结果总计与结转下年度之和为0",
        expected="2",
        found="0",
        cells=4,
    ),
    Case(
        "T3-BALANCE",
        "rows that are not in the document",
        a_report(row("requests.carried_out", MISSING)),
        "not_assessable",
        "without_number",
        "7处无法核对，所涉单元格没有数字（缺失）",
        cells=7,
        count=7,
    ),
    Case("T4-SUM", "zeros", CLEAN, "passed", count=3),
    Case(
        "T4-SUM",
        "a wrong total",
        a_report(row("remedies.direct_suit", 5, 0, 0, 1, 5)),
        "failed",
        says="“未经复议直接起诉”四种结果之和为6，总计填的是5，相差1",
        expected="6",
        found="5",
        cells=5,
    ),
    Case(
        "T4-SUM",
        "a mark is not 0",
        a_report({"remedies.reconsideration.pending": SLASH}),
        "not_assessable",
        "without_number",
        "没有数字（占位符号）",
        cells=1,
    ),
]
