"""The portal for machines, and how a column is narrowed."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from gongkai.site.bodies.models import Contact
from gongkai.site.publishing import services
from gongkai.site.publishing.models import Entry, EntryItem, Item
from tests.site.test_publishing import PLAIN, changed, people, public  # noqa: F401


def told(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    return answer.json()


def test_each_page_tells_machines_what_it_tells_people(people: SimpleNamespace, client: Client) -> None:  # noqa: F811
    item, code = public(people), people.body.code
    Contact.objects.create(body=people.body, office="党政综合办公室", phone="0999-5550100")
    entry = Entry.objects.create(body=people.body, field="f", position=1, matter="农村公路养护", content="养护制度")
    EntryItem.objects.create(entry=entry, item=item)
    page = f"/item/{item.pk}/"
    assert code in [body["code"] for body in told(client, "/bodies.json")["bodies"]]
    body = told(client, f"/b/{code}.json")
    assert body["body"]["contact"]["联系电话"] == "0999-5550100"
    assert [one["url"] for one in body["newest"]] == [page]
    assert all(client.get(column["url"]).status_code == 200 for column in body["columns"])
    listed = told(client, f"/b/{code}/proactive.json")
    assert [(one["title"], one["url"]) for one in listed["items"]] == [(PLAIN.title, page)]
    found = told(client, "/search.json?q=公路")
    assert [one["url"] for one in found["items"]] == [page]
    assert found["facets"]["subject"] == [{"value": PLAIN.subject, "label": "行政规范性文件", "count": 1}]
    documents = told(client, f"/b/{code}/documents.json")["items"]
    assert [(one["standing"], one["document_number"]) for one in documents] == [("in_force", PLAIN.document_number)]
    entries = told(client, f"/b/{code}/standard.json")["entries"]
    assert [(one["matter"], one["items"][0]["url"]) for one in entries] == [("农村公路养护", page)]


@pytest.mark.parametrize(
    ("page", "machine"),
    [
        ("/", "/bodies.json"),
        ("/b/{code}/", "/b/{code}.json"),
        ("/b/{code}/proactive/", "/b/{code}/proactive.json"),
        ("/b/{code}/documents/", "/b/{code}/documents.json"),
        ("/b/{code}/standard/", "/b/{code}/standard.json"),
        ("/search/?q=公路", "/search.json?q=%E5%85%AC%E8%B7%AF"),
    ],
)
def test_each_page_names_its_data(people: SimpleNamespace, client: Client, page: str, machine: str) -> None:  # noqa: F811
    code = people.body.code
    link = f'<link rel="alternate" type="application/json" href="{machine.format(code=code)}">'
    assert link in client.get(page.format(code=code)).content.decode()


@pytest.mark.parametrize("path", ["/b/nowhere.json", "/b/nowhere/proactive.json", "/b/nowhere/documents.json"])
def test_what_is_not_there_is_not_found(db: None, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_search_for_nothing_says_so(db: None, client: Client) -> None:
    assert client.get("/search.json").status_code == 400


def test_a_column_is_narrowed_by_kind_and_year(people: SimpleNamespace, client: Client) -> None:  # noqa: F811
    old, new = public(people, changed(PLAIN, title="前年的动态", subject="news")), public(people)
    assert new.published_at is not None
    then = dt.datetime(new.published_at.year - 2, 12, 31, 16, 30, tzinfo=dt.UTC)  # in Beijing it is January already
    Item.objects.unscoped("test").filter(pk=old.pk).update(published_at=then)
    path = f"/b/{people.body.code}/proactive"

    def titles(asked: str) -> list[str]:
        return [one["title"] for one in told(client, f"{path}.json?{asked}")["items"]]

    this, earlier = new.published_at.year, new.published_at.year - 1
    assert titles("") == [PLAIN.title, "前年的动态"]
    assert (titles(f"year={this}"), titles(f"year={earlier}")) == ([PLAIN.title], ["前年的动态"])
    assert (titles(f"year={earlier}&subject=news"), titles(f"year={this}&subject=news")) == (["前年的动态"], [])
    assert titles("year=x") == titles("")
    page = client.get(f"{path}/?year={earlier}").content.decode()
    assert f'href="?subject=news&amp;year={earlier}"' in page
    assert f'href="?subject=&amp;year={this}"' in page


def test_what_will_be_repealed_holds_until_then(people: SimpleNamespace, client: Client) -> None:  # noqa: F811
    item, path = public(people), f"/b/{people.body.code}/proactive.json"
    assert item.published_at is not None
    services.repeal(people.approver, item_id=item.pk, day=item.published_at.date() + dt.timedelta(days=9))
    page = client.get(f"/item/{item.pk}/").content.decode()
    assert "现行有效" in page
    assert "废止" in page
    assert told(client, path)["items"][0]["ended"] == ""
    Item.objects.unscoped("test").update(repealed_on=item.published_at.date() - dt.timedelta(days=9))
    assert told(client, path)["items"][0]["ended"] == "已废止"
    assert "现行有效" not in client.get(f"/item/{item.pk}/").content.decode()


def test_a_correction_in_work_shows_nowhere_before_it_is_public(people: SimpleNamespace, client: Client) -> None:  # noqa: F811
    document = public(people)
    about = changed(PLAIN, title="解读", subject="interpretation", interprets=document.pk)
    interpretation = public(people, about)
    document = services.correct(people.handler, item_id=document.pk, reason="标题有误")
    draft = changed(PLAIN, title="还没有审核的标题")
    services.edit(people.handler, item_id=document.pk, revision=document.revision, draft=draft)
    page = client.get(f"/item/{interpretation.pk}/").content.decode()
    assert PLAIN.title in page
    assert "还没有审核的标题" not in page
