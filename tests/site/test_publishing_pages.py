"""Pages of items, for the staff and for the public."""

from __future__ import annotations

import io
import types
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body, Contact
from gongkai.site.project import urls
from gongkai.site.publishing import selectors, services
from gongkai.site.publishing.models import Correction, Entry, EntryItem, Item, Recheck
from tests.site.test_publishing import PLAIN, changed, people, public, submitted  # noqa: F401


@pytest.fixture
def officer(people: SimpleNamespace, signed_in: Callable[[User], Client]) -> Client:  # noqa: F811
    return signed_in(User.objects.get(pk=people.handler.actor.id))


def form_of(**values: str) -> dict[str, str]:
    return {"subject": PLAIN.subject, "title": PLAIN.title, "attribute": "proactive", "html": "一段"} | values


def test_an_officer_drafts_scans_and_submits(people: SimpleNamespace, officer: Client) -> None:  # noqa: F811
    code = people.body.code
    values = form_of(document_number=PLAIN.document_number, formed_on="2026-11-02", legality_review="已审核")
    answer = officer.post(reverse("publishing:new", args=[code]), values, follow=True)
    item = Item.objects.unscoped("test").get()
    assert "还没有检查：正文" in answer.content.decode()
    officer.post(reverse("publishing:step", args=[code, item.pk, "scan"]))
    page = reverse("publishing:step", args=[code, item.pk, "submit"])
    answer = officer.post(page, {"revision": item.revision}, follow=True)
    assert "已经提交审核" in answer.content.decode()


def test_what_is_wrong_is_told_beside_the_form(people: SimpleNamespace, officer: Client) -> None:  # noqa: F811
    page = reverse("publishing:new", args=[people.body.code])
    answer = officer.post(page, form_of(document_number="石政发(2026)1号"))
    assert "六角括号" in answer.content.decode()
    assert not Item.objects.unscoped("test").exists()


def test_where_the_portal_runs_elsewhere_no_page_leads_there(
    people: SimpleNamespace,  # noqa: F811
    officer: Client,
    settings: Any,
) -> None:
    item, code = public(people), people.body.code
    entry = Entry.objects.create(body=people.body, field="f", position=1, matter="事项", content="内容")
    EntryItem.objects.create(entry=entry, item=item)
    Recheck.objects.unscoped("test").update(verdict="look")
    row = Recheck.objects.unscoped("test").get()
    pages = [
        reverse("publishing:item", args=[code, item.pk]),
        reverse("publishing:entries", args=[code]),
        reverse("publishing:entry", args=[code, entry.pk]),
        reverse("publishing:recheck", args=[code, row.pk]),
    ]
    assert all(officer.get(page).content.decode().count(f'"/item/{item.pk}/"') for page in (pages[0], pages[3]))
    module: Any = types.ModuleType("only")
    module.urlpatterns = urls.urlpatterns[:2] + urls.STAFF
    settings.ROOT_URLCONF, settings.GONGKAI_ONLY = module, "staff"
    for page in pages:
        answer = officer.get(page)
        assert answer.status_code == 200
        assert f'"/item/{item.pk}/' not in answer.content.decode()


def test_pages_of_the_public_cost_the_same_however_much_there_is(
    people: SimpleNamespace,  # noqa: F811
    client: Client,
    django_assert_num_queries: Any,
) -> None:
    """An item: itself, and what leads to it. A column: body, items, kinds, first year, two ways in, contact."""
    item = public(people)
    column = reverse("portal:column", args=[people.body.code, "proactive"])
    for _ in range(2):
        with django_assert_num_queries(2):
            assert PLAIN.title in client.get(reverse("portal:item", args=[item.pk])).content.decode()
        with django_assert_num_queries(7):
            assert PLAIN.title in client.get(column).content.decode()
        for number in range(3):
            public(people, changed(PLAIN, title=f"第{number}号", subject="news"))


def test_what_changes_is_seen_on_the_next_page(people: SimpleNamespace, client: Client) -> None:  # noqa: F811
    """Parts of pages are kept by what they show: nothing of them outlives it."""
    item = public(people)
    page, column = (
        reverse("portal:item", args=[item.pk]),
        reverse("portal:column", args=[people.body.code, "proactive"]),
    )
    assert people.body.name in client.get(page).content.decode()
    Body.objects.filter(pk=people.body.pk).update(name="云岭县新石桥镇人民政府")
    assert all("云岭县新石桥镇人民政府" in client.get(path).content.decode() for path in (page, column))
    assert "还没有登记" in client.get(column).content.decode()
    Contact.objects.create(body=people.body, office="党政综合办公室")
    assert "党政综合办公室" in client.get(column).content.decode()
    services.withdraw(people.approver, item_id=item.pk, explanation="内容有误")
    assert PLAIN.title not in client.get(column).content.decode()
    assert "第一条" not in client.get(page).content.decode()


