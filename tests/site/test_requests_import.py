"""Past registers: columns guessed, words and days read, each line through the procedure; bad lines refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from gongkai.errors import ForbiddenError, InputError, UsageError
from gongkai.law.book import current_book
from gongkai.site.accessrequests import kinds, past_register, selectors
from gongkai.site.accessrequests.kinds import form_on
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.services import migrate
from gongkai.site.accounts.models import User
from gongkai.site.audit.models import Event as Audit
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Scope
from gongkai.site.web.workbooks import Page, write_sheets

from .conftest import TODAY

People = Callable[..., User]
HEADS = (
    "序号,收到申请日期,申请方式,申请人类型,申请人姓名,联系方式,所需信息,"
    "告知补正日期,收到补正日期,答复时间,答复类型,寄出日期,经手"
)
ROWS = """1,2026-01-12,邮寄,个人,林一秋,19900000001,道路验收报告,,,2026年1月30日,予以公开,2026/2/2,甲
2,2026.3.2,网上,企业,青禾公司,,招标文件,2026-03-04,2026-03-10,2026-03-25,部分公开,2026-03-26,甲
3,2026-03-03,当面,自然人,林三秋,,征收公告,,,2026-03-09,1.信访举报投诉类申请,2026-03-09,甲
4,2026-03-16,信函,自然人,林四秋,,预算,2026-03-18,,2026-05-20,逾期不补正,,甲
5,2026-04-01,当面,自然人,林五秋,,决算,,,2026-03-20,予以公开,2026-04-02,甲
6,2026-11-09,传真,律所,云岭律师事务所,,批复,,,,,,甲
7,2026-04-08,当面,外星人,林七秋,,批复,,,,,,甲
8,昨天,当面,自然人,林八秋,,批复,,,,,,甲
9,2026-04-09,当面,自然人,林九秋,,批复,,,2026-04-20,,,甲
10,2026-05-06,当面,自然人,林十秋,,批复,,,2026-05-20,补正后申请内容仍不明确,2026-05-20,甲
11,2026-05-07,当面,自然人,林百秋,,,,,,,,甲"""


def csv_of(rows: str = ROWS, heads: str = HEADS) -> bytes:
    return f"石桥镇登记台账,,\n{heads}\n{rows}\n".encode()


def planned(rows: str = ROWS, heads: str = HEADS) -> past_register.Plan:
    table = past_register.read(csv_of(rows, heads))
    return past_register.plan(table, table.guessed(), TODAY)


def test_the_columns_are_guessed_by_their_headings() -> None:
    guessed = past_register.read(csv_of()).guessed()
    assert list(guessed.values()) == [
        "number", "received", "channel", "applicant", "name", "phone", "content", "supplement_notice",
        "supplement_received", "decided", "outcome", "delivered",
    ]  # fmt: skip


def test_bad_lines_are_told_with_line_and_column_and_the_others_stand() -> None:
    found = planned()
    assert [line.number for line in found.planned] == ["1", "2", "3", "4", "6"]
    told = {(problem.line, problem.column): problem.message for problem in found.problems}
    # The lines are those of the file: two stand above the first.
    assert set(told) == {
        (7, "答复日期"),
        (9, "申请人类别"),
        (10, "收到日期"),
        (11, "办理结果"),
        (12, "答复日期"),
        (13, "申请内容"),
    }
    assert "早于前一事项" in told[7, "答复日期"]
    assert "自然人" in told[9, "申请人类别"]
    assert "收到补正" in told[12, "答复日期"]


def test_what_was_taken_over_counts_and_what_is_open_goes_on(officer: Scope, township: Body) -> None:
    assert migrate.take_over(officer, body=township, lines=planned().planned) == 5
    cells = selectors.cells(township, form_on(TODAY), 2026)
    filled = {key.removeprefix("requests."): value for key, value in cells.items() if value and key.endswith("total")}
    assert filled == {
        "new.total": 5,
        "granted.total": 1,
        "partial.total": 1,
        "rejected_petition.total": 1,
        "other_no_supplement.total": 1,
        "results_total.total": 4,
        "carried_out.total": 1,
    }
    rows = {row.number: row for row in Request.objects.unscoped("test").order_by("serial")}
    assert [row.state for row in rows.values()] == ["closed", "closed", "closed", "closed", "processing"]
    last = rows["2026-0005"]
    assert (last.applicant, last.channel, last.due_on) == ("legal_service", "fax", dt.date(2026, 12, 7))
    said = selectors.particulars(rows["2026-0001"])
    assert (said.applicants[0].name, said.note) == ("林一秋", "导入的历史台账，原编号：1")
    assert list(selectors.of_person(officer, "name", "林一秋")) == [rows["2026-0001"]]
    assert Audit.objects.filter(action="request.import").count() == 5


def test_the_plan_itself_writes_nothing(township: Body) -> None:
    migrate.tried(township, planned())
    assert not Request.objects.unscoped("test").exists()
    assert not Audit.objects.exists()


def test_a_line_is_taken_over_once(officer: Scope, township: Body, other_township: Body) -> None:
    migrate.take_over(officer, body=township, lines=planned().planned)
    again = migrate.tried(township, planned())
    assert again.planned == []
    assert [problem.line for problem in again.problems] == list(range(3, 14))
    assert len(migrate.tried(other_township, planned()).planned) == 5
    twice = migrate.tried(other_township, planned(ROWS.splitlines()[0] + "\n" + ROWS.splitlines()[0]))
    assert (len(twice.planned), len(twice.problems)) == (1, 1)


def test_nothing_of_a_person_stands_in_clear(officer: Scope, township: Body) -> None:
    migrate.take_over(officer, body=township, lines=planned().planned)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            text = repr(cursor.fetchall())
            assert not [secret for secret in ("林一秋", "19900000001", "道路验收") if secret in text], table


def test_workbooks_are_read_as_well() -> None:
    heads = dict(enumerate(HEADS.split(",")))
    lines = [dict(enumerate(row.split(","))) for row in ROWS.splitlines()[:3]]
    headings = {str(key): value for key, value in heads.items()}
    rows = [{str(key): value for key, value in line.items()} for line in lines]
    table = past_register.read(write_sheets([Page("台账", headings, rows, {})]))
    assert len(past_register.plan(table, table.guessed(), TODAY).planned) == 3


def test_other_words_stand_for_what_the_law_data_have() -> None:
    law, words = current_book().at(TODAY), past_register.words()
    assert set(words.outcomes) <= set(law.outcomes)
    assert set(words.channels) == set(law.channels)
    assert set(words.applicants) == set(kinds.applicants(TODAY))
    assert set(words.methods) == {service.id for service in law.lifecycle.services}


def test_what_a_file_lacks_is_told() -> None:
    with pytest.raises(InputError, match="标题行"):
        past_register.read("甲,乙\n1,2\n".encode())
    heads = HEADS.replace("所需信息", "别的")
    with pytest.raises(UsageError, match="申请内容"):
        planned(heads=heads)
    table = past_register.read(csv_of())
    with pytest.raises(UsageError, match="对应了两列"):
        past_register.plan(table, table.guessed() | {"12": "name"}, TODAY)
    short = planned(
        "1,2026-01-12,自然人,林一秋,甲,2026-01-30,予以公开",
        "编号,收到日期,申请人类别,申请人,申请内容,答复日期,办理结果",
    )
    assert len(short.notes) == 2
    assert short.planned[0].events[-1].kind == "delivered"


def test_it_is_for_those_who_enter_requests(township: Body, person: People, scope_of: Callable[[User], Scope]) -> None:
    with pytest.raises(ForbiddenError):
        migrate.take_over(scope_of(person("secrecy_reviewer", township)), body=township, lines=planned().planned)


class TestPages:
    def uploaded(self, browser: Client, township: Body) -> str:
        page = reverse("requests_archive:import", args=[township.code])
        answer = browser.post(page, {"file": SimpleUploadedFile("台账.csv", csv_of())})
        assert answer.status_code == 302
        return str(answer["Location"])

    def test_upload_look_change_a_column_and_confirm(
        self, handler: User, signed_in: Callable[[User], Client], township: Body
    ) -> None:
        browser = signed_in(handler)
        page = self.uploaded(browser, township)
        shown = browser.get(page).content.decode()
        assert "可以导入 5 件" in shown
        assert "早于前一事项" in shown
        places = {f"place-{place}": name for place, name in past_register.read(csv_of()).guessed().items()}
        without = browser.post(page, places | {"place-6": ""}).content.decode()
        assert "还没有对应的列：申请内容" in without
        answer = browser.post(page, places | {"confirm": "1"}, follow=True)
        assert "已经导入 5 件" in answer.content.decode()
        assert Request.objects.unscoped("test").count() == 5

    def test_the_file_of_another_is_not_shown(
        self, handler: User, signed_in: Callable[[User], Client], township: Body, person: People
    ) -> None:
        page = self.uploaded(signed_in(handler), township)
        assert signed_in(person("handler", township)).get(page).status_code == 409
        assert signed_in(person("reviewer", township)).get(page.rstrip("/") + "x/").status_code == 409

    def test_a_file_that_is_none_is_refused(
        self, handler: User, signed_in: Callable[[User], Client], township: Body
    ) -> None:
        page = reverse("requests_archive:import", args=[township.code])
        answer = signed_in(handler).post(page, {"file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")})
        assert "标题行" in answer.content.decode()
