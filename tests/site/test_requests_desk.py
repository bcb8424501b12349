"""The desk's services: motions, parties, fees, files, transfer, what the clock does, the worklist."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from gongkai.errors import ForbiddenError, NotAllowedError, NotFoundError, UsageError
from gongkai.procedure.events import Event
from gongkai.site.accessrequests import selectors, selectors_desk, services
from gongkai.site.accessrequests.models_desk import Motion
from gongkai.site.accessrequests.selectors_desk import FeeTotals
from gongkai.site.accessrequests.services import (
    delivery,
    desk,
    fees,
    parties,
    reminders,
    replies,
    transfer,
)
from gongkai.site.accessrequests.values import Contact, RecordAsked, unseal
from gongkai.site.accounts.models import Notice
from gongkai.site.audit.models import Event as Audit
from gongkai.site.bodies.models import Body
from gongkai.site.publishing.models import Item as Published

from .conftest import TODAY
from .desk_world import DAY, GRANTED, Hall, fresh
from .requests_world import RECEIVED, asking, citizen, entered


def test_an_extension_needs_a_second_person(hall: Hall) -> None:
    request = fresh(hall)
    before = selectors.get(hall.handler, request).due_on
    motion = desk.propose(hall.approver, request_id=request, event=desk.extension(TODAY, None, "涉及多个部门"))
    assert selectors.get(hall.handler, request).due_on == before
    with pytest.raises(NotAllowedError):
        desk.propose(hall.handler, request_id=request, event=desk.extension(TODAY))
    with pytest.raises(ForbiddenError):
        desk.decide(hall.handler, motion_id=motion.pk, approved=True)
    with pytest.raises(ForbiddenError, match="自己"):
        desk.decide(hall.approver, motion_id=motion.pk, approved=True)
    desk.decide(hall.reviewer, motion_id=motion.pk, approved=True)
    row = selectors.get(hall.handler, request)
    # 20 working days after 8 December 2026, New Year's Day left out: the calendar of 2027 is not known yet.
    assert before == dt.date(2026, 12, 8)
    assert row.due_on is not None
    assert row.due_on > dt.date(2027, 1, 1)
    assert Motion.objects.unscoped("test").get().step is not None
    with pytest.raises(NotAllowedError):
        desk.decide(hall.reviewer, motion_id=motion.pk, approved=True)


def test_a_refused_extension_changes_nothing_and_is_told(hall: Hall) -> None:
    request = fresh(hall)
    before = selectors.get(hall.handler, request).due_on
    motion = desk.propose(hall.handler, request_id=request, event=desk.extension(TODAY))
    desk.decide(hall.reviewer, motion_id=motion.pk, approved=False)
    assert selectors.get(hall.handler, request).due_on == before
    assert Notice.objects.filter(user=hall.handler.actor.id, text__contains="没有批准").exists()
    desk.propose(hall.handler, request_id=request, event=desk.extension(TODAY))


def test_what_the_procedure_forbids_is_not_even_proposed(hall: Hall) -> None:
    request = fresh(hall)
    with pytest.raises(NotAllowedError, match="工作日"):
        desk.propose(hall.handler, request_id=request, event=desk.extension(TODAY, 21))


def test_a_third_party_is_known_by_its_key_alone(hall: Hall) -> None:
    request = fresh(hall)
    event = Event("third_party_consulted", DAY)
    party = parties.consult(hall.handler, request_id=request, event=event, contact=Contact("青禾建材商行"))
    assert (party.key, party.until) == ("1号", dt.date(2026, 12, 1))
    row = selectors.get(hall.handler, request)
    assert row.state == "consulting"
    assert "青禾" not in repr(selectors.history(row))
    with pytest.raises(UsageError, match="理由"):
        parties.answered(
            hall.handler, request_id=request, event=Event("third_party_answered", TODAY, party="1号"),
            opinion="disagree",
        )  # fmt: skip
    parties.answered(
        hall.handler, request_id=request, event=Event("third_party_answered", TODAY, party="1号"),
        opinion="disagree", reason="报价属于商业秘密",
    )  # fmt: skip
    contact = unseal(selectors_desk.parties(row).get().sealed, Contact)
    assert (contact.opinion, contact.reason) == ("disagree", "报价属于商业秘密")
    assert selectors.get(hall.handler, request).state == "processing"


def test_silence_ends_a_consultation_only_after_its_term(hall: Hall) -> None:
    request = fresh(hall)
    event = Event("third_party_consulted", DAY)
    parties.consult(hall.handler, request_id=request, event=event, contact=Contact("青禾建材商行"))
    with pytest.raises(NotAllowedError, match="12月1日"):
        parties.silent(hall.handler, request_id=request, event=Event("third_party_silent", TODAY, party="1号"))


def test_an_inner_office_takes_no_time_out_of_the_term(hall: Hall) -> None:
    request = fresh(hall)
    before = selectors.get(hall.handler, request).due_on
    party = parties.ask_office(hall.handler, request_id=request, name="规划建设办公室", day=DAY, until=TODAY)
    assert selectors.get(hall.handler, request).due_on == before
    parties.office_answered(hall.handler, request_id=request, key=party.key, day=TODAY, words="档案中有验收报告")
    with pytest.raises(UsageError):
        parties.office_answered(hall.handler, request_id=request, key=party.key, day=TODAY, words="又来一次")


def test_a_fee_is_noticed_paid_and_given_back(hall: Hall) -> None:
    request = fresh(hall)
    notice = Event("fee_notice", dt.date(2026, 11, 12))
    fee = fees.notice(hall.handler, request_id=request, event=notice, scale="pages", count=68)
    # Pages 31 to 68 at 10 yuan.
    assert fee.amount == Decimal(380)
    paid = Event("paid", dt.date(2026, 11, 16))
    fees.pay(hall.handler, request_id=request, event=paid, amount=Decimal(100))
    assert selectors.get(hall.handler, request).state == "awaiting_payment"
    with pytest.raises(UsageError, match="280"):
        fees.pay(hall.handler, request_id=request, event=paid, amount=Decimal(300))
    fees.pay(hall.handler, request_id=request, event=paid, amount=Decimal(280))
    row = selectors.get(hall.handler, request)
    # The term begins anew: 20 working days after 16 November.
    assert (row.state, row.due_on) == ("processing", dt.date(2026, 12, 14))
    back: dict[str, Any] = {"amount": Decimal(80), "day": TODAY, "reason": "多计了8页"}
    fees.refund(hall.handler, request_id=request, fee_id=fee.pk, **back)
    with pytest.raises(NotAllowedError):
        fees.refund(hall.handler, request_id=request, fee_id=fee.pk, **back)
    totals = selectors_desk.fees(hall.body, 2026)
    assert totals == FeeTotals(1, Decimal(380), Decimal(380), Decimal(80))
    assert selectors_desk.fees(hall.body, 2025).notices == 0


def test_fees_by_items_count_the_applicants_month(hall: Hall) -> None:
    for _ in range(12):
        fresh(hall)
    fresh(hall, serial=2)
    request = fresh(hall)
    assert selectors_desk.earlier_in_month(selectors.get(hall.handler, request)) == 12
    fee = fees.notice(hall.handler, request_id=request, event=Event("fee_notice", DAY), scale="items", count=1)
    # The thirteenth item of the month: 11 to 30 are 100 yuan each.
    assert (fee.earlier, fee.amount) == (12, Decimal(100))


def test_who_acts_for_others_is_not_charged_for_them(hall: Hall) -> None:
    for _ in range(3):
        said = replace(asking(serial=2), agent=citizen(1))
        entered(hall.handler, hall.body, day=DAY, particulars=said)
    assert selectors_desk.earlier_in_month(selectors.get(hall.handler, fresh(hall))) == 0


def test_what_is_free_is_not_noticed(hall: Hall) -> None:
    request = fresh(hall)
    with pytest.raises(UsageError, match="不"):
        fees.notice(hall.handler, request_id=request, event=Event("fee_notice", DAY), scale="pages", count=30)
    assert selectors.get(hall.handler, request).state == "processing"


def test_what_is_not_meant_for_the_applicant_is_not_served(hall: Hall) -> None:
    request = fresh(hall)
    given = {"name": "内部意见.txt", "stream": io.BytesIO("意见".encode())}
    paper = services.add_paper(hall.handler, request_id=request, kind="internal", **given)  # type: ignore[arg-type]
    with pytest.raises(NotAllowedError):
        delivery.serve(hall.handler, request_id=request, paper_id=paper.pk, served=True)
    delivery.remove(hall.handler, request_id=request, paper_id=paper.pk)
    assert not selectors.papers(selectors.get(hall.handler, request)).exists()


def test_personal_data_are_read_for_a_reason_that_is_kept(hall: Hall, scope_of: object) -> None:
    request = fresh(hall)
    with pytest.raises(UsageError):
        desk.read_person(hall.handler, request_id=request, reason="好奇")
    found = desk.read_person(hall.handler, request_id=request, reason="contact")
    assert found.applicants[0].name == citizen(1).name
    told = Audit.objects.get(action="request.read")
    assert told.facts == {"reason": "contact"}


def test_a_request_is_given_to_somebody_who_may(hall: Hall, other_township: Body, person: object) -> None:
    request = fresh(hall)
    desk.assign(hall.handler, request_id=request, person=hall.colleague.actor.id)
    assert selectors.get(hall.handler, request).handler_id == hall.colleague.actor.id
    stranger = person("handler", other_township)  # type: ignore[operator]
    with pytest.raises(UsageError):
        desk.assign(hall.handler, request_id=request, person=stranger.pk)


def test_what_was_asked_is_handed_over_to_everybody(hall: Hall) -> None:
    request = fresh(hall)
    item = transfer.transfer(
        hall.handler, request_id=request, subject="news", title="道路硬化项目验收报告", formed_on=DAY
    )
    assert Published.objects.unscoped("test").get() == item
    assert (item.state, item.attribute) == ("draft", "proactive")
    assert selectors_desk.transfers(selectors.get(hall.handler, request)).get().item == item


def test_ones_own_record_is_corrected_with_evidence(hall: Hall, other_township: Body) -> None:
    asked = RecordAsked("林一秋", "19900000001", "低保登记的人口数", "户口簿")
    with pytest.raises(UsageError, match="证据"):
        transfer.ask(hall.handler, body=hall.body, day=DAY, asked=replace(asked, evidence=" "))
    row = transfer.ask(hall.handler, body=hall.body, day=DAY, asked=asked)
    assert "林一秋" not in row.sealed
    end = {"body": hall.body, "record_id": row.pk, "day": TODAY, "result": "已经更正为四人"}
    transfer.close(hall.handler, outcome="corrected", **end)
    assert transfer.read(hall.handler, body=hall.body, record_id=row.pk).result == "已经更正为四人"
    with pytest.raises(NotAllowedError):
        transfer.close(hall.handler, outcome="told", **end)
    with pytest.raises(NotFoundError):
        transfer.read(hall.handler, body=other_township, record_id=row.pk)


def test_reminders_are_told_once_for_each_stage(hall: Hall) -> None:
    fresh(hall)
    due = dt.date(2026, 12, 8)
    system = replace(hall.handler, actor=replace(hall.handler.actor, kind="system", id=None))
    told = [reminders.remind(replace(system, today=due + dt.timedelta(days=days))) for days in (-20, -3, -2, 0, 0, 3)]
    assert told == [0, 1, 0, 1, 0, 1]
    texts = list(Notice.objects.order_by("pk").values_list("text", flat=True))
    assert [text.partition("：")[0] for text in texts] == ["即将到期", "今天到期", "已经逾期"]
    assert citizen(1).name not in repr(texts)


def test_a_term_without_limit_moves_with_the_days(hall: Hall) -> None:
    request = fresh(hall)
    event = Event("organ_consulted", DAY)
    parties.consult(hall.handler, request_id=request, event=event, contact=Contact("云岭县财政局"))
    before = selectors.get(hall.handler, request).due_on
    assert reminders.refresh(replace(hall.handler, today=TODAY)) == 0
    assert reminders.refresh(replace(hall.handler, today=TODAY + dt.timedelta(days=7))) == 1
    after = selectors.get(hall.handler, request)
    assert before is not None
    assert after.due_on is not None
    assert after.due_on > before
    assert after.act_on == after.due_on


@pytest.mark.parametrize(
    ("words", "found"),
    [("2026-0001", True), (citizen(1).name, True), (citizen(1).phone, True), (citizen(2).phone, False), ("林", False)],
)
def test_the_worklist_finds_by_number_and_by_whole_names(hall: Hall, words: str, found: bool) -> None:
    fresh(hall)
    assert selectors_desk.worklist(hall.handler, words=words).exists() is found


def test_the_worklist_knows_what_waits_for_whom(hall: Hall) -> None:
    plain, waiting, asked, reviewed, late = (fresh(hall, serial=number) for number in range(1, 6))
    event = Event("supplement_notice", dt.date(2026, 11, 12), until=dt.date(2026, 11, 30))
    services.record(hall.handler, request_id=waiting, event=event)
    consulted = Event("third_party_consulted", DAY)
    parties.consult(hall.handler, request_id=asked, event=consulted, contact=Contact("青禾建材商行"))
    replies.save(hall.handler, request_id=reviewed, proposal=GRANTED)
    replies.submit(hall.handler, request_id=reviewed)
    old = entered(hall.handler, hall.body, day=RECEIVED).pk
    desk.assign(hall.handler, request_id=plain, person=hall.colleague.actor.id)
    shown = {
        show: sorted(selectors_desk.worklist(hall.handler, show=show).values_list("pk", flat=True))
        for show in ("late", "waiting", "consulting", "review", "mine", "closed")
    }
    assert shown == {
        "late": [old], "waiting": [waiting], "consulting": [asked], "review": [reviewed],
        "mine": [waiting, asked, reviewed, late, old], "closed": [],
    }  # fmt: skip
