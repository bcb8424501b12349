"""An officer enters what came on paper, sees who asked before, and confirms what came online."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.errors import ForbiddenError
from gongkai.site.accessrequests import selectors, selectors_desk, services
from gongkai.site.accessrequests.models import Fee, Request, Step
from gongkai.site.accessrequests.offers_intake import unconfirmed
from gongkai.site.accessrequests.services import Entry, drafts, duplicates
from gongkai.site.accessrequests.services.duplicates import found
from gongkai.site.accessrequests.standing import event_in
from gongkai.site.accessrequests.values import Particulars
from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope

from .conftest import TODAY
from .requests_world import RECEIVED, asking, citizen, entered, handed_in

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=clock.ZONE)
WHO = citizen(3)
LETTER = {
    "channel": "post", "day": "2026-11-13", "applicant": "natural", "name": WHO.name, "id_kind": "resident",
    "id_number": WHO.id_number, "phone": WHO.phone, "address": WHO.address,
    "content": "2025年石桥镇道路硬化项目的验收报告", "form": "paper", "way": "post",
}  # fmt: skip


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def user(township: Body, person: Callable[..., User]) -> User:
    return person("handler", township)


@pytest.fixture
def officer(user: User, scope_of: Callable[[User], Scope]) -> Scope:
    return scope_of(user)


@pytest.fixture
def desk(user: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(user)


@pytest.fixture
def home(township: Body) -> str:
    return f"/staff/b/{township.code}/requests/"


def written(desk: Client, home: str, **more: Any) -> str:
    """A request written down: the address where it is checked."""
    answer = desk.post(f"{home}enter/", LETTER | more)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def text_of(desk: Client, path: str) -> str:
    answer = desk.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_letter_is_received_when_it_was_signed_for_and_not_when_it_is_entered(desk: Client, home: str) -> None:
    envelope = SimpleUploadedFile("信封.txt", b"postmark")
    check = written(desk, home, envelope=[envelope])
    text = text_of(desk, check)
    assert "签收之日为收到申请之日（条例第三十一条第（二）项）" in text
    assert "收到至今已经过去5个工作日" in text
    assert "最迟2026年11月24日一次性告知" in text
    assert "2026年12月11日" in text
    assert "信封.txt" in text
    assert Request.objects.unscoped("test").count() == 0
    done = desk.post(check)["Location"]
    request = Request.objects.unscoped("test").get()
    assert (request.received_on, request.due_on, request.entered_at) == (
        dt.date(2026, 11, 13), dt.date(2026, 12, 11), NOON,
    )  # fmt: skip
    assert [paper.kind for paper in selectors.papers(request)] == ["envelope"]
    text = text_of(desk, done)
    code = text.split('class="gk-secret">')[1].split("<")[0]
    assert selectors.by_code(code) == request
    assert desk.post(check)["Location"] == done
    assert Request.objects.unscoped("test").count() == 1
    desk.post(done)
    assert "gk-secret" not in text_of(desk, done)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"channel": "in_person", "day": "2026-11-15"}, "2026年11月15日（星期日）是休息日"),
        ({"channel": "oral", "day": "2026-10-05"}, "国庆节"),
        ({"channel": "fax", "day": "2026-11-20"}, "须经双方确认，确认之日为收到申请之日"),
        ({"day": "2026-10-09"}, "告知补正的期限已于"),
    ],
)
def test_the_calendar_is_told(desk: Client, home: str, more: dict[str, str], words: str) -> None:
    assert words in text_of(desk, written(desk, home, **more))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"day": "2026-11-21"}, "收到日期不能晚于今天"),
        ({"confirmed": "on"}, "不用双方确认"),
        ({"content": ""}, "id_content"),
        ({"joint": "甲，1，2，3，4"}, "每行只写一人"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(desk: Client, home: str, more: dict[str, str], words: str) -> None:
    answer = desk.post(f"{home}enter/", LETTER | more)
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_a_fax_confirmed_on_its_day_runs_at_once_and_one_unconfirmed_does_not(desk: Client, home: str) -> None:
    for more, state in (({"confirmed": "on"}, "processing"), ({}, "unconfirmed")):
        desk.post(written(desk, home, channel="fax", **more))
        assert Request.objects.unscoped("test").latest("pk").state == state


def test_what_the_letter_lacks_is_told_and_does_not_keep_it_out(desk: Client, home: str) -> None:
    check = written(desk, home, id_number="990100199001010019", phone="", address="")
    text = text_of(desk, check)
    assert "身份证号码不对" in text
    assert "请至少填写一种联系方式" in text
    desk.post(check)
    assert Request.objects.unscoped("test").count() == 1


def test_what_was_written_down_can_be_changed_before_it_is_registered(desk: Client, home: str) -> None:
    check = written(desk, home, joint=f"{citizen(4).name}，{citizen(4).id_number}", agent_name="周某")
    text = text_of(desk, f"{check}edit/")
    assert citizen(4).id_number in text
    assert "周某" in text
    desk.post(f"{check}edit/", LETTER | {"day": "2026-11-12"})
    desk.post(check)
    request = Request.objects.unscoped("test").get()
    assert request.received_on == dt.date(2026, 11, 12)
    said = selectors.particulars(request)
    assert (len(said.applicants), said.agent) == (1, None)


def test_a_repeat_and_the_year_and_the_month_are_told_before_saving(
    desk: Client, home: str, officer: Scope, township: Body
) -> None:
    same = asking("2025年石桥镇道路硬化项目验收报告", 3)
    other = asking("2024年度村级公益事业补助资金分配方案", 3)
    for day, said in ((dt.date(2025, 11, 10), other), (dt.date(2026, 11, 3), same), (dt.date(2026, 11, 9), other)):
        entered(officer, township, day=day, particulars=said)
    alike = entered(
        officer, township, day=dt.date(2026, 11, 9), particulars=asking("2025年石桥镇道路硬化项目验收报告", 8)
    )
    text = text_of(desk, written(desk, home))
    assert text.count("可能是重复申请") == 1
    assert "申请人不同" in text
    assert alike.number in text
    assert "向本机关提出的其他申请：2件" in text
    assert "同一申请人本月的第 3 件" in text
    assert same.applicants[0].phone not in text.split("查重")[1]


def test_who_is_the_same_and_what_counts(officer: Scope, township: Body, other_township: Body) -> None:
    first = entered(officer, township)
    mine = asking("另外一件事情的材料清单")
    told = found(officer, body=township, particulars=mine, day=RECEIVED)
    assert [(one.request, one.by, one.repeat) for one in told.alike] == [(first, ("id", "name", "phone"), False)]
    assert (told.in_year, told.in_month, told.charge.amount) == (1, 1, Decimal(0))
    # Of the same name only; an agent; somebody at another body: none of them is this applicant.
    named = Particulars((citizen(2, name=citizen(1).name),), "甲的事情")
    assert found(officer, body=township, particulars=named, day=RECEIVED).in_year == 0
    agent = Particulars((citizen(2),), "乙的事情", agent=citizen(1))
    assert found(officer, body=township, particulars=agent, day=RECEIVED).in_year == 0
    with pytest.raises(ForbiddenError):
        found(officer, body=other_township, particulars=mine, day=RECEIVED)
    assert found(officer, body=township, particulars=mine, day=RECEIVED, but=first.pk).alike == ()


def test_items_of_a_notice_count_for_the_month(officer: Scope, township: Body) -> None:
    first = entered(officer, township)
    Fee(request=first, scale="items", count=12, amount=200, noticed_on=RECEIVED, until=RECEIVED).save()
    told = found(officer, body=township, particulars=asking(), day=RECEIVED)
    assert (told.in_month, told.charge.amount) == (12, Decimal(100))
    assert found(officer, body=township, particulars=asking(), day=dt.date(2026, 4, 1)).in_month == 0


def test_checking_and_charging_count_the_same_items(officer: Scope, township: Body) -> None:
    """What the page of checking says of the month is what the notice will charge."""
    for day in (dt.date(2026, 2, 28), RECEIVED, dt.date(2026, 3, 9), RECEIVED):
        entered(officer, township, day=day)
    # The same telephone is not the same applicant: fees go by the number of the paper.
    shared = Particulars((citizen(2, phone=citizen(1).phone),), "甲的事情")
    entered(officer, township, particulars=shared)
    handed_in(township, RECEIVED)
    for request in Request.objects.unscoped("test").exclude(received_on=None):
        said, came = selectors.particulars(request), request.received_on
        assert came is not None
        told = found(officer, body=township, particulars=said, day=came, but=request.pk)
        assert told.in_month == selectors_desk.earlier_in_month(request)
    assert found(officer, body=township, particulars=asking(), day=dt.date(2026, 3, 9)).in_month == 3


def test_numbers_that_are_only_the_least_say_so(
    officer: Scope, township: Body, monkeypatch: pytest.MonkeyPatch, desk: Client, home: str
) -> None:
    monkeypatch.setattr(duplicates, "OF_PERSON", 1)
    entered(officer, township, particulars=asking(serial=3))
    assert "实际可能更多" in text_of(desk, written(desk, home))


def test_the_year_is_the_twelve_months_before(officer: Scope, township: Body) -> None:
    for day in (dt.date(2025, 3, 2), dt.date(2025, 3, 3), RECEIVED):
        entered(officer, township, day=day)
    assert found(officer, body=township, particulars=asking(), day=RECEIVED).in_year == 2


def test_what_waits_for_confirmation_is_listed_alarms_and_is_confirmed(
    desk: Client, home: str, officer: Scope, township: Body
) -> None:
    fresh, old = handed_in(township, TODAY), handed_in(township, dt.date(2026, 11, 17))
    kept = list(unconfirmed(officer))
    assert [(todo.title[-9:], todo.since, todo.due) for todo in kept] == [
        (old.request.number, dt.date(2026, 11, 17), dt.date(2026, 11, 18))
    ]
    text = text_of(desk, f"{home}unconfirmed/")
    assert fresh.request.number in text
    assert text.count("超过1个工作日") == 1
    confirm = f"{home}{old.request.pk}/confirm/"
    assert text_of(desk, confirm)
    for wrong in ("2026-11-16", "2026-11-21"):
        answer = desk.post(confirm, {"day": wrong, "how": "phone"})
        assert "确认之日不能早于提交之日" in answer.content.decode()
    assert desk.post(confirm, {"day": "2026-11-18", "how": "phone"})["Location"] == f"{home}unconfirmed/"
    request = Request.objects.unscoped("test").get(pk=old.request.pk)
    assert (request.state, request.received_on, request.due_on) == (
        "processing", dt.date(2026, 11, 18), dt.date(2026, 12, 16),
    )  # fmt: skip
    assert event_in(Step.objects.unscoped("test").get(request=request, kind="confirmed")).reason == "电话"
    assert list(unconfirmed(officer)) == []
    assert desk.get(confirm).status_code == 404


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    desk: Client, home: str, township: Body, django_assert_max_num_queries: Any
) -> None:
    handed_in(township, TODAY)
    desk.get(f"{home}unconfirmed/")
    with django_assert_max_num_queries(50) as one:
        desk.get(f"{home}unconfirmed/")
    for _ in range(5):
        handed_in(township, TODAY)
    with django_assert_max_num_queries(len(one)):
        desk.get(f"{home}unconfirmed/")


def test_only_its_writer_has_what_is_being_written(
    desk: Client, home: str, township: Body, person: Callable[..., User], signed_in: Callable[[User], Client]
) -> None:
    check = written(desk, home)
    colleague = signed_in(person("handler", township))
    assert colleague.get(check).status_code == 404
    assert colleague.post(check).status_code == 404


@pytest.mark.parametrize("page", ["enter/", "unconfirmed/", "confirm"])
def test_strangers_find_nothing_and_inspectors_only_read(
    home: str, township: Body, other_township: Body, person: Callable[..., User],
    signed_in: Callable[[User], Client], page: str,
) -> None:  # fmt: skip
    made = handed_in(township, RECEIVED)
    path = f"{home}{made.request.pk}/confirm/" if page == "confirm" else home + page
    assert signed_in(person("handler", other_township)).get(path).status_code == 404
    inspector = signed_in(person("inspector", township, until=dt.date(2026, 12, 31)))
    assert inspector.get(path).status_code == (200 if page == "unconfirmed/" else 403)
    assert signed_in(person("handler", township)).get(path).status_code == 200


def test_a_request_online_cannot_be_lacking(township: Body, officer: Scope) -> None:
    token = drafts.begin(officer, body=township, value=Entry("online", RECEIVED, "natural", asking()))
    assert drafts.answers(drafts.find(officer, token), Entry).channel == "online"
    with pytest.raises(Exception, match="由双方确认"):
        services.submit(officer, body=township, entry=Entry("online", RECEIVED, "natural", asking(), lacking=True))


def test_what_is_written_down_before_eight_belongs_to_the_day_of_beijing(
    desk: Client, home: str, officer: Scope, township: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = dt.datetime.combine(TODAY, dt.time(7, 30), clock.ZONE)
    monkeypatch.setattr(clock, "now", lambda: early)
    request = entered(officer, township, day=TODAY)
    shown = desk.get(f"{home}{request.pk}/").context["history"]
    assert [moment.note for moment in shown] == [""]
