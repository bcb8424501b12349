"""Chinese numerals read and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.numerals import chinese_numeral, chinese_value


@given(st.integers(1, 999))
def test_what_was_written_is_read(number: int) -> None:
    assert chinese_value(chinese_numeral(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", 0),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("一百一十", 110),
        ("两千零五", 2005),
        ("三千二百", 3200),
        ("一万二千", 12_000),
        ("三十万", 300_000),
        ("十二万零三百", 120_300),
        ("一亿零五万", 100_050_000),
    ],
)
def test_read(text: str, value: int) -> None:
    assert chinese_value(text) == value


@pytest.mark.parametrize("text", ["", "二〇二一", "二零二一", "甲", "百", "万", "一二", "十百", "三百万亿", "12"])
def test_no_numeral(text: str) -> None:
    assert chinese_value(text) is None
