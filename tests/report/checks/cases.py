"""What each check says of which report: a line a case."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from gongkai.report.report import Heading, OddRow, Period, PrintedLabel, Report
from gongkai.report.values import MISSING, Cell, Text
from tests.report.build import (
    BLANK,
    SLASH,
    UNREADABLE,
    Values,
    a_form,
    a_report,
    an_empty_report,
    at,
    headings,
    row,
)

Outcome = Literal["passed", "failed", "not_assessable", "none"]


@dataclass(frozen=True)
class Case:
    """One report under one check.

    ``outcome`` none: the check does not apply. ``kind`` is the case of the finding or the reason why it could not be
    judged, ``says`` a part of its sentence, ``count`` how many single checks it stands for.
    """

    code: str
    what: str
    report: Report
    outcome: Outcome
    kind: str = ""
    says: str = ""
    expected: str | None = None
    found: str | None = None
    cells: int | None = None
    count: int = 1
    line: int | None = None
    previous: Report | None = None

    def __str__(self) -> str:
        return f"{self.code}: {self.what}"


FORM = a_form("2021")
CLEAN = a_report()
EMPTY = an_empty_report()
OLD = a_report(form="2019", year=2016)
UNKNOWN_YEAR = a_report(year=None)
ONE_REQUEST = {
    **row("requests.new", 1, 0, 0, 0, 0, 0, 1),
    **row("requests.granted", 1, 0, 0, 0, 0, 0, 1),
    **row("requests.results_total", 1, 0, 0, 0, 0, 0, 1),
}
SIX_BLANK = {
    f"requests.{r.id}.{column}": BLANK
    for r in FORM.tables["requests"].blocks[0].rows
    if r.kind != "group"
    for column in ("natural", "commercial", "research", "public_welfare", "legal_service", "other_org")
}


def _with_headings(*extra: Heading, without: tuple[str, ...] = ()) -> Report:
    return a_report(headings=(*headings(FORM, without), *extra))


def _last_year(cells: Values | None = None, **changes: Any) -> Report:
    return a_report(cells, **{"year": 2022, **changes})


NUMBERS = [
    Case("T2-TYPE", "zeros", CLEAN, "passed", count=6),
    Case("T2-TYPE", "an amount may have decimals", a_report({"proactive.fees.amount": "321.87"}), "passed", count=6),
    Case(
        "T2-TYPE",
        "a signed count may be negative",
        a_report({"proactive.licensing.items_change": -8}, form="2019", year=2020),
        "passed",
        count=7,
    ),
    Case(
        "T2-TYPE",
        "a negative count",
        a_report({"proactive.penalties.decisions": -3}),
        "failed",
        "negative",
        "“行政处罚·本年处理决定数量 -3”",
        found="-3",
        cells=1,
        line=17,
    ),
    Case(
        "T2-TYPE",
        "counts with decimals in one block are told together",
        a_report(row("requests.new", Decimal("0.00"))),
        "failed",
        "decimals",
        "表三有7格数量带小数",
        found="0.00",
        cells=7,
    ),
    Case("T2-TYPE", "nothing in the document", EMPTY, "none"),
    Case("T2-UNIT", "no unit printed", CLEAN, "passed", count=6),
    Case(
        "T2-UNIT",
        "the unit of the form",
        a_report({"proactive.fees.amount": Cell("amount", Decimal("3.5"), "3.5万元", unit="万元")}),
        "passed",
        count=6,
    ),
    Case(
        "T2-UNIT",
        "yuan in a column of ten thousands",
        a_report({"proactive.fees.amount": Cell("amount", Decimal(35000), "35,000 元", at(19), "元")}),
        "failed",
        says="写的是“35,000 元”，该栏的单位是万元",
        expected="万元",
        found="35,000 元",
        cells=1,
        line=19,
    ),
    Case(
        "T2-UNIT",
        "a note behind the number is no unit",
        a_report({"proactive.rules.issued": Cell("count", 22, "22（其中修订16件）", unit="件")}),
        "passed",
        count=6,
    ),
    Case(
        "T2-UNIT",
        "no unit in the form, any unit is right",
        a_report(
            {"proactive.procurement.amount": Cell("amount", Decimal(251000), "251000元", unit="元")},
            form="2019",
            year=2020,
        ),
        "passed",
        count=7,
    ),
    Case("T2-UNIT", "nothing in the document", EMPTY, "none"),
]

BLANKS = [
    Case("TB-BLANK", "all filled", CLEAN, "passed", count=6),
    Case(
        "TB-BLANK",
        "one cell",
        a_report({"proactive.licensing.decisions": BLANK}),
        "failed",
        "cells",
        "表二的“行政许可·本年处理决定数量”空白，没有发生的应填0",
        cells=1,
    ),
    Case(
        "TB-BLANK",
        "a whole block",
        a_report(row("proactive.rules", BLANK) | row("proactive.normative_documents", BLANK)),
        "failed",
        "whole",
        "表二“第二十条第（一）项”的6个单元格全部空白",
        cells=6,
    ),
    Case(
        "TB-BLANK",
        "the same columns in every row",
        a_report(SIX_BLANK),
        "failed",
        "columns",
        "表三有25行的“自然人”、“商业企业”、“科研机构”、“社会公益组织”、“法律服务机构”、“其他”共6列空白",
        cells=150,
    ),
    Case(
        "TB-BLANK",
        "here and there",
        a_report(row("requests.new", BLANK) | {"requests.granted.natural": BLANK}),
        "failed",
        "rows",
        "表三有2行共8个单元格空白（“一、本年新收政府信息公开申请数量”、“（一）予以公开”）",
        cells=8,
    ),
    Case("TB-BLANK", "nothing in the document", EMPTY, "none"),
    Case("TB-PLACEHOLDER", "all filled", CLEAN, "passed", count=6),
    Case(
        "TB-PLACEHOLDER",
        "a township's rules",
        a_report(row("proactive.rules", SLASH)),
        "failed",
        "cells",
        "表二的“规章·本年制发件数”、“规章·本年废止件数”、“规章·现行有效件数”填成“/”",
        cells=3,
    ),
    Case(
        "TB-PLACEHOLDER",
        "a row, two marks",
        a_report(row("requests.new", SLASH, Cell("not_applicable", raw="无"))),
        "failed",
        "rows",
        "填成“/”、“无”",
        cells=7,
    ),
    Case(
        "TB-PLACEHOLDER",
        "the same columns in two rows",
        a_report({f"requests.{r}.{c}": SLASH for r in ("new", "granted") for c in ("natural", "research", "total")}),
        "failed",
        "columns",
        "表三有2行的“自然人”、“科研机构”、“总计”共3列填成“/”",
        cells=6,
    ),
    Case(
        "TB-PLACEHOLDER",
        "a whole block",
        a_report(dict.fromkeys((k for k in FORM.cells if k.startswith("remedies.")), SLASH)),
        "failed",
        "whole",
        "的15个单元格全部填成“/”",
        cells=15,
    ),
    Case("TB-PLACEHOLDER", "a blank is none", a_report({"proactive.fees.amount": BLANK}), "passed", count=6),
    Case("TB-PLACEHOLDER", "nothing in the document", EMPTY, "none"),
]

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

SECOND = Heading("overview", "一", "一、总体情况", True, at(30))
STRUCTURE = [
    Case("ST-CHAPTER", "six chapters", CLEAN, "passed", count=6),
    Case(
        "ST-CHAPTER",
        "a chapter with a table",
        _with_headings(without=("requests",)),
        "failed",
        "missing_table",
        "没有找到“三、收到和处理政府信息公开申请情况”的标题，该部分应当有法定表格",
    ),
    Case(
        "ST-CHAPTER",
        "chapters of text",
        _with_headings(without=("problems", "other")),
        "failed",
        "missing",
        "没有找到“五、存在的主要问题及改进情况”、“六、其他需要报告的事项”的标题",
        count=2,
    ),
    Case(
        "ST-CHAPTER",
        "a wrong number",
        _with_headings(Heading("other", "五", "五、其他需要报告的事项", True, at(60)), without=("other",)),
        "failed",
        "misnumbered",
        "“五、其他需要报告的事项”的序号是“五”，应为“六”",
        expected="六",
        found="五",
        line=60,
    ),
    Case("ST-CHAPTER", "twice", _with_headings(SECOND), "failed", "duplicated", found="2", expected="1", line=30),
    Case(
        "ST-CHAPTER",
        "a subsection and a table of the same title",
        _with_headings(
            Heading("proactive", "1", "1.主动公开情况", True, at(9)),
            Heading("remedies", "", "政府信息公开行政复议、行政诉讼情况", True, at(50)),
        ),
        "passed",
        count=6,
    ),
    Case(
        "ST-CHAPTER",
        "a digit for a number",
        _with_headings(Heading("other", "6", "6、其他需要报告的事项", True), without=("other",)),
        "passed",
        count=6,
    ),
    Case("ST-CHAPTER", "a year before the form", OLD, "none"),
    Case("ST-OLD-STRUCTURE", "six chapters", CLEAN, "passed"),
    Case(
        "ST-OLD-STRUCTURE",
        "fees as a chapter",
        _with_headings(
            Heading(None, "一", "一、概述", False, at(5)),
            Heading(None, "四", "四、收费及减免情况", False, at(9)),
        ),
        "failed",
        says="标题“一、概述”、“四、收费及减免情况”是2019年以前",
        line=5,
    ),
    Case(
        "ST-OLD-STRUCTURE",
        "a heading of one's own",
        _with_headings(Heading(None, "一", "一、加强组织领导", False)),
        "passed",
    ),
    Case("ST-OLD-STRUCTURE", "a year before the form", OLD, "none"),
    Case("ST-OLD-FORM", "the form of the year", CLEAN, "passed"),
    Case("ST-OLD-FORM", "the trial form in its year", a_report(form="2019", year=2020), "passed"),
    Case(
        "ST-OLD-FORM",
        "the trial form too late",
        a_report(form="2019", year=2021),
        "failed",
        says="2021年度报告应当使用《中华人民共和国政府信息公开工作年度报告格式》",
        expected="2021",
        found="2019",
    ),
    Case("ST-OLD-FORM", "the year is unknown", UNKNOWN_YEAR, "not_assessable", "year_unknown"),
    Case("ST-OLD-FORM", "a year before the form", OLD, "none"),
    Case("ST-LABEL", "verbatim", CLEAN, "passed", count=4),
    Case(
        "ST-LABEL",
        "rows of one table are told together",
        a_report(
            labels=(
                PrintedLabel("requests.denied_law", "2.其他法律法规禁止公开", at(43)),
                PrintedLabel("requests.other_no_payment", "2.逾期不缴费", at(59)),
            )
        ),
        "failed",
        "rows",
        "表三有2处行名与格式不一致：“2.其他法律法规禁止公开” → “2.其他法律行政法规禁止公开”、“2.逾期不缴费” → ",
        cells=14,
        line=43,
    ),
    Case(
        "ST-LABEL",
        "a heading",
        _with_headings(Heading("problems", "五", "五、存在问题", False, at(60)), without=("problems",)),
        "failed",
        "headings",
        "有1处部分标题与格式不一致：“五、存在问题” → “五、存在的主要问题及改进情况”",
        line=60,
    ),
    Case("ST-LABEL", "nothing in the document", an_empty_report(headings=()), "none"),
]

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

CASES = [*NUMBERS, *BLANKS, *ROWS, *SUMS, *YEARS, *STRUCTURE, *FRONT]
