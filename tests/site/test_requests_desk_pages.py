"""Pages of the desk: who sees them, what they show, every outcome through its forms, and the queries of lists."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.law import current_book
from gongkai.procedure.events import Event
from gongkai.procedure.outcomes import counting_rows
from gongkai.site.accessrequests import selectors, selectors_desk, services
from gongkai.site.accessrequests.kinds import form_on
from gongkai.site.accessrequests.services import desk, parties
from gongkai.site.accessrequests.values import Contact
from gongkai.site.accounts.models import User
from gongkai.site.audit.models import Event as Audit
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock

from .conftest import TODAY
from .requests_world import asking, citizen, entered
from .test_requests_desk import DAY, decide, decided, fresh, office  # noqa: F401

LAW = current_book().at(TODAY)
ANSWERED = [outcome for outcome in LAW.outcomes.values() if outcome.group != "other"]
Office = SimpleNamespace


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day of the tests."""
    now = dt.datetime.combine(TODAY, dt.time(10), clock.ZONE)
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def browsers(office: Office, signed_in: Callable[[User], Client]) -> Office:  # noqa: F811
    """Each of the people with a browser."""
    people = {name: getattr(office, name) for name in ("handler", "colleague", "reviewer", "approver")}
    return SimpleNamespace(**{name: signed_in(User.objects.get(pk=scope.actor.id)) for name, scope in people.items()})


def url(office: Office, name: str, *args: Any) -> str:  # noqa: F811
    return reverse(f"accessrequests:{name}", args=[office.body.code, *args])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def happen(client: Client, office: Office, request: int, kind: str, **values: Any) -> Any:  # noqa: F811
    """Fill the form of an event in, look at what it would do, confirm."""
    page = url(office, "event", request, kind)
    seen = client.post(page, values)
    assert seen.status_code == 200, text(seen)
    mark = seen.context.get("mark")
    assert mark, seen.context["form"].errors
    return client.post(page, values | {"confirm": mark}, follow=True)


def test_the_page_tells_state_clock_next_step_and_history(office: Office, browsers: Office) -> None:  # noqa: F811
    request = fresh(office)
    page = text(browsers.handler.get(url(office, "request", request)))
    places = [page.index(words) for words in ("答复期限怎样算", "下一步", "办理经过")]
    assert places == sorted(places)
    assert "2026年12月8日" in page
    assert "条例第三十三条" in page
    assert citizen(1).name not in page
    assert citizen(1).phone not in page


def test_a_person_is_shown_after_a_reason_alone(office: Office, browsers: Office) -> None:  # noqa: F811
    page = url(office, "person", fresh(office))
    assert citizen(1).name not in text(browsers.handler.get(page))
    assert citizen(1).name not in text(browsers.handler.post(page, {"reason": ""}))
    assert not Audit.objects.filter(action="request.read").exists()
    answer = browsers.handler.post(page, {"reason": "contact"})
    assert citizen(1).name in text(answer)
    assert answer["Cache-Control"] == "no-store"
    assert Audit.objects.filter(action="request.read").count() == 1


def test_nothing_happens_before_it_is_confirmed(office: Office, browsers: Office) -> None:  # noqa: F811
    request = fresh(office)
    page, values = url(office, "event", request, "supplement_notice"), {"day": "2026-11-12", "until": "2026-11-30"}
    seen = browsers.handler.post(page, values)
    assert "停止计算" in text(seen)
    assert "条例第三十条" in text(seen)
    assert selectors.get(office.handler, request).state == "processing"
    # What was changed since is looked at anew.
    again = browsers.handler.post(page, values | {"until": "2026-12-01", "confirm": seen.context["mark"]})
    assert again.context["mark"] != seen.context["mark"]
    assert selectors.get(office.handler, request).state == "processing"
    browsers.handler.post(page, values | {"confirm": seen.context["mark"]})
    row = selectors.get(office.handler, request)
    assert (row.state, row.waiting_until) == ("awaiting_supplement", dt.date(2026, 11, 30))


