"""Applying on the portal: page by page, kept sealed, handed in once, the code shown once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from gongkai.errors import NotFoundError, UsageError
from gongkai.site.accessrequests import selectors
from gongkai.site.accessrequests.answers import Answers
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.models_intake import Draft, DraftFile, Use
from gongkai.site.accessrequests.services import drafts, intake, limits
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock
from gongkai.site.web.scope import public

from .conftest import TODAY
from .requests_world import citizen

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=clock.ZONE)
WHO = citizen(5)
# Of the whole answer, savepoints and the session included.
QUERIES = 22
ANSWERS = {
    "wanted": {"content": "2025年石桥镇道路硬化项目的验收报告", "title": "验收报告"},
    "published": {},
    "provision": {"form": "electronic", "way": "online"},
    "kind": {"applicant": "natural"},
    "person": {"name": WHO.name, "id_kind": "resident", "id_number": WHO.id_number},
    "contact": {"phone": WHO.phone, "email": "lin@example.org"},
    "joint": {},
    "agent": {"has": ""},
    "files": {},
}


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def home(township: Body) -> str:
    return f"/requests/b/{township.code}/"


def began(client: Client, home: str) -> str:
    """An application begun: the address of its pages."""
    assert client.post(home)["Location"] == f"{home}apply/wanted/"
    return f"{home}apply/"


def filled(client: Client, home: str, **other: dict[str, object]) -> str:
    """An application filled in to the end: the address where it is checked."""
    pages = began(client, home)
    order = list(ANSWERS)
    for name, following in zip(order, [*order[1:], None], strict=True):
        answer = client.post(f"{pages}{name}/", other.get(name, ANSWERS[name]))
        assert answer["Location"] == (f"{pages}{following}/" if following else f"{home}check/"), name
    return f"{home}check/"


def requests() -> list[Request]:
    return list(Request.objects.unscoped("test"))


def test_a_citizen_applies_page_by_page_and_gets_number_and_code_once(client: Client, home: str) -> None:
    check = filled(client, home)
    text = client.get(check).content.decode()
    for said in (WHO.name, WHO.id_number, "验收报告", "lin@example.org"):
        assert said in text
    assert "请先核对以上内容" in client.post(check).content.decode()
    assert requests() == []
    assert client.post(check, {"declared": "on"})["Location"] == f"{home}receipt/"
    made = requests()[0]
    assert (made.number, made.state, made.channel, made.applicant) == ("2026-0001", "unconfirmed", "online", "natural")
    assert selectors.particulars(made).applicants[0].phone == WHO.phone
    text = client.get(f"{home}receipt/").content.decode()
    assert "2026-0001" in text
    code = text.split('id="query-code">')[1].split("<")[0]
    assert selectors.by_code(code) == made
    assert client.post(f"{home}receipt/")["Location"] == "/requests/follow/"
    assert client.get(f"{home}receipt/").status_code == 404


def test_a_double_click_makes_one_request(client: Client, home: str) -> None:
    check = filled(client, home)
    for _ in range(2):
        assert client.post(check, {"declared": "on"})["Location"] == f"{home}receipt/"
    assert len(requests()) == 1


def test_handing_in_asks_the_database_as_often_for_the_thousandth_as_for_the_first(
    client: Client, home: str, django_assert_max_num_queries: Any
) -> None:
    client.post(filled(client, home), {"declared": "on"})
    check = filled(client, home)
    with django_assert_max_num_queries(QUERIES):
        client.post(check, {"declared": "on"})


def test_the_code_is_shown_for_half_an_hour(client: Client, home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client.post(filled(client, home), {"declared": "on"})
    assert "query-code" in client.get(f"{home}receipt/").content.decode()
    monkeypatch.setattr(clock, "now", lambda: NOON + dt.timedelta(minutes=31))
    text = client.get(f"{home}receipt/").content.decode()
    assert "query-code" not in text
    assert "2026-0001" in text
    drafts.sweep(public(TODAY))
    assert Draft.objects.unscoped("test").get().code == ""


def test_nothing_of_a_draft_stands_in_clear_and_it_is_swept(
    client: Client, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SimpleUploadedFile("林某身份证.txt", b"990100")
    filled(client, home)
    client.post(f"{home}apply/files/", {"identity": file})
    secrets = [WHO.name, WHO.id_number, WHO.phone, "道路硬化", "林某身份证"]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            text = repr(cursor.fetchall())
            assert not [secret for secret in secrets if secret in text], table
    assert not [secret for secret in secrets if secret in str(client.cookies)]
    drafts.sweep(public(TODAY))
    assert Draft.objects.unscoped("test").count() == 1
    monkeypatch.setattr(clock, "now", lambda: NOON + dt.timedelta(hours=25))
    assert client.get(f"{home}check/")["Location"] == home
    drafts.sweep(public(TODAY))
    assert not Draft.objects.unscoped("test").exists()
    assert not DraftFile.objects.unscoped("test").exists()


@pytest.mark.parametrize(
    ("page", "given", "words"),
    [
        ("wanted", {"content": " "}, "请写明需要的政府信息"),
        ("person", {"name": "甲", "id_kind": "resident", "id_number": "990100199001010019"}, "身份证号码不对"),
        ("person", {"name": "甲", "id_kind": "credit_code", "id_number": "91990100MA0000001X"}, "id_kind"),
        ("contact", {}, "至少填写一项"),
        ("contact", {"phone": "12"}, "电话号码不对"),
        ("contact", {"email": "nobody"}, "邮箱"),
        ("contact", {"phone": "19900000001", "postcode": "12"}, "邮政编码是六位数字"),
        ("agent", {"has": "1"}, "请上传授权委托书"),
        ("joint", {"name": "乙"}, "id_number"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    client: Client, home: str, page: str, given: dict[str, str], words: str
) -> None:
    filled(client, home)
    answer = client.post(f"{home}apply/{page}/", given)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert 'class="gk-errors"' in text
    assert words in text
    assert 'href="#id_' in text.split('class="gk-errors"')[1]


def test_an_organisation_applies_by_its_code(client: Client, home: str) -> None:
    pages = began(client, home)
    client.post(f"{pages}kind/", {"applicant": "commercial"})
    text = client.post(
        f"{pages}person/", {"name": "青禾商贸", "id_kind": "credit_code", "id_number": "91990100MA0000001X"}
    ).content.decode()
    assert "统一社会信用代码不对" in text
    assert "法定代表人或者负责人" in text
    client.post(f"{pages}kind/", {"applicant": "natural"})
    assert "法定代表人" not in client.get(f"{pages}person/").content.decode()


def test_joint_applicants_and_an_agent_with_a_power_come_along(client: Client, home: str) -> None:
    check = filled(client, home)
    client.get(check)
    other = citizen(6)
    pages = f"{home}apply/"
    one = {"name": other.name, "id_kind": "resident", "id_number": other.id_number, "phone": other.phone, "stay": "1"}
    for _ in range(2):
        assert client.post(f"{pages}joint/", one)["Location"] == f"{pages}joint/"
    client.post(f"{pages}joint/", {"drop": "1"})
    power = SimpleUploadedFile("委托书.txt", "委托书".encode())
    agent = {"has": "1", "name": "周某", "id_kind": "passport", "id_number": "E99000001", "phone": "19900000009"}
    assert client.post(f"{pages}agent/", agent | {"mandate": power})["Location"] == check
    client.post(check, {"declared": "on"})
    said = selectors.particulars(requests()[0])
    assert [person.name for person in said.applicants] == [WHO.name, other.name]
    assert said.agent is not None
    assert said.agent.name == "周某"
    assert [paper.kind for paper in selectors.papers(requests()[0])] == ["mandate"]


def test_whoever_has_no_agent_after_all_leaves_no_power(client: Client, home: str) -> None:
    check = filled(client, home)
    power = SimpleUploadedFile("委托书.txt", "委托书".encode())
    agent = {"has": "1", "name": "周某", "id_kind": "passport", "id_number": "E99000001", "phone": "19900000009"}
    client.post(f"{home}apply/agent/", agent | {"mandate": power})
    client.post(f"{home}apply/agent/", {"has": ""})
    client.post(check, {"declared": "on"})
    assert selectors.particulars(requests()[0]).agent is None
    assert not selectors.papers(requests()[0]).exists()


def test_files_are_added_taken_away_and_come_along(client: Client, home: str) -> None:
    check = filled(client, home)
    files = f"{home}apply/files/"
    two = [SimpleUploadedFile("甲.txt", b"one"), SimpleUploadedFile("乙.txt", b"two")]
    assert client.post(files, {"evidence": two, "stay": "1"})["Location"] == files
    text = client.get(files).content.decode()
    assert "甲.txt" in text
    gone = DraftFile.objects.unscoped("test").order_by("id")[0].pk
    client.post(files, {"remove": str(gone)})
    client.post(check, {"declared": "on"})
    assert [paper.kind for paper in selectors.papers(requests()[0])] == ["evidence"]
    assert not DraftFile.objects.unscoped("test").exists()


def test_going_on_loses_nothing_of_what_was_chosen_or_written(client: Client, home: str) -> None:
    check, other = filled(client, home), citizen(6)
    one = {"name": other.name, "id_kind": "resident", "id_number": other.id_number, "phone": other.phone}
    assert client.post(f"{home}apply/joint/", one)["Location"] == f"{home}apply/agent/"
    client.post(f"{home}apply/files/", {"identity": SimpleUploadedFile("甲.txt", b"one")})
    text = client.get(check).content.decode()
    assert other.name in text
    assert "甲.txt" in text


def test_a_file_of_no_known_kind_is_told_and_nothing_is_lost(client: Client, home: str) -> None:
    filled(client, home)
    answer = client.post(f"{home}apply/files/", {"evidence": SimpleUploadedFile("甲.bin", b"\0\1\2\3")})
    assert answer.status_code == 200
    assert "不能识别这个文件的类型" in answer.content.decode()
    assert client.get(f"{home}check/").status_code == 200


def test_a_draft_holds_so_many_files_and_bytes(client: Client, home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files = f"{began(client, home)}files/"
    monkeypatch.setattr(drafts, "MOST_BYTES", 4)
    client.post(files, {"evidence": SimpleUploadedFile("甲.txt", b"one")})
    answer = client.post(files, {"evidence": SimpleUploadedFile("乙.txt", b"two")})
    assert "合计不能超过" in answer.content.decode()
    monkeypatch.setattr(drafts, "MOST_FILES", 1)
    answer = client.post(files, {"evidence": SimpleUploadedFile("丙.txt", b"3")})
    assert "最多上传 1 个文件" in answer.content.decode()
    assert DraftFile.objects.unscoped("test").count() == 1


def test_nothing_can_be_handed_in_before_all_is_answered(client: Client, home: str, township: Body) -> None:
    pages = began(client, home)
    assert client.get(f"{home}check/")["Location"] == f"{pages}wanted/"
    assert client.get(f"{pages}person/")["Location"] == f"{pages}kind/"
    with pytest.raises(UsageError, match="请写明要申请公开的政府信息"):
        intake.hand_in(public(TODAY), body=township, token=client.session["request_draft"], address="a")
    assert requests() == []


def test_a_page_that_was_left_out_is_asked_for_though_the_law_needs_it_not(
    client: Client, home: str, township: Body
) -> None:
    check = filled(client, home)
    token = client.session["request_draft"]
    said = drafts.answers(drafts.find(public(TODAY), token), Answers)
    kept = Answers({name: answers for name, answers in said.pages.items() if name != "provision"})
    drafts.keep(public(TODAY), token=token, value=kept)
    assert client.post(check, {"declared": "on"})["Location"] == f"{home}apply/provision/"
    with pytest.raises(UsageError, match="没有填写"):
        intake.hand_in(public(TODAY), body=township, token=token, address="a")
    assert requests() == []


def test_a_draft_is_handed_in_to_its_own_body_alone(client: Client, home: str, other_township: Body) -> None:
    filled(client, home)
    there = f"/requests/b/{other_township.code}/"
    assert client.post(f"{there}check/", {"declared": "on"})["Location"] == there
    assert Client().post(f"{home}check/", {"declared": "on"})["Location"] == home
    assert requests() == []


def test_another_reader_has_no_part_in_a_draft(client: Client, home: str, other_township: Body) -> None:
    check = filled(client, home)
    assert Client().get(check)["Location"] == home
    assert client.get(f"/requests/b/{other_township.code}/check/")["Location"] == f"/requests/b/{other_township.code}/"
    with pytest.raises(NotFoundError):
        drafts.find(public(TODAY), "guessed")


def test_a_body_that_is_no_more_takes_no_request(client: Client, home: str, township: Body) -> None:
    Body.objects.filter(pk=township.pk).update(until=dt.date(2026, 1, 1))
    assert "开始申请" not in client.get(home).content.decode()
    assert client.post(home).status_code == 400


def test_after_handing_in_nothing_can_be_changed(client: Client, home: str) -> None:
    check = filled(client, home)
    client.post(check, {"declared": "on"})
    assert client.post(f"{home}apply/wanted/", {"content": "别的"})["Location"] == f"{home}receipt/"
    with pytest.raises(UsageError, match="已经提交"):
        drafts.keep(public(TODAY), token=client.session["request_draft"], value=Answers())


@pytest.mark.parametrize("path", ["/requests/", "/requests/?q=石桥", "/requests/?q=没有", "/requests/follow/"])
def test_the_way_to_a_body_and_to_a_request(client: Client, township: Body, path: str) -> None:
    assert client.get(path).status_code == 200


def test_the_column_of_a_body_leads_to_the_application(client: Client, home: str, township: Body) -> None:
    assert f'href="{home}"' in client.get(f"/b/{township.code}/requests/").content.decode()
    assert 'href="/requests/"' in client.get("/").content.decode()


def test_the_guide_tells_articles_channels_and_fees_from_the_law(client: Client, home: str) -> None:
    text = client.get(home).content.decode()
    for words in (
        "第二十九条",
        "第三十一条第（二）项",
        "双方确认之日",
        "第31至100页，每页10元",
        "不得填写、上传涉及国家秘密",
    ):
        assert words in text
    assert client.get("/requests/b/nowhere/").status_code == 404
    assert client.get(f"{home}apply/nothing/").status_code == 404


def test_an_address_hands_in_so_many_a_day_and_no_more(client: Client, home: str, settings: Any) -> None:
    settings.GONGKAI_SUBMISSIONS_A_DAY = 1
    client.post(filled(client, home), {"declared": "on"})
    check = filled(client, home)
    for _ in range(2):
        answer = client.post(check, {"declared": "on"})
        assert answer.status_code == 429
        assert "请明天再提交，或者当面、邮寄" in answer.content.decode()
    assert len(requests()) == 1
    # From another address, or with more room, the same draft goes through.
    assert client.post(check, {"declared": "on"}, REMOTE_ADDR="192.0.2.7").status_code == 302
    assert len(requests()) == 2


def test_a_second_click_counts_once(client: Client, home: str, settings: Any) -> None:
    settings.GONGKAI_SUBMISSIONS_A_DAY = 1
    check = filled(client, home)
    assert [client.post(check, {"declared": "on"}).status_code for _ in range(2)] == [302, 302]


def test_an_address_begins_so_many_a_day_and_no_more(client: Client, home: str, settings: Any, township: Body) -> None:
    settings.GONGKAI_DRAFTS_A_DAY = 2
    answers = [client.post(home) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "请明天再填写" in answers[-1].content.decode()
    assert Draft.objects.unscoped("test").count() == 2
    assert not Use.objects.filter(address__contains="127.0.0.1").exists()
    limits.sweep(public(TODAY + dt.timedelta(days=1)))
    assert client.post(home).status_code == 302
