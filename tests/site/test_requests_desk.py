"""The desk's services: proposals and their review, parties, fees, letters, delivery, transfer, what the clock does."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from gongkai.errors import ConflictError, ForbiddenError, NotAllowedError, NotFoundError, UsageError
from gongkai.procedure.events import Event
from gongkai.site.accessrequests import selectors, selectors_desk, services
from gongkai.site.accessrequests.kinds import form_on
from gongkai.site.accessrequests.models import Letter, Reply
from gongkai.site.accessrequests.models_desk import Motion
from gongkai.site.accessrequests.selectors_desk import FeeTotals
from gongkai.site.accessrequests.services import (
    delivery,
    desk,
    fees,
    letters,
    parties,
    reminders,
    replies,
    setup,
    transfer,
)
from gongkai.site.accessrequests.values import Contact, ItemReply, Proposal, RecordAsked, unseal
from gongkai.site.accounts.models import Notice
from gongkai.site.audit.models import Event as Audit
from gongkai.site.bodies.models import Body
from gongkai.site.publishing.models import Item as Published
from gongkai.site.review import services as review
from gongkai.site.review.models import Case, Submission
from gongkai.site.web.scope import Scope
from gongkai.writing.letters import Facts, Item, Withheld

from .conftest import TODAY
from .requests_world import RECEIVED, asking, citizen, entered

DAY = dt.date(2026, 11, 10)
GRANTED = Proposal((ItemReply(Item("provided", "验收报告", provision="随本答复书附送复印件1份")),))


@pytest.fixture
def office(township: Body, person: Callable[..., object], scope_of: Callable[..., Scope]) -> SimpleNamespace:
    """The township's people, and the options of its documents."""
    found = {
        name: scope_of(person(role, township))
        for name, role in (
            ("handler", "handler"), ("colleague", "handler"), ("reviewer", "reviewer"), ("approver", "approver")
        )
    }  # fmt: skip
    setup.set_options(
        found["approver"], body=township, word="石政公开", reconsideration="云岭县人民政府", court="云岭县人民法院",
        payment="到石桥镇财政所缴纳",
    )  # fmt: skip
    return SimpleNamespace(body=township, **found)


def fresh(office: SimpleNamespace, serial: int = 1) -> int:
    """A request that was received ten days ago."""
    return int(entered(office.handler, office.body, day=DAY, particulars=asking(serial=serial)).pk)


def decide(office: SimpleNamespace, request: int, outcome: str = "passed", comment: str = "") -> None:
    """All stages of the present review, or the first of them with ``outcome``."""
    while True:
        reply = selectors_desk.reply(selectors.get(office.handler, request))
        assert reply is not None
        case = reply.case
        if case is None or case.state != "open":
            return
        step = case.steps.unscoped("test").get(round=case.round, position=case.position)
        who = getattr(office, step.role)
        where = {"case": case.pk, "round": case.round, "position": case.position}
        review.decide(who, **where, outcome=outcome, comment=comment)


def decided(office: SimpleNamespace, proposal: Proposal = GRANTED, serial: int = 1) -> int:
    request = fresh(office, serial)
    replies.save(office.handler, request_id=request, proposal=proposal)
    replies.submit(office.handler, request_id=request)
    decide(office, request)
    return request


def test_a_reply_goes_its_way_and_gets_the_next_number(office: SimpleNamespace) -> None:
    first, second = decided(office), decided(office, serial=2)
    numbers = [selectors_desk.letters(selectors.get(office.handler, pk)).get().number for pk in (first, second)]
    assert numbers == ["石政公开〔2026〕1号", "石政公开〔2026〕2号"]
    row = selectors.get(office.handler, first)
    assert (row.state, row.outcome, row.result_day) == ("decided", "provided", TODAY)
    letter = selectors_desk.letters(row).get()
    facts = unseal(letter.sealed, Facts)
    assert (letter.document, facts.number, facts.addressee) == ("reply_granted", letter.number, citizen(1).name)
    assert b"PDF" in letters.written(office.handler, request_id=first, letter_id=letter.pk, format="pdf")[:8]
    letter.refresh_from_db()
    assert letter.pdf is not None


