"""Organs of reconsideration and courts: one list, from which cases choose and which letters name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from gongkai.errors import ConflictError, ForbiddenError, NotFoundError, UsageError
from gongkai.site.accessrequests import selectors, selectors_desk
from gongkai.site.accessrequests.services import forums, letters, replies
from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Scope

from .desk_world import FORUMS, GRANTED, Hall, decided, fresh, text, url


@pytest.fixture
def admin(hall: Hall, person: Callable[..., User], scope_of: Callable[[User], Scope]) -> Scope:
    return scope_of(person("body_admin", hall.body))


def names(body: Body, *proceedings: str) -> list[str]:
    return [row.name for row in selectors_desk.forums(body, *proceedings)]


def test_the_first_is_named_in_documents_and_another_can_be(hall: Hall, admin: Scope) -> None:
    assert selectors_desk.named_forums(hall.body) == FORUMS
    other = forums.add(admin, body=hall.body, proceeding="suit", name="云岭铁路运输法院")
    assert selectors_desk.named_forums(hall.body) == FORUMS
    forums.name_in_documents(admin, body=hall.body, forum_id=other.pk)
    assert selectors_desk.named_forums(hall.body) == FORUMS | {"suit": "云岭铁路运输法院"}


def test_one_that_is_retired_is_offered_and_named_no_more_and_can_come_back(hall: Hall, admin: Scope) -> None:
    court = selectors_desk.forums(hall.body, "suit").get()
    forums.retire(admin, body=hall.body, forum_id=court.pk)
    assert names(hall.body, "suit") == []
    assert "suit" not in selectors_desk.named_forums(hall.body)
    with pytest.raises(NotFoundError):
        forums.name_in_documents(admin, body=hall.body, forum_id=court.pk)
    again = forums.add(admin, body=hall.body, proceeding="suit", name=court.name, phone="0999-5550100")
    assert (again.pk, again.named, again.phone) == (court.pk, True, "0999-5550100")


def test_what_does_not_fit_is_refused(hall: Hall, admin: Scope, other_township: Body) -> None:
    with pytest.raises(ConflictError):
        forums.add(admin, body=hall.body, proceeding="suit", name=FORUMS["suit"])
    with pytest.raises(UsageError):
        forums.add(admin, body=hall.body, proceeding="complaint", name="甲")
    with pytest.raises(UsageError):
        forums.add(admin, body=hall.body, proceeding="suit", name=" ")
    for body, scope in ((other_township, admin), (hall.body, hall.handler)):
        with pytest.raises(ForbiddenError):
            forums.add(scope, body=body, proceeding="suit", name="云岭县人民法院")


def test_a_reply_names_the_organ_and_the_court(hall: Hall) -> None:
    request = decided(hall)
    letter = selectors_desk.letters(selectors.get(hall.handler, request)).get()
    words = letters.written(hall.handler, request_id=request, letter_id=letter.pk, format="txt").decode()
    for name in FORUMS.values():
        assert name in words


def test_no_reply_is_handed_in_without_them(hall: Hall, admin: Scope) -> None:
    request = fresh(hall)
    replies.save(hall.handler, request_id=request, proposal=GRANTED)
    forums.retire(admin, body=hall.body, forum_id=selectors_desk.forums(hall.body, "suit").get().pk)
    with pytest.raises(UsageError, match="法院"):
        replies.submit(hall.handler, request_id=request)


def test_the_page_adds_names_and_retires(hall: Hall, admin: Scope, browsers: Hall) -> None:
    page, browser = url(hall, "forums"), browsers.approver
    browser.post(page, {"proceeding": "suit", "name": "云岭铁路运输法院"})
    assert "云岭铁路运输法院" in text(browser.get(page))
    added = selectors_desk.forums(hall.body).get(name="云岭铁路运输法院")
    browser.post(page, {"named": added.pk})
    assert selectors_desk.named_forums(hall.body)["suit"] == added.name
    browser.post(page, {"retire": added.pk})
    assert added.name not in text(browser.get(page))
    assert "文书没有写明救济途径" in text(browser.get(page))


def test_who_sees_the_page(hall: Hall, browsers: Hall, signed_in: Callable[[User], Client], person: Callable[..., User],
                           other_township: Body) -> None:  # fmt: skip
    page = url(hall, "forums")
    assert browsers.handler.get(page).status_code == 403
    assert signed_in(person("approver", other_township)).get(page).status_code == 404
    assert browsers.approver.get(page).status_code == 200