def test_an_extension_is_foreseen_proposed_and_approved_by_another(office: Office, browsers: Office) -> None:  # noqa: F811
    request = fresh(office)
    seen = browsers.handler.post(url(office, "event", request, "extended"), {"day": "2026-11-20", "length": "5"})
    assert "将由2026年12月8日改为2026年12月15日" in text(seen)
    assert "批准" in text(seen)
    happen(browsers.handler, office, request, "extended", day="2026-11-20", length="5")
    motion = selectors_desk.motions(selectors.get(office.handler, request)).get()
    page = url(office, "decide", request, motion.pk)
    assert browsers.handler.post(page, {"approved": "1"}).status_code == 403
    assert "批准申请" in text(browsers.approver.get("/staff/"))
    browsers.approver.post(page, {"approved": "1"})
    assert selectors.get(office.handler, request).due_on == dt.date(2026, 12, 15)


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
    office: Office, browsers: Office, kind: str, values: dict[str, str], words: str  # noqa: F811
) -> None:  # fmt: skip
    request = fresh(office)
    assert words in text(browsers.handler.post(url(office, "event", request, kind), values))
    assert selectors.get(office.handler, request).state == "processing"


def test_what_cannot_happen_now_has_no_page(office: Office, browsers: Office) -> None:  # noqa: F811
    request = fresh(office)
    for kind in ("delivered", "paid", "decided", "nothing"):
        assert browsers.handler.get(url(office, "event", request, kind)).status_code == 404


def test_a_fee_through_its_pages(office: Office, browsers: Office) -> None:  # noqa: F811
    request = fresh(office)
    page = happen(browsers.handler, office, request, "fee_notice", day="2026-11-12", scale="pages", count="68")
    assert "380" in text(page)
    happen(browsers.handler, office, request, "paid", day="2026-11-16", amount="380")
    assert selectors.get(office.handler, request).due_on == dt.date(2026, 12, 14)
    fee = selectors_desk.fees_of(selectors.get(office.handler, request)).get()
    values = {"amount": "80", "day": "2026-11-20", "reason": "多计了8页"}
    browsers.handler.post(url(office, "refund", request, fee.pk), values)
    assert selectors_desk.fees(office.body, 2026).refunded == 80


def test_a_third_party_through_its_pages(office: Office, browsers: Office) -> None:  # noqa: F811
    request = entered(office.handler, office.body, day=dt.date(2026, 10, 12)).pk
    who = {"day": "2026-10-14", "name": "青禾建材商行"}
    page = happen(browsers.handler, office, request, "third_party_consulted", **who)
    assert "青*****" in text(page)
    party = selectors_desk.parties(selectors.get(office.handler, request)).get()
    seen = browsers.handler.get(url(office, "event", request, "third_party_silent"))
    assert "青禾建材商行" in text(seen)
    happen(browsers.handler, office, request, "third_party_silent", day="2026-11-12", party=party.key)
    row = selectors.get(office.handler, request)
    # 20 working days after 12 October; those from 15 October to 4 November, the party's 15, are left out.
    assert (row.state, row.due_on) == ("processing", dt.date(2026, 11, 30))


def answer_with(client: Client, office: Office, request: int, outcome: Any) -> None:  # noqa: F811
    """Propose ``outcome`` through its form, as an officer would who fills everything in."""
    page = url(office, "new_item", request) + f"?outcome={outcome.id}"
    values: dict[str, Any] = {"content": "道路硬化项目的验收报告"}
    values |= {f"stated{number}": f"{label}：见附件" for number, label in enumerate(outcome.must_state)}
    if outcome.grounds:
        values["grounds"] = [outcome.grounds[0].id]
    if outcome.group in ("granted", "partial"):
        values["provision"] = "随答复书附送"
    if outcome.id == "petition":
        values["way"] = "可以向镇信访工作机构反映"
    assert client.post(page, values).status_code == 302
    if outcome.group == "partial":
        part = {"part": "施工队的内部通讯录", "grounds": ["logistics"], "stated0": "后勤管理"}
        page = url(office, "part", request, 1) + "?outcome=internal_affairs"
        assert client.post(page, part).status_code == 302


