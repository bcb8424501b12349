"""The paragraph on remedies, worked by hand: who, within how long, by which day, and what must come first."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from gongkai.law import current_book
from gongkai.procedure.rules import Procedure
from gongkai.writing.letters import compose
from tests.writing.letters.facts_of import ALL, DAY, DENIED, item_of

BOOK = current_book()
LAW = BOOK.at(DAY)
PROCEDURE = Procedure(BOOK)


def said(document: str, outcomes: tuple[str, ...], day: dt.date = DAY, served: dt.date | None = None) -> str:
    items = tuple(item_of(LAW.outcomes[outcome], f"第{i}份文件") for i, outcome in enumerate(outcomes))
    facts = replace(
        ALL, day=day, received=day, submitted=None, due=None, until=None, earlier=None, items=items, served=served
    )
    text = "\n".join(compose(PROCEDURE, document, facts).paragraphs)
    return text[text.index("不服") :]


@pytest.mark.parametrize("outcome", [name for name, entry in LAW.outcomes.items() if entry.review_first])
def test_no_direct_suit_is_offered_where_reconsideration_comes_first(outcome: str) -> None:
    text = said("reply_denied", (outcome,), served=dt.date(2026, 3, 19))
    assert "应当先申请行政复议" in text
    assert "青山县人民法院" not in text
    assert "6个月" not in text
    assert "自收到行政复议决定书之日起15日内" in text
    # Sixty days after 19 March: 12 left in March, 30 in April, 18 in May; a Monday.
    assert "申请行政复议的期限至2026年5月18日届满。" in text


def test_otherwise_both_ways_are_open() -> None:
    text = said("reply_granted", ("provided",), served=dt.date(2026, 3, 19))
    assert "60日内向青山县人民政府申请行政复议，也可以自收到本答复书之日起6个月内向青山县人民法院提起行政诉讼" in text
    assert "应当先" not in text
    # 19 September 2026 is a Saturday, Sunday the 20th is worked before the National Day.
    assert "申请行政复议的期限至2026年5月18日届满，直接提起行政诉讼的期限至2026年9月20日届满。" in text


@pytest.mark.parametrize("document", ["reply_unable", "reply_rejected", "reply_special_query"])
def test_other_refusals_are_not_first_for_reconsideration(document: str) -> None:
    for outcome in (entry for entry in LAW.outcomes.values() if entry.document == document):
        assert "应当先" not in said(document, (outcome.id,))


def test_before_2024_the_applicant_had_the_choice() -> None:
    text = said("reply_denied", ("internal_affairs",), dt.date(2023, 12, 20), dt.date(2023, 12, 21))
    assert "应当先" not in text
    assert "向青山县人民法院提起行政诉讼" in text
    # Ten days left in December, 31 in January, 19 in February, after the holidays; and six months.
    assert "至2024年2月19日届满" in text
    assert "至2024年6月21日届满" in text


def test_from_the_first_day_of_2024_no_more() -> None:
    assert "应当先申请行政复议" in said("reply_denied", ("internal_affairs",), dt.date(2024, 1, 2))


def test_a_partial_disclosure_has_both_told_apart() -> None:
    text = said("reply_partial", ("partly_provided",), served=dt.date(2026, 3, 19))
    first, rest = text.split("\n")[:2]
    assert first.startswith("不服，根据《中华人民共和国行政复议法》第二十三条的规定，应当先申请行政复议")
    assert "人民法院提起" in first
    assert "青山县人民法院" not in first
    assert rest.startswith("对本答复书的其他内容不服，可以自收到本答复书之日起60日内向青山县人民政府申请行政复议")
    assert "对其他内容直接提起行政诉讼的期限至2026年9月20日届满" in rest


def test_the_items_that_are_meant_are_named() -> None:
    items = (
        item_of(LAW.outcomes["state_secret"], "甲项"),
        item_of(LAW.outcomes["provided"], "乙项"),
        item_of(LAW.outcomes["enforcement_file"], "丙项"),
    )
    text = "\n".join(compose(PROCEDURE, "reply_denied", replace(ALL, items=items)).paragraphs)
    assert "对本答复书第（一）项、第（三）项中不予公开的决定不服，根据" in text


def test_items_that_must_all_go_first_offer_no_suit() -> None:
    text = said("reply_denied", ("state_secret", "enforcement_file"))
    assert "青山县人民法院" not in text
    assert "应当先申请行政复议" in text


def test_a_part_refused_on_another_ground_may_be_sued_over() -> None:
    part = replace(
        DENIED, outcome="special_query", grounds=("other_registers",), stated={"作出专门规定的法律、行政法规": "某条例"}
    )
    item = replace(item_of(LAW.outcomes["partly_provided"]), withheld=(part,))
    text = "\n".join(compose(PROCEDURE, "reply_partial", replace(ALL, items=(item,))).paragraphs)
    assert "应当先" not in text


def test_a_last_day_that_may_still_move_is_not_printed() -> None:
    """Sixty days and six months after 10 November 2026 end in a year whose holidays are not known."""
    text = said("reply_granted", ("provided",), dt.date(2026, 11, 9), dt.date(2026, 11, 10))
    assert "届满" not in text


def test_a_third_party_may_go_both_ways() -> None:
    text = "".join(compose(PROCEDURE, "third_party_decision", ALL).paragraphs)
    assert "向青山县人民政府申请行政复议，也可以" in text


def test_without_a_supervisor_there_is_no_complaint() -> None:
    facts = replace(ALL, items=(item_of(LAW.outcomes["provided"]),), body=replace(ALL.body, supervisor=""))
    assert "投诉" not in "".join(compose(PROCEDURE, "reply_granted", facts).paragraphs)