def test_what_the_reviewers_keep_names_nobody(office: SimpleNamespace) -> None:
    words = f"{citizen(1).name}所要的验收报告"
    answer = replace(GRANTED.items[0].answer, content=words)
    decided(office, Proposal((ItemReply(answer),)))
    given = Submission.objects.unscoped("test").get()
    assert "予以公开" in repr(given.content)
    assert citizen(1).name not in repr(given.content)
    assert "验收报告" not in repr(given.content)


def test_a_change_of_words_shows_to_the_reviewers(office: SimpleNamespace) -> None:
    request = fresh(office)
    row = selectors.get(office.handler, request)
    other = Proposal((ItemReply(replace(GRANTED.items[0].answer, provision="当面领取")),))
    assert replies.content(row, GRANTED) != replies.content(row, other)


def test_a_returned_reply_is_a_draft_again_and_goes_another_round(office: SimpleNamespace) -> None:
    request = fresh(office)
    replies.save(office.handler, request_id=request, proposal=GRANTED)
    replies.submit(office.handler, request_id=request)
    with pytest.raises(NotAllowedError):
        replies.save(office.handler, request_id=request, proposal=GRANTED)
    decide(office, request, "returned", "请写明页数")
    assert selectors_desk.reply(selectors.get(office.handler, request)).state == Reply.State.DRAFT  # type: ignore[union-attr]
    replies.submit(office.handler, request_id=request)
    decide(office, request)
    assert selectors.get(office.handler, request).state == "decided"


def test_what_a_reply_lacks_is_named(office: SimpleNamespace) -> None:
    request = fresh(office)
    bare = (
        ItemReply(Item("does_not_exist", "甲")),
        ItemReply(Item("internal_affairs", "乙", stated={"属于哪一类内部事务信息": "人事安排"})),
        ItemReply(Item("partly_provided", "丙", provision="邮寄")),
    )
    replies.save(office.handler, request_id=request, proposal=Proposal(bare))
    with pytest.raises(UsageError) as error:
        replies.submit(office.handler, request_id=request)
    for words in (
        "第1项没有写明检索的范围、方法和结果",
        "第2项没有选择“属于三类内部事务信息”的理由",
        "第3项没有列出不予公开的部分",
    ):
        assert words in error.value.message


def test_of_different_results_one_is_named_with_its_reason(office: SimpleNamespace) -> None:
    request = fresh(office)
    searched = Item("does_not_exist", "乙", stated={"检索的范围、方法和结果": "查阅档案室目录，没有找到"})
    proposal = Proposal((*GRANTED.items, ItemReply(searched)))
    replies.save(office.handler, request_id=request, proposal=proposal)
    with pytest.raises(UsageError, match="主要结果"):
        replies.submit(office.handler, request_id=request)
    proposal = replace(proposal, principal="provided", reason="主要内容已经提供")
    replies.save(office.handler, request_id=request, proposal=proposal)
    replies.submit(office.handler, request_id=request)
    decide(office, request)
    assert selectors.get(office.handler, request).outcome == "provided"


def test_a_refusal_under_articles_14_to_16_names_reconsideration_alone(office: SimpleNamespace) -> None:
    stated = {"属于哪一类过程性信息": "会议讨论记录"}
    answer = Item("process_information", "会议记录", grounds=("minutes",), stated=stated)
    request = decided(office, Proposal((ItemReply(answer),)))
    row = selectors.get(office.handler, request)
    letter = selectors_desk.letters(row).get()
    text = letters.written(office.handler, request_id=request, letter_id=letter.pk, format="txt").decode()
    assert "应当先申请行政复议" in text
    assert "云岭县人民法院" not in text
    assert "会议讨论记录" in text


def test_partial_disclosure_gives_each_part_its_reason(office: SimpleNamespace) -> None:
    part = Withheld(
        "验收组成员的电话", "third_party_rights", ("personal_privacy",),
        {"征求第三方意见的情况": "已经书面征求，没有提出意见", "不同意公开的合理理由": "公开会影响个人生活安宁"},
    )  # fmt: skip
    answer = Item("partly_provided", "验收报告", provision="邮寄", withheld=(part,))
    request = decided(office, Proposal((ItemReply(answer),)))
    row = selectors.get(office.handler, request)
    assert (row.outcome, selectors_desk.letters(row).get().document) == ("partly_provided", "reply_partial")


