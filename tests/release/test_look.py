"""What is taken for a number, an address, a mark, a wrong word; and what is not."""

import datetime as dt

import pytest

from gongkai.law.book import LawBook
from gongkai.release.look import look
from gongkai.release.mask import mask
from gongkai.release.rules import default_rules
from tests.release.made import card, id_number, phone

ID, CARD, PHONE = id_number(5), card(5), phone(5)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"身份证号{ID}", ["RL-ID-NUMBER"]),
        (f"{ID[:6]} {ID[6:14]} {ID[14:]}", ["RL-ID-NUMBER"]),
        ("".join(chr(ord(char) + 0xFEE0) for char in ID), ["RL-ID-NUMBER"]),
        (f"{ID}{PHONE}", ["RL-ID-NUMBER", "RL-PHONE"]),
        (f"张某 {ID} {PHONE} 300元", ["RL-ID-NUMBER", "RL-PHONE"]),
        (f"2026-11-20 {PHONE[:3]}-{PHONE[3:7]}-{PHONE[7:]}", ["RL-PHONE"]),
        (f"+86 {PHONE}", ["RL-PHONE"]),
        (f"手机.{PHONE}", ["RL-PHONE"]),
        (f"{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}", ["RL-BANK-CARD"]),
        ("信用社账号 130012345678901", ["RL-BANK-CARD"]),
        ("身份证号990101700102123", ["RL-ID-NUMBER"]),
        ("住云岭县石桥镇柳树村三组12号", ["RL-ADDRESS"]),
        ("户籍地址为云岭县白沙乡东风路8号", ["RL-ADDRESS"]),
        ("幸福小区3栋2单元501室", ["RL-ADDRESS"]),
        ("机密★3年", ["RL-SECRET-MARK"]),
        ("秘密", ["RL-SECRET-MARK"]),
        ("（此件不公开）", ["RL-WORK-SECRET"]),
        ("截止目前，布署完毕", ["RL-WORD", "RL-WORD"]),
        ("统一社会信用代码11990001MB00000203", []),
        ("云石政发〔2026〕12号，2026年11月20日，0990-1234567，12345.67元", []),
        ("索引号：119900010/2026-00012", []),
        ("保守国家秘密，依法界定商业秘密和工作范围", []),
        ("办公地址：云岭县石桥镇府前街12号", []),
        ("全县12个村、36个小组", []),
    ],
)
def test_what_is_found(text: str, codes: list[str]) -> None:
    assert [sight.code for sight in look(text, default_rules())] == codes


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13912345678。", "电话139****5678。"),
        ("139 1234 5678", "139 **** 5678"),
        (f"证号{ID}", f"证号{ID[:3]}{'*' * 13}{ID[-2:]}"),
        ("家庭住址：云岭县石桥镇柳树村3组", "家庭住址：云岭县石桥镇***"),
    ],
)
def test_masking(text: str, masked: str) -> None:
    assert mask(text) == (masked, 1)


def test_what_is_shown_of_a_number_is_never_the_number() -> None:
    for text in (ID, CARD, PHONE):
        assert all(text not in sight.shown for sight in look(text, default_rules()))


def test_a_body_adds_its_own_words() -> None:
    rules = default_rules().with_words({"石桥村": "石桥镇"}, ("最美",))
    assert [(sight.code, sight.expected) for sight in look("最美石桥村", rules)] == [
        ("RL-SENSITIVE-WORD", ""),
        ("RL-WORD", "石桥镇"),
    ]


def test_every_basis_that_names_an_article_is_in_the_law_data() -> None:
    articles = LawBook.open().at(dt.date(2026, 11, 20))
    for rule in default_rules().rules:
        for basis in rule.basis:
            if "#" in basis:
                assert articles.article(basis).summary
