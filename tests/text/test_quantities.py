"""What counts as a quantity in running text, and what only looks like one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.quantities import quantities


def found(text: str) -> list[tuple[str, str, str]]:
    return [(str(q.value), q.unit, q.qualifier) for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共印发政府文件85件", [("85", "件", "")]),
        ("信息100多条。", [("100", "条", "多")]),
        ("累计公布信息10余条", [("10", "条", "余")]),
        ("主动公开政府信息18万余条", [("180000", "条", "余")]),
        ("赠阅3万余册", [("30000", "册", "余")]),
        ("近200场", [("200", "场", "近")]),
        ("点击量超过5000人次", [("5000", "人次", "超过")]),
        ("1,234件", [("1234", "件", "")]),
        ("收费321.8736万元", [("321.8736", "万元", "")]),
        ("办结率92%", [("92", "%", "")]),
        ("办结率98.5％", [("98.5", "%", "")]),
        ("满意率百分之九十二", [("92", "%", "")]),
        ("满意率百分之九十二，抽查3件", [("92", "%", ""), ("3", "件", "")]),
        ("举办培训两次、会议十二场", [("2", "次", ""), ("12", "场", "")]),
        ("16件、网信办12件、热线47件", [("16", "件", ""), ("12", "件", ""), ("47", "件", "")]),
        ("抽查3至5件", [("3", "件", "至5")]),
        ("抽查20-30件", [("20", "件", "至30")]),
        ("参加人员50人以上", [("50", "人", "以上")]),
        ("总数：12件", [("12", "件", "")]),
        ("0件", [("0", "件", "")]),
    ],
)
def test_a_quantity(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2021年1月1日至12月31日",
        "国务院令第711号",
        "国办公开办函〔2021〕30号",
        "第20条、第3期、第十二次会议",
        "电话0370-8310022",
        "12345热线",
        "1+X新闻发布会",
        "20个工作日内、3个月、连续12个季度",
        "一次性告知",
        "12,34件",
        "3，519件",
        "二〇二一年",
        "5G手机",
        "A3类",
    ],
)
def test_no_quantity(text: str) -> None:
    assert found(text) == []


@given(st.integers(0, 10**9), st.sampled_from(["件", "条", "人次", "万元", "%"]))
def test_any_whole_number(number: int, unit: str) -> None:
    assert [(q.value, q.unit) for q in quantities(f"共{number}{unit}，")] == [(Decimal(number), unit)]
    assert [(q.value, q.unit) for q in quantities(f"共{number:,}{unit}，")] == [(Decimal(number), unit)]


@given(st.text(alphabet="0123456789.,，件条余万第共一十百年至-：%", max_size=20))
def test_places_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    spans = [(q.start, q.end) for q in quantities(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