@pytest.mark.parametrize("outcome", ANSWERED, ids=lambda outcome: outcome.id)
def test_every_reply_goes_through_the_pages_to_its_row(office: Office, browsers: Office, outcome: Any) -> None:  # noqa: F811
    request = fresh(office)
    if outcome.id == "still_unclear":
        happen(browsers.handler, office, request, "supplement_notice", day="2026-11-12", until="2026-11-30")
        happen(browsers.handler, office, request, "supplement_received", day="2026-11-16")
    if outcome.id == "excessive":
        happen(browsers.handler, office, request, "reasons_asked", day="2026-11-12")
    answer_with(browsers.handler, office, request, outcome)
    shown = text(browsers.handler.get(url(office, "reply", request)))
    assert outcome.label in shown
    assert ("应当先申请行政复议" in shown) is outcome.review_first
    sent = browsers.handler.post(url(office, "submit", request), follow=True)
    assert "已经提交审核" in text(sent)
    decide(office, request)
    page = happen(browsers.handler, office, request, "delivered", day="2026-11-20", method="post")
    assert "已办结" in text(page)
    assert_counted(office.body, outcome.id)


@pytest.mark.parametrize("outcome", ["not_supplemented", "not_paid", "other_handling"])
def test_every_other_end_goes_through_the_pages_to_its_row(office: Office, browsers: Office, outcome: str) -> None:  # noqa: F811
    request = entered(office.handler, office.body, day=dt.date(2026, 10, 12)).pk
    ways: dict[str, list[tuple[str, dict[str, str]]]] = {
        "not_supplemented": [
            ("supplement_notice", {"day": "2026-10-14", "until": "2026-10-30"}), ("abandoned", {"day": "2026-11-02"})
        ],
        "not_paid": [
            ("fee_notice", {"day": "2026-10-14", "scale": "pages", "count": "68"}), ("unpaid", {"day": "2026-11-16"})
        ],
        "other_handling": [("withdrawn", {"day": "2026-10-20"})],
    }  # fmt: skip
    for kind, values in ways[outcome]:
        happen(browsers.handler, office, request, kind, **values)
    assert_counted(office.body, outcome)


def assert_counted(body: Body, outcome: str) -> None:
    """One request of a natural person, in the row of its outcome and nowhere else."""
    form = form_on(TODAY)
    row = counting_rows(form)[outcome]
    cells = selectors.cells(body, form, 2026)
    kinds = [key.split(".")[1] for key, value in cells.items() if value and key.endswith(".natural")]
    assert sorted(kinds) == sorted(["new", "results_total", row])


def test_a_petition_in_disguise_takes_three_forms(office: Office, browsers: Office) -> None:  # noqa: F811
    request = fresh(office)
    answer_with(browsers.handler, office, request, LAW.outcomes["petition"])
    browsers.handler.post(url(office, "submit", request))
    decide(office, request)
    letter = selectors_desk.letters(selectors.get(office.handler, request)).get()
    page = text(browsers.handler.get(url(office, "letter", request, letter.pk)))
    assert "可以向镇信访工作机构反映" in page
    assert "石政公开〔2026〕1号" in page


def test_what_is_public_already_is_found_and_linked(office: Office, browsers: Office) -> None:  # noqa: F811
    from .test_publishing import PLAIN, public

    people = SimpleNamespace(
        body=office.body, handler=office.handler, reviewer=office.reviewer, approver=office.approver,
        secrecy_reviewer=office.reviewer,
    )  # fmt: skip
    item = public(people, PLAIN)
    request = fresh(office)
    page = url(office, "new_item", request) + f"?outcome=already_public&words={PLAIN.title[:4]}"
    assert PLAIN.title in text(browsers.handler.get(page))
    values = {"content": "办法", "provision": "登录本机关网站查阅", "published": [str(item.pk)]}
    browsers.handler.post(page, values)
    assert reverse("portal:item", args=[item.pk]) in text(browsers.handler.get(url(office, "reply", request)))
    kept = selectors_desk.proposal(selectors_desk.reply(selectors.get(office.handler, request)))
    assert kept.items[0].published == (item.pk,)


