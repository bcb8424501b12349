"""What the text states, against the tables and against itself."""

from __future__ import annotations

from typing import Any

from gongkai.report.report import Report
from tests.report.build import BLANK, a_report
from tests.report.checks.cases.case import Case

# Twelve came in, two were carried in, eleven are closed, three are carried on.
REQUESTS = {
    "requests.new.natural": 12,
    "requests.new.total": 12,
    "requests.carried_in.total": 2,
    "requests.granted.total": 8,
    "requests.unable_not_held.total": 3,
    "requests.results_total.total": 11,
    "requests.carried_out.total": 3,
}
REMEDIES = {
    "remedies.reconsideration.upheld": 4,
    "remedies.reconsideration.pending": 1,
    "remedies.reconsideration.total": 5,
    "remedies.direct_suit.total": 2,
    "remedies.suit_after_reconsideration.total": 1,
}


def told(overview: str, cells: dict[str, Any] | None = None, **changes: Any) -> Report:
    """A report whose overview is ``overview`` alone."""
    return a_report(REQUESTS if cells is None else cells, sections={"overview": overview}, **changes)


def table(what: str, overview: str, outcome: Any, kind: str = "", says: str = "", **more: Any) -> Case:
    report = told(overview, more.pop("table", None), **more.pop("report", {}))
    return Case("TX-TABLE", what, report, outcome, kind, says, **more)


TABLE = [
    table("received, as new", "我镇收到政府信息公开申请12件。", "passed"),
    table("received, with what was carried in", "共收到政府信息公开申请14件。", "passed"),
    table("the number first", "我镇共收到12件政府信息公开申请。", "passed"),
    table("in words", "收到政府信息公开申请十二件。", "passed"),
    table("broken over two lines", "我镇收到政府信息公开申请\n12件。", "passed"),
    table("about as many", "收到政府信息公开申请10余件。", "passed"),
    table("a chain of figures", "新收政府信息公开申请12件，上年结转2件，办结11件，结转下年度3件。", "passed", count=4),
    table("outcomes", "收到政府信息公开申请12件，其中予以公开8件、无法提供3件。", "passed", count=3),
    table(
        "reviews and suits", "因政府信息公开被申请行政复议5件，被提起行政诉讼3件。", "passed", count=2, table=REMEDIES
    ),
    table("parts of reviews", "政府信息公开行政复议5件，其中维持4件、尚未审结1件。", "passed", count=3, table=REMEDIES),
    table("none, and there was none", "全年未收到政府信息公开申请。", "passed", table={}),
    table(
        "received, another number",
        "我镇收到政府信息公开申请13件。",
        "failed",
        "figure",
        "文中“我镇收到政府信息公开申请13件”，收到的申请为13，表格中应当对应的是"
        "“一、本年新收政府信息公开申请数量·总计”，为12或者14",
        expected="12或者14",
        found="13",
        cells=1,
        line=20,
    ),
    table(
        "closed, another number",
        "我镇办结政府信息公开申请12件。",
        "failed",
        "figure",
        "为11",
        expected="11",
        found="12",
        cells=1,
    ),
    table(
        "reviews, another number",
        "因政府信息公开被申请行政复议6件。",
        "failed",
        "figure",
        "行政复议为6",
        expected="5",
        found="6",
        table=REMEDIES,
    ),
    table(
        "the area, in a report of the area",
        "全县收到政府信息公开申请13件。",
        "failed",
        "figure",
        "为12或者14",
        expected="12或者14",
        found="13",
        report={"scope": "aggregate", "body": "青山县人民政府"},
    ),
    table(
        "none, and there were some",
        "本年度未收到政府信息公开申请。",
        "failed",
        "none",
        "文中写“本年度未收到政府信息公开申请”，表格中“一、本年新收政府信息公开申请数量·总计”为12",
        expected="12",
        found="0",
        cells=1,
    ),
    table(
        "never any, and there were some",
        "本年度未曾收到政府信息公开申请。",
        "failed",
        "none",
        "文中写“本年度未曾收到政府信息公开申请”，表格中“一、本年新收政府信息公开申请数量·总计”为12",
        expected="12",
        found="0",
        cells=1,
    ),
    table(
        "the body alone, in a report of the area",
        "县政府办收到政府信息公开申请5件。",
        "not_assessable",
        "text_scope",
        "统计口径不同或者没有写明",
        expected="12或者14",
        found="5",
        report={"scope": "aggregate", "body": "青山县人民政府"},
    ),
    table(
        "a report that does not say whose",
        "收到政府信息公开申请5件。",
        "not_assessable",
        "text_scope",
        expected="12或者14",
        found="5",
        report={"scope": None, "body": "青山县人民政府"},
    ),
    table(
        "accepted is not received",
        "受理政府信息公开申请5件。",
        "not_assessable",
        "text_loose",
        "说法不够确定",
        expected="12或者14",
        found="5",
    ),
    table(
        "reviews of anything",
        "全年办理行政复议9件。",
        "not_assessable",
        "text_loose",
        expected="5",
        found="9",
        table=REMEDIES,
    ),
    table(
        "about another number",
        "收到政府信息公开申请近30件。",
        "not_assessable",
        "text_about",
        "是约数",
        expected="12或者14",
        found="30近",
    ),
    table(
        "a blank cell",
        "收到政府信息公开申请5件。",
        "not_assessable",
        "text_without_cell",
        "没有数字，不能核对",
        found="5",
        table={"requests.new.total": BLANK},
    ),
    table(
        "what two ways brought",
        "通过政府网站收到政府信息公开申请8件。",
        "not_assessable",
        "text_loose",
        expected="12或者14",
        found="8",
    ),
    table(
        "half a year",
        "截至6月底，收到政府信息公开申请6件。",
        "not_assessable",
        "text_loose",
        expected="12或者14",
        found="6",
    ),
    table(
        "several years",
        "2021—2023年共收到政府信息公开申请50件。",
        "not_assessable",
        "text_loose",
        expected="12或者14",
        found="50",
    ),
    table(
        "none of one kind",
        "未收到涉及商业秘密的政府信息公开申请。",
        "not_assessable",
        "text_loose",
        expected="12",
        found="0",
    ),
    table("all kinds of applicants", "共收到公民、法人和其他组织提出的政府信息公开申请12件。", "passed"),
    table(
        "the year's end",
        "截至12月31日，我镇收到政府信息公开申请13件。",
        "failed",
        "figure",
        expected="12或者14",
        found="13",
    ),
    table("last year's number", "2022年收到政府信息公开申请7件。", "none"),
    table("a change", "收到政府信息公开申请比上年增加7件。", "none"),
    table("a part", "收到政府信息公开申请12件，其中县政府办收到申请7件。", "passed"),
    table("other applications", "收到低保申请30件。", "none"),
    table("other answers", "受理12345热线工单30件，办结30件。", "none"),
    table("none by letter", "未收到信函申请。", "none"),
    table("none last year", "2022年未收到政府信息公开申请。", "none"),
    table("filed reviews", "备案行政复议案件9件，行政诉讼案件8件。", "none", table=REMEDIES),
    table("no number", "我镇依法公开政府信息。", "none"),
]


