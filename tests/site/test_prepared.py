"""Queries whose SQL is put together once: they must give what Django gives, with each value anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore as Plain
from django.test import Client
from django.utils import timezone

from gongkai.site.accounts.models import Appointment, User
from gongkai.site.bodies.models import Body
from gongkai.site.web.prepared import Prepared
from gongkai.site.web.sessions import SessionStore
from tests.site.conftest import TODAY

pytestmark = pytest.mark.django_db
Person = Callable[..., User]


def test_each_value_is_asked_anew(person: Person, township: Body) -> None:
    people = [person("handler", township, name) for name in ("甲", "乙")]
    named = Prepared(lambda pk, name: User.objects.filter(pk=pk, name=name).values_list("name"), pk=int, name=str)
    assert [named.rows(pk=one.pk, name=one.name) for one in people] == [[("甲",)], [("乙",)]]
    assert named.rows(pk=people[0].pk, name="乙") == []


def test_days_and_moments_are_those_of_the_engine(person: Person, township: Body) -> None:
    user = person("handler", township)
    since = Prepared(
        lambda day: Appointment.objects.unscoped("a test").filter(since__lte=day).values_list("user_id", "since"),
        day=dt.date,
    )
    (post,) = Appointment.objects.unscoped("a test").filter(user=user)
    assert since.rows(day=post.since) == [(user.pk, post.since)]
    assert since.rows(day=post.since - dt.timedelta(days=1)) == []
    joined = Prepared(lambda at: User.objects.filter(joined__lte=at).values_list("joined", "is_active"), at=dt.datetime)
    assert joined.rows(at=timezone.now()) == [(user.joined, True)]
    assert joined.rows(at=user.joined - dt.timedelta(seconds=1)) == []


def test_a_value_that_the_query_does_not_use_is_a_mistake() -> None:
    with pytest.raises(RuntimeError, match="day"):
        Prepared(lambda pk, day: User.objects.filter(pk=pk), pk=int, day=dt.date).rows(pk=1, day=TODAY)  # noqa: ARG005


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
