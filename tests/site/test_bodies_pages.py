"""The pages of bodies: who sees them, what they show, what they do."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from gongkai.site.accounts.models import User
from gongkai.site.accounts.rights import matrix
from gongkai.site.bodies import selectors, services
from gongkai.site.bodies.importing import export
from gongkai.site.bodies.models import Body, Office, Post
from gongkai.site.web import clock, registry
from gongkai.site.web.scope import Scope
from tests.site.bodies_world import code_of, make, registrar

pytestmark = pytest.mark.django_db
SCOPE = registrar(clock.today())
Person = Callable[..., User]
Enter = Callable[[User], Client]

OF_A_BODY = {
    "show": "body.view",
    "create": "body.create",
    "rename": "body.create",
    "relate": "body.create",
    "describe": "body.create",
    "close": "body.create",
    "reopen": "body.create",
    "withdraw": "body.create",
    "contact": "body.edit",
    "add_office": "body.edit",
    "add_post": "body.edit",
}
OF_ALL = {
    "list": "body.view",
    "export_xlsx": "body.view",
    "export_csv": "body.view",
    "create_root": "body.create",
    "upload": "body.create",
    "example": "body.create",
}


class World:
    """A county with two townships, and somebody signed in."""

    def __init__(self, person: Person, signed_in: Enter) -> None:
        self.county = make(1, name="云岭县人民政府", short_name="云岭县", level="county")
        self.town = make(2, self.county, name="云岭县石桥镇人民政府", short_name="石桥镇")
        self.other = make(3, self.county, name="云岭县白沙乡人民政府", short_name="白沙乡")
        self._person, self._enter = person, signed_in

    def as_role(self, role: str, body: Body | None = None) -> Client:
        return self._enter(self._person(role, body))

    @property
    def registrar(self) -> Client:
        return self.as_role("system_admin")


@pytest.fixture
def world(person: Person, signed_in: Enter) -> World:
    return World(person, signed_in)


def url(name: str, *args: Any) -> str:
    return reverse(f"bodies:{name}", args=args)


def post(client: Client, address: str, **data: Any) -> str:
    """Send a form that must be accepted; the page that follows."""
    response = client.post(address, data)
    assert response.status_code == 302, response.content.decode()
    return client.get(response.headers["Location"]).content.decode()


def queries(client: Client, address: str) -> int:
    """How many a page costs, once it was opened."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


class TestRights:
    def test_every_page_is_in_these_tables(self) -> None:
        pages = {key for key in get_resolver("gongkai.site.bodies.urls").reverse_dict if isinstance(key, str)}
        assert pages == {*OF_A_BODY, *OF_ALL, "preview", "office", "post"}

    def test_every_page_asks_for_a_right_that_there_is(self) -> None:
        patterns: list[Any] = get_resolver("gongkai.site.bodies.urls").url_patterns
        assert {pattern.callback.right.action for pattern in patterns} <= set(matrix().actions)

    @pytest.mark.parametrize("name", OF_A_BODY)
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_stranger_finds_nothing(self, world: World, name: str, method: str) -> None:
        client = world.as_role("body_admin", world.other)
        assert getattr(client, method)(url(name, world.town.code)).status_code == 404

    @pytest.mark.parametrize(("name", "action"), OF_A_BODY.items())
    @pytest.mark.parametrize("role", ["handler", "body_admin", "county_office", "system_admin"])
    def test_who_sees_the_body_needs_the_right(self, world: World, name: str, action: str, role: str) -> None:
        client = world.as_role(role, None if role == "system_admin" else world.town)
        expected = 200 if role in matrix().actions[action].grants else 403
        assert client.get(url(name, world.town.code)).status_code == expected
        if expected == 403:
            assert client.post(url(name, world.town.code)).status_code == 403

    @pytest.mark.parametrize(("name", "action"), OF_ALL.items())
    @pytest.mark.parametrize("role", ["handler", "system_admin"])
    def test_pages_of_all_need_it_anywhere(self, world: World, name: str, action: str, role: str) -> None:
        client = world.as_role(role, None if role == "system_admin" else world.town)
        expected = 200 if role in matrix().actions[action].grants else 403
        assert client.get(url(name)).status_code == expected

    @pytest.mark.parametrize("name", ["office", "post"])
    def test_what_belongs_to_another_body_is_not_there(self, world: World, name: str) -> None:
        office = services.save_office(SCOPE, body=world.other, kind="village", name="上河村")
        person = services.save_post(SCOPE, body=world.other, kind="leader", person="某甲")
        pk = office.pk if name == "office" else person.pk
        client = world.as_role("body_admin", world.town)
        assert client.get(url(name, world.town.code, pk)).status_code == 404
        assert client.get(url(name, world.other.code, pk)).status_code == 404

    @pytest.mark.parametrize("address", ["b/%00/", "b/%s/offices/99999999999999999999/", "bodies/import/%00/"])
    def test_addresses_that_make_no_sense_lead_nowhere(self, world: World, address: str) -> None:
        client = world.registrar
        assert client.get(f"/staff/{address.replace('%s', world.town.code)}").status_code == 404

    @pytest.mark.parametrize("name", ["list", "upload"])
    def test_nobody_gets_in_without_signing_in(self, client: Client, name: str) -> None:
        assert client.get(url(name)).headers["Location"].startswith("/accounts/login/")