def test_a_notice_is_drawn_up_numbered_and_taken_out(office: Office, browsers: Office) -> None:  # noqa: F811
    request = fresh(office)
    happen(browsers.handler, office, request, "supplement_notice", day="2026-11-12", until="2026-11-30")
    shown = browsers.handler.get(url(office, "request", request))
    step = next(step for document, _label, step, _party in shown.context["lacking"] if document == "supplement_notice")
    page = url(office, "new_letter", request, "supplement_notice") + f"?step={step}"
    assert "缺少以下内容" in text(browsers.handler.post(page, {"matters": "", "until": "2026-11-30"}))
    words = {"matters": "请写明项目名称", "guidance": "可以写明村名", "content": "验收报告", "until": "2026-11-30"}
    made = browsers.handler.post(page, words, follow=True)
    assert "请写明项目名称" in text(made)
    letter = selectors_desk.letters(selectors.get(office.handler, request)).get()
    browsers.handler.post(url(office, "issue", request, letter.pk))
    for format, head in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = browsers.handler.get(url(office, "letter_file", request, letter.pk, format))
        assert answer.content.startswith(head)
        assert answer["Cache-Control"] == "private, no-store"
    left = browsers.handler.get(url(office, "request", request)).context["lacking"]
    assert "supplement_notice" not in [document for document, *_ in left]


@pytest.mark.parametrize(
    "document", [name for name, text in LAW.documents.items() if text.kind in ("internal", "receipt")]
)
def test_inner_sheets_and_receipts_can_be_drawn_up(office: Office, browsers: Office, document: str) -> None:  # noqa: F811
    request = decided(office)
    page = url(office, "new_letter", request, document)
    assert browsers.handler.get(page).status_code == 200


def test_files_are_added_served_and_taken_out(office: Office, browsers: Office) -> None:  # noqa: F811
    request = fresh(office)
    given = SimpleUploadedFile("验收报告.txt", "报告".encode())
    values = {"kind": "disclosed", "file": given, "served": "on"}
    browsers.handler.post(url(office, "add_paper", request), values)
    paper = selectors.papers(selectors.get(office.handler, request)).get()
    assert paper.served
    answer = browsers.handler.get(url(office, "paper", request, paper.pk))
    assert b"".join(answer.streaming_content).decode() == "报告"
    assert Audit.objects.filter(action="request.download").count() == 1
    browsers.handler.post(url(office, "change_paper", request, paper.pk, "keep"))
    browsers.handler.post(url(office, "change_paper", request, paper.pk, "remove"))
    assert not selectors.papers(selectors.get(office.handler, request)).exists()


def test_many_are_handed_over_and_extended_at_once(office: Office, browsers: Office) -> None:  # noqa: F811
    rows = [fresh(office, serial=number) for number in range(1, 4)]
    services.record(office.handler, request_id=rows[2], event=Event("withdrawn", TODAY))
    page = url(office, "many")
    chosen = {"chosen": [str(pk) for pk in rows]}
    assert "逐件批准" in text(browsers.handler.post(page, chosen | {"act": "extend"}))
    done = browsers.handler.post(page, chosen | {"act": "extend", "sent": "1", "reason": "材料多"}, follow=True)
    assert "已经办理 2 件" in text(done)
    assert "2026-0003：" in text(done)
    other = str(office.colleague.actor.id)
    browsers.handler.post(page, chosen | {"act": "assign", "sent": "1", "person": other})
    assert {selectors.get(office.handler, pk).handler_id for pk in rows} == {office.colleague.actor.id}
    assert "勾选" in text(browsers.handler.post(page, {"act": "assign"}, follow=True))


def test_a_calendar_is_read_by_its_address_until_it_is_revoked(
    office: Office, browsers: Office, client: Client  # noqa: F811
) -> None:  # fmt: skip
    fresh(office)
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


def test_somebody_without_office_has_an_empty_calendar(office: Office, browsers: Office, client: Client) -> None:  # noqa: F811
    fresh(office)
    address = browsers.handler.post(reverse("accessrequests:calendar")).context["address"]
    User.objects.filter(pk=office.handler.actor.id).update(is_active=False)
    assert "BEGIN:VEVENT" not in text(client.get(address))


def test_ones_own_record_through_its_pages(office: Office, browsers: Office) -> None:  # noqa: F811
    values = {"day": "2026-11-12", "name": "林一秋", "contact": "电话", "wrong": "人口数", "evidence": "户口簿"}
    browsers.handler.post(url(office, "new_record"), values)
    row = selectors_desk.own_records(office.handler, office.body).get()
    assert "林一秋" not in text(browsers.handler.get(url(office, "records")))
    assert "林一秋" in text(browsers.handler.get(url(office, "record", row.pk)))
    end = {"outcome": "corrected", "day": "2026-11-20", "result": "已经更正"}
    browsers.handler.post(url(office, "record", row.pk), end)
    assert "已经更正并告知" in text(browsers.handler.get(url(office, "records")))


