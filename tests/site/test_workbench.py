"""The first page: what waits, how urgent it is, what is new, finding things, and help."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from gongkai.site.accounts.models import Appointment, User
from gongkai.site.accounts.services import notify
from gongkai.site.annualreports.services.dates import set_date
from gongkai.site.annualreports.year import due_year
from gongkai.site.bodies.models import Body
from gongkai.site.publishing.services.readers import set_duty
from gongkai.site.review import services
from gongkai.site.review.models import Case
from gongkai.site.web import registry
from gongkai.site.web.registry import Todo
from gongkai.site.web.scope import Scope, system
from gongkai.site.workbench import agenda, help
from gongkai.site.workbench.days import distance, today_words

from .conftest import TODAY
from .review_world import KIND, Paper

SignedIn = Callable[[User], Client]
Person = Callable[..., User]
FRIDAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("today", "due", "urgency", "words"),
    [
        (FRIDAY, None, "open", ""),
        (FRIDAY, FRIDAY, "today", "今天到期"),
        (FRIDAY, dt.date(2026, 11, 23), "soon", "还剩 1 个工作日"),
        (FRIDAY, dt.date(2026, 11, 25), "soon", "还剩 3 个工作日"),
        (FRIDAY, dt.date(2026, 11, 26), "later", "还剩 4 个工作日"),
        (FRIDAY, dt.date(2026, 11, 22), "soon", "到期之前没有工作日"),
        (FRIDAY, dt.date(2026, 11, 18), "late", "逾期 2 个工作日"),
        (dt.date(2026, 11, 22), FRIDAY, "late", "已逾期，到期后还没有工作日"),
        # 国庆节: the working days of the calendar, not of the week.
        (dt.date(2026, 9, 30), dt.date(2026, 10, 8), "soon", "还剩 1 个工作日"),
    ],
)
def test_how_far_a_day_is(today: dt.date, due: dt.date | None, urgency: str, words: str) -> None:
    found = distance(today, due)
    assert (found.urgency, found.words) == (urgency, words)


def test_a_year_without_calendar_is_told_and_not_guessed() -> None:
    far = distance(FRIDAY, dt.date(2031, 1, 8))
    assert far.urgency == "later"
    assert "年的放假安排没有收录，不能计算工作日" in far.words
    assert "个工作日" not in far.words
    assert distance(dt.date(2031, 1, 8), dt.date(2031, 1, 7)).urgency == "late"
    assert "放假安排没有收录" in today_words(dt.date(2031, 1, 8))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (FRIDAY, "2026年11月20日，星期五，工作日。下一个工作日是2026年11月23日，星期一。"),
        (dt.date(2026, 11, 21), "星期六，休息日。下一个工作日是2026年11月23日"),
        (dt.date(2026, 10, 1), "放假（"),
    ],
)
def test_what_day_it_is(day: dt.date, words: str) -> None:
    assert words in today_words(day)


def test_groups_stand_in_the_order_of_urgency() -> None:
    days = {"以后": dt.date(2026, 12, 20), "逾期": dt.date(2026, 11, 2), "今天": FRIDAY, "无期": None}
    todos = [Todo("review", title, "/", due=due) for title, due in days.items()]
    found = agenda.groups(todos, FRIDAY)
    assert [(group.urgency, group.entries[0].todo.title) for group in found] == [
        ("late", "逾期"),
        ("today", "今天"),
        ("later", "以后"),
        ("open", "无期"),
    ]
    assert agenda.kinds(todos) == [("review", "审核")]


class TestHome:
    def test_shows_what_waits_for_this_person_alone(
        self, opened: Case, office: dict[str, User], signed_in: SignedIn
    ) -> None:
        url = reverse("workbench:home")
        assert opened.title in signed_in(office["reviewer"]).get(url).content.decode()
        assert opened.title not in signed_in(office["approver"]).get(url).content.decode()
        text = signed_in(office["admin"]).get(url).content.decode()
        assert opened.title not in text
        assert "没有待办事项" in text
        assert f"您好，{office['admin'].name}" in text

    def test_what_came_back_waits_for_who_handed_it_in(
        self, opened: Case, office: dict[str, User], scope_of: Callable[[User], Scope], signed_in: SignedIn
    ) -> None:
        reviewer = scope_of(office["reviewer"])
        services.decide(reviewer, case=opened.pk, round=1, position=1, outcome="returned", comment="请修改。")
        text = signed_in(office["officer"]).get(reverse("workbench:home")).content.decode()
        assert "退回修改" in text
        assert "新消息" in text

    def test_what_is_late_is_told_in_words_and_kinds_are_a_filter(
        self, office: dict[str, User], signed_in: SignedIn, late: str
    ) -> None:
        client, url = signed_in(office["officer"]), reverse("workbench:home")
        text = client.get(url).content.decode()
        assert "已经逾期" in text
        assert "逾期 " in text
        assert late in text
        assert late in client.get(url, {"kind": "test"}).content.decode()
        assert late not in client.get(url, {"kind": "other"}).content.decode()

    @pytest.fixture
    def late(self, monkeypatch: pytest.MonkeyPatch) -> str:
        """Two things to do, one of them late."""

        def provider(_scope: Scope) -> Iterator[Todo]:
            yield Todo("test", "一件逾期的事", "/", due=dt.date(2026, 11, 2))
            yield Todo("other", "另一件事", "/")

        monkeypatch.setattr(registry, "_todos", [provider])
        return "一件逾期的事"

    def test_costs_the_same_however_much_waits(
        self,
        opened: Case,
        office: dict[str, User],
        paper: Paper,
        scope_of: Callable[[User], Scope],
        signed_in: SignedIn,
    ) -> None:
        client = signed_in(office["reviewer"])
        before = queries(client, reverse("workbench:home"))
        scope = scope_of(office["officer"])
        for _ in range(10):
            services.open(scope, body=opened.body, kind=KIND, title="又一份", content=paper.fields_of("又一份"))
        notify(system(TODAY), users=[office["reviewer"]], kind="test", text="一条消息")
        assert queries(client, reverse("workbench:home")) == before

    def test_costs_the_same_for_one_body_and_column_as_for_many(
        self, county: Body, person: Person, scope_of: Callable[[User], Scope], signed_in: SignedIn
    ) -> None:
        admin, office = scope_of(person("body_admin", county)), scope_of(person("county_office", county))
        keeper = person("handler", county)
        client, home = signed_in(keeper), reverse("workbench:home")
        year = due_year(office.today)
        set_date(office, body=county, year=year, day=dt.date(year + 1, 1, 20), notice="云政办函〔2026〕1号")
        set_duty(admin, body=county, subject="news", person=keeper, days=90)
        before = queries(client, home)
        for number in range(4):
            body = Body(
                code=f"1199009{number}MB0000020X", name=f"云岭县第{number}乡", level="township", kind="government"
            )
            Body.objects.add_child(county, instance=body)
            Appointment.objects.create(user=keeper, role="handler", body=body, since=dt.date(2026, 1, 1))
            set_duty(scope_of(person("body_admin", body)), body=body, subject="news", person=keeper, days=90)
        text = client.get(home).content.decode()
        assert text.count("更新栏目“") == 5
        assert text.count("2027年1月20日") >= 4
        assert queries(client, home) == before


class TestSearch:
    def test_finds_by_kind_and_only_what_one_may_see(
        self, opened: Case, office: dict[str, User], township: Body, person: Person, signed_in: SignedIn
    ) -> None:
        url = reverse("workbench:search")
        text = signed_in(office["approver"]).get(url, {"q": "道路"}).content.decode()
        assert opened.title in text
        assert "审核事项" in text
        stranger = signed_in(person("handler", township)).get(url, {"q": "道路"}).content.decode()
        assert opened.title not in stranger
        assert "没有找到" in stranger

    def test_without_words_nothing_is_asked(self, office: dict[str, User], signed_in: SignedIn) -> None:
        assert "请在上面输入" in signed_in(office["officer"]).get(reverse("workbench:search")).content.decode()

    def test_words_are_shown_as_they_are(self, office: dict[str, User], signed_in: SignedIn) -> None:
        text = signed_in(office["officer"]).get(reverse("workbench:search"), {"q": "<script>"}).content.decode()
        assert "&lt;script&gt;" in text


class TestHelp:
    def test_each_topic_belongs_to_a_page(self) -> None:
        names = {f"{app}:{name}" for app, name in _names()}
        assert set(help.topics()) - names == set()

    def test_stands_beside_the_place(self, office: dict[str, User], signed_in: SignedIn) -> None:
        text = signed_in(office["officer"]).get(reverse("workbench:home")).content.decode()
        assert 'data-drawer="page-help"' in text
        assert help.topics()["workbench:home"].text[0] in text


def _names() -> Iterator[tuple[str, Any]]:
    for app, (_prefix, resolver) in get_resolver().namespace_dict.items():
        for name in resolver.reverse_dict:
            yield app, name


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