def test_a_late_save_says_so_and_keeps_what_was_written(people: SimpleNamespace, officer: Client) -> None:  # noqa: F811
    item = services.create(people.handler, body=people.body, draft=PLAIN)
    services.edit(people.approver, item_id=item.pk, revision=1, draft=changed(PLAIN, title="甲"))
    page = reverse("publishing:edit", args=[people.body.code, item.pk])
    answer = officer.post(page, form_of(revision="1", html="很长的一段"))
    assert answer.status_code == 409
    assert "很长的一段" in answer.content.decode()


def test_a_stranger_gets_404_and_a_reader_403(
    people: SimpleNamespace,  # noqa: F811
    other_township: Body,
    person: Callable[..., User],
    signed_in: Callable[[User], Client],
) -> None:
    item = submitted(people)
    page = reverse("publishing:edit", args=[people.body.code, item.pk])
    assert signed_in(person("handler", other_township)).get(page).status_code == 404
    assert signed_in(person("secrecy_reviewer", people.body)).get(page).status_code == 403


def test_an_item_of_another_body_is_not_reached_by_ones_own_address(
    people: SimpleNamespace,  # noqa: F811
    other_township: Body,
    person: Callable[..., User],
    signed_in: Callable[[User], Client],
) -> None:
    item = submitted(people)
    stranger = signed_in(person("handler", other_township))
    assert stranger.get(reverse("publishing:item", args=[other_township.code, item.pk])).status_code == 404


def test_the_public_reads_finds_and_downloads(people: SimpleNamespace, client: Client) -> None:  # noqa: F811
    item = services.create(people.handler, body=people.body, draft=PLAIN)
    services.attach(people.handler, item_id=item.pk, name="附件.txt", stream=io.BytesIO("公路名录".encode()))
    services.examine(people.handler, item_id=item.pk)
    item = selectors.get(people.handler, item.pk)
    assert client.get(reverse("portal:item", args=[item.pk])).status_code == 404
    services.submit(people.handler, item_id=item.pk, revision=item.revision)
    from tests.site.test_publishing import passed

    passed(people, item)
    page = client.get(reverse("portal:item", args=[item.pk])).content.decode()
    assert "石政发〔2026〕12号" in page
    assert "现行有效" in page
    answer = client.get(reverse("portal:file", args=[item.pk, 1]))
    assert b"".join(answer.streaming_content).decode() == "公路名录"  # type: ignore[attr-defined]
    assert "<mark>农村公路</mark>" in client.get("/search/?q=农村公路").content.decode()
    assert PLAIN.title in client.get(f"/b/{people.body.code}/proactive/?subject=regulatory_documents").content.decode()
    assert PLAIN.title not in client.get(f"/b/{people.body.code}/proactive/?subject=news").content.decode()
    machine = client.get(reverse("portal:item_json", args=[item.pk])).json()
    assert machine["document_number"] == "石政发〔2026〕12号"
    assert PLAIN.title in client.get(f"/b/{people.body.code}/feed.atom").content.decode()
    assert f"/item/{item.pk}/" in client.get("/sitemap-1.xml").content.decode()


def test_a_withdrawn_page_stays_and_gives_nothing_away(people: SimpleNamespace, client: Client) -> None:  # noqa: F811
    item = public(people, changed(PLAIN, summary="户主张某的情况", objection_contact="张某"))
    services.withdraw(people.approver, item_id=item.pk, explanation="内容有误。")
    answer = client.get(reverse("portal:item", args=[item.pk]))
    assert answer.status_code == 200
    assert "内容有误。" in answer.content.decode()
    assert "第一条" not in answer.content.decode()
    assert client.get(reverse("portal:version", args=[item.pk, 1])).status_code == 404
    machine = client.get(reverse("portal:item_json", args=[item.pk]))
    assert machine.json()["html"] == ""
    assert "张某" not in answer.content.decode() + machine.content.decode()


def test_a_readers_word_reaches_the_officer_with_the_contact_sealed(
    people: SimpleNamespace,  # noqa: F811
    client: Client,
    officer: Client,
) -> None:
    item = public(people)
    page = reverse("portal:correction", args=[item.pk])
    client.post(page, {"text": "第一条有错字", "contact": "reader@example.org"})
    row = Correction.objects.unscoped("test").get()
    assert "reader" not in row.contact
    assert "处理读者纠错" in officer.get("/staff/").content.decode()


def test_lists_cost_the_same_however_long_they_are(
    people: SimpleNamespace,  # noqa: F811
    client: Client,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for number in range(3):
        public(people, changed(PLAIN, title=f"办法之{number}"))
    with django_assert_max_num_queries(7):  # type: ignore[attr-defined]
        client.get(f"/b/{people.body.code}/proactive/")
