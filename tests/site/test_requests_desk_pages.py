"""Pages of the desk: who sees them, what they show and ask, and the queries of lists."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.law import current_book
from gongkai.procedure.events import Event
from gongkai.site.accessrequests import selectors, selectors_desk, services
from gongkai.site.accessrequests.services import desk, parties
from gongkai.site.accessrequests.values import Contact
from gongkai.site.accounts.models import User
from gongkai.site.audit.models import Event as Audit
from gongkai.site.bodies.models import Body

from .conftest import TODAY
from .desk_world import DAY, Hall, decided, fresh, happen, text, url
from .requests_world import asking, citizen, entered

LAW = current_book().at(TODAY)


def test_the_page_tells_state_clock_next_step_and_history(hall: Hall, browsers: Hall) -> None:
    request = fresh(hall)
    page = text(browsers.handler.get(url(hall, "request", request)))
    places = [page.index(words) for words in ("答复期限怎样算", "下一步", "办理经过")]
    assert places == sorted(places)
    assert "2026年12月8日" in page
    assert "条例第三十三条" in page
    assert citizen(1).name not in page
    assert citizen(1).phone not in page


def test_a_person_is_shown_after_a_reason_alone(hall: Hall, browsers: Hall) -> None:
    page = url(hall, "person", fresh(hall))
    assert citizen(1).name not in text(browsers.handler.get(page))
    assert citizen(1).name not in text(browsers.handler.post(page, {"reason": ""}))
    assert not Audit.objects.filter(action="request.read").exists()
    answer = browsers.handler.post(page, {"reason": "contact"})
    assert citizen(1).name in text(answer)
    assert answer["Cache-Control"] == "no-store"
    assert Audit.objects.filter(action="request.read").count() == 1


def test_nothing_happens_before_it_is_confirmed(hall: Hall, browsers: Hall) -> None:
    request = fresh(hall)
    page, values = url(hall, "event", request, "supplement_notice"), {"day": "2026-11-12", "until": "2026-11-30"}
    seen = browsers.handler.post(page, values)
    assert "停止计算" in text(seen)
    assert "条例第三十条" in text(seen)
    assert selectors.get(hall.handler, request).state == "processing"
    # What was changed since is looked at anew.
    again = browsers.handler.post(page, values | {"until": "2026-12-01", "confirm": seen.context["mark"]})
    assert again.context["mark"] != seen.context["mark"]
    assert selectors.get(hall.handler, request).state == "processing"
    browsers.handler.post(page, values | {"confirm": seen.context["mark"]})
    row = selectors.get(hall.handler, request)
    assert (row.state, row.waiting_until) == ("awaiting_supplement", dt.date(2026, 11, 30))


def test_an_extension_is_foreseen_proposed_and_approved_by_another(hall: Hall, browsers: Hall) -> None:
    request = fresh(hall)
    seen = browsers.handler.post(url(hall, "event", request, "extended"), {"day": "2026-11-20", "length": "5"})
    assert "将由2026年12月8日改为2026年12月15日" in text(seen)
    assert "批准" in text(seen)
    happen(browsers.handler, hall, request, "extended", day="2026-11-20", length="5")
    motion = selectors_desk.motions(selectors.get(hall.handler, request)).get()
    page = url(hall, "decide", request, motion.pk)
    assert browsers.handler.post(page, {"approved": "1"}).status_code == 403
    assert "批准申请" in text(browsers.approver.get("/staff/"))
    browsers.approver.post(page, {"approved": "1"})
    assert selectors.get(hall.handler, request).due_on == dt.date(2026, 12, 15)


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        ("supplement_notice", {"day": "2026-12-01"}, "不能晚于今天"),
        ("supplement_notice", {"day": "2026-11-12", "until": "2026-11-01"}, "早于"),
        ("extended", {"day": "2026-11-20", "length": "21"}, "1至20"),
        ("fee_notice", {"day": "2026-11-12", "scale": "pages", "count": "12"}, "不收取"),
    ],
)
def test_what_is_wrong_is_told_in_the_form(
    hall: Hall, browsers: Hall, kind: str, values: dict[str, str], words: str
) -> None:  # fmt: skip
    request = fresh(hall)
    assert words in text(browsers.handler.post(url(hall, "event", request, kind), values))
    assert selectors.get(hall.handler, request).state == "processing"


def test_what_cannot_happen_now_has_no_page(hall: Hall, browsers: Hall) -> None:
    request = fresh(hall)
    for kind in ("delivered", "paid", "decided", "nothing"):
        assert browsers.handler.get(url(hall, "event", request, kind)).status_code == 404


def test_a_fee_through_its_pages(hall: Hall, browsers: Hall) -> None:
    request = fresh(hall)
    page = happen(browsers.handler, hall, request, "fee_notice", day="2026-11-12", scale="pages", count="68")
    assert "380" in text(page)
    happen(browsers.handler, hall, request, "paid", day="2026-11-16", amount="380")
    assert selectors.get(hall.handler, request).due_on == dt.date(2026, 12, 14)
    fee = selectors_desk.fees_of(selectors.get(hall.handler, request)).get()
    values = {"amount": "80", "day": "2026-11-20", "reason": "多计了8页"}
    browsers.handler.post(url(hall, "refund", request, fee.pk), values)
    assert selectors_desk.fees(hall.body, 2026).refunded == 80


def test_a_third_party_through_its_pages(hall: Hall, browsers: Hall) -> None:
    request = entered(hall.handler, hall.body, day=dt.date(2026, 10, 12)).pk
    who = {"day": "2026-10-14", "name": "青禾建材商行"}
    page = happen(browsers.handler, hall, request, "third_party_consulted", **who)
    assert "青*****" in text(page)
    party = selectors_desk.parties(selectors.get(hall.handler, request)).get()
    seen = browsers.handler.get(url(hall, "event", request, "third_party_silent"))
    assert "青禾建材商行" in text(seen)
    happen(browsers.handler, hall, request, "third_party_silent", day="2026-11-12", party=party.key)
    row = selectors.get(hall.handler, request)
    # 20 working days after 12 October; those from 15 October to 4 November, the party's 15, are left out.
    assert (row.state, row.due_on) == ("processing", dt.date(2026, 11, 30))


def test_a_notice_is_drawn_up_numbered_and_taken_out(hall: Hall, browsers: Hall) -> None:
    request = fresh(hall)
    happen(browsers.handler, hall, request, "supplement_notice", day="2026-11-12", until="2026-11-30")
    shown = browsers.handler.get(url(hall, "request", request))
    step = next(step for document, _label, step, _party in shown.context["lacking"] if document == "supplement_notice")
    page = url(hall, "new_letter", request, "supplement_notice") + f"?step={step}"
    assert "缺少以下内容" in text(browsers.handler.post(page, {"matters": "", "until": "2026-11-30"}))
    words = {"matters": "请写明项目名称", "guidance": "可以写明村名", "content": "验收报告", "until": "2026-11-30"}
    made = browsers.handler.post(page, words, follow=True)
    assert "请写明项目名称" in text(made)
    letter = selectors_desk.letters(selectors.get(hall.handler, request)).get()
    browsers.handler.post(url(hall, "issue", request, letter.pk))
    for format, head in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = browsers.handler.get(url(hall, "letter_file", request, letter.pk, format))
        assert answer.content.startswith(head)
        assert answer["Cache-Control"] == "private, no-store"
    left = browsers.handler.get(url(hall, "request", request)).context["lacking"]
    assert "supplement_notice" not in [document for document, *_ in left]


@pytest.mark.parametrize(
    "document", [name for name, text in LAW.documents.items() if text.kind in ("internal", "receipt")]
)
def test_inner_sheets_and_receipts_can_be_drawn_up(hall: Hall, browsers: Hall, document: str) -> None:
    request = decided(hall)
    page = url(hall, "new_letter", request, document)
    assert browsers.handler.get(page).status_code == 200


def test_files_are_added_served_and_taken_out(hall: Hall, browsers: Hall) -> None:
    request = fresh(hall)
    given = SimpleUploadedFile("验收报告.txt", "报告".encode())
    values = {"kind": "disclosed", "file": given, "served": "on"}
    browsers.handler.post(url(hall, "add_paper", request), values)
    paper = selectors.papers(selectors.get(hall.handler, request)).get()
    assert paper.served
    answer = browsers.handler.get(url(hall, "paper", request, paper.pk))
    assert b"".join(answer.streaming_content).decode() == "报告"
    assert Audit.objects.filter(action="request.download").count() == 1
    browsers.handler.post(url(hall, "change_paper", request, paper.pk, "keep"))
    browsers.handler.post(url(hall, "change_paper", request, paper.pk, "remove"))
    assert not selectors.papers(selectors.get(hall.handler, request)).exists()


def test_many_are_handed_over_and_extended_at_once(hall: Hall, browsers: Hall) -> None:
    rows = [fresh(hall, serial=number) for number in range(1, 4)]
    services.record(hall.handler, request_id=rows[2], event=Event("withdrawn", TODAY))
    page = url(hall, "many")
    chosen = {"chosen": [str(pk) for pk in rows]}
    assert "逐件批准" in text(browsers.handler.post(page, chosen | {"act": "extend"}))
    done = browsers.handler.post(page, chosen | {"act": "extend", "sent": "1", "reason": "材料多"}, follow=True)
    assert "已经办理 2 件" in text(done)
    assert "2026-0003：" in text(done)
    other = str(hall.colleague.actor.id)
    browsers.handler.post(page, chosen | {"act": "assign", "sent": "1", "person": other})
    assert {selectors.get(hall.handler, pk).handler_id for pk in rows} == {hall.colleague.actor.id}
    assert "勾选" in text(browsers.handler.post(page, {"act": "assign"}, follow=True))


def test_a_calendar_is_read_by_its_address_until_it_is_revoked(
    hall: Hall, browsers: Hall, client: Client
) -> None:  # fmt: skip
    fresh(hall)
    page = reverse("accessrequests:calendar")
    address = browsers.handler.post(page).context["address"]
    found = text(client.get(address))
    assert "DTSTART;VALUE=DATE:20261208\r\n" in found
    assert citizen(1).name not in found
    assert all(len(line.encode()) <= 75 for line in found.split("\r\n"))
    newer = browsers.handler.post(page).context["address"]
    assert client.get(address).status_code == 404
    browsers.handler.post(page, {"revoke": "1"})
    assert client.get(newer).status_code == 404


def test_somebody_without_office_has_an_empty_calendar(hall: Hall, browsers: Hall, client: Client) -> None:
    fresh(hall)
    address = browsers.handler.post(reverse("accessrequests:calendar")).context["address"]
    User.objects.filter(pk=hall.handler.actor.id).update(is_active=False)
    assert "BEGIN:VEVENT" not in text(client.get(address))


def test_ones_own_record_through_its_pages(hall: Hall, browsers: Hall) -> None:
    values = {"day": "2026-11-12", "name": "林一秋", "contact": "电话", "wrong": "人口数", "evidence": "户口簿"}
    browsers.handler.post(url(hall, "new_record"), values)
    row = selectors_desk.own_records(hall.handler, hall.body).get()
    assert "林一秋" not in text(browsers.handler.get(url(hall, "records")))
    assert "林一秋" in text(browsers.handler.get(url(hall, "record", row.pk)))
    end = {"outcome": "corrected", "day": "2026-11-20", "result": "已经更正"}
    browsers.handler.post(url(hall, "record", row.pk), end)
    assert "已经更正并告知" in text(browsers.handler.get(url(hall, "records")))


def test_what_was_asked_is_handed_over_with_its_sheet(hall: Hall, browsers: Hall) -> None:
    request = fresh(hall)
    values = {"subject": "news", "title": "验收报告", "formed_on": "2026-11-02", "reason": "多人申请"}
    page = browsers.handler.post(url(hall, "publish", request), values, follow=True)
    assert "验收报告" in text(page)
    assert selectors_desk.letters(selectors.get(hall.handler, request)).get().document == "proactive_transfer"


def test_an_inner_office_through_its_pages(hall: Hall, browsers: Hall) -> None:
    request = fresh(hall)
    values = {"name": "规划建设办公室", "day": "2026-11-12", "until": "2026-11-16"}
    browsers.handler.post(url(hall, "office", request), values)
    page = url(hall, "office_answered", request, "1号")
    browsers.handler.post(page, {"day": "2026-11-16", "words": "有验收报告"})
    assert "有验收报告" in text(browsers.handler.get(url(hall, "request", request)))


def test_a_stranger_gets_404_and_a_reader_403(
    hall: Hall, browsers: Hall, other_township: Body, person: Callable[..., User],
    signed_in: Callable[[User], Client],
) -> None:  # fmt: skip
    request = decided(hall)
    stranger = signed_in(person("handler", other_township))
    reader = signed_in(person("inspector", hall.body, until=dt.date(2026, 12, 31)))
    letter = selectors_desk.letters(selectors.get(hall.handler, request)).get()
    for name, args in (
        ("request", (request,)), ("reply", (request,)), ("person", (request,)), ("letter", (request, letter.pk)),
        ("event", (request, "delivered")), ("letter_file", (request, letter.pk, "pdf")), ("add_paper", (request,)),
    ):  # fmt: skip
        assert stranger.get(url(hall, name, *args)).status_code == 404
        assert browsers.handler.get(url(hall, name, *args)).status_code == 200
        wanted = 200 if name in ("request", "reply") else 403
        assert reader.get(url(hall, name, *args)).status_code == wanted, name
        assert stranger.get(reverse(f"accessrequests:{name}", args=[other_township.code, *args])).status_code == 404


def test_who_may_only_look_posts_no_proposal(
    hall: Hall, person: Callable[..., User], signed_in: Callable[[User], Client]
) -> None:  # fmt: skip
    request = fresh(hall)
    reader = signed_in(person("secrecy_reviewer", hall.body))
    assert reader.post(url(hall, "reply", request), {"note": "甲"}).status_code == 403


def test_lists_and_pages_cost_the_same_however_long_they_are(
    hall: Hall, browsers: Hall, django_assert_max_num_queries: Any
) -> None:  # fmt: skip
    rows = [fresh(hall, serial=number) for number in range(1, 8)]
    request = rows[0]
    for row in rows:
        desk.assign(hall.handler, request_id=row, person=hall.colleague.actor.id)
    for number in range(3):
        event = Event("organ_consulted", DAY)
        parties.consult(hall.handler, request_id=request, event=event, contact=Contact(f"某某局{number}"))
        given = {"kind": "evidence", "name": f"{number}.txt", "stream": io.BytesIO(f"{number}".encode())}
        services.add_paper(hall.handler, request_id=request, **given)  # type: ignore[arg-type]
    browsers.handler.get(url(hall, "requests"))
    for page, most in ((url(hall, "requests"), 12), (url(hall, "request", request), 26)):
        with django_assert_max_num_queries(most):
            assert browsers.handler.get(page).status_code == 200


def test_the_workbench_shows_and_finds_requests(hall: Hall, browsers: Hall) -> None:
    fresh(hall)
    assert "办理申请2026-0001" in text(browsers.handler.get("/staff/"))
    assert "申请2026-0001" in text(browsers.handler.get("/staff/search/?q=2026-0001"))
    assert "申请2026-0001" in text(browsers.handler.get(f"/staff/search/?q={citizen(1).name}"))
    assert "申请2026-0001" not in text(browsers.colleague.get("/staff/"))
    listed = browsers.handler.get(url(hall, "requests") + "?q=2026-0002")
    assert "没有符合条件的申请" in text(listed)
    assert asking().content not in text(browsers.handler.get(reverse("accessrequests:all")))
