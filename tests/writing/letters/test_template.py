"""A body's own words: taken where the law still stands in them, refused where it does not."""

from __future__ import annotations

import pytest

from gongkai.errors import LawDataError
from gongkai.law import current_book
from gongkai.procedure.rules import Procedure
from gongkai.writing.letters import compose, load_template
from gongkai.writing.letters.template import faults
from gongkai.writing.letters.texts import packaged
from tests.writing.letters.facts_of import ALL, DAY, facts_of

BOOK = current_book()
PROCEDURE = Procedure(BOOK)

OWN = """
documents:
  - id: supplement_notice
    title: 关于补正政府信息公开申请的告知书
    paragraphs:
      - 我局于{received}收到{you}的申请（{content}）。
      - 按照{regulation-2019#30}，请{until}补正{matters}。{guidance}。{consequence}。
outcomes:
  - id: enforcement_file
    paragraphs:
      - "{subject}是案卷材料（{属于哪一行政执法案卷}），依据{basis}不予公开。"
"""


def test_the_words_that_come_along_hold_all_that_the_law_wants() -> None:
    assert list(faults(packaged(), BOOK)) == []


def test_own_words_are_used() -> None:
    own = load_template(OWN.encode(), "own.yaml", BOOK)
    letter = compose(PROCEDURE, "supplement_notice", ALL, own)
    assert letter.title == "关于补正政府信息公开申请的告知书"
    assert letter.paragraphs[0] == "我局于2026年2月12日收到您的申请（2025年部门预算的编制说明）。"
    assert letter.paragraphs[1].endswith("无正当理由逾期不补正的，视为放弃申请，本机关不再处理该政府信息公开申请。")
    law = BOOK.at(DAY)
    reply = compose(PROCEDURE, "reply_denied", facts_of(law, "reply_denied", "enforcement_file"), own)
    assert "是案卷材料" in "".join(reply.paragraphs)
    assert "应当先申请行政复议" in "".join(reply.paragraphs)
    assert compose(PROCEDURE, "receipt", ALL, own) == compose(PROCEDURE, "receipt", ALL)


@pytest.mark.parametrize(
    ("removed", "named"),
    [
        ("{received}", "收到申请之日"),
        ("{content}", "申请内容"),
        ("{until}", "合理的补正期限"),
        ("{matters}", "需要补正的事项"),
        ("{guidance}", "指导和释明"),
        ("{consequence}", "无正当理由逾期不补正视为放弃申请"),
        ("{属于哪一行政执法案卷}", "属于哪一行政执法案卷"),
        ("{basis}", "依据的条款"),
    ],
)
def test_a_legal_element_may_not_be_left_out(removed: str, named: str) -> None:
    with pytest.raises(LawDataError, match=f"缺少法定要素“{named}”"):
        load_template(OWN.replace(removed, "").encode(), "own.yaml", BOOK)


@pytest.mark.parametrize("document", ["reply_granted", "reply_denied", "closing_notice"])
def test_a_reply_without_result_or_remedies_is_refused(document: str) -> None:
    paragraphs = packaged().documents[document].paragraphs
    for slot, label in (("{result}", "缺少法定要素"), ("{remedies}", "救济途径和期限")):
        kept = [text for text in paragraphs if slot not in str(text)]
        lines = "".join(f'      - "{text}"\n' for text in kept)
        own = f"documents:\n  - id: {document}\n    paragraphs:\n{lines}"
        with pytest.raises(LawDataError, match=label):
            load_template(own.encode(), "own.yaml", BOOK)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("documents: [{id: nothing}]", "没有可以改写的文书“nothing”"),
        ("documents: [{id: service_record, title: 回证}]", "没有可以改写的文书“service_record”"),
        ("outcomes: [{id: nothing, paragraphs: []}]", "没有办理结果“nothing”"),
        ("documents: [{id: receipt, statements: {}}]", "statements"),
        ("documents: [{id: receipt, title: 1}]", "title"),
        (OWN.replace("我局于", "本{us}于"), "不认识的位置 {us}"),
        (OWN.replace("regulation-2019#30", "regulation-2019#99"), "不认识的位置 {regulation-2019#99}"),
        (OWN.replace("我局于", "本{@nothing}于"), "不认识的位置 {@nothing}"),
        ("- 1", "own.yaml"),
        ("", "文件为空"),
    ],
)
def test_a_file_of_another_shape_is_refused(text: str, told: str) -> None:
    with pytest.raises(LawDataError, match=told):
        load_template(text.encode(), "own.yaml", BOOK)