def test_without_a_word_for_numbers_no_reply_is_handed_in(office: SimpleNamespace, township: Body) -> None:
    selectors_desk.options(township).delete()
    request = fresh(office)
    replies.save(office.handler, request_id=request, proposal=GRANTED)
    with pytest.raises(UsageError, match="机关代字"):
        replies.submit(office.handler, request_id=request)
    assert not Case.objects.unscoped("test").exists()


def test_an_extension_needs_a_second_person(office: SimpleNamespace) -> None:
    request = fresh(office)
    before = selectors.get(office.handler, request).due_on
    motion = desk.propose(office.approver, request_id=request, event=desk.extension(TODAY, None, "涉及多个部门"))
    assert selectors.get(office.handler, request).due_on == before
    with pytest.raises(NotAllowedError):
        desk.propose(office.handler, request_id=request, event=desk.extension(TODAY))
    with pytest.raises(ForbiddenError):
        desk.decide(office.handler, motion_id=motion.pk, approved=True)
    with pytest.raises(ForbiddenError, match="自己"):
        desk.decide(office.approver, motion_id=motion.pk, approved=True)
    desk.decide(office.reviewer, motion_id=motion.pk, approved=True)
    row = selectors.get(office.handler, request)
    # 20 working days after 8 December 2026, New Year's Day left out: the calendar of 2027 is not known yet.
    assert before == dt.date(2026, 12, 8)
    assert row.due_on is not None
    assert row.due_on > dt.date(2027, 1, 1)
    assert Motion.objects.unscoped("test").get().step is not None
    with pytest.raises(NotAllowedError):
        desk.decide(office.reviewer, motion_id=motion.pk, approved=True)


def test_a_refused_extension_changes_nothing_and_is_told(office: SimpleNamespace) -> None:
    request = fresh(office)
    before = selectors.get(office.handler, request).due_on
    motion = desk.propose(office.handler, request_id=request, event=desk.extension(TODAY))
    desk.decide(office.reviewer, motion_id=motion.pk, approved=False)
    assert selectors.get(office.handler, request).due_on == before
    assert Notice.objects.filter(user=office.handler.actor.id, text__contains="没有批准").exists()
    desk.propose(office.handler, request_id=request, event=desk.extension(TODAY))


def test_what_the_procedure_forbids_is_not_even_proposed(office: SimpleNamespace) -> None:
    request = fresh(office)
    with pytest.raises(NotAllowedError, match="工作日"):
        desk.propose(office.handler, request_id=request, event=desk.extension(TODAY, 21))


def test_a_third_party_is_known_by_its_key_alone(office: SimpleNamespace) -> None:
    request = fresh(office)
    event = Event("third_party_consulted", DAY)
    party = parties.consult(office.handler, request_id=request, event=event, contact=Contact("青禾建材商行"))
    assert (party.key, party.until) == ("1号", dt.date(2026, 12, 1))
    row = selectors.get(office.handler, request)
    assert row.state == "consulting"
    assert "青禾" not in repr(selectors.history(row))
    with pytest.raises(UsageError, match="理由"):
        parties.answered(
            office.handler, request_id=request, event=Event("third_party_answered", TODAY, party="1号"),
            opinion="disagree",
        )  # fmt: skip
    parties.answered(
        office.handler, request_id=request, event=Event("third_party_answered", TODAY, party="1号"),
        opinion="disagree", reason="报价属于商业秘密",
    )  # fmt: skip
    contact = unseal(selectors_desk.parties(row).get().sealed, Contact)
    assert (contact.opinion, contact.reason) == ("disagree", "报价属于商业秘密")
    assert selectors.get(office.handler, request).state == "processing"


def test_silence_ends_a_consultation_only_after_its_term(office: SimpleNamespace) -> None:
    request = fresh(office)
    event = Event("third_party_consulted", DAY)
    parties.consult(office.handler, request_id=request, event=event, contact=Contact("青禾建材商行"))
    with pytest.raises(NotAllowedError, match="12月1日"):
        parties.silent(office.handler, request_id=request, event=Event("third_party_silent", TODAY, party="1号"))


def test_an_inner_office_takes_no_time_out_of_the_term(office: SimpleNamespace) -> None:
    request = fresh(office)
    before = selectors.get(office.handler, request).due_on
    party = parties.ask_office(office.handler, request_id=request, name="规划建设办公室", day=DAY, until=TODAY)
    assert selectors.get(office.handler, request).due_on == before
    parties.office_answered(office.handler, request_id=request, key=party.key, day=TODAY, words="档案中有验收报告")
    with pytest.raises(UsageError):
        parties.office_answered(office.handler, request_id=request, key=party.key, day=TODAY, words="又来一次")


