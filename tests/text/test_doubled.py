"""Doubled words: the fast search finds what a plain one finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.doubled import doubled_words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("切实保障保障公民", [(2, "保障")]),
        ("定期开展定期开展督查", [(0, "定期开展")]),
        ("人人有责、件件落实", [(0, "人"), (5, "件")]),
        ("公开，公开", []),
        ("12121212", []),
        ("𠀀𠀀保障保障", [(2, "保障")]),
    ],
)
def test_found(text: str, found: list[tuple[int, str]]) -> None:
    assert list(doubled_words(text)) == found


def test_words_that_are_too_short_are_left_out() -> None:
    assert list(doubled_words("人人有责，保障保障", shortest=2)) == [(5, "保障")]


@given(st.text(alphabet="公开信息，1", max_size=40))
def test_every_doubled_word_is_met(text: str) -> None:
    places = [(at, word) for at, word in doubled_words(text)]
    assert all(text.startswith(word * 2, at) for at, word in places)
    covered = [range(at, at + 2 * len(word)) for at, word in places]
    for length in range(1, 9):
        for match in re.finditer(rf"(?=([\u4e00-\u9fff]{{{length}}})\1)", text):
            span = range(match.start(), match.start() + 2 * length)
            if length == 1 or len(set(match[1])) > 1:
                assert any(set(span) & set(other) for other in covered)