class TestList:
    def test_shows_what_one_sees(self, world: World) -> None:
        text = world.as_role("handler", world.town).get(url("list")).content.decode()
        assert "石桥镇" in text
        assert "白沙乡" not in text
        assert "新建" not in text

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"words": "石桥"}, {2}),
            ({"words": "旧沙"}, {3}),
            ({"words": code_of(1)}, {1}),
            ({"level": "county"}, {1}),
            ({"level": "township", "kind": "government"}, {2, 3}),
            ({"kind": "department"}, set()),
            ({"closed": "on"}, {1, 2, 3, 4}),
        ],
    )
    def test_filters(self, world: World, query: dict[str, str], found: set[int]) -> None:
        services.rename(SCOPE, body=world.other, name="云岭县旧沙乡人民政府", short_name="", since=dt.date(2020, 1, 1))
        services.rename(SCOPE, body=world.other, name="云岭县白沙乡人民政府", short_name="", since=dt.date(2021, 1, 1))
        closed = make(4, world.county, name="云岭县丁局", level="prefecture", kind="authorised")
        services.close(SCOPE, body=closed, until=dt.date(2022, 1, 1))
        text = world.registrar.get(url("list"), query).content.decode()
        assert {number for number in range(1, 5) if url("show", code_of(number)) in text} == found

    def test_costs_the_same_for_many(self, world: World, django_assert_num_queries: Any) -> None:
        client = world.registrar
        few = queries(client, url("list"))
        for number in range(10, 40):
            make(number, world.town if number % 2 else world.county)
        with django_assert_num_queries(few):
            client.get(url("list"))

    def test_goes_on_by_pages(self, world: World) -> None:
        for number in range(10, 70):
            make(number, world.county)
        client = world.registrar
        first = client.get(url("list"))
        assert first.content.decode().count("/staff/b/") == 50
        after = first.context["page"].after
        assert client.get(url("list"), {"after": after}).content.decode().count("/staff/b/") == 13
        assert client.get(url("list"), {"after": "x"}).status_code == 400


class TestShow:
    def test_tells_all_of_a_body(self, world: World) -> None:
        services.save_contact(SCOPE, body=world.town, office="政务公开办公室", phone="0990-1000000")
        services.save_office(SCOPE, body=world.town, kind="village", name="上河村")
        services.save_office(SCOPE, body=world.town, kind="village", name="老河村", until=dt.date(2020, 1, 1))
        services.save_post(SCOPE, body=world.town, kind="leader", person="某甲", title="副镇长")
        services.rename(SCOPE, body=world.town, name="云岭县石桥街道办事处", short_name="", since=dt.date(2024, 7, 1))
        client = world.as_role("handler", world.town)
        text = client.get(url("show", world.town.code)).content.decode()
        for word in (
            "政务公开办公室",
            "上河村",
            "某甲",
            "副镇长",
            "石桥街道",
            "云岭县石桥镇人民政府",
            "云岭县人民政府",
        ):
            assert word in text
        assert "2024年6月30日" in text
        assert "老河村" not in text
        assert url("show", world.county.code) not in text  # one may know its name, and not open it
        assert "老河村" in client.get(url("show", world.town.code), {"former": 1}).content.decode()

    def test_buttons_are_for_those_who_may(self, world: World) -> None:
        plain = world.as_role("handler", world.town).get(url("show", world.town.code)).content.decode()
        full = world.registrar.get(url("show", world.town.code)).content.decode()
        for name in ("rename", "relate", "close", "contact", "add_office"):
            assert url(name, world.town.code) not in plain
            assert url(name, world.town.code) in full

    def test_costs_the_same_for_many(self, world: World, django_assert_num_queries: Any) -> None:
        client = world.registrar
        address = url("show", world.county.code)
        few = queries(client, address)
        for number in range(10, 20):
            make(number, world.county)
            services.save_office(SCOPE, body=world.county, kind="inner", name=f"第{number}科")
            services.save_post(SCOPE, body=world.county, kind="part_time", person=f"第{number}人")
        with django_assert_num_queries(few):
            client.get(address)


