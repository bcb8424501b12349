"""What all processes know for a while."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from allauth.core import ratelimit
from django.core.cache import cache, caches
from django.test import RequestFactory

from gongkai.site.web import clock, shared_cache
from gongkai.site.web.models import Remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets seconds pass."""

    def wait(seconds: int) -> None:
        then = clock.now() + dt.timedelta(seconds=seconds)
        monkeypatch.setattr(clock, "now", lambda: then)

    return wait


def test_what_was_set_is_known_until_its_time_is_over(later: Any) -> None:
    cache.set("a", [1.5, 2.5], 60)
    cache.set("b", {"name": "值"}, None)
    assert (cache.get("a"), cache.get("b"), cache.get("c", "none")) == ([1.5, 2.5], {"name": "值"}, "none")
    later(61)
    assert (cache.get("a"), "a" in cache, cache.get("b")) == (None, False, {"name": "值"})
    assert not cache.touch("a")
    assert cache.touch("b", 5)


def test_adding_is_for_the_first_alone(later: Any) -> None:
    assert [cache.add("a", 1, 60), cache.add("a", 2, 60)] == [True, False]
    assert cache.get("a") == 1
    later(61)
    assert cache.add("a", 3, 60)
    assert cache.get("a") == 3


def test_deleting_and_clearing() -> None:
    cache.set("a", 1)
    cache.set("b", 1)
    assert [cache.delete("a"), cache.delete("a")] == [True, False]
    cache.clear()
    assert not Remembered.objects.exists()


def test_only_what_json_can_say() -> None:
    with pytest.raises(TypeError):
        cache.set("a", object())


def test_what_had_its_time_is_taken_away(later: Any) -> None:
    cache.set("a", 1, 60)
    cache.set("b", 1, 120)
    later(61)
    shared_cache.forget()
    assert [row.name for row in Remembered.objects.all()] == [cache.make_key("b")]


def test_tries_are_counted_for_all_processes_together(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each process has a cache object of its own."""
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/300s/key"}
    request = RequestFactory().post("/")  # only what is sent is counted
    seen = []
    for _ in range(5):
        monkeypatch.setattr("allauth.core.internal.ratelimit.cache", caches.create_connection("default"))
        seen.append(bool(ratelimit.consume(request, action="login_failed", key="one")))
    assert seen == [True, True, True, False, False]
