"""The frame of the pages: rail, person, switches, language, errors."""

import types
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import ResolverMatch

from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.project import urls
from gongkai.site.web import shell
from gongkai.site.web.scope import Actor, Reach, Scope
from gongkai.site.web.shell import Entry, Shell
from tests.site.conftest import TODAY


@pytest.fixture
def rail(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Any]]:
    """Registers entries, and gives the rail that somebody sees on a page."""
    monkeypatch.setattr(shell, "_entries", {})

    def seen(path: str, name: str, *actions: str) -> list[Any]:
        request = RequestFactory().get(path)
        grants = {action: (Reach("0001"),) for action in actions}
        request.scope = Scope(Actor("staff", 1), TODAY, grants)  # type: ignore[attr-defined]
        app, _, url_name = name.partition(":")
        request.resolver_match = ResolverMatch(HttpResponse, (), {}, url_name, [app], [app])
        return list(Shell(request).rail)

    return seen


def test_the_rail_shows_what_one_may_open_in_its_order(rail: Callable[..., list[Any]]) -> None:
    shell.add_entry(Entry("主页", "portal:home", "a.see", 20))
    shell.add_entry(Entry("待办", "workbench:home", "staff.enter", 10))
    shell.add_entry(Entry("搜索", "portal:search", "b.see", 5))
    seen = rail("/staff/", "workbench:home", "staff.enter", "a.see")
    assert [(link.label, link.url, link.current) for link in seen] == [
        ("待办", "/staff/", True),
        ("主页", "/", False),
    ]


def test_of_one_apps_entries_the_nearest_is_current(rail: Callable[..., list[Any]]) -> None:
    shell.add_entry(Entry("主页", "portal:home", "a.see", 1))
    shell.add_entry(Entry("搜索", "portal:search", "a.see", 2))

    def current(path: str, name: str) -> list[str]:
        return [link.label for link in rail(path, name, "a.see") if link.current]

    assert current("/search/more/", "portal:more") == ["搜索"]
    assert current("/b/1/", "portal:body") == ["主页"]
    assert current("/staff/", "workbench:home") == []


def test_an_entry_registered_again_replaces_the_first(rail: Callable[..., list[Any]]) -> None:
    shell.add_entry(Entry("旧", "portal:home", "a.see", 1))
    shell.add_entry(Entry("新", "portal:home", "a.see", 1))
    assert [link.label for link in rail("/", "portal:home", "a.see")] == ["新"]


def test_the_person_and_the_body_are_named(
    person: Callable[..., User], township: Body, other_township: Body, signed_in: Callable[[User], Client]
) -> None:
    user = person("handler", township, "张小禾")
    assert "<strong>张小禾</strong><br>云岭县石桥镇人民政府</p>" in signed_in(user).get("/staff/").content.decode()
    from gongkai.site.accounts.models import Appointment

    Appointment.objects.create(user=user, role="handler", body=other_township, since=TODAY.replace(month=1))
    assert "云岭县石桥镇人民政府等2个机关" in signed_in(user).get("/staff/").content.decode()


class TestDisplay:
    def test_a_switch_is_remembered_and_turned_back(self, client: Client, db: None) -> None:  # noqa: ARG002
        assert (
            client.post("/display/", {"large": "1", "next": "/accessibility/"}).headers["Location"] == "/accessibility/"
        )
        client.post("/display/", {"contrast": "1"})
        assert 'class="gk-large gk-contrast"' in client.get("/").content.decode()
        client.post("/display/", {"large": "0"})
        assert 'class="gk-contrast"' in client.get("/").content.decode()
        answer = client.post("/display/", {"contrast": "0"})
        assert answer.cookies["gongkai_display"]["max-age"] == 0

    @pytest.mark.parametrize("path", ["/accessibility/", "/accounts/login/"])
    def test_every_frame_shows_what_is_switched_on(self, client: Client, db: None, path: str) -> None:  # noqa: ARG002
        client.cookies["gongkai_display"] = "large"
        text = client.get(path).content.decode()
        assert 'name="large" value="0" aria-pressed="true"' in text
        assert 'name="contrast" value="1" aria-pressed="false"' in text

    @pytest.mark.parametrize("target", ["//elsewhere.example/", "https://elsewhere.example/", "javascript:1", ""])
    def test_the_way_back_never_leads_elsewhere(self, client: Client, target: str) -> None:
        assert client.post("/display/", {"large": "1", "next": target}).headers["Location"] == "/"

    def test_a_strange_cookie_is_passed_over(self, client: Client, db: None) -> None:  # noqa: ARG002
        client.cookies["gongkai_display"] = 'large"><script>-contrast'
        assert 'class="gk-contrast"' in client.get("/").content.decode()

    def test_a_link_does_not_switch(self, client: Client) -> None:
        assert client.get("/display/").status_code == 405