class TestForms:
    def test_a_root_and_one_under_it(self, world: World) -> None:
        client = world.registrar
        values = {"name": "云山县人民政府", "code": code_of(10), "level": "county", "kind": "government"}
        assert "云山县人民政府" in post(client, url("create_root"), **values)
        below = values | {"name": "云山县教育局", "code": code_of(11), "kind": "department", "since": "2001-03-01"}
        assert "2001年3月1日" in post(client, url("create", code_of(10)), **below)
        assert Body.objects.get(code=code_of(11)).path.startswith(Body.objects.get(code=code_of(10)).path)

    def test_what_is_wrong_stands_beside_its_field(self, world: World) -> None:
        response = world.registrar.post(url("create_root"), {"name": "甲", "code": "123"})
        assert response.status_code == 422
        assert "这里有 3 位" in response.content.decode()
        assert set(response.context["form"].errors) == {"code", "level", "kind"}

    def test_what_a_service_refuses_stands_above(self, world: World) -> None:
        values = {"name": "甲", "code": world.town.code, "level": "county", "kind": "department"}
        response = world.registrar.post(url("create_root"), values)
        assert "已经用于云岭县石桥镇人民政府" in response.content.decode()

    def test_rename(self, world: World) -> None:
        address = url("rename", world.town.code)
        text = post(world.registrar, address, name="云岭县石桥街道办事处", since="2026-01-01")
        assert "云岭县石桥街道办事处" in text
        assert "云岭县石桥镇人民政府" in text

    @pytest.mark.parametrize("typed", ["白沙乡代码", "名称", "提示"])
    def test_relate_by_code_by_name_and_by_suggestion(self, world: World, typed: str) -> None:
        code, name = world.other.code, world.other.name
        text = {"白沙乡代码": code.lower(), "名称": name, "提示": f"{name}（{code}）"}[typed]
        client = world.registrar
        assert f"{name}（{code}）" in client.get(url("relate", world.town.code)).content.decode()
        post(client, url("relate", world.town.code), superior=text, since="2026-01-01")
        assert Body.objects.get(pk=world.town.pk).path.startswith(Body.objects.get(pk=world.other.pk).path)

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({}, "只选其一"),
            ({"superior": "白沙乡", "alone": "on"}, "只选其一"),
            ({"superior": "没有的局"}, "没有找到这个机关"),
            ({"superior": "云岭县石桥镇人民政府"}, "自己或者它的下级"),
        ],
    )
    def test_relate_refuses(self, world: World, data: dict[str, str], words: str) -> None:
        response = world.registrar.post(url("relate", world.town.code), data | {"since": "2026-01-01"})
        assert words in response.content.decode()

    def test_one_of_two_namesakes_is_not_guessed(self, world: World) -> None:
        make(10, world.county, name=world.other.name)
        data = {"superior": world.other.name, "since": "2026-01-01"}
        assert "有同名的机关" in world.registrar.post(url("relate", world.town.code), data).content.decode()

    def test_leave_all_superiors(self, world: World) -> None:
        post(world.registrar, url("relate", world.town.code), alone="on", since="2026-01-01")
        assert selectors.superior(SCOPE, Body.objects.get(pk=world.town.pk)) == (None, False)

    def test_describe_close_and_reopen(self, world: World) -> None:
        client = world.registrar
        code = world.town.code
        post(client, url("describe", code), level="township", kind="dispatched", division="990100001")
        assert "990100001" in client.get(url("show", code)).content.decode()
        assert "已撤销" in post(client, url("close", code), until="2026-01-01")
        assert "已撤销" not in post(client, url("reopen", code))

    def test_what_is_planned_is_told_and_can_be_withdrawn(self, world: World) -> None:
        client = world.registrar
        text = post(client, url("close", world.town.code), until=str(clock.today() + dt.timedelta(days=9)))
        assert "拟撤销" in text
        assert "有尚未生效的调整" in text
        assert "有尚未生效的调整" not in post(client, url("withdraw", world.town.code))

    def test_contact(self, world: World) -> None:
        client = world.as_role("body_admin", world.town)
        assert "0990-1000000" in post(
            client, url("contact", world.town.code), phone="0990-1000000", website="a.example"
        )
        assert "0990-1000000" in client.get(url("contact", world.town.code)).content.decode()
        assert client.post(url("contact", world.town.code), {"postcode": "1"}).status_code == 422

    def test_office_and_post(self, world: World) -> None:
        client = world.as_role("body_admin", world.town)
        code = world.town.code
        assert "上河村" in post(client, url("add_office", code), name="上河村", kind="village")
        office = Office.objects.unscoped("test").get()
        post(client, url("office", code, office.pk), name="上河社区", kind="community", until="2025-12-31")
        assert "某甲" in post(client, url("add_post", code), person="某甲", kind="leader", title="副镇长")
        row = Post.objects.unscoped("test").get()
        assert "副镇长" in client.get(url("post", code, row.pk)).content.decode()
        assert "某乙" in post(client, url("post", code, row.pk), person="某乙", kind="full_time")


