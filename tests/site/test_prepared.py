"""Queries whose words are kept: each call reads anew, with its own values, and asks whose rows they are."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models import Q

from gongkai.site.bodies.models import Body, Contact
from gongkai.site.bodies.selectors import public
from gongkai.site.web import paging
from gongkai.site.web.prepared import Prepared
from gongkai.site.web.scoped import Unscoped

BY_LEVEL = Prepared(Body, lambda level: Body.objects.filter(level=level).order_by("path"))


def test_each_call_has_its_own_values_and_reads_anew(county: Body, township: Body, other_township: Body) -> None:
    assert BY_LEVEL.of("county").rows() == [county]
    assert BY_LEVEL.of("township").rows() == [township, other_township]
    Body.objects.filter(pk=township.pk).update(name="改名")
    assert BY_LEVEL.of("township").rows()[0].name == "改名"
    other_township.delete()
    assert BY_LEVEL.of("township").rows() == [township]
    assert BY_LEVEL.of("province").first() is None


def test_a_value_may_stand_in_several_places_and_be_a_day_or_a_moment(county: Body, township: Body) -> None:
    Body.objects.filter(pk=township.pk).update(since=dt.date(2020, 1, 1), until=dt.date(2020, 5, 1))
    on = Prepared(Body, lambda day: Body.objects.filter(since__lte=day, until__gte=day))
    assert on.of(dt.date(2020, 3, 1)).rows() == [township]
    assert on.of(dt.date(2020, 5, 2)).rows() == []


def test_changes_are_told_apart_by_their_names(county: Body, township: Body, other_township: Body) -> None:
    asked = BY_LEVEL.of("township")
    assert asked.changed("named", lambda rows, name: rows.filter(name=name), other_township.name) == [other_township]
    assert asked.changed("last", lambda rows: rows.reverse()[:1]) == [other_township]
    assert asked.rows() == [township, other_township]


def test_nobody_forgets_whose_rows_they_are(county: Body) -> None:
    with pytest.raises(Unscoped):
        Prepared(Contact, lambda body: Contact.objects.filter(body=body)).of(county.pk).rows()


def test_a_query_that_loses_a_value_is_refused(county: Body) -> None:
    with pytest.raises(TypeError):
        Prepared(Body, lambda name: Body.objects.filter(name__startswith=name)).of("云").rows()


def test_what_can_hold_nothing_is_asked_of_nobody(county: Body) -> None:
    assert Prepared(Body, lambda code: Body.objects.filter(Q(pk__in=()), code=code)).of(county.code).rows() == []


def test_pages_of_a_prepared_query_are_those_of_the_query(county: Body) -> None:
    for number in range(5):
        body = Body(code=f"X{number}", name=f"云岭县第{number}局", level="county", kind="department")
        Body.objects.add_child(Body.objects.get(pk=county.pk), instance=body)
    asked, rows = BY_LEVEL.of("county"), Body.objects.filter(level="county")
    mark = ""
    for _ in range(3):
        page = paging.page(asked, ("-level", "-id"), after=mark, size=2)
        assert page == paging.page(rows, ("-level", "-id"), after=mark, size=2)
        assert paging.page(asked, ("-level", "-id"), before=page.before or mark, size=2) == paging.page(
            rows, ("-level", "-id"), before=page.before or mark, size=2
        )
        mark = page.after
    assert mark == ""


@pytest.mark.parametrize(
    ("words", "found"), [("石桥", True), ("abc", True), ("AbC", True), ("%", False), ("_", False), ("'", False)]
)
def test_a_body_is_found_by_a_part_of_its_name(township: Body, words: str, found: bool) -> None:
    Body.objects.filter(pk=township.pk).update(short_name="ABC石桥")
    assert [body.pk for body in public.named(words, dt.date(2026, 11, 21))] == ([township.pk] if found else [])