def test_what_was_asked_is_handed_over_with_its_sheet(office: Office, browsers: Office) -> None:  # noqa: F811
    request = fresh(office)
    values = {"subject": "news", "title": "验收报告", "formed_on": "2026-11-02", "reason": "多人申请"}
    page = browsers.handler.post(url(office, "publish", request), values, follow=True)
    assert "验收报告" in text(page)
    assert selectors_desk.letters(selectors.get(office.handler, request)).get().document == "proactive_transfer"


def test_an_inner_office_through_its_pages(office: Office, browsers: Office) -> None:  # noqa: F811
    request = fresh(office)
    values = {"name": "规划建设办公室", "day": "2026-11-12", "until": "2026-11-16"}
    browsers.handler.post(url(office, "office", request), values)
    page = url(office, "office_answered", request, "1号")
    browsers.handler.post(page, {"day": "2026-11-16", "words": "有验收报告"})
    assert "有验收报告" in text(browsers.handler.get(url(office, "request", request)))


def test_a_stranger_gets_404_and_a_reader_403(
    office: Office, browsers: Office, other_township: Body, person: Callable[..., User],  # noqa: F811
    signed_in: Callable[[User], Client],
) -> None:  # fmt: skip
    request = decided(office)
    stranger = signed_in(person("handler", other_township))
    reader = signed_in(person("inspector", office.body, until=dt.date(2026, 12, 31)))
    letter = selectors_desk.letters(selectors.get(office.handler, request)).get()
    for name, args in (
        ("request", (request,)), ("reply", (request,)), ("person", (request,)), ("letter", (request, letter.pk)),
        ("event", (request, "delivered")), ("letter_file", (request, letter.pk, "pdf")), ("add_paper", (request,)),
    ):  # fmt: skip
        assert stranger.get(url(office, name, *args)).status_code == 404
        assert browsers.handler.get(url(office, name, *args)).status_code == 200
        wanted = 200 if name in ("request", "reply") else 403
        assert reader.get(url(office, name, *args)).status_code == wanted, name
        assert stranger.get(reverse(f"accessrequests:{name}", args=[other_township.code, *args])).status_code == 404


def test_who_may_only_look_posts_no_proposal(
    office: Office, person: Callable[..., User], signed_in: Callable[[User], Client]  # noqa: F811
) -> None:  # fmt: skip
    request = fresh(office)
    reader = signed_in(person("secrecy_reviewer", office.body))
    assert reader.post(url(office, "reply", request), {"note": "甲"}).status_code == 403


def test_lists_and_pages_cost_the_same_however_long_they_are(
    office: Office, browsers: Office, django_assert_max_num_queries: Any  # noqa: F811
) -> None:  # fmt: skip
    rows = [fresh(office, serial=number) for number in range(1, 8)]
    request = rows[0]
    for row in rows:
        desk.assign(office.handler, request_id=row, person=office.colleague.actor.id)
    for number in range(3):
        event = Event("organ_consulted", DAY)
        parties.consult(office.handler, request_id=request, event=event, contact=Contact(f"某某局{number}"))
        given = {"kind": "evidence", "name": f"{number}.txt", "stream": io.BytesIO(f"{number}".encode())}
        services.add_paper(office.handler, request_id=request, **given)  # type: ignore[arg-type]
    browsers.handler.get(url(office, "requests"))
    for page, most in ((url(office, "requests"), 12), (url(office, "request", request), 26)):
        with django_assert_max_num_queries(most):
            assert browsers.handler.get(page).status_code == 200


def test_the_workbench_shows_and_finds_requests(office: Office, browsers: Office) -> None:  # noqa: F811
    fresh(office)
    assert "办理申请2026-0001" in text(browsers.handler.get("/staff/"))
    assert "申请2026-0001" in text(browsers.handler.get("/staff/search/?q=2026-0001"))
    assert "申请2026-0001" in text(browsers.handler.get(f"/staff/search/?q={citizen(1).name}"))
    assert "申请2026-0001" not in text(browsers.colleague.get("/staff/"))
    listed = browsers.handler.get(url(office, "requests") + "?q=2026-0002")
    assert "没有符合条件的申请" in text(listed)
    assert asking().content not in text(browsers.handler.get(reverse("accessrequests:all")))
