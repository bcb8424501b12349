"""Text as sentences, whatever its lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.normal import bare
from gongkai.text.sentences import LONGEST, sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("一句。两句！三句？", ("一句。", "两句！", "三句？")),
        ("一是学习；二是培训。", ("一是学习；", "二是培训。")),
        ("他说“公开。”然后走了", ("他说“公开。”", "然后走了")),
        ("行在此处\n    断开。", ("行在此处断开。",)),
        ("行在此处\n\n断开。", ("行在此处断开。",)),
        ("共126\n8条。", ("共1268条。",)),
        ("open\ndata。", ("open data。",)),
        ("（一）主动公开\n全年公开信息12条。", ("（一）主动公开", "全年公开信息12条。")),
        ("全年公开信息12条\n（二）依申请公开\n收到0件", ("全年公开信息12条", "（二）依申请公开", "收到0件")),
        ("增长3.5倍。", ("增长3.5倍。",)),
        ("共公开信息\n3.5万条。", ("共公开信息3.5万条。",)),
        ("如下：\n培训2次", ("如下：", "培训2次")),
    ],
)
def test_sentences(text: str, found: tuple[str, ...]) -> None:
    assert sentences(text) == found


@given(st.text("公开，。；\n（一）12. ab", max_size=2_000))
def test_nothing_is_lost_and_nothing_too_long(text: str) -> None:
    found = sentences(text)
    assert bare("".join(found)) == bare(text)
    assert max(map(len, found), default=0) <= LONGEST


def test_a_text_without_any_mark_is_cut() -> None:
    assert list(map(len, sentences("公" * 1_000))) == [400, 400, 200]
