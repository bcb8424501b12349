"""Words and phrases found as one expression."""

import re

from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.patterns import any_of, behind_last, finder, holds_any, phrase

WORDS = st.lists(st.text("件人次百分点-[]^", min_size=1, max_size=4), min_size=1, max_size=8)
TEXTS = st.text("件人次百分点-[]^，", max_size=12)


@given(WORDS, TEXTS)
def test_any_of_finds_the_longest_word_at_the_first_place(words: list[str], text: str) -> None:
    plain = re.search("|".join(map(re.escape, sorted(words, key=len, reverse=True))), text)
    found = re.search(any_of(words), text)
    assert (found and found.span()) == (plain and plain.span())


@given(WORDS, TEXTS)
def test_a_text_holds_any_word_or_none(words: list[str], text: str) -> None:
    assert holds_any(text, tuple(words)) == any(word in text for word in words)


def test_a_text_holds_none_of_no_words() -> None:
    assert not holds_any("公开", ())


PHRASES = st.lists(st.sampled_from(["全|均…件", "件+人|次", "分…百|分点", "人"]), min_size=1, max_size=3, unique=True)


@given(PHRASES, st.text("全均件人次百分点，", max_size=16))
def test_a_finder_meets_every_place_where_a_phrase_ends(texts: list[str], text: str) -> None:
    ends = {end for end in range(len(text) + 1) for one in texts if re.search(f"(?:{phrase(one, 3)})$", text[:end])}
    assert {match.end() for match in finder(tuple(texts), 3).find(text)} == ends


@given(st.text("公开，；", max_size=12), st.integers(0, 6), st.integers(0, 12))
def test_what_stands_behind_the_last_mark_has_none(text: str, start: int, end: int) -> None:
    begin = behind_last("，；", text, start, end)
    assert not set("，；") & set(text[begin:end])
    assert begin == start or text[begin - 1] in "，；"


def test_words_are_looked_for_between_two_places_alone() -> None:
    assert holds_any("公开申请", ("申请",), 2)
    assert not holds_any("公开申请", ("申请",), 0, 3)