class TestFiles:
    def upload(self, client: Client, data: bytes, name: str = "名录.xlsx") -> Any:
        return client.post(url("upload"), {"file": SimpleUploadedFile(name, data)})

    def test_upload_look_confirm(self, world: World) -> None:
        client = world.registrar
        data = client.get(url("example")).content
        address = self.upload(client, data).headers["Location"]
        text = client.get(address).content.decode()
        assert "确认导入" in text
        assert "上河村" in text
        assert Body.objects.count() == 3
        assert "新建 7 个" in post(client, address)
        assert Body.objects.count() == 6
        assert client.post(address).status_code == 404

    def test_a_second_time_there_is_nothing_to_confirm(self, world: World) -> None:
        client = world.registrar
        data = client.get(url("export_xlsx")).content
        text = client.get(self.upload(client, data).headers["Location"]).content.decode()
        assert "没有需要导入的内容" in text
        assert "确认导入</button>" not in text

    def test_errors_are_listed_and_nothing_can_be_confirmed(self, world: World) -> None:
        client = world.registrar
        data = "名称,统一社会信用代码\n云岭县戊局,12345\n".encode("gb18030")
        address = self.upload(client, data, "名录.csv").headers["Location"]
        text = client.get(address).content.decode()
        assert "这里有 5 位" in text
        assert "12345" in text
        assert "确认导入</button>" not in text
        assert client.post(address).status_code == 409

    @pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0 old", b"PK\x03\x04"])
    def test_a_file_that_cannot_be_used_is_told_in_the_form(self, world: World, data: bytes) -> None:
        response = self.upload(world.registrar, data)
        assert response.status_code == 422
        assert response.context["form"].errors["file"]

    def test_a_changed_line_shows_both_values(self, world: World) -> None:
        client = world.registrar
        data = f"名称,代码\n云岭县青石镇人民政府,{world.town.code}\n".encode()
        text = client.get(self.upload(client, data, "名录.csv").headers["Location"]).content.decode()
        assert "云岭县石桥镇人民政府 → 云岭县青石镇人民政府" in text

    def test_what_others_uploaded_is_not_there(self, world: World) -> None:
        address = self.upload(world.registrar, export.example_file()).headers["Location"]
        other = world.registrar
        assert other.get(address).status_code == 404
        assert other.post(address).status_code == 404

    @pytest.mark.parametrize(("name", "begins"), [("export_csv", b"\xef\xbb\xbf"), ("export_xlsx", b"PK")])
    def test_downloads_hold_what_one_sees(self, world: World, name: str, begins: bytes) -> None:
        response = world.as_role("handler", world.town).get(url(name))
        assert response.content.startswith(begins)
        assert "attachment" in response.headers["Content-Disposition"]
        if name == "export_csv":
            assert "石桥镇" in response.content.decode()
            assert "白沙乡" not in response.content.decode()


class TestSearch:
    def test_finds_bodies_by_what_they_are_or_were_called(
        self, world: World, person: Person, scope_of: Callable[[User], Scope]
    ) -> None:
        services.rename(SCOPE, body=world.town, name="云岭县石桥街道办事处", short_name="", since=dt.date(2024, 7, 1))
        scope = scope_of(person("county_office", world.county))
        assert [hit.title for hit in registry.search(scope, "石桥镇")] == ["云岭县石桥街道办事处"]
        assert registry.search(scope_of(person("handler", world.other)), "石桥镇") == []
        assert registry.search(scope, " ") == []

    def test_costs_one_query(self, world: World, django_assert_num_queries: Any) -> None:
        make(10, world.county)
        with django_assert_num_queries(1):
            assert len(selectors.hits(SCOPE, "云岭县", 2)) == 2
