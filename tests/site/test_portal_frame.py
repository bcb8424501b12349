"""The portal for other sites and for readers who come again: frames, colours, marks, validators, a feed."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from gongkai.errors import UsageError
from gongkai.site.bodies.models import Body
from gongkai.site.project import front, marks
from gongkai.site.project.options import Options
from gongkai.site.publishing import services
from tests.site.test_publishing import PLAIN, changed, people, public  # noqa: F401

SITE = "https://www.yunling.example"


class TestFrames:
    def test_nobody_frames_the_portal_unless_named(self, client: Client, township: Body) -> None:
        answer = client.get(f"/b/{township.code}/")
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert client.get(f"/embed/b/{township.code}/").status_code == 404

    def test_a_named_site_frames_pages_without_head_and_foot(
        self, client: Client, township: Body, settings: Any
    ) -> None:
        settings.GONGKAI_FRAMES = [SITE]
        answer = client.get(f"/embed/b/{township.code}/")
        assert f"frame-ancestors {SITE}" in answer["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer
        text = answer.content.decode()
        assert "gk-foot" not in text
        links = re.findall(r'href="(/[^"]*)"', text.partition("<body")[2])
        assert links
        assert [link for link in links if not link.startswith("/embed/")] == []

    def test_a_parameter_leads_there(self, client: Client, township: Body, settings: Any) -> None:
        settings.GONGKAI_FRAMES = [SITE]
        answer = client.get(f"/b/{township.code}/proactive/?embed=1&subject=news")
        assert answer["Location"] == f"/embed/b/{township.code}/proactive/?subject=news"

    def test_forms_open_outside_of_the_frame(
        self,
        client: Client,
        people: SimpleNamespace,  # noqa: F811
        settings: Any,
    ) -> None:
        settings.GONGKAI_FRAMES = [SITE]
        item = public(people)
        text = client.get(f"/embed/item/{item.pk}/").content.decode()
        assert f'href="/item/{item.pk}/correction/" target="_blank"' in text


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("GONGKAI_FRAMES", "www.yunling.example", marks.frames),
        ("GONGKAI_FRAMES", "https://a.example/path", marks.frames),
        ("GONGKAI_FRAMES", "https://a.example;script-src", marks.frames),
        ("GONGKAI_ACCENT", "blue", marks.accent),
        ("GONGKAI_ACCENT", "#ff0000", marks.accent),
        ("GONGKAI_PARTY_MARK", "javascript:alert(1)", marks.read),
    ],
)
def test_a_wrong_option_is_told_by_its_name(name: str, value: str, read: Any) -> None:
    with pytest.raises(UsageError, match=name):
        read(Options({name: value}))


def test_the_foot_says_whose_site_it_is(client: Client, township: Body, settings: Any) -> None:
    given = {"GONGKAI_SITE_CODE": "9900000001", "GONGKAI_ICP": "云ICP备99000001号"}
    given["GONGKAI_POLICE"] = "云公网安备99000002号"
    settings.GONGKAI_SITE_MARKS = marks.read(Options(given))
    text = client.get("/").content.decode()
    assert "网站标识码：9900000001" in text
    assert "code=99000002" in text
    assert "党政机关" not in text


def test_the_accent_is_a_style_sheet(client: Client, township: Body, settings: Any) -> None:
    assert "/theme.css" not in client.get("/").content.decode()
    settings.GONGKAI_ACCENT = marks.accent(Options({"GONGKAI_ACCENT": "#7A0C0C"}))
    assert "/theme.css" in client.get("/").content.decode()
    assert "--gk-blue: #7a0c0c;" in client.get("/theme.css").content.decode()


def test_contrast_is_that_of_wcag() -> None:
    assert marks.contrast_with_white("#000000") == pytest.approx(21)
    assert marks.contrast_with_white("#ffffff") == pytest.approx(1)
    assert marks.contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


class TestFreshness:
    def test_a_page_that_did_not_change_is_told_in_a_line(self, client: Client, township: Body) -> None:
        first = client.get(f"/b/{township.code}/")
        assert first["Cache-Control"].startswith("public, max-age=0, s-maxage=")
        again = client.get(f"/b/{township.code}/", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_a_page_for_one_reader_is_kept_by_nobody(self, client: Client, township: Body) -> None:
        client.cookies["gongkai_display"] = "large"
        assert client.get(f"/b/{township.code}/")["Cache-Control"] == "private, no-cache"

    @pytest.mark.usefixtures("db")
    def test_other_faces_are_not_touched(self, client: Client) -> None:
        assert "ETag" not in client.get("/accounts/login/")


class TestFront:
    """The answers that are kept before Django."""

    def asked(self, cache: str = "public, max-age=0, s-maxage=5", **more: str) -> list[str]:
        self.calls = 0
        headers = [("Cache-Control", cache), ("ETag", 'W/"a"'), ("Content-Type", "text/html"), *more.items()]

        def application(environ: Any, start: Any) -> Iterable[bytes]:
            self.calls += 1
            assert "HTTP_IF_NONE_MATCH" not in environ
            start("200 OK", headers)
            return [b"page"]

        self.site = front.Front(application, 5)
        return [self.get() for _ in range(2)]

    def get(self, **more: str) -> str:
        told: list[str] = []
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": "", "wsgi.url_scheme": "http"} | more
        body = b"".join(self.site(environ, lambda status, _headers, *_: told.append(status)))
        return f"{told[0]} {body.decode()}"

    def test_a_page_for_all_is_made_once(self) -> None:
        assert self.asked() == ["200 OK page"] * 2
        assert self.calls == 1
        assert self.get(HTTP_IF_NONE_MATCH='W/"a"') == "304 Not Modified "

    def test_who_has_it_already_fills_the_memory_too(self) -> None:
        self.asked()
        self.site = front.Front(self.site._application, 5)
        for _ in range(2):
            assert self.get(HTTP_IF_NONE_MATCH='W/"a"') == "304 Not Modified "
        assert self.calls == 2

    @pytest.mark.parametrize(
        "more", [{"HTTP_COOKIE": "a=b"}, {"HTTP_AUTHORIZATION": "x"}, {"QUERY_STRING": "q=1"}, {"HTTP_HOST": "other"}]
    )
    def test_another_request_is_another_page(self, more: dict[str, str]) -> None:
        self.asked()
        self.get(**more)
        assert self.calls == 2

    def test_what_is_not_for_all_is_not_kept(self) -> None:
        self.asked("private, no-cache")
        assert self.calls == 2
        self.asked(**{"Set-Cookie": "a=b"})
        assert self.calls == 2

    def test_it_is_made_anew_when_it_has_aged(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked()
        then = time.monotonic() + 6
        monkeypatch.setattr(time, "monotonic", lambda: then)
        self.get()
        assert self.calls == 2

    def test_memory_is_limited(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(front, "_MOST", 6)
        self.asked()
        self.get(PATH_INFO="/b")
        self.get()
        assert self.calls == 3


def test_another_portal_copies_what_changed(people: SimpleNamespace, client: Client) -> None:  # noqa: F811
    page = f"/b/{people.body.code}/items.json"
    first, other = public(people), public(people, changed(PLAIN, title="别的"))
    found = client.get(page).json()
    assert [item["id"] for item in found["items"]] == [first.pk, other.pk]
    mark = found["after"]
    assert client.get(page, {"after": mark}).json()["items"] == []
    services.withdraw(people.approver, item_id=first.pk, explanation="内容有误")
    (item,) = client.get(page, {"after": mark}).json()["items"]
    assert (item["id"], item["state"], item["html"]) == (first.pk, "withdrawn", "")
    assert client.get(page, {"after": "x"}).status_code == 400


def test_a_body_offers_what_apps_have_registered(
    client: Client, township: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongkai.site.web import public as registry

    monkeypatch.setattr(registry, "_entries", dict(registry._entries))
    registry.add_entry(registry.PublicEntry("订阅信息", "新的在前。", "portal:feed"))
    registry.add_entry(registry.PublicEntry("提交申请", "不用说明用途。", "portal:pull", "requests"))
    assert "订阅信息" in client.get(f"/b/{township.code}/").content.decode()
    assert "提交申请" in client.get(f"/b/{township.code}/requests/").content.decode()
    registry.add_entry(registry.PublicEntry("提交申请", "。", "portal:pull", "requests", there=lambda body: body == 0))
    assert "提交申请" not in client.get(f"/b/{township.code}/requests/").content.decode()
