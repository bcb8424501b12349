"""Every address of the site, asked for by everybody: nobody sees or does what the matrix does not grant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, Final

import msgspec
import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, StringConverter

from gongkai.site.accounts.access import Right
from gongkai.site.accounts.models import Appointment, User
from gongkai.site.accounts.rights import matrix
from gongkai.site.bodies.models import Body

# Addresses that ask for no right. The first are open to everybody; the others ask only that one has signed in, and show
# nothing but one's own. A prefix ends with a slash.
PUBLIC: Final = (
    "set_language",
    "display",
    "healthz",
    "accessrequests:feed",
    "portal:",
    "reports:",
    "embed:",
    "theme",
    "requests_public:",
    "account_",
    "mfa_",
    "socialaccount_",
    "openid_connect_",
)
SELF_SERVICE: Final = (
    "accounts:handover",
    "accounts:confirm_handover",
    "accounts:profile",
    "accounts:mail",
    "accounts:delegate",
    "accounts:recall",
    "accounts:notices",
    "accounts:notice",
    "accounts:read_all",
)
ROLES: Final = tuple(matrix().roles)
REFUSED: Final = (403, 404)


class Address(msgspec.Struct, frozen=True):
    """An address of the project: its name, its path with ``{code}`` where the body stands, and what it asks for."""

    name: str
    path: str
    right: Right | None

    def at(self, body: Body) -> str:
        return self.path.replace("{code}", body.code)


def walk(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        path = prefix + filled(pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from walk(pattern, path, inner)
        else:
            assert isinstance(pattern, URLPattern)
            yield Address(f"{space}{pattern.name}", f"/{path}", getattr(pattern.callback, "right", None))


def filled(pattern: URLPattern | URLResolver) -> str:
    """The pattern's piece of a path, with something in every place: the body's code, else a number or a word."""
    route = getattr(pattern.pattern, "_route", None)
    if route is None:
        return "identity/" if "provider_id" in str(pattern.pattern) else "key/"
    for name, converter in pattern.pattern.converters.items():
        value = "{code}" if name == "code" else "1" if isinstance(converter, IntConverter) else "x"
        assert name != "code" or isinstance(converter, StringConverter)
        route = route.replace(f"<{_kind(route, name)}{name}>", value)
    return str(route)


def _kind(route: str, name: str) -> str:
    return route[: route.index(f"{name}>")].rpartition("<")[2]


ADDRESSES: Final = tuple(walk(get_resolver()))
GUARDED: Final = tuple(address for address in ADDRESSES if address.right is not None)


def expected(action: str, at_body: bool, role: str, place: str) -> int | None:
    """What the matrix says, worked out by hand: 404, 403, or None where the way is free.

    ``place``: the person is in office at the body itself, above it, or at another body beside it.
    """
    far = {name: matrix().actions[name].grants.get(role) for name in ("body.view", action)}
    if not at_body:
        return None if far[action] else 403
    reaches = {"own": ("own", "below", "site"), "above": ("below", "site"), "beside": ("site",)}[place]
    if far["body.view"] not in reaches:
        return 404
    return None if far[action] in reaches else 403


@pytest.fixture
def world(county: Body, township: Body, other_township: Body) -> dict[str, Body]:
    """Where somebody may be in office, as seen from the township."""
    return {"own": township, "above": county, "beside": other_township}


@pytest.fixture
def officer(world: dict[str, Body], person: Callable[..., User], signed_in: Callable[..., Client]) -> Any:
    """Signs somebody in who holds one role at one place."""

    def make(role: str, place: str) -> Client:
        found = matrix().roles[role]
        term = {"until": dt.date(2099, 12, 31)} if found.term == "required" else {}
        return signed_in(person(role, None if found.site else world[place], **term))

    return make


def test_every_address_asks_for_a_right_or_is_known_to_ask_for_none() -> None:
    known = tuple(name for name in PUBLIC if name.endswith((":", "_")))
    free = [address.name for address in ADDRESSES if address.right is None]
    unknown = [name for name in free if name not in PUBLIC + SELF_SERVICE and not name.startswith(known)]
    assert unknown == []


def test_every_name_that_asks_for_no_right_is_still_in_use() -> None:
    names = {address.name for address in ADDRESSES}
    assert [name for name in SELF_SERVICE if name not in names] == []


def test_every_page_of_a_body_asks_for_a_right_at_that_body() -> None:
    loose = [
        a.name
        for a in ADDRESSES
        if "{code}" in a.path and a.path.startswith("/staff/") and not (a.right and a.right.body)
    ]
    assert loose == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_gets_anywhere_without_signing_in(township: Body, client: Client, method: str) -> None:
    for address in ADDRESSES:
        if address.right is not None or address.name in SELF_SERVICE:
            answer = getattr(client, method)(address.at(township))
            assert (address.name, answer.status_code) == (address.name, 302)
            assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("place", ["own", "above", "beside"])
@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_what_the_matrix_grants_and_nothing_else(
    world: dict[str, Body], officer: Any, role: str, place: str
) -> None:
    client, wrong = officer(role, place), []
    for address in GUARDED:
        assert address.right is not None
        wanted = expected(address.right.action, address.right.body, role, place)
        for method in ("get", "post"):
            status = getattr(client, method)(address.at(world["own"])).status_code
            # Where the way is free, the thing itself may not be there, or not be for this person: see its own tests.
            right = status == wanted if wanted else status < 500 and not (address.right.body and status == 403)
            if not right:
                wrong.append((method, address.name, status, wanted))
    assert wrong == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_inspector_whose_term_is_over_sees_nothing(
    township: Body, person: Callable[..., User], signed_in: Callable[..., Client], method: str
) -> None:
    client = signed_in(person("inspector", township, until=dt.date(2026, 6, 30)))
    for address in GUARDED:
        assert address.right is not None
        answer = getattr(client, method)(address.at(township))
        assert (address.name, answer.status_code) == (address.name, 404 if address.right.body else 403)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_disabled_account_is_out_at_once(
    township: Body, person: Callable[..., User], signed_in: Callable[..., Client], method: str
) -> None:
    user = person("body_admin", township)
    client = signed_in(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    for address in GUARDED:
        answer = getattr(client, method)(address.at(township))
        assert (address.name, answer.status_code) == (address.name, 302)


def test_a_role_of_an_earlier_version_grants_nothing(
    township: Body, person: Callable[..., User], signed_in: Callable[..., Client]
) -> None:
    client = signed_in(person("handler", township))
    Appointment.objects.unscoped("a role that is gone").update(role="of_old")
    assert {client.get(address.at(township)).status_code for address in GUARDED} == set(REFUSED)
