"""Pages of the archive: filing, taking a file out, destroying by two, a year without a request."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from gongkai.site.accessrequests import selectors, services
from gongkai.site.accessrequests.models_archive import Archive
from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Scope

from .remedies_world import answered

People = Callable[..., User]
Browsers = Callable[[User], Client]


def at(name: str, *given: object) -> str:
    return reverse(f"requests_archive:{name}", args=given)


def test_a_file_is_closed_and_taken_out(officer: Scope, handler: User, signed_in: Browsers, township: Body) -> None:
    browser, request = signed_in(handler), answered(officer, township)
    services.add_paper(officer, request_id=request.pk, kind="evidence", name="说明.txt", stream=io.BytesIO(b"words"))
    assert request.number in browser.get(at("archive", township.code)).content.decode()
    page = at("close", township.code, request.pk)
    assert "2026-XXGK-D10-0001" in browser.get(page).content.decode()
    values = {"retention": "thirty_years", "index_number": "2026-XXGK-D30-0001"}
    shown = browser.post(page, values, follow=True).content.decode()
    assert "2056年12月31日" in shown
    assert "已经归档" in browser.post(page, values).content.decode()
    out = at("take_out", township.code, request.pk, "zip")
    assert browser.get(out).status_code == 302
    answer = browser.post(out)
    assert answer.content.startswith(b"PK")
    assert answer["Cache-Control"] == "no-store"
    assert browser.post(at("take_out", township.code, request.pk, "doc")).status_code == 404


def test_two_people_destroy_what_is_over(
    officer: Scope, handler: User, signed_in: Browsers, township: Body, person: People
) -> None:
    request = answered(officer, township)
    browser, approver = signed_in(handler), signed_in(person("approver", township))
    browser.post(at("close", township.code, request.pk), {"retention": "ten_years", "index_number": "甲"})
    row = Archive.objects.unscoped("test").get()
    Archive.objects.unscoped("test").update(expires_on=dt.date(2026, 1, 1))
    assert "等待鉴定和销毁" in browser.get(at("archive", township.code)).content.decode()
    assert "鉴定到期档案 甲" in browser.get("/staff/").content.decode()
    browser.post(at("appraise", township.code, row.pk), {"verdict": "destroy"})
    assert "到期档案 甲" not in browser.get("/staff/").content.decode()
    assert "销毁到期档案 甲" in approver.get("/staff/").content.decode()
    assert browser.get(at("destroy", township.code, row.pk)).status_code == 403
    assert approver.post(at("destroy", township.code, row.pk), {}).status_code == 200
    assert selectors.get(officer, request.pk).destroyed_on is None
    shown = approver.post(at("destroy", township.code, row.pk), {"sure": "on"}, follow=True).content.decode()
    assert "已销毁" in shown
    # The page of the request stays, and says what was counted.
    assert approver.get(reverse("accessrequests:request", args=[township.code, request.pk])).status_code == 200


def test_a_quiet_year_is_confirmed_in_one_step(handler: User, signed_in: Browsers, township: Body) -> None:
    browser = signed_in(handler)
    assert browser.post(at("nil", township.code), {"year": "2025"}).status_code == 302


def test_strangers_get_404_and_readers_403(
    officer: Scope, county: Body, township: Body, other_township: Body, person: People, signed_in: Browsers
) -> None:
    request = answered(officer, township)
    stranger, reader = signed_in(person("handler", other_township)), signed_in(person("county_office", county))
    for page in (at("close", township.code, request.pk), at("nil", township.code), at("import", township.code)):
        assert stranger.get(page).status_code == 404
        assert reader.get(page).status_code == 403
    assert stranger.get(at("close", other_township.code, request.pk)).status_code == 404
    assert stranger.post(at("take_out", other_township.code, request.pk, "zip")).status_code == 404
    assert reader.get(at("archive", township.code)).status_code == 200
