"""What a reviewer is shown of a change is the whole change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.report.compare.prose import Segment
from gongkai.site.review.diff import compare, pieces
from gongkai.site.review.page import compared

TEXTS = st.text(alphabet="道路施工北门南。，；！\n 0123.5a”", max_size=60)


@given(earlier=TEXTS, later=TEXTS)
def test_both_texts_can_be_read_out_of_the_comparison(earlier: str, later: str) -> None:
    segments = compare(earlier, later)
    assert "".join(part.text for part in segments if part.kind != "inserted") == earlier
    assert "".join(part.text for part in segments if part.kind != "deleted") == later
    assert {part.kind for part in segments} <= {"same", "deleted", "inserted"}


@given(text=TEXTS)
def test_the_same_text_shows_no_change(text: str) -> None:
    assert all(part.kind == "same" for part in compare(text, text))
    assert "".join(pieces(text)) == text


@pytest.mark.parametrize(
    ("earlier", "later", "gone", "new"),
    [
        ("收费3.5万元。", "收费35万元。", "3.5", "35"),
        ("共120件。", "共1200件。", "120", "1200"),
        ("1\n2", "12", "1\n2", "12"),
        ("请绕行北门。", "请绕行南门。", "北", "南"),
        ("第一句。第二句。", "第一句。", "第二句。", ""),
        ("同意，公开。", "同意公开。", "，", ""),
    ],
)
def test_a_number_is_one_word_and_every_mark_counts(earlier: str, later: str, gone: str, new: str) -> None:
    segments = compare(earlier, later)
    assert "".join(part.text for part in segments if part.kind == "deleted") == gone
    assert "".join(part.text for part in segments if part.kind == "inserted") == new


def test_a_text_without_any_full_stop_is_compared_all_the_same() -> None:
    earlier, later = "甲" * 30_000, "甲" * 29_999 + "乙"
    segments = compare(earlier, later)
    assert "".join(part.text for part in segments if part.kind != "deleted") == later


def test_places_that_came_and_went_are_named() -> None:
    then = [("a", "甲", "一。"), ("b", "乙", "二。")]
    now = [("b", "乙", "二。"), ("c", "丙", "三。")]
    found = compared(now, then, {})
    assert [(place.key, place.change) for place in found] == [("b", "same"), ("c", "new"), ("a", "gone")]
    assert found[1].segments == (Segment("inserted", "三。"),)
    assert found[2].segments == (Segment("deleted", "一。"),)
    assert [place.change for place in compared(now, None, {})] == ["", ""]
