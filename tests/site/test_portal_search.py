"""What a search of the portal finds, how it is narrowed and ordered, and what it costs."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.site.bodies.models import Body
from gongkai.site.portal import finding
from gongkai.site.publishing import search
from gongkai.site.publishing.models import Item
from gongkai.site.publishing.sanitise import plain
from tests.site.test_publishing import PLAIN, changed, people, public  # noqa: F401


def titles(**values: str) -> list[str]:
    return [hit.item.title for hit in finding.find(finding.asked(values)).hits]


@pytest.fixture
def library(people: SimpleNamespace) -> Body:  # noqa: F811
    """Three items of two kinds and two years, the oldest with the word in its title."""
    years = {"公路养护办法": 2024, "防汛会议": 2025, "补贴发放": 2025}
    for title, year in years.items():
        subject = "regulatory_documents" if "办法" in title else "news"
        item = public(people, changed(PLAIN, title=title, subject=subject))
        day = dt.datetime(year, 6, 1, tzinfo=dt.UTC)
        Item.objects.unscoped("test").filter(pk=item.pk).update(published_at=day)
        item.refresh_from_db()
        search.index(item, "\n".join((title, plain(item.html))))
    body: Body = people.body
    return body


def test_the_newest_come_first_unless_one_asks_for_the_nearest(library: Body) -> None:
    assert titles(q="公路") == ["补贴发放", "防汛会议", "公路养护办法"]
    assert titles(q="公路", sort="relevance")[0] == "公路养护办法"


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"year": "2024"}, ["公路养护办法"]),
        ({"subject": "news"}, ["补贴发放", "防汛会议"]),
        ({"subject": "news", "year": "2024"}, []),
        ({"subject": "no such thing"}, ["补贴发放", "防汛会议", "公路养护办法"]),
        ({"year": "20x4"}, ["补贴发放", "防汛会议", "公路养护办法"]),
    ],
)
def test_hits_are_narrowed(library: Body, narrowed: dict[str, str], found: list[str]) -> None:
    assert titles(q="公路", **narrowed) == found


def test_a_body_takes_in_those_below_it(library: Body, county: Body, other_township: Body) -> None:
    assert len(titles(q="公路", body=county.code)) == 3
    assert titles(q="公路", body=other_township.code) == []


def test_facets_count_what_was_found(library: Body) -> None:
    found = finding.find(finding.asked({"q": "公路"}))
    assert [(facet.value, facet.count) for facet in found.years] == [("2025", 2), ("2024", 1)]
    assert [(facet.value, facet.count) for facet in found.subjects] == [("news", 2), ("regulatory_documents", 1)]
    assert [(facet.label, facet.count) for facet in found.bodies] == [(library.name, 3)]
    assert not found.more


def test_that_not_all_were_counted_is_told(library: Body, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "JUDGED", 2)
    assert "按最新的 2 处计算" in client.get("/search/?q=公路").content.decode()


@pytest.mark.parametrize("sort", ["date", "relevance"])
def test_pages_follow_one_another_without_gap_or_doubling(
    library: Body, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = titles(q="公路", sort=sort)
    monkeypatch.setattr(finding, "SIZE", 1)
    seen, mark = [], ""
    for _ in range(3):
        found = finding.find(finding.asked({"q": "公路", "sort": sort, "after": mark}))
        seen += [hit.item.title for hit in found.hits]
        mark = found.following
    assert (seen, mark) == (whole, "")


def test_the_page_keeps_what_was_chosen(library: Body, client: Client) -> None:
    text = client.get("/search/?q=公路&subject=news").content.decode()
    assert "防汛会议" in text
    assert "公路养护办法" not in text
    assert 'subject=news" aria-current="true"' in text
    assert client.get("/search/?q=公路&body=nowhere").status_code == 404


def test_a_search_costs_the_same_however_much_it_finds(
    library: Body,
    people: SimpleNamespace,  # noqa: F811
    client: Client,
    django_assert_num_queries: Any,
) -> None:
    with CaptureQueriesContext(connection) as few:
        client.get("/search/?q=防汛")
    for number in range(4):
        public(people, changed(PLAIN, title=f"防汛{number}"))
    with django_assert_num_queries(len(few)):
        client.get("/search/?q=防汛")
