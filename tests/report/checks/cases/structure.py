"""Chapters, headings, labels, the form of the year."""

from __future__ import annotations

from gongkai.report.report import Heading, PrintedLabel, Report
from tests.report.build import a_report, an_empty_report, at, headings
from tests.report.checks.cases.case import CLEAN, FORM, OLD, UNKNOWN_YEAR, Case


def _with_headings(*extra: Heading, without: tuple[str, ...] = ()) -> Report:
    return a_report(headings=(*headings(FORM, without), *extra))


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
