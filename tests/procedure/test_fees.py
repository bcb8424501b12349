"""The processing fee, against a count of unit after unit."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest

from gongkai.errors import UsageError
from gongkai.procedure.fees import fee, fee_for, say_line, to_json
from gongkai.procedure.rules import Procedure

DAY = dt.date(2024, 6, 3)


def item(number: int) -> int:
    return 0 if number <= 10 else 100 if number <= 30 else 200 + 100 * ((number - 31) // 10)


def page(number: int) -> int:
    return 0 if number <= 30 else 10 if number <= 100 else 20 if number <= 200 else 40


@pytest.mark.parametrize(("scale", "price"), [("items", item), ("pages", page)])
def test_every_unit_costs_what_its_band_says(procedure: Procedure, scale: str, price: object) -> None:
    total = 0
    for count in range(1, 320):
        total += price(count)  # type: ignore[operator]
        found = fee(procedure, scale, count, DAY)
        assert found.amount == total
        assert isinstance(found.amount, Decimal)
        assert sum(line.amount for line in found.lines) == total
        assert found.lines[0].first == 1
        assert found.lines[-1].last == count
        assert all(earlier.last + 1 == later.first for earlier, later in pairwise(found.lines))


@pytest.mark.parametrize("earlier", [0, 1, 9, 10, 11, 30, 31, 45])
@pytest.mark.parametrize("count", [0, 1, 5, 25, 60])
def test_items_of_a_month_add_up_however_they_come(procedure: Procedure, earlier: int, count: int) -> None:
    whole = fee(procedure, "items", earlier + count, DAY).amount
    parts = fee(procedure, "items", earlier, DAY).amount + fee(procedure, "items", count, DAY, earlier).amount
    assert parts == whole


def test_nothing_costs_nothing(procedure: Procedure) -> None:
    found = fee(procedure, "pages", 0, DAY)
    assert (found.amount, found.lines) == (Decimal(0), ())


def test_one_scale_or_the_other(procedure: Procedure) -> None:
    assert fee_for(procedure, DAY, items=35).amount == 3000
    assert fee_for(procedure, DAY, items=3, earlier=9).amount == 200
    assert fee_for(procedure, DAY, pages=68).amount == 380
    for both in ({"items": 1, "pages": 1}, {}):
        with pytest.raises(UsageError, match="只能选择一种"):
            fee_for(procedure, DAY, **both)


@pytest.mark.parametrize(
    ("scale", "count", "earlier", "says"),
    [
        ("items", -1, 0, "数量不能为负数：-1"),
        ("items", 1, -2, "数量不能为负数：-2"),
        ("hours", 1, 0, "计收方式“hours”不存在；可以是：items、pages"),
        ("pages", 1, 5, "不累计其他申请的数量"),
    ],
)
def test_what_makes_no_sense_is_told(procedure: Procedure, scale: str, count: int, earlier: int, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        fee(procedure, scale, count, DAY, earlier)


def test_before_the_measure_nothing_is_charged_and_the_note_says_why(procedure: Procedure) -> None:
    found = fee(procedure, "pages", 1500, dt.date(2020, 12, 31))
    assert found.scale is None
    assert found.unit == "页"
    assert found.basis == ()
    assert found.note == (
        "2021年1月1日起才收取信息处理费（《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第5条），"
        "2020年12月31日不收取。"
    )


def test_lines_in_words(procedure: Procedure) -> None:
    found = fee(procedure, "items", 31, DAY)
    assert [say_line(line, found.unit) for line in found.lines] == [
        "第1件至第10件，10件，不收费",
        "第11件至第30件，20件×100元＝2000元",
        "第31件，1件×200元＝200元",
    ]


def test_as_json(procedure: Procedure) -> None:
    assert to_json(fee(procedure, "pages", 31, DAY)) == {
        "amount": "10",
        "unit": "元",
        "lines": [
            {"from": 1, "to": 30, "count": 30, "price": "0", "amount": "0", "text": "第1页至第30页，30页，不收费"},
            {"from": 31, "to": 31, "count": 1, "price": "10", "amount": "10", "text": "第31页，1页×10元＝10元"},
        ],
        "basis": ["fees-2020#5"],
        "scale": "pages",
    }
    free = to_json(fee(procedure, "pages", 31, dt.date(2019, 6, 3)))
    assert free["amount"] == "0"
    assert free["lines"] == []
    assert free["note"].startswith("2021年1月1日起")
    assert "scale" not in free
