"""How the text is written, what it must tell, and what a body may not claim."""

from __future__ import annotations

from typing import Any

from gongkai.report.report import Report
from gongkai.report.values import Text
from tests.report.build import BLANK, SECTIONS, a_form, a_report, at
from tests.report.checks.cases.case import OLD, Case
from tests.report.checks.cases.claims import NOTHING

RULE_CELLS = a_form("2021").cells_by_row["proactive.rules"]
TEXTLESS = a_report(sections=NOTHING)
BARE = a_report(sections=NOTHING, headings=())


def told(overview: str, **changes: Any) -> Report:
    return a_report(sections={"overview": overview}, **changes)


def doubled(what: str, overview: str, outcome: Any, says: str = "", **more: Any) -> Case:
    return Case("ST-DOUBLED-WORD", what, told(overview, **more.pop("report", {})), outcome, "", says, **more)


DOUBLED = [
    doubled("nothing doubled", "切实保障公民依法获取政府信息。", "passed"),
    doubled(
        "a doubled word", "切实保障保障公民。", "failed", "“保障保障”重复", expected="保障", found="保障保障", line=20
    ),
    doubled("four characters", "部门定期开展定期开展督查。", "failed", expected="定期开展", found="定期开展定期开展"),
    doubled("broken over two lines", "认真推进推\n进公开工作。", "failed", expected="推进", found="推进推进"),
    doubled("a small word", "重大政策的的出台。", "failed", "“的的”重复", expected="的", found="的的"),
    doubled("a small word behind another", "达到目的的措施，涉及及时公开。", "passed"),
    doubled("a phrase", "一件一件落实，逐条研究研究。", "passed"),
    doubled("a heading and its text", "主动公开\n主动公开惠农补贴。", "passed"),
    doubled("digits", "2023年2023年", "passed"),
    doubled("the path of a page", "首页 政务公开政务公开", "passed"),
    doubled("the title", "白石镇政务公开公开报告。", "passed", report={"title": Text("政务公开公开报告", at(1))}),
    Case("ST-DOUBLED-WORD", "no text", TEXTLESS, "none"),
]

NUMBERS = [
    Case("ST-DOCUMENT-NUMBER", "hexagonal", told("按照国办函〔2020〕109号执行。"), "passed"),
    Case("ST-DOCUMENT-NUMBER", "a court's number", told("（2021）苏08行初12号判决。"), "passed"),
    Case("ST-DOCUMENT-NUMBER", "an order", told("国务院令第711号。"), "passed"),
    Case(
        "ST-DOCUMENT-NUMBER",
        "square",
        told("按照通知（国办函[2020]109号）执行。"),
        "failed",
        "",
        "文号“国办函[2020]109号”的年份应当用六角括号，即“国办函〔2020〕109号”",
        expected="国办函〔2020〕109号",
        found="国办函[2020]109号",
        line=20,
    ),
    Case(
        "ST-DOCUMENT-NUMBER",
        "round",
        told("按照青政办（2022）第5号执行。"),
        "failed",
        expected="按照青政办〔2022〕5号",
        found="按照青政办（2022）第5号",
    ),
    Case("ST-DOCUMENT-NUMBER", "no text", TEXTLESS, "none"),
]

OLD_BASIS = [
    Case("ST-OLD-BASIS", "in force", told("坚持公开为常态、不公开为例外，遵循公正、公平、合法、便民。"), "passed"),
    Case("ST-OLD-BASIS", "a look back", told("原国务院令第492号已经废止。"), "passed"),
    Case(
        "ST-OLD-BASIS",
        "the trial form in its year",
        told("按照国办公开办函〔2019〕60号。", year=2020, form="2019"),
        "passed",
    ),
    Case(
        "ST-OLD-BASIS",
        "the principle",
        told("坚持“以公开为原则，不公开为例外”。"),
        "failed",
        "principle",
        "现行条例第五条为“以公开为常态、不公开为例外”",
        found="公开为原则，不公开为例外",
        line=20,
    ),
    Case("ST-OLD-BASIS", "the values", told("遵循公正、公平、便民。"), "failed", "values", found="公正、公平、便民"),
    Case(
        "ST-OLD-BASIS",
        "the trial form",
        told("按照国办公开办函〔2019〕60号。"),
        "failed",
        "format",
        found="国办公开办函〔2019〕60号",
    ),
    Case("ST-OLD-BASIS", "the order", told("根据国务院令第492号。"), "failed", "regulation", found="国务院令第492号"),
    Case("ST-OLD-BASIS", "before any stored form", OLD, "none"),
]


