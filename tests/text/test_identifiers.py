"""Check digits: what proves a number, and what does not. All numbers here are made up from their check digits."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.identifiers import (
    credit_check,
    id_check_digit,
    is_card_number,
    is_credit_code,
    is_id_number,
    is_mobile,
    luhn,
    masked,
)

BIRTHS = st.dates(min_value=dt.date(1900, 1, 1)).map(lambda day: day.strftime("%Y%m%d"))
ID_STEMS = st.builds(
    lambda region, birth, serial: f"{region:06d}{birth}{serial:03d}",
    st.integers(110000, 659999),
    BIRTHS.filter(lambda text: len(text) == 8),
    st.integers(0, 999),
)


@given(ID_STEMS)
def test_the_check_digit_proves_an_id_number(stem: str) -> None:
    number = stem + id_check_digit(stem)
    assert is_id_number(number)
    assert is_id_number(number.lower())


@given(ID_STEMS, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(stem: str, place: int, step: int) -> None:
    number = stem + id_check_digit(stem)
    changed = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert not is_id_number(changed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "110101199001010",
        "11010119900230" + "1234",
        "0" * 18,
        "１１０１０１１９９００１０１００１Ｘ",
        "11010119900101001 ",
    ],
)
def test_no_id_number(text: str) -> None:
    assert not is_id_number(text)


@given(st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9), st.integers(100000, 659999))
def test_the_check_character_proves_a_credit_code(organisation: str, region: int) -> None:
    stem = f"11{region}{organisation}"
    code = stem + credit_check(stem)
    assert is_credit_code(code)
    wrong = next(char for char in "0123456789" if char != code[17])
    assert not is_credit_code(stem + wrong)


def test_the_check_character_of_a_known_stem() -> None:
    # The sum of 1 to 17 times 3^0 ... worked by hand for a stem of a 1, a 1 and zeros: 1 + 3 = 4, 31 - 4 = 27.
    assert credit_check("11" + "0" * 15) == "U"


@given(st.text(alphabet="0123456789", min_size=15, max_size=18))
def test_exactly_one_last_digit_passes_luhn(stem: str) -> None:
    assert sum(luhn(stem + digit) for digit in "0123456789") == 1


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("6200000000000005", True), ("6200000000000006", False), ("620000000000005", False), ("0000000000000000", False)],
)
def test_card_number(text: str, is_one: bool) -> None:
    assert is_card_number(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("13800000000", True), ("12800000000", False), ("1380000000", False), ("１３８０００００００００", False)],
)
def test_mobile(text: str, is_one: bool) -> None:
    assert is_mobile(text) is is_one


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13800001234", "138****1234"),
        ("110101199001010010", "110*************10"),
        ("甲乙丙丁戊", "甲乙丙**"),
        ("甲乙", "甲乙"),
    ],
)
def test_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize("stem", ["1" * 16, "1" * 18, "x" * 17])
def test_a_stem_of_another_shape_is_refused(stem: str) -> None:
    with pytest.raises(ValueError, match=stem):
        id_check_digit(stem)
    with pytest.raises(ValueError, match=stem):
        credit_check(stem)
