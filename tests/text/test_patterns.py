"""Words and phrases found as one expression."""

import re

from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.patterns import any_of, holds_any

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
