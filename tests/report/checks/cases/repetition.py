"""The text of this report against that of the year before."""

from __future__ import annotations

import msgspec

from gongkai.report.report import Report
from tests.report.build import a_report
from tests.report.checks.cases.case import Case

NEW = "本年新设政策问答专栏，围绕养老、托育、就业等群众关心的事项发布问答一百二十六期，并在三个村设立查阅点。"
OLD = "全年组织业务培训两次，参加培训的工作人员四十人次，进一步提高了公开工作的规范化水平和服务群众的能力。"
AGAIN = "我镇高度重视政府信息公开工作，成立由镇长任组长的领导小组，明确专人负责信息的收集、审核、发布和归档。"


def _report(year: int, *sentences: str) -> Report:
    return msgspec.structs.replace(a_report(year=year), sections={"overview": "\n".join(sentences), "other": "无。"})


LAST = _report(2022, AGAIN, OLD)
COPIED = [
    Case("RP-LAST-YEAR", "all of it new", _report(2023, NEW, NEW, NEW), "passed", previous=LAST),
    Case("RP-LAST-YEAR", "a third of it old", _report(2023, AGAIN, NEW, NEW), "passed", previous=LAST),
    Case(
        "RP-LAST-YEAR",
        "all of it old, with another year put in",
        _report(2023, "一是2023年，" + AGAIN, OLD + "二是2023年" + NEW),
        "failed",
        says="与2022年度报告相同或者几乎相同",
        previous=_report(2022, "一是2022年，" + AGAIN, OLD, "二是2022年" + NEW),
    ),
    Case("RP-LAST-YEAR", "two thirds of it old", _report(2023, AGAIN, OLD, NEW), "failed", previous=LAST),
    Case(
        "RP-LAST-YEAR",
        "too little text",
        _report(2023, "没有需要说明的变化。"),
        "not_assessable",
        "little_text",
        "少于100字，不判断重复",
        previous=LAST,
    ),
    Case(
        "RP-LAST-YEAR",
        "the report of another year",
        _report(2023, AGAIN, OLD),
        "not_assessable",
        "previous_year",
        previous=_report(2021, AGAIN, OLD),
    ),
    Case("RP-LAST-YEAR", "no report of last year", _report(2023, AGAIN, OLD), "none"),
]