def test_a_fee_is_noticed_paid_and_given_back(office: SimpleNamespace) -> None:
    request = fresh(office)
    notice = Event("fee_notice", dt.date(2026, 11, 12))
    fee = fees.notice(office.handler, request_id=request, event=notice, scale="pages", count=68)
    # Pages 31 to 68 at 10 yuan.
    assert fee.amount == Decimal(380)
    paid = Event("paid", dt.date(2026, 11, 16))
    fees.pay(office.handler, request_id=request, event=paid, amount=Decimal(100))
    assert selectors.get(office.handler, request).state == "awaiting_payment"
    with pytest.raises(UsageError, match="280"):
        fees.pay(office.handler, request_id=request, event=paid, amount=Decimal(300))
    fees.pay(office.handler, request_id=request, event=paid, amount=Decimal(280))
    row = selectors.get(office.handler, request)
    # The term begins anew: 20 working days after 16 November.
    assert (row.state, row.due_on) == ("processing", dt.date(2026, 12, 14))
    back: dict[str, Any] = {"amount": Decimal(80), "day": TODAY, "reason": "多计了8页"}
    fees.refund(office.handler, request_id=request, fee_id=fee.pk, **back)
    with pytest.raises(NotAllowedError):
        fees.refund(office.handler, request_id=request, fee_id=fee.pk, **back)
    totals = selectors_desk.fees(office.body, 2026)
    assert totals == FeeTotals(1, Decimal(380), Decimal(380), Decimal(80))
    assert selectors_desk.fees(office.body, 2025).notices == 0


def test_fees_by_items_count_the_applicants_month(office: SimpleNamespace) -> None:
    for _ in range(12):
        fresh(office)
    fresh(office, serial=2)
    request = fresh(office)
    assert selectors_desk.earlier_in_month(selectors.get(office.handler, request)) == 12
    fee = fees.notice(office.handler, request_id=request, event=Event("fee_notice", DAY), scale="items", count=1)
    # The thirteenth item of the month: 11 to 30 are 100 yuan each.
    assert (fee.earlier, fee.amount) == (12, Decimal(100))


def test_what_is_free_is_not_noticed(office: SimpleNamespace) -> None:
    request = fresh(office)
    with pytest.raises(UsageError, match="不"):
        fees.notice(office.handler, request_id=request, event=Event("fee_notice", DAY), scale="pages", count=30)
    assert selectors.get(office.handler, request).state == "processing"


def test_the_fee_notice_says_what_was_noticed(office: SimpleNamespace) -> None:
    request = fresh(office)
    fees.notice(office.handler, request_id=request, event=Event("fee_notice", DAY), scale="pages", count=68)
    letter = letters.draw(office.handler, request_id=request, document="fee_notice", day=DAY, words={})
    text = letters.written(office.handler, request_id=request, letter_id=letter.pk, format="txt").decode()
    assert "380元" in text
    assert "石桥镇财政所" in text


def test_a_letter_can_be_changed_until_it_has_its_number(office: SimpleNamespace) -> None:
    request = fresh(office)
    event = Event("supplement_notice", dt.date(2026, 11, 12), until=dt.date(2026, 11, 30))
    services.record(office.handler, request_id=request, event=event)
    words = {"matters": "请写明项目的名称", "guidance": "可以写明所在的村"}
    draw: dict[str, Any] = {"request_id": request, "document": "supplement_notice", "day": event.day}
    with pytest.raises(UsageError, match="需要补正"):
        letters.draw(office.handler, **draw, words={})
    letter = letters.draw(office.handler, **draw, words=words)
    letters.change(office.handler, request_id=request, letter_id=letter.pk, words=words | {"matters": "请写明年份"})
    letters.issue(office.handler, request_id=request, letter_id=letter.pk)
    text = letters.written(office.handler, request_id=request, letter_id=letter.pk, format="txt").decode()
    assert "请写明年份" in text
    assert "2026年11月30日" in text
    assert "石政公开〔2026〕1号" in text
    with pytest.raises(NotAllowedError):
        letters.change(office.handler, request_id=request, letter_id=letter.pk, words=words)


