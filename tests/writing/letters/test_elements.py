"""Every document, by every outcome, holds what the law wants in it."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from gongkai.errors import UsageError
from gongkai.law import LawBook, current_book
from gongkai.law.citation import article_words
from gongkai.procedure.explain import say_date
from gongkai.procedure.rules import Procedure
from gongkai.text.doubled import doubled_words
from gongkai.writing.letters import Facts, Item, Letter, blank, compose, write_letter
from tests.writing.letters.facts_of import ALL, DAY, DENIED, facts_of, item_of, pairs

BOOK: LawBook = current_book()
LAW = BOOK.at(DAY)
PROCEDURE = Procedure(BOOK)
PAIRS = pairs(LAW)

# What stands in a document for an element: facts as given, or words of the law itself.
SAID: dict[str, tuple[str, ...]] = {
    "organ": ("青山县财政局",),
    "number": (ALL.number,),
    "applicant": (ALL.addressee,),
    "content": (ALL.content,),
    "received": ("2026年2月12日",),
    "submitted": ("2026年2月11日",),
    "due": ("2026年3月20日",),
    "until": ("2026年4月10日",),
    "date": ("2026年3月18日",),
    "seal": ("（盖章）",),
    "channel": ("网上提交",),
    "confirmation": ("双方确认之日为收到申请之日", "第三十一条第（三）项"),
    "matters": (ALL.matters,),
    "guidance": (ALL.guidance,),
    "excess": (ALL.excess,),
    "exclusion": ("不计算在答复期限内", "第三十三条"),
    "standard": ("按量计收", "31至100页每页10元"),
    "amount": ("1100元",),
    "basis": ("《政府信息公开信息处理费管理办法》第六条",),
    "payment": (ALL.payment, "20个工作日"),
    "entries": ("青山路改造项目评审报告", "4件申请", "涉及公众利益调整"),
    "proposal": (ALL.proposal,),
    "secrecy": (ALL.secrecy,),
    "review": (ALL.review,),
    "approval": (ALL.approval,),
    "accepted": (ALL.accepted,),
    "delivered": (ALL.delivered,),
    "method": ("直接送达", "申请人签收之日"),
    "signature": ("受送达人签名或者盖章",),
    "sender": (ALL.sender,),
    "provision": ("随本件附送复印件1份",),
    "other_organ": ("青山县档案馆，0000-7654321",),
    "way": ("拨打12345热线",),
    "earlier": ("《政府信息公开申请补正告知书》（青财公补〔2026〕1号）", "2026年3月10日"),
    "remedies": ("青山县人民政府", "60日内", "行政诉讼", "青山县政务公开办公室投诉、举报"),
    "review_first": ("应当先申请行政复议", "《中华人民共和国行政复议法》第二十三条"),
}
# The same id says different things in different documents.
SAID_IN: dict[tuple[str, str], tuple[str, ...]] = {
    ("supplement_notice", "consequence"): ("逾期不补正的，视为放弃申请",),
    ("fee_notice", "consequence"): ("逾期未缴纳的，视为放弃申请",),
    ("third_party_consultation", "silence"): ("逾期未提出意见的，由本机关依照", "决定是否公开"),
    ("third_party_consultation", "reasons"): ("不同意公开的，请说明理由",),
    ("joint_consultation", "silence"): ("逾期未提出意见的，视为同意公开",),
    ("deferral_notice", "reason"): (ALL.reason,),
    ("third_party_decision", "reason"): (ALL.reason, "公共利益"),
}


def text_of(letter: Letter) -> str:
    return write_letter(letter, "txt").decode()


@pytest.mark.parametrize(("document", "outcome"), PAIRS, ids=str)
def test_every_legal_element_stands_in_the_text(document: str, outcome: str) -> None:
    text = text_of(compose(PROCEDURE, document, facts_of(LAW, document, outcome)))
    of = set(LAW.outcomes[outcome].basis) if outcome else set()
    for element in LAW.documents[document].elements:
        if outcome and element.id in ("result", "reason"):
            continue  # what must be stated of the outcome itself, below
        if outcome and element.id in ("other_organ", "way", "earlier") and not of & set(element.basis):
            continue  # an element of other outcomes
        for said in SAID_IN.get((document, element.id)) or SAID[element.id]:
            assert said in text, element.label


@pytest.mark.parametrize(("document", "outcome"), [pair for pair in PAIRS if pair[1]], ids=str)
def test_a_reply_states_article_and_reasons(document: str, outcome: str) -> None:
    text = text_of(compose(PROCEDURE, document, facts_of(LAW, document, outcome)))
    entry = LAW.outcomes[outcome]
    for label in entry.must_state:
        assert f"关于{label}，附有材料" in text
    for basis in entry.basis:
        assert article_words(basis.partition("#")[2], LAW.article(basis).part) in text
    for ground in entry.grounds[-1:]:
        assert ground.label in text


@pytest.mark.parametrize(("document", "outcome"), PAIRS, ids=str)
def test_nothing_is_missing_twice_said_or_left_in_braces(document: str, outcome: str) -> None:
    letter = compose(PROCEDURE, document, facts_of(LAW, document, outcome))
    text = text_of(letter)
    assert [char for char in "{}【】" if char in text] == []
    assert [word for _, word in doubled_words("\n".join(letter.paragraphs)) if len(word) > 1] == []
    assert [mark for mark in ("。。", "，，", "：：", "；。", "，。", "。，", "（（", "））") if mark in text] == []


@pytest.mark.parametrize(("document", "outcome"), PAIRS, ids=str)
def test_all_that_is_missing_is_named_at_once(document: str, outcome: str) -> None:
    items = (Item(outcome),) if outcome else ()
    with pytest.raises(UsageError) as told:
        compose(PROCEDURE, document, Facts(day=DAY, items=items))
    blanked = text_of(blank(PROCEDURE, document, DAY, outcome))
    named = told.value.message.partition("：")[2].rstrip("。").split("；")
    assert len(named) == len(set(named)) > 0
    for label in LAW.outcomes[outcome].must_state if outcome else ():
        assert label in named
    if LAW.documents[document].kind != "internal":
        assert "机关名称" in named
        assert all(f"【{label}】" in blanked for label in named)


class TestSeveralItems:
    def test_each_has_its_own_article_and_reason(self) -> None:
        items = (
            item_of(LAW.outcomes["provided"], "甲项信息"),
            item_of(LAW.outcomes["partly_provided"], "乙项信息"),
            item_of(LAW.outcomes["does_not_exist"], "丙项信息"),
        )
        letter = compose(PROCEDURE, "reply_partial", replace(ALL, content="", items=items))
        text = "\n".join(letter.paragraphs)
        assert "申请公开的内容：甲项信息；乙项信息；丙项信息。" in text
        first, second, third = (text.index(f"（{no}）关于“") for no in "一二三")
        assert "第三十六条第（二）项" in text[first:second]
        assert "第三十七条" in text[second:third]
        assert "1．联系人的姓名和电话。该部分内容涉及个人隐私" in text[second:third]
        assert "第十五条、第三十二条、第三十六条第（三）项" in text[second:third]
        assert "第三十六条第（四）项" in text[third:]

    def test_a_missing_fact_is_told_with_its_item(self) -> None:
        items = (Item("provided", "甲项"), Item("does_not_exist", provision="无"))
        with pytest.raises(UsageError) as told:
            compose(PROCEDURE, "reply_granted", replace(ALL, items=items))
        assert "第1项的获取的方式、途径" in told.value.message
        assert "第2项的申请内容" in told.value.message
        assert "第2项的检索的范围、方法和结果" in told.value.message

    def test_the_title_of_an_instrument_is_written_out_once(self) -> None:
        text = "\n".join(compose(PROCEDURE, "reply_denied", facts_of(LAW, "reply_denied", "state_secret")).paragraphs)
        assert text.count("《中华人民共和国政府信息公开条例》") == 1
        items = tuple(item_of(LAW.outcomes["provided"], name) for name in ("甲项", "乙项"))
        text = "\n".join(compose(PROCEDURE, "reply_granted", replace(ALL, items=items)).paragraphs)
        assert text.count("《中华人民共和国政府信息公开条例》（以下简称《条例》）第三十六条第（二）项") == 1
        assert text.count("《条例》第三十六条第（二）项") == 1


@pytest.mark.parametrize(
    ("document", "facts", "told"),
    [
        ("nothing", ALL, "文书“nothing”不存在"),
        ("receipt", Facts(), "请写明文书的日期"),
        ("receipt", replace(ALL, received=dt.date(2026, 3, 19)), "晚于文书的日期"),
        ("supplement_notice", replace(ALL, until=dt.date(2026, 3, 1)), "早于文书的日期"),
        ("receipt", replace(ALL, content="甲\u202e乙"), r"U\+202E"),
        ("registration_receipt", replace(ALL, channel="in_person"), "请出具接收回执"),
        ("registration_receipt", replace(ALL, channel="pigeon"), "渠道“pigeon”不存在"),
        ("service_record", replace(ALL, method="drone"), "送达方式“drone”不存在"),
        ("fee_notice", replace(ALL, charge=replace(ALL.charge, count=30)), "不收取信息处理费"),  # type: ignore[type-var]
        ("fee_notice", Facts(day=dt.date(2020, 12, 1), charge=ALL.charge), "不收取信息处理费"),
        ("extension_notice", Facts(day=dt.date(2018, 3, 1)), "没有施行"),
        ("reply_granted", replace(ALL, items=(item_of(LAW.outcomes["state_secret"]),)), "应当用答复书（不予公开）"),
        ("reply_granted", replace(ALL, items=(Item("nothing"),)), "办理结果“nothing”不存在"),
        ("reply_denied", replace(ALL, items=(Item("state_secret", stated={"密级": "机密"}),)), "不需要写明“密级”"),
        ("reply_denied", replace(ALL, items=(Item("internal_affairs", grounds=("drafts",)),)), "没有“drafts”"),
        (
            "reply_denied",
            replace(ALL, items=(Item("enforcement_file", withheld=(DENIED,)),)),
            "不能再列出不予公开的部分",
        ),
        (
            "reply_partial",
            replace(ALL, items=(Item("partly_provided", withheld=(replace(DENIED, outcome="provided"),)),)),
            "不能以“予以公开”为结果",
        ),
        (
            "closing_notice",
            replace(
                ALL,
                items=(Item("not_supplemented"),),
                earlier=replace(ALL.earlier, until=DAY),  # type: ignore[type-var]
            ),
            "还没有届满",
        ),
    ],
)
def test_facts_that_do_not_hold_are_refused(document: str, facts: Facts, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        compose(PROCEDURE, document, facts)


def test_a_consultation_without_a_day_gives_the_term_of_the_law() -> None:
    letter = compose(PROCEDURE, "third_party_consultation", replace(ALL, until=None))
    assert "请自收到本征求意见书之日起15个工作日内就是否同意公开" in "".join(letter.paragraphs)


def test_an_organisation_and_several_applicants_are_addressed_as_such() -> None:
    one, many = (compose(PROCEDURE, "receipt", replace(ALL, addressed=kind)) for kind in ("organisation", "persons"))
    assert "收到你单位提出的" in one.paragraphs[0]
    assert "收到你们提出的" in many.paragraphs[0]


def test_braces_in_a_fact_are_no_slots() -> None:
    letter = compose(PROCEDURE, "receipt", replace(ALL, content="名为{number}的文件"))
    assert "名为{number}的文件" in letter.paragraphs[1]


def test_a_blank_reply_needs_an_outcome() -> None:
    with pytest.raises(UsageError, match="state_secret（属于国家秘密）"):
        blank(PROCEDURE, "reply_denied", DAY)
    with pytest.raises(UsageError, match="其中一种办理结果"):
        blank(PROCEDURE, "reply_denied", DAY, "provided")
    assert say_date(DAY) not in text_of(blank(PROCEDURE, "reply_special_query", DAY))