class TestLanguage:
    def test_is_chinese_whatever_the_browser_asks_for(self, client: Client, db: None) -> None:  # noqa: ARG002
        answer = client.get("/", headers={"accept-language": "en"})
        assert '<html lang="zh-hans"' in answer.content.decode()
        assert answer.headers["Content-Language"] == "zh-hans"

    def test_is_english_for_who_chose_it(self, client: Client, db: None) -> None:  # noqa: ARG002
        client.post("/language/", {"language": "en", "next": "/"})
        answer = client.get("/")
        assert '<html lang="en"' in answer.content.decode()
        assert "Cookie" in answer.headers["Vary"]

    def test_passes_over_one_that_there_is_not(self, client: Client, db: None) -> None:  # noqa: ARG002
        client.cookies["django_language"] = "xx"
        assert '<html lang="zh-hans"' in client.get("/").content.decode()


class TestOneFaceOnly:
    """Each face is served alone on a machine of its own: no page of it may lead to the other."""

    @pytest.fixture
    def only(self, settings: Any) -> Callable[[str], None]:
        def choose(face: str) -> None:
            module: Any = types.ModuleType("only")
            shared = urls.urlpatterns[:2]
            module.urlpatterns = shared + (urls.STAFF if face == "staff" else urls.PORTAL)
            module.handler404, module.handler403 = urls.handler404, urls.handler403
            settings.ROOT_URLCONF = module
            settings.GONGKAI_ONLY = face

        return choose

    @pytest.mark.parametrize("path", ["/", "/search/?q=x", "/accessibility/", "/b/11990001MB00000203/", "/nowhere/"])
    def test_the_portal(self, only: Callable[[str], None], client: Client, township: Body, path: str) -> None:  # noqa: ARG002
        only("portal")
        answer = client.get(path)
        assert answer.status_code == (404 if path == "/nowhere/" else 200)
        assert "/accounts/" not in answer.content.decode()

    def test_the_workbench(
        self,
        only: Callable[[str], None],
        person: Callable[..., User],
        township: Body,
        signed_in: Callable[[User], Client],
    ) -> None:
        only("staff")
        client = signed_in(person("handler", township))
        assert 'href="/"' not in client.get("/staff/").content.decode()
        missing = client.get("/nowhere/")
        assert missing.status_code == 404
        assert 'href="/"' not in missing.content.decode()


@pytest.mark.parametrize("frame", ["staff", "portal", "plain"])
def test_the_frame_leaves_the_names_of_the_page_alone(frame: str, rf: RequestFactory, db: None) -> None:
    """What a page is given under any name, the blocks of the page still see."""
    used = ["words", "target", "action", "label", "title", "cancel", "text", "back", "content", "link", "message"]
    inside = "".join("{{ " + name + " }};" for name in used)
    source = "{% extends 'web/" + frame + ".html' %}{% block content %}" + inside + "{% endblock %}"
    page = engines["django"].from_string(source)
    drawn = page.render({name: f"own-{name}" for name in used}, rf.get("/"))
    assert "".join(f"own-{name};" for name in used) in drawn