def test_who_did_not_supplement_is_told_which_notice_was_not_followed(office: SimpleNamespace, township: Body) -> None:
    request = fresh(office)
    event = Event("supplement_notice", DAY, until=dt.date(2026, 11, 18))
    services.record(office.handler, request_id=request, event=event)
    words = {"matters": "请写明项目的名称", "guidance": "可以写明所在的村"}
    letter = letters.draw(office.handler, request_id=request, document="supplement_notice", day=DAY, words=words)
    letters.issue(office.handler, request_id=request, letter_id=letter.pk)
    services.record(office.handler, request_id=request, event=Event("abandoned", TODAY))
    closing = letters.draw(office.handler, request_id=request, document="closing_notice", day=TODAY, words={})
    text = letters.written(office.handler, request_id=request, letter_id=closing.pk, format="txt").decode()
    assert "石政公开〔2026〕1号" in text
    assert "2026年11月18日" in text
    cells = selectors.cells(township, form_on(TODAY), 2026)
    row = next(key for key, value in cells.items() if key.endswith(".natural") and value and "other" in key)
    assert cells[row] == 1


def test_the_stamped_scan_is_what_is_served(office: SimpleNamespace) -> None:
    request = decided(office)
    row = selectors.get(office.handler, request)
    letter = selectors_desk.letters(row).get()
    gone = Event("delivered", TODAY, method="electronic")
    with pytest.raises(UsageError, match="盖章"):
        delivery.deliver(office.handler, request_id=request, event=gone)
    scan = io.BytesIO("盖章的答复".encode())
    paper = delivery.stamp(office.handler, request_id=request, letter_id=letter.pk, name="答复.txt", stream=scan)
    assert (paper.served, paper.kind) == (True, "reply")
    delivery.deliver(office.handler, request_id=request, event=gone)
    assert selectors.get(office.handler, request).state == "closed"
    with pytest.raises(NotAllowedError):
        delivery.serve(office.handler, request_id=request, paper_id=paper.pk, served=False)


def test_what_is_not_meant_for_the_applicant_is_not_served(office: SimpleNamespace) -> None:
    request = fresh(office)
    given = {"name": "内部意见.txt", "stream": io.BytesIO("意见".encode())}
    paper = services.add_paper(office.handler, request_id=request, kind="internal", **given)  # type: ignore[arg-type]
    with pytest.raises(NotAllowedError):
        delivery.serve(office.handler, request_id=request, paper_id=paper.pk, served=True)
    delivery.remove(office.handler, request_id=request, paper_id=paper.pk)
    assert not selectors.papers(selectors.get(office.handler, request)).exists()


def test_personal_data_are_read_for_a_reason_that_is_kept(office: SimpleNamespace, scope_of: object) -> None:
    request = fresh(office)
    with pytest.raises(UsageError):
        desk.read_person(office.handler, request_id=request, reason="好奇")
    found = desk.read_person(office.handler, request_id=request, reason="contact")
    assert found.applicants[0].name == citizen(1).name
    told = Audit.objects.get(action="request.read")
    assert told.facts == {"reason": "contact"}


def test_a_request_is_given_to_somebody_who_may(office: SimpleNamespace, other_township: Body, person: object) -> None:
    request = fresh(office)
    desk.assign(office.handler, request_id=request, person=office.colleague.actor.id)
    assert selectors.get(office.handler, request).handler_id == office.colleague.actor.id
    stranger = person("handler", other_township)  # type: ignore[operator]
    with pytest.raises(UsageError):
        desk.assign(office.handler, request_id=request, person=stranger.pk)


def test_what_was_asked_is_handed_over_to_everybody(office: SimpleNamespace) -> None:
    request = fresh(office)
    item = transfer.transfer(
        office.handler, request_id=request, subject="news", title="道路硬化项目验收报告", formed_on=DAY
    )
    assert Published.objects.unscoped("test").get() == item
    assert (item.state, item.attribute) == ("draft", "proactive")
    assert selectors_desk.transfers(selectors.get(office.handler, request)).get().item == item


