"""A new query code: for a reason, shown once, the old one dead, on record."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from gongkai.errors import ConflictError, ForbiddenError, NotFoundError, UsageError
from gongkai.site.accessrequests import selectors
from gongkai.site.accessrequests.services import new_code
from gongkai.site.accounts.models import User
from gongkai.site.audit.models import Event as Audit
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Scope

from .desk_world import Hall, fresh, text, url

SHOWN = re.compile(r"[2-9A-Y]{4}-[2-9A-Y]{4}-[2-9A-Y]{4}")


def test_the_new_one_opens_and_the_old_one_does_not(hall: Hall) -> None:
    request = fresh(hall)
    first = new_code.issue(hall.handler, request_id=request, reason="lost")
    found = selectors.by_code(first)
    assert found is not None
    assert found.pk == request
    second = new_code.issue(hall.handler, request_id=request, reason="leaked", revision=found.revision)
    assert selectors.by_code(first) is None
    assert selectors.by_code(second) == found
    events = Audit.objects.filter(action="request.code").order_by("seq")
    assert [event.facts["reason"] for event in events] == ["lost", "leaked"]
    assert not any(first in str(event.facts) or second in str(event.facts) for event in events)


def test_whoever_came_in_with_the_old_one_is_out(hall: Hall, browsers: Hall, client: Client) -> None:
    request = fresh(hall)
    code = new_code.issue(hall.handler, request_id=request, reason="lost")
    assert client.post("/requests/follow/", {"code": code})["Location"] == "/requests/mine/"
    assert client.get("/requests/mine/").status_code == 200
    new_code.issue(hall.handler, request_id=request, reason="leaked")
    assert client.get("/requests/mine/")["Location"] == "/requests/follow/"


def test_the_page_shows_it_once(hall: Hall, browsers: Hall) -> None:
    request = fresh(hall)
    page = url(hall, "code", request)
    revision = selectors.get(hall.handler, request).revision
    assert page in text(browsers.handler.get(url(hall, "request", request)))
    assert not SHOWN.search(text(browsers.handler.get(page)))
    assert not SHOWN.search(text(browsers.handler.post(page, {"revision": revision})))
    answer = browsers.handler.post(page, {"reason": "lost", "revision": revision})
    shown = SHOWN.search(text(answer))
    assert shown
    assert answer["Cache-Control"] == "no-store"
    # Loading the answer anew would send the form again and kill the code that was just noted down.
    assert browsers.handler.post(page, {"reason": "lost", "revision": revision}).status_code == 409
    assert selectors.by_code(shown.group()) is not None


def test_who_may(hall: Hall, browsers: Hall, other_township: Body, person: Callable[..., User],
                 scope_of: Callable[[User], Scope], signed_in: Callable[[User], Client]) -> None:  # fmt: skip
    request = fresh(hall)
    stranger, reader = person("handler", other_township), person("secrecy_reviewer", hall.body)
    for scope, reason, error in (
        (scope_of(stranger), "lost", NotFoundError),
        (scope_of(reader), "lost", ForbiddenError),
        (hall.handler, "curious", UsageError),
    ):
        with pytest.raises(error):
            new_code.issue(scope, request_id=request, reason=reason)
    with pytest.raises(ConflictError):
        new_code.issue(hall.handler, request_id=request, reason="lost", revision=0)
    assert signed_in(stranger).get(url(hall, "code", request)).status_code == 404
    assert signed_in(reader).get(url(hall, "code", request)).status_code == 403
