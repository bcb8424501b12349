"""What the text claims: that all is answered, and of which year it speaks."""

from __future__ import annotations

from typing import Any

from tests.report.build import BLANK, a_report
from tests.report.checks.cases.case import Case
from tests.report.checks.cases.text import REQUESTS, told

DONE = {**REQUESTS, "requests.carried_out.total": 0}
NOTHING = {"preface": "", "overview": "", "problems": "", "other": ""}


def answered(what: str, overview: str, outcome: Any, kind: str = "", says: str = "", **more: Any) -> Case:
    report = told(overview, more.pop("table", None), **more.pop("report", {}))
    return Case("TX-ALL-ANSWERED", what, report, outcome, kind, says, **more)


ANSWERED = [
    answered("all, and none carried on", "收到政府信息公开申请12件，全部办结。", "passed", table=DONE),
    answered(
        "all, and three carried on",
        "收到政府信息公开申请12件，均已按期答复。",
        "failed",
        "all",
        "表三结转下年度继续办理的有3件",
        expected="3",
        found="均已按期答复",
        cells=1,
        line=20,
    ),
    answered(
        "a rate of 100 %",
        "收到政府信息公开申请12件，答复率100%。",
        "failed",
        "rate",
        "请写明比率的计算口径",
        expected="3",
        found="答复率100%",
    ),
    answered(
        "the area",
        "全县收到政府信息公开申请12件，全部办结。",
        "not_assessable",
        "text_scope",
        "口径",
    ),
    answered(
        "a blank cell",
        "收到政府信息公开申请12件，全部办结。",
        "not_assessable",
        "text_without_cell",
        table={"requests.carried_out.total": BLANK},
    ),
    answered("told with the carried", "收到申请12件，办结11件，结转3件，均在期限内办结。", "none"),
    answered("a rate of what was due", "收到政府信息公开申请12件，按时答复率100%。", "none"),
    answered("calls to the hotline", "收到热线工单30件，全部办结。", "none"),
    answered("last year", "2022年收到政府信息公开申请7件，全部办结。", "none"),
]


def dated(what: str, overview: str, outcome: Any, kind: str = "", says: str = "", **more: Any) -> Case:
    report = told(overview, **more.pop("report", {}))
    return Case("TX-YEAR", what, report, outcome, kind, says, **more)


YEAR = [
    dated("the year of the report", "2023年，我镇认真贯彻落实条例。", "passed"),
    dated("no year", "我镇认真贯彻落实条例。", "passed"),
    dated("the accounts of the year before", "2023年，我镇公开2022年部门决算和2024年部门预算。", "passed"),
    dated("a comparison", "2023年，我镇公开信息12条。2022年，我镇公开信息10条，同比增长。", "passed"),
    dated("since then", "2019年以来，我镇坚持公开。", "passed"),
    dated("a document of that year", "按照《2022年政务公开工作要点》，我镇认真落实。", "passed"),
    dated("a plan", "2024年，我镇将加强公开。", "passed"),
    dated("somebody else", "2022年，国务院办公厅印发通知，加强公开。", "passed", report={"year": 2022}),
    dated(
        "last year's opening",
        "根据条例要求，2022年，我镇紧紧围绕中心工作推进公开。",
        "failed",
        "opening",
        "年度为2022年，报告年度是2023年",
        expected="2023",
        found="2022",
        line=20,
    ),
    dated(
        "years ago",
        "2019年，我镇开展试点工作。",
        "failed",
        "elsewhere",
        expected="2023",
        found="2019",
    ),
    dated(
        "this year's number",
        "2023年，我镇坚持公开。\n2022年，我镇收到政府信息公开申请12件。",
        "failed",
        "figure",
        "所写数字与本年度表格相同",
        expected="2023",
        found="2022",
        line=21,
    ),
    dated(
        "further on",
        "2023年，我镇坚持公开。\n2022年，我镇深入推进公开工作。",
        "failed",
        "elsewhere",
        "请确认是否为上年文字未改",
        expected="2023",
        found="2022",
    ),
    Case(
        "TX-YEAR",
        "the name of the report",
        a_report(sections={"preface": "现公布青山县白石镇2022年政府信息公开工作年度报告。"}),
        "failed",
        "naming",
        "称报告为2022年度",
        expected="2023",
        found="2022",
    ),
    dated(
        "the report's year unknown", "2022年，我镇坚持公开。", "not_assessable", "year_unknown", report={"year": None}
    ),
    Case("TX-YEAR", "no text", a_report(sections=NOTHING), "none"),
]

CLAIMS = [*ANSWERED, *YEAR]
