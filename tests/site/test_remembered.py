"""Selectors whose SQL is kept: what they give is of this moment, and of whoever asks with the rights of now."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest
from django.db.models import QuerySet

from gongkai.site.bodies.models import Body
from gongkai.site.web import remembered as module
from gongkai.site.web.remembered import remembered
from gongkai.site.web.scope import Actor, Reach, Scope
from tests.site.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _founded(township: Body, other_township: Body) -> None:
    Body.objects.filter(pk__in=[township.pk, other_township.pk]).update(since=dt.date(2000, 1, 1))


@pytest.fixture
def asked() -> list[Scope]:
    """For whom the query was put together."""
    return []


@pytest.fixture
def visible(asked: list[Scope]) -> Any:
    """The bodies that somebody sees."""

    @remembered
    def visible(scope: Scope) -> QuerySet[Body]:
        asked.append(scope)
        return Body.objects.filter(scope.within("body.view", "path"), since__lte=scope.today).order_by("path")[:200]

    return visible


def seeing(body: Body, person: int = 1) -> Scope:
    return Scope(Actor("staff", person), TODAY, {"body.view": (Reach(body.path),)})


def test_the_query_is_made_once_and_asked_each_time(
    visible: Any, asked: list[Scope], township: Body, django_assert_num_queries: Any
) -> None:
    assert visible(seeing(township)) == [township]
    Body.objects.filter(pk=township.pk).update(short_name="改名")
    with django_assert_num_queries(1):
        assert [body.short_name for body in visible(seeing(township))] == ["改名"]
    Body.objects.filter(pk=township.pk).update(since=TODAY + dt.timedelta(days=1))
    assert visible(seeing(township)) == []
    assert len(asked) == 1


def test_rights_that_change_change_the_query(visible: Any, township: Body, other_township: Body) -> None:
    assert visible(seeing(township)) == [township]
    assert visible(seeing(other_township)) == [other_township]
    assert visible(msgspec.structs.replace(seeing(township), grants={})) == []
    assert visible(msgspec.structs.replace(seeing(township), grants={"body.edit": (Reach(township.path),)})) == []
    assert visible(seeing(township)) == [township]


def test_each_person_and_each_day_has_its_own(visible: Any, asked: list[Scope], township: Body) -> None:
    early = msgspec.structs.replace(seeing(township), today=dt.date(1900, 1, 1))
    assert [visible(one) for one in (seeing(township), early, seeing(township, 2))] == [[township], [], [township]]
    assert len(asked) == 3


def test_what_was_given_can_be_changed_without_harm(visible: Any, township: Body) -> None:
    visible(seeing(township)).clear()
    assert visible(seeing(township)) == [township]


def test_memory_is_limited(visible: Any, asked: list[Scope], township: Body, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    for person in (1, 2, 1, 3, 1, 2):
        assert visible(seeing(township, person)) == [township]
    assert [scope.actor.id for scope in asked] == [1, 2, 3, 2]
