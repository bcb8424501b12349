"""An officer of the township who keeps its ledger, and his or her browser on the day of the tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope


@pytest.fixture
def handler(township: Body, person: Callable[..., User]) -> User:
    return person("handler", township)


@pytest.fixture
def officer(handler: User, scope_of: Callable[[User], Scope]) -> Scope:
    return scope_of(handler)


@pytest.fixture
def browser(handler: User, signed_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 11, 20, 10, tzinfo=clock.ZONE))
    return signed_in(handler)
