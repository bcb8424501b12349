"""Queries whose words are kept: each call reads anew, with its own values, and asks whose rows they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore as Plain
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from gongkai.site.accounts.models import Appointment, User
from gongkai.site.bodies.models import Body, Contact
from gongkai.site.bodies.selectors import public
from gongkai.site.web import paging
from gongkai.site.web.prepared import Prepared
from gongkai.site.web.scoped import Unscoped
from gongkai.site.web.sessions import SessionStore
from tests.site.conftest import TODAY

pytestmark = pytest.mark.django_db
Person = Callable[..., User]

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


def test_a_query_that_depends_on_what_another_one_gave_is_refused(county: Body) -> None:
    asked = Prepared(Body, lambda code: Body.objects.filter(pk__in=list(Body.objects.all()), code=code))
    with pytest.raises(RuntimeError, match="another"):
        asked.of(county.code).rows()


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


def test_a_user_by_key_is_the_one_that_django_gives(person: Person, township: Body) -> None:
    user = person("handler", township)
    found, plain = User.objects.get(pk=str(user.pk)), User.objects.filter(pk=user.pk).get()
    assert [getattr(found, field.attname) for field in User._meta.concrete_fields] == [
        getattr(plain, field.attname) for field in User._meta.concrete_fields
    ]
    found.name = "改名"
    found.save()
    assert User.objects.get(pk=user.pk).name == "改名"
    with pytest.raises(User.DoesNotExist):
        User.objects.get(pk=0)
    with pytest.raises(ValueError, match="x"):
        User.objects.get(pk="x")


class TestSessions:
    def test_are_read_as_they_were_written(self) -> None:
        session: Any = Plain()
        session["a"] = "值"
        session.save()
        assert SessionStore(session.session_key)["a"] == "值"

    @pytest.mark.parametrize("end", ["expired", "taken away"])
    def test_that_are_over_are_empty_and_without_a_key(self, end: str) -> None:
        session: Any = SessionStore()
        session["a"] = 1
        if end == "expired":
            session.set_expiry(timezone.now() - dt.timedelta(seconds=1))
        session.save()
        if end == "taken away":
            Plain(session.session_key).delete()
        again: Any = SessionStore(session.session_key)
        assert (again.get("a"), again.session_key) == (None, None)


def test_rights_and_sign_ins_end_at_once(person: Person, township: Body, signed_in: Callable[[User], Client]) -> None:
    user = person("handler", township)
    browser = signed_in(user)
    assert browser.get("/staff/").status_code == 200
    post = Appointment.objects.unscoped("a test").filter(user=user)
    post.update(until=TODAY - dt.timedelta(days=1))
    assert browser.get("/staff/").status_code == 403
    post.update(until=None)
    assert browser.get("/staff/").status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert browser.get("/staff/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("posts", [1, 3])
def test_the_frame_of_the_workbench_costs_four_queries(
    person: Person,
    township: Body,
    other_township: Body,
    signed_in: Callable[[User], Client],
    django_assert_num_queries: Any,
    posts: int,
) -> None:
    """The session, the user, the posts, the unread notices."""
    user = person("handler", township)
    for role in ("reviewer", "signer")[: posts - 1]:
        Appointment.objects.create(user=user, role=role, body=other_township, since=TODAY.replace(month=1))
    browser = signed_in(user)
    browser.get("/staff/search/")
    with django_assert_num_queries(4):
        browser.get("/staff/search/")