def without(*lines: int) -> str:
    """The clean overview without some of its lines."""
    return "\n".join(line for i, line in enumerate(SECTIONS["overview"].split("\n")) if i not in lines)


ASPECTS = [
    Case("ST-ASPECT", "all five, and those of governments", a_report(), "passed", count=2),
    Case("ST-ASPECT", "a department", a_report(body="青山县水务局"), "passed"),
    Case("ST-ASPECT", "a zone", a_report(body="青山经济开发区"), "passed"),
    Case(
        "ST-ASPECT",
        "two are missing",
        told(without(3, 4), body="青山县水务局"),
        "failed",
        "aspects",
        "总体情况没有写到政府信息管理、政府信息公开平台建设",
    ),
    Case(
        "ST-ASPECT",
        "a township without assessment",
        told(SECTIONS["overview"].replace("纳入工作考核，", "")),
        "failed",
        "government",
        "报告没有写到工作考核，各级人民政府（包括乡镇）",
    ),
    Case("ST-ASPECT", "nobody knows whose", a_report(body=None), "not_assessable", "body_unknown"),
    Case("ST-ASPECT", "before any stored form", OLD, "none"),
    Case("ST-ASPECT", "no text, no heading", BARE, "none"),
    Case("ST-ASPECT", "no text", TEXTLESS, "not_assessable", "no_text", "没有读到第一部分的文字"),
]


def five(what: str, text: str, outcome: Any, kind: str = "", says: str = "", **more: Any) -> Case:
    return Case("ST-PROBLEMS", what, a_report(sections={"problems": text}), outcome, kind, says, **more)


PROBLEMS = [
    five("problems and measures", "更新不够及时。今后由专人每周巡看。", "passed"),
    five("nothing", "无。", "failed", "empty", "第五部分只写了“无。”", found="无。"),
    five("only measures", "全年加强培训，完善制度，工作取得了新的成绩。", "failed", "no_problems"),
    five("only problems", "公开内容更新存在不足，人员力量较为薄弱。", "failed", "no_measures"),
    Case("ST-PROBLEMS", "an empty chapter", TEXTLESS, "failed", "empty", found="（空白）", line=6),
    Case("ST-PROBLEMS", "no chapter", BARE, "none"),
]

FEES = [
    Case("ST-NO-FEE-STATEMENT", "none charged", a_report(), "passed"),
    Case(
        "ST-NO-FEE-STATEMENT",
        "told elsewhere",
        a_report(sections={"other": "无。", "preface": "信息处理费为零。"}),
        "passed",
    ),
    Case(
        "ST-NO-FEE-STATEMENT",
        "nothing told",
        a_report(sections={"other": "无。"}),
        "failed",
        "",
        "没有收取的也应当写明",
        line=7,
    ),
    Case("ST-NO-FEE-STATEMENT", "no chapter", BARE, "none"),
]

RULES = [
    Case("LG-RULES", "none", a_report(), "passed"),
    Case(
        "LG-RULES",
        "a township",
        a_report({"proactive.rules.issued": 2, "proactive.rules.in_force": 3}),
        "failed",
        "",
        "“青山县白石镇人民政府”没有制定规章的权限",
        found="2、3",
        cells=2,
    ),
    Case("LG-RULES", "a bureau", a_report({"proactive.rules.issued": 2}, body="青山县水务局"), "failed", found="2"),
    Case(
        "LG-RULES", "a city, with districts or without", a_report({"proactive.rules.issued": 2}, body="青山市"), "none"
    ),
    Case(
        "LG-RULES", "an office of the State Council", a_report({"proactive.rules.issued": 2}, body="国家林业局"), "none"
    ),
    Case(
        "LG-RULES",
        "nobody knows whose",
        a_report({"proactive.rules.issued": 2}, body=None),
        "not_assessable",
        "body_unknown",
        found="2",
    ),
    Case("LG-RULES", "nothing in the cells", a_report(dict.fromkeys(RULE_CELLS, BLANK)), "none"),
]

WORDING = [*DOUBLED, *NUMBERS, *OLD_BASIS, *ASPECTS, *PROBLEMS, *FEES, *RULES]