def test_ones_own_record_is_corrected_with_evidence(office: SimpleNamespace, other_township: Body) -> None:
    asked = RecordAsked("林一秋", "19900000001", "低保登记的人口数", "户口簿")
    with pytest.raises(UsageError, match="证据"):
        transfer.ask(office.handler, body=office.body, day=DAY, asked=replace(asked, evidence=" "))
    row = transfer.ask(office.handler, body=office.body, day=DAY, asked=asked)
    assert "林一秋" not in row.sealed
    end = {"body": office.body, "record_id": row.pk, "day": TODAY, "result": "已经更正为四人"}
    transfer.close(office.handler, outcome="corrected", **end)
    assert transfer.read(office.handler, body=office.body, record_id=row.pk).result == "已经更正为四人"
    with pytest.raises(NotAllowedError):
        transfer.close(office.handler, outcome="told", **end)
    with pytest.raises(NotFoundError):
        transfer.read(office.handler, body=other_township, record_id=row.pk)


def test_reminders_are_told_once_for_each_stage(office: SimpleNamespace) -> None:
    fresh(office)
    due = dt.date(2026, 12, 8)
    system = replace(office.handler, actor=replace(office.handler.actor, kind="system", id=None))
    told = [reminders.remind(replace(system, today=due + dt.timedelta(days=days))) for days in (-20, -3, -2, 0, 0, 3)]
    assert told == [0, 1, 0, 1, 0, 1]
    texts = list(Notice.objects.order_by("pk").values_list("text", flat=True))
    assert [text.partition("：")[0] for text in texts] == ["即将到期", "今天到期", "已经逾期"]
    assert citizen(1).name not in repr(texts)


def test_a_term_without_limit_moves_with_the_days(office: SimpleNamespace) -> None:
    request = fresh(office)
    event = Event("organ_consulted", DAY)
    parties.consult(office.handler, request_id=request, event=event, contact=Contact("云岭县财政局"))
    before = selectors.get(office.handler, request).due_on
    assert reminders.refresh(replace(office.handler, today=TODAY)) == 0
    assert reminders.refresh(replace(office.handler, today=TODAY + dt.timedelta(days=7))) == 1
    after = selectors.get(office.handler, request)
    assert before is not None
    assert after.due_on is not None
    assert after.due_on > before
    assert after.act_on == after.due_on


def test_two_officers_at_once_are_told(office: SimpleNamespace) -> None:
    request = fresh(office)
    revision = selectors.get(office.handler, request).revision
    replies.save(office.handler, request_id=request, proposal=GRANTED, revision=revision)
    with pytest.raises(ConflictError):
        replies.save(office.colleague, request_id=request, proposal=GRANTED, revision=revision)


def test_letters_are_sealed(office: SimpleNamespace) -> None:
    decided(office)
    row = Letter.objects.unscoped("test").values().get()
    assert citizen(1).name not in repr(row)


@pytest.mark.parametrize(
    ("words", "found"),
    [("2026-0001", True), (citizen(1).name, True), (citizen(1).phone, True), (citizen(2).phone, False), ("林", False)],
)
def test_the_worklist_finds_by_number_and_by_whole_names(office: SimpleNamespace, words: str, found: bool) -> None:
    fresh(office)
    assert selectors_desk.worklist(office.handler, words=words).exists() is found


def test_the_worklist_knows_what_waits_for_whom(office: SimpleNamespace) -> None:
    plain, waiting, asked, reviewed, late = (fresh(office, serial=number) for number in range(1, 6))
    event = Event("supplement_notice", dt.date(2026, 11, 12), until=dt.date(2026, 11, 30))
    services.record(office.handler, request_id=waiting, event=event)
    consulted = Event("third_party_consulted", DAY)
    parties.consult(office.handler, request_id=asked, event=consulted, contact=Contact("青禾建材商行"))
    replies.save(office.handler, request_id=reviewed, proposal=GRANTED)
    replies.submit(office.handler, request_id=reviewed)
    old = entered(office.handler, office.body, day=RECEIVED).pk
    desk.assign(office.handler, request_id=plain, person=office.colleague.actor.id)
    shown = {
        show: sorted(selectors_desk.worklist(office.handler, show=show).values_list("pk", flat=True))
        for show in ("late", "waiting", "consulting", "review", "mine", "closed")
    }
    assert shown == {
        "late": [old], "waiting": [waiting], "consulting": [asked], "review": [reviewed],
        "mine": [waiting, asked, reviewed, late, old], "closed": [],
    }  # fmt: skip
