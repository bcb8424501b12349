"""A small world for the tests of the site: a fictional county, and people in office there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from gongkai.site.accounts import scopes
from gongkai.site.accounts.models import Appointment, User
from gongkai.site.annualreports.models import AnnualReport
from gongkai.site.audit import triggers
from gongkai.site.bodies.models import Body
from gongkai.site.review import services
from gongkai.site.review.models import Case
from gongkai.site.web.scope import Scope

from . import desk_world, reports_world
from .review_world import KIND, Paper, a_paper

TODAY = desk_world.TODAY


@pytest.fixture
def county(db: None) -> Body:
    """云岭县人民政府, the root of the small world."""
    return Body.objects.add_root(
        instance=Body(
            code="11990000MB0000010K", name="云岭县人民政府", short_name="云岭县", level="county", kind="government"
        )
    )


@pytest.fixture
def township(county: Body) -> Body:
    """A township under the county."""
    return Body.objects.add_child(
        county,
        instance=Body(
            code="11990001MB00000203",
            name="云岭县石桥镇人民政府",
            short_name="石桥镇",
            level="township",
            kind="government",
        ),
    )


@pytest.fixture
def other_township(county: Body) -> Body:
    """Another township: a stranger to the first."""
    return Body.objects.add_child(
        county,
        instance=Body(
            code="11990002MB0000030J",
            name="云岭县白沙乡人民政府",
            short_name="白沙乡",
            level="township",
            kind="government",
        ),
    )


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    """Makes a user: ``person("handler", township)`` appoints him or her since the beginning of the year."""

    def make(role: str, body: Body | None = None, name: str = "", **more: Any) -> User:
        count = User.objects.count() + 1
        user = User(username=f"user{count}", name=name or f"第{count}人")
        user.set_password("a long password")
        user.save()
        term = {"since": dt.date(2026, 1, 1)} | more
        Appointment.objects.create(user=user, role=role, body=body, **term)
        return user

    return make


@pytest.fixture
def scope_of() -> Callable[[User], Scope]:
    """The scope of a user on the day of the tests."""
    return lambda user: scopes.of_user(user, TODAY)


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A browser in which a user has signed in."""

    def enter(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


@pytest.fixture
def handler(township: Body, person: Callable[..., User]) -> User:
    """An officer in charge (经办人) of the township."""
    return person("handler", township)


@pytest.fixture
def officer(handler: User, scope_of: Callable[[User], Scope]) -> Scope:
    """What that officer may do."""
    return scope_of(handler)


@pytest.fixture
def browser(handler: User, signed_in: Callable[[User], Client]) -> Client:
    """A browser in which that officer has signed in."""
    return signed_in(handler)


@pytest.fixture
def without_triggers(transactional_db: None) -> Iterator[None]:
    """For tests that commit: what is flushed at their end includes the events, which the triggers would refuse."""
    yield
    triggers.drop(connection)


@pytest.fixture
def paper() -> Iterator[Paper]:
    """Something to review: what became of it is kept in ``results``."""
    with a_paper() as made:
        yield made


@pytest.fixture
def office(county: Body, person: Callable[..., User]) -> dict[str, User]:
    """The people of the county: two officers, one for each stage of review, and the administrator."""
    return {
        "officer": person("handler", county),
        "colleague": person("handler", county),
        "reviewer": person("reviewer", county),
        "secrecy": person("secrecy_reviewer", county),
        "approver": person("approver", county),
        "admin": person("body_admin", county),
    }


@pytest.fixture
def opened(paper: Paper, county: Body, office: dict[str, User], scope_of: Callable[[User], Scope]) -> Case:
    """A case of the county that its officer has handed in."""
    scope = scope_of(office["officer"])
    return services.open(
        scope, body=county, kind=KIND, title="关于道路的通知", content=paper.fields_of("关于道路的通知")
    )


@pytest.fixture
def hall(township: Body, person: Callable[..., User], scope_of: Callable[[User], Scope]) -> SimpleNamespace:
    """The township's people at the desk for requests; its documents can have numbers."""
    return desk_world.hall(township, person, scope_of)


@pytest.fixture
def browsers(
    hall: SimpleNamespace, signed_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> SimpleNamespace:
    """Each of them with a browser, on the day of the tests."""
    return desk_world.browsers(hall, signed_in, monkeypatch)


@pytest.fixture
def staff(
    township: Body, county: Body, person: Callable[..., User], scope_of: Callable[[User], Scope]
) -> reports_world.Staff:
    reports_world.contact(township)
    return reports_world.Staff(township, county, person, scope_of)


@pytest.fixture
def report(staff: reports_world.Staff, township: Body) -> AnnualReport:
    """A report of a year with three requests, one of them carried over."""
    return reports_world.begun(staff, township, reports_world.YEAR)


@pytest.fixture
def at(staff: reports_world.Staff, signed_in: Callable[[User], Client]) -> Callable[[str], Client]:
    """The browser of somebody, by role."""
    made = {role: signed_in(user) for role, user in staff.users.items()}
    return lambda role: made[role]


@pytest.fixture
def home(township: Body) -> str:
    """The address of the report."""
    return f"/staff/b/{township.code}/reports/{reports_world.YEAR}/"