def sums(what: str, overview: str, outcome: Any, kind: str = "", says: str = "", **more: Any) -> Case:
    return Case("TX-ARITHMETIC", what, told(overview, {}), outcome, kind, says, **more)


ARITHMETIC = [
    sums("parts behind 其中", "印发文件85件，其中公开文件34件、依申请公开文件51件、不公开文件0件。", "passed"),
    sums("parts in brackets", "全县收到意见12条（甲镇5条、乙镇7条）。", "passed"),
    sums("a rate of three sums", "转办热线16件、舆情12件、县长热线47件，按期办结69件，办结率92%。", "passed"),
    sums("a share", "收到意见200条，采纳意见50条，占25%。", "passed"),
    sums("a rate, cut off and not rounded", "收到热线工单3件，办结2件，办结率66.6%。", "passed"),
    sums(
        "more than the total",
        "公开信息100条，其中网站70条、公示栏40条。",
        "failed",
        "more",
        "各分项之和为110，大于总数100",
        expected="100",
        found="110",
        line=20,
    ),
    sums(
        "all parts told, and less",
        "印发文件85件，其中公开文件34件、依申请公开文件50件、不公开文件0件。",
        "failed",
        "less",
        "各分项之和为84，总数为85，相差1",
        expected="85",
        found="84",
    ),
    sums(
        "another rate",
        "收到热线工单75件，按期办结69件，办结率98%。",
        "failed",
        "rate",
        "按所列数字计算为92.0%，写的是98%",
        expected="92.0",
        found="98",
    ),
    sums(
        "all, and 92 %",
        "热线工单均按期办结，办结率92%。",
        "failed",
        "all",
        "文中写“均按期办结”，同一句中的比率却是92%",
        found="92",
    ),
    sums(
        "some of the parts",
        "公开信息100条，其中网站50条、公示栏40条。",
        "not_assessable",
        "parts_open",
        "可能没有列全",
        expected="100",
        found="90",
    ),
    sums("parts that are not exact", "公开信息100余条，其中网站90条、公示栏40条。", "none"),
    sums("with what is not a part", "答复申请30件（含上年结转4件，另有3件顺延）。", "none"),
    sums("another rate than that of closing", "办结热线工单69件，满意率98%。", "none"),
    sums("a rate of what was due", "收到申请12件，答复11件，按时答复率100%。", "none"),
    sums("one number", "公开信息100条。", "none"),
]


def twice(what: str, overview: str, outcome: Any, kind: str = "", says: str = "", **more: Any) -> Case:
    return Case("TX-TWO-FIGURES", what, told(overview), outcome, kind, says, **more)


TWO = [
    twice("the same", "收到政府信息公开申请12件。\n我镇共收到政府信息公开申请12件。", "passed"),
    twice("with and without the carried", "收到政府信息公开申请12件。\n共收到政府信息公开申请14件。", "passed"),
    twice("parts and total", "主动公开政府信息100条。\n通过政府网站发布信息90条。", "passed"),
    twice(
        "another number",
        "主动公开政府信息100条。\n全年主动公开政府信息120条。",
        "failed",
        "same",
        "先后写为100条",
        found="120条",
        line=21,
    ),
    twice(
        "a part that is more",
        "通过政府网站发布信息130条。\n全年主动公开各类信息共计29条。",
        "failed",
        "within",
        "“政府网站发布的信息”为130条",
        expected="29条",
        found="130条",
        line=20,
    ),
    twice("two areas", "全县主动公开政府信息500条。\n本机关主动公开政府信息20条。", "passed"),
    twice("two trainings", "开展培训2次。\n组织培训3次。", "none"),
    twice("last year too", "主动公开政府信息100条。\n2022年主动公开政府信息90条。", "none"),
]


TEXT = [*TABLE, *ARITHMETIC, *TWO]
