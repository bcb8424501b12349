"""The metrics of the ledger: what the loader refuses, and that all that reports state can be counted."""

from __future__ import annotations

import pytest

from gongkai.errors import LawDataError
from gongkai.law.load import build
from tests.law.small import files
from tests.layouts import the_law

FIGURES = "- {id: received, label: 收到, units: [件], words: [收到#]}\n"
DIMENSIONS = "- {id: way, label: 渠道, values: [{id: a, label: 甲, figure: received}]}\n"
METRICS = """\
- id: due
  label: 应办结
  unit: 件
  section: other
  basis: [act-2#2]
  dimension: way
  cell: t.granted.a
  figure: received
  wording: "应办结{value}件"
  wording_each: "{party}{value}件"
- id: rate
  label: 办结率
  unit: "%"
  kind: ratio
  section: other
  basis: [act-2#2]
  dimension: way
  numerator: due
  denominator: due
"""
MEDIA = "- {id: wechat, label: 微信, idle_days: 14, basis: [act-2#2]}\n"


def law(**changed: str) -> dict[str, bytes]:
    return files(**{"metrics": FIGURES, "dimensions": DIMENSIONS, "ledger": METRICS, "media": MEDIA} | changed)


def test_a_ledger_that_is_whole() -> None:
    assert [metric.id for metric in build(law()).ledger] == ["due", "rate"]


@pytest.mark.parametrize(
    ("kind", "old", "new", "says"),
    [
        ("ledger", "id: rate", "id: due", "重复"),
        ("ledger", "basis: [act-2#2]", "basis: [act-2#9]", "依据"),
        ("ledger", "basis: [act-2#2]", "basis: []", "reading"),
        ("ledger", "dimension: way", "dimension: none", "维度“none”不存在"),
        ("ledger", "t.granted.a", "t.granted.z", "不在任何格式中"),
        ("ledger", "figure: received", "figure: sent", "指标“sent”不存在"),
        ("ledger", "section: other", "section: overview", "所属方面"),
        ("ledger", "section: other", "section: other\n  aspect: 主动公开", "所属方面"),
        ("ledger", "section: other", "section: overview\n  aspect: 没有", "没有“没有”这一方面"),
        ("ledger", "unit: 件", "unit: 件\n  decimals: 5", "小数位数"),
        ("ledger", "numerator: due", "numerator: none", "不是同一维度的累计指标"),
        ("ledger", "  numerator: due\n", "", "须写明分子、分母"),
        ("ledger", "应办结{value}件", "应办结件", "须写明{value}"),
        ("ledger", "应办结{value}件", "应办结{value件", "没有成对"),
        ("ledger", "{party}{value}件", "{value}件", "须写明{party}、{value}"),
        ("ledger", "  dimension: way\n  cell", "  cell", "不能分项"),
        ("ledger", "unit: 件", "unit: 件\n  colour: red", "unknown field"),
        ("dimensions", "values: [{id: a, label: 甲, figure: received}]", "values: []", "须有其一"),
        ("dimensions", "figure: received", "figure: sent", "指标“sent”不存在"),
        ("dimensions", "values: [{id: a, label: 甲, figure: received}]",
         "source: media, figures: {q: received}", "没有“q”"),
        ("media", "idle_days: 14", "idle_days: 0", "天数至少为1"),
    ],
)  # fmt: skip
def test_refused(kind: str, old: str, new: str, says: str) -> None:
    whole = {"ledger": METRICS, "dimensions": DIMENSIONS, "media": MEDIA}[kind]
    assert old in whole
    with pytest.raises(LawDataError) as raised:
        build(law(**{kind: whole.replace(old, new, 1)}))
    assert says in str(raised.value)
    assert f"{kind}.yaml:" in str(raised.value)


def test_the_outlets_of_the_ledger_are_those_of_publishing() -> None:
    assert set(the_law().parties["outlet"]) == set(the_law().outlets)


# What five townships and the reports of cities state in their text, beside what chapters three and four count.
STATED = (
    "items_disclosed items_by_site items_by_wechat items_by_microblog items_by_new_media items_by_bulletin "
    "documents_issued documents_to_publish documents_on_request documents_withheld items_published fields news_items "
    "posters hotline_cases opinion_cases citizen_messages petitions cases_closed completion_rate answer_rate "
    "satisfaction_rate villages service_matters reading_points notice_boards followers visits new_media_accounts "
    "gazette_issues columns trainings trainees meetings inspections circulars staff proposals policy_interpretations "
    "press_conferences interviews public_opinions calls_for_opinions consultations processing_fee "
    "processing_fee_notices administrative_fees licensing_decisions penalty_decisions compulsion_decisions"
).split()


@pytest.mark.parametrize("figure", STATED)
def test_what_reports_state_can_be_counted(figure: str) -> None:
    view = the_law()
    counted = {metric.figure for metric in view.ledger.values()}
    counted |= {part.figure for parts in view.parties.values() for part in parts.values()}
    assert figure in counted


def test_each_cell_of_the_table_that_is_not_of_documents_is_filled_by_one_metric() -> None:
    cells = sorted(metric.cell for metric in the_law().ledger.values() if metric.cell)
    assert cells == [
        "proactive.compulsion.decisions",
        "proactive.fees.amount",
        "proactive.licensing.decisions",
        "proactive.penalties.decisions",
    ]
