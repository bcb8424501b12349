"""Work points, problems, accounts, and what of the ledger is missing or due."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.errors import UsageError
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import metrics, offers, reminders, services
from gongkai.site.ledger.models import Account, Matter
from gongkai.site.ledger.selectors import matters as matters_of
from gongkai.site.ledger.selectors.totals import elsewhere
from gongkai.site.ledger.services import accounts
from gongkai.site.ledger.services import matters as matter_services
from gongkai.site.ledger.services.common import Evidence
from gongkai.site.ledger.services.matters import Facts
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope
from tests.site.conftest import TODAY
from tests.site.ledger.world import address, line, text_of


class TestReminders:
    def test_the_last_months_are_asked_for_until_they_are_there(self, township: Body, officer: Scope) -> None:
        todos = [todo for todo in offers.todos(officer) if todo.kind == "ledger"]
        assert [todo.due for todo in todos] == [dt.date(2026, 9, 10), dt.date(2026, 10, 10), dt.date(2026, 11, 10)]
        assert "2026年10月" in todos[-1].title
        lines = [line(name, f"2026-{month:02}", None) for name in metrics.monthly(TODAY) for month in (8, 9, 10)]
        services.enter_many(officer, body=township, lines=lines)
        assert [todo for todo in offers.todos(officer) if todo.kind == "ledger"] == []

    def test_a_total_of_the_year_covers_its_months(self, township: Body, officer: Scope) -> None:
        lines = [line(name, "2026", None) for name in metrics.monthly(TODAY)]
        services.enter_many(officer, body=township, lines=lines)
        assert reminders.recent_gaps(officer) == []

    def test_others_are_not_asked(self, township: Body, person: Any, scope_of: Any) -> None:
        assert list(offers.todos(scope_of(person("reviewer", township)))) == []

    def test_one_query_for_all_bodies(
        self, township: Body, other_township: Body, django_assert_num_queries: Any
    ) -> None:
        months = reminders.past_months(2026, TODAY)
        with django_assert_num_queries(1):
            assert len(reminders.gaps([township, other_township], months, TODAY)) == 20

    def test_a_silent_account_is_an_alarm(self, township: Body, officer: Scope) -> None:
        opened = dt.date(2026, 1, 5)
        for name, updated in (("石桥发布", 14), ("石桥之声", 5)):
            day = TODAY - dt.timedelta(days=updated)
            accounts.add(officer, body=township, medium="wechat", name=name, opened_on=opened, updated_on=day)
        found = [todo for todo in offers.todos(officer) if todo.kind == "media"]
        assert [(todo.title, todo.due) for todo in found] == [("更新政务新媒体账号“石桥发布”", TODAY)]

    def test_matters_are_due_by_their_day(self, township: Body, officer: Scope) -> None:
        for title, days in (("甲", 10), ("乙", 30)):
            facts = Facts(title=title, year=2026, due_on=TODAY + dt.timedelta(days=days))
            matter_services.create(officer, body=township, kind="point", facts=facts)
        assert [todo.title for todo in offers.todos(officer) if todo.kind == "matter"] == ["甲"]


class TestMatters:
    def test_a_work_point_goes_on_by_steps(self, township: Body, browser: Client) -> None:
        values = {"title": "编制公开事项目录", "year": "2026", "charge": "党政办", "due_on": "2026-12-01"}
        browser.post(address("matter_new", township, "point"), values)
        row = Matter.objects.unscoped("test").get()
        page = address("matter", township, row.pk)
        proof = SimpleUploadedFile("目录.txt", "目录".encode())
        answer = browser.post(page, {"state": "done", "text": "目录已经印发", "file": proof}, follow=True)
        assert "目录已经印发" in text_of(answer)
        assert "已完成" in text_of(browser.get(address("matters", township, "point")))
        (step,) = matters_of.steps(row)
        file = browser.get(address("step_evidence", township, row.pk, step.pk))
        assert b"".join(file.streaming_content).decode() == "目录"  # type: ignore[attr-defined]

    def test_problems_that_were_not_solved_come_into_the_next_year(
        self, township: Body, officer: Scope, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def solved(title: str, year: int, day: dt.date | None) -> None:
            row = matter_services.create(officer, body=township, kind="problem", facts=Facts(title=title, year=year))
            if day is not None:
                moment = dt.datetime.combine(day, dt.time(9), tzinfo=clock.ZONE)
                monkeypatch.setattr(clock, "now", lambda: moment)
                matter_services.step(officer, matter_id=row.pk, state="done", text="已经整改")

        solved("当年解决", 2024, dt.date(2024, 12, 31))
        solved("次年解决", 2024, dt.date(2025, 1, 1))
        solved("没有解决", 2024, None)
        solved("新的问题", 2025, None)
        told = [(one.matter.title, one.state.value, one.carried) for one in matters_of.problems(township, 2025)]
        assert told == [("次年解决", "done", True), ("没有解决", "open", True), ("新的问题", "open", False)]
        assert [one.state.value for one in matters_of.problems(township, 2024)] == ["done", "open", "open"]

    @pytest.mark.parametrize(
        ("change", "says"), [({"title": " "}, "填写内容"), ({"year": 2030}, "年度有误"), ({"year": 1999}, "年度有误")]
    )
    def test_what_cannot_be_is_refused(self, township: Body, officer: Scope, change: Any, says: str) -> None:
        facts = Facts(**{"title": "甲", "year": 2026} | change)
        with pytest.raises(UsageError, match=says):
            matter_services.create(officer, body=township, kind="point", facts=facts)

    def test_readers_add_no_step(
        self, township: Body, officer: Scope, county: Body, person: Any, signed_in: Any
    ) -> None:
        row = matter_services.create(officer, body=township, kind="point", facts=Facts(title="甲", year=2026))
        reader = signed_in(person("county_office", county))
        answer = reader.post(address("matter", township, row.pk), {"state": "done", "text": "完成"})
        assert answer.status_code == 422
        assert matters_of.steps(row) == []

    def test_a_step_is_searched_by_the_words_of_its_matter(self, township: Body, officer: Scope) -> None:
        matter_services.create(officer, body=township, kind="point", facts=Facts(title="编制公开目录", year=2026))
        assert [hit.title for hit in offers.search(officer, "公开目录", 5)] == ["编制公开目录"]

    def test_evidence_is_kept_with_its_step(self, township: Body, officer: Scope) -> None:
        row = matter_services.create(officer, body=township, kind="point", facts=Facts(title="甲", year=2026))
        proof = Evidence("照片.txt", io.BytesIO(b"x"))
        step = matter_services.step(officer, matter_id=row.pk, state="doing", text="一半", evidence=proof)
        assert step.evidence_name == "照片.txt"


class TestAccounts:
    def test_an_account_is_registered_updated_and_closed(self, township: Body, browser: Client) -> None:
        page = address("accounts", township)
        values = {"medium": "wechat", "name": "石桥发布", "opened_on": "2026-01-05", "updated_on": "2026-10-01"}
        browser.post(page, values)
        assert "应当更新而没有更新" in text_of(browser.get(page))
        row = Account.objects.unscoped("test").get()
        change = address("account", township, row.pk)
        browser.post(change, {"what": "update", "on": "2026-11-19"})
        assert "2026年12月3日" in text_of(browser.get(page))
        assert elsewhere(township, 2026, TODAY)["new_media_accounts", ""].value == 1
        browser.post(change, {"what": "close", "on": "2026-11-20"})
        assert "已注销" in text_of(browser.get(page))
        assert ("new_media_accounts", "") not in elsewhere(township, 2026, TODAY)
        assert "已经注销" in text_of(browser.post(change, {"what": "update", "on": "2026-11-20"}))

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            ({"medium": "pigeon"}, "选择平台"),
            ({"name": " "}, "账号名称"),
            ({"opened_on": dt.date(2026, 11, 21)}, "晚于今天"),
            ({"updated_on": dt.date(2025, 11, 21)}, "最近更新"),
        ],
    )
    def test_what_cannot_be_is_refused(self, township: Body, officer: Scope, change: Any, says: str) -> None:
        values = {"medium": "wechat", "name": "石桥发布", "opened_on": TODAY} | change
        with pytest.raises(UsageError, match=says):
            accounts.add(officer, body=township, **values)

    def test_one_account_is_one(self, township: Body, officer: Scope) -> None:
        accounts.add(officer, body=township, medium="wechat", name="石桥发布", opened_on=TODAY)
        with pytest.raises(UsageError, match="已经登记"):
            accounts.add(officer, body=township, medium="wechat", name="石桥发布", opened_on=TODAY)
