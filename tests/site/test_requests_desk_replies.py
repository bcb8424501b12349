"""Replies and documents: what they lack, their review, their numbers, what they say, how they are served."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from msgspec.structs import replace

from gongkai.errors import ConflictError, NotAllowedError, UsageError
from gongkai.procedure.events import Event
from gongkai.site.accessrequests import selectors, selectors_desk, services
from gongkai.site.accessrequests.kinds import form_on
from gongkai.site.accessrequests.models import Letter, Reply
from gongkai.site.accessrequests.services import (
    delivery,
    fees,
    letters,
    replies,
)
from gongkai.site.accessrequests.values import ItemReply, Proposal, unseal
from gongkai.site.bodies.models import Body
from gongkai.site.review.models import Case, Submission
from gongkai.writing.letters import Facts, Item, Withheld

from .conftest import TODAY
from .desk_world import DAY, GRANTED, Hall, decide, decided, fresh
from .requests_world import citizen, entered


def test_a_reply_goes_its_way_and_gets_the_next_number(hall: Hall) -> None:
    first, second = decided(hall), decided(hall, serial=2)
    numbers = [selectors_desk.letters(selectors.get(hall.handler, pk)).get().number for pk in (first, second)]
    assert numbers == ["石政公开〔2026〕1号", "石政公开〔2026〕2号"]
    row = selectors.get(hall.handler, first)
    assert (row.state, row.outcome, row.result_day) == ("decided", "provided", TODAY)
    letter = selectors_desk.letters(row).get()
    facts = unseal(letter.sealed, Facts)
    assert (letter.document, facts.number, facts.addressee) == ("reply_granted", letter.number, citizen(1).name)
    assert b"PDF" in letters.written(hall.handler, request_id=first, letter_id=letter.pk, format="pdf")[:8]
    letter.refresh_from_db()
    assert letter.pdf is not None


def test_what_the_reviewers_keep_names_nobody(hall: Hall) -> None:
    words = f"{citizen(1).name}所要的验收报告"
    answer = replace(GRANTED.items[0].answer, content=words)
    decided(hall, Proposal((ItemReply(answer),)))
    given = Submission.objects.unscoped("test").get()
    assert "予以公开" in repr(given.content)
    assert citizen(1).name not in repr(given.content)
    assert "验收报告" not in repr(given.content)


def test_a_change_of_words_shows_to_the_reviewers(hall: Hall) -> None:
    request = fresh(hall)
    row = selectors.get(hall.handler, request)
    other = Proposal((ItemReply(replace(GRANTED.items[0].answer, provision="当面领取")),))
    assert replies.content(row, GRANTED) != replies.content(row, other)


def test_a_returned_reply_is_a_draft_again_and_goes_another_round(hall: Hall) -> None:
    request = fresh(hall)
    replies.save(hall.handler, request_id=request, proposal=GRANTED)
    replies.submit(hall.handler, request_id=request)
    with pytest.raises(NotAllowedError):
        replies.save(hall.handler, request_id=request, proposal=GRANTED)
    decide(hall, request, "returned", "请写明页数")
    assert selectors_desk.reply(selectors.get(hall.handler, request)).state == Reply.State.DRAFT  # type: ignore[union-attr]
    replies.submit(hall.handler, request_id=request)
    decide(hall, request)
    assert selectors.get(hall.handler, request).state == "decided"


def test_what_a_reply_lacks_is_named(hall: Hall) -> None:
    request = fresh(hall)
    bare = (
        ItemReply(Item("does_not_exist", "甲")),
        ItemReply(Item("internal_affairs", "乙", stated={"属于哪一类内部事务信息": "人事安排"})),
        ItemReply(Item("partly_provided", "丙", provision="邮寄")),
    )
    replies.save(hall.handler, request_id=request, proposal=Proposal(bare))
    with pytest.raises(UsageError) as error:
        replies.submit(hall.handler, request_id=request)
    for words in (
        "第1项没有写明检索的范围、方法和结果",
        "第2项没有选择“属于三类内部事务信息”的理由",
        "第3项没有列出不予公开的部分",
    ):
        assert words in error.value.message


def test_of_different_results_one_is_named_with_its_reason(hall: Hall) -> None:
    request = fresh(hall)
    searched = Item("does_not_exist", "乙", stated={"检索的范围、方法和结果": "查阅档案室目录，没有找到"})
    proposal = Proposal((*GRANTED.items, ItemReply(searched)))
    replies.save(hall.handler, request_id=request, proposal=proposal)
    with pytest.raises(UsageError, match="主要结果"):
        replies.submit(hall.handler, request_id=request)
    proposal = replace(proposal, principal="provided", reason="主要内容已经提供")
    replies.save(hall.handler, request_id=request, proposal=proposal)
    replies.submit(hall.handler, request_id=request)
    decide(hall, request)
    assert selectors.get(hall.handler, request).outcome == "provided"


def test_a_refusal_under_articles_14_to_16_names_reconsideration_alone(hall: Hall) -> None:
    stated = {"属于哪一类过程性信息": "会议讨论记录"}
    answer = Item("process_information", "会议记录", grounds=("minutes",), stated=stated)
    request = decided(hall, Proposal((ItemReply(answer),)))
    row = selectors.get(hall.handler, request)
    letter = selectors_desk.letters(row).get()
    text = letters.written(hall.handler, request_id=request, letter_id=letter.pk, format="txt").decode()
    assert "应当先申请行政复议" in text
    assert "云岭县人民法院" not in text
    assert "会议讨论记录" in text


def test_partial_disclosure_gives_each_part_its_reason(hall: Hall) -> None:
    part = Withheld(
        "验收组成员的电话", "third_party_rights", ("personal_privacy",),
        {"征求第三方意见的情况": "已经书面征求，没有提出意见", "不同意公开的合理理由": "公开会影响个人生活安宁"},
    )  # fmt: skip
    answer = Item("partly_provided", "验收报告", provision="邮寄", withheld=(part,))
    request = decided(hall, Proposal((ItemReply(answer),)))
    row = selectors.get(hall.handler, request)
    assert (row.outcome, selectors_desk.letters(row).get().document) == ("partly_provided", "reply_partial")


def test_without_a_word_for_numbers_no_reply_is_handed_in(hall: Hall, township: Body) -> None:
    selectors_desk.options(township).delete()
    request = fresh(hall)
    replies.save(hall.handler, request_id=request, proposal=GRANTED)
    with pytest.raises(UsageError, match="机关代字"):
        replies.submit(hall.handler, request_id=request)
    assert not Case.objects.unscoped("test").exists()


def test_the_fee_notice_says_what_was_noticed(hall: Hall) -> None:
    request = fresh(hall)
    fees.notice(hall.handler, request_id=request, event=Event("fee_notice", DAY), scale="pages", count=68)
    letter = letters.draw(hall.handler, request_id=request, document="fee_notice", day=DAY, words={})
    text = letters.written(hall.handler, request_id=request, letter_id=letter.pk, format="txt").decode()
    assert "380元" in text
    assert "石桥镇财政所" in text


def test_a_letter_can_be_changed_until_it_has_its_number(hall: Hall) -> None:
    request = fresh(hall)
    event = Event("supplement_notice", dt.date(2026, 11, 12), until=dt.date(2026, 11, 30))
    services.record(hall.handler, request_id=request, event=event)
    words = {"matters": "请写明项目的名称", "guidance": "可以写明所在的村"}
    draw: dict[str, Any] = {"request_id": request, "document": "supplement_notice", "day": event.day}
    with pytest.raises(UsageError, match="需要补正"):
        letters.draw(hall.handler, **draw, words={})
    letter = letters.draw(hall.handler, **draw, words=words)
    letters.change(hall.handler, request_id=request, letter_id=letter.pk, words=words | {"matters": "请写明年份"})
    letters.issue(hall.handler, request_id=request, letter_id=letter.pk)
    text = letters.written(hall.handler, request_id=request, letter_id=letter.pk, format="txt").decode()
    assert "请写明年份" in text
    assert "2026年11月30日" in text
    assert "石政公开〔2026〕1号" in text
    with pytest.raises(NotAllowedError):
        letters.change(hall.handler, request_id=request, letter_id=letter.pk, words=words)


def test_who_did_not_supplement_is_told_which_notice_was_not_followed(hall: Hall, township: Body) -> None:
    request = fresh(hall)
    event = Event("supplement_notice", DAY, until=dt.date(2026, 11, 18))
    services.record(hall.handler, request_id=request, event=event)
    words = {"matters": "请写明项目的名称", "guidance": "可以写明所在的村"}
    letter = letters.draw(hall.handler, request_id=request, document="supplement_notice", day=DAY, words=words)
    letters.issue(hall.handler, request_id=request, letter_id=letter.pk)
    services.record(hall.handler, request_id=request, event=Event("abandoned", TODAY))
    closing = letters.draw(hall.handler, request_id=request, document="closing_notice", day=TODAY, words={})
    text = letters.written(hall.handler, request_id=request, letter_id=closing.pk, format="txt").decode()
    assert "石政公开〔2026〕1号" in text
    assert "2026年11月18日" in text
    cells = selectors.cells(township, form_on(TODAY), 2026)
    row = next(key for key, value in cells.items() if key.endswith(".natural") and value and "other" in key)
    assert cells[row] == 1


def test_the_stamped_scan_is_what_is_served(hall: Hall) -> None:
    request = decided(hall)
    row = selectors.get(hall.handler, request)
    letter = selectors_desk.letters(row).get()
    gone = Event("delivered", TODAY, method="electronic")
    with pytest.raises(UsageError, match="盖章"):
        delivery.deliver(hall.handler, request_id=request, event=gone)
    scan = io.BytesIO("盖章的答复".encode())
    paper = delivery.stamp(hall.handler, request_id=request, letter_id=letter.pk, name="答复.txt", stream=scan)
    assert (paper.served, paper.kind) == (True, "reply")
    delivery.deliver(hall.handler, request_id=request, event=gone)
    assert selectors.get(hall.handler, request).state == "closed"
    with pytest.raises(NotAllowedError):
        delivery.serve(hall.handler, request_id=request, paper_id=paper.pk, served=False)


def test_two_officers_at_once_are_told(hall: Hall) -> None:
    request = fresh(hall)
    revision = selectors.get(hall.handler, request).revision
    replies.save(hall.handler, request_id=request, proposal=GRANTED, revision=revision)
    with pytest.raises(ConflictError):
        replies.save(hall.colleague, request_id=request, proposal=GRANTED, revision=revision)


def test_letters_are_sealed(hall: Hall) -> None:
    decided(hall)
    row = Letter.objects.unscoped("test").values().get()
    assert citizen(1).name not in repr(row)


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([Event("withdrawn", DAY)], "撤回"),
        (
            [Event("fee_notice", dt.date(2026, 10, 14)), Event("unpaid", dt.date(2026, 11, 16))],
            "收费通知书",
        ),
    ],
    ids=["withdrawn", "unpaid"],
)
def test_whoever_is_not_answered_is_told_why(hall: Hall, events: list[Event], words: str) -> None:
    request = entered(hall.handler, hall.body, day=dt.date(2026, 10, 12)).pk
    for event in events:
        if event.kind == "fee_notice":
            fees.notice(hall.handler, request_id=request, event=event, scale="pages", count=68)
        else:
            services.record(hall.handler, request_id=request, event=event)
    letter = letters.draw(hall.handler, request_id=request, document="closing_notice", day=TODAY, words={})
    assert words in letters.written(hall.handler, request_id=request, letter_id=letter.pk, format="txt").decode()
