"""The desk of a township for the tests: its people, a request in their hands, replies that go their way, forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.site.accessrequests import selectors, selectors_desk
from gongkai.site.accessrequests.services import forums, replies, setup
from gongkai.site.accessrequests.values import ItemReply, Proposal
from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.review import services as review
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope
from gongkai.writing.letters import Item

from .requests_world import asking, entered

# The people of a body, by what they do there.
Hall = SimpleNamespace

FORUMS = {"reconsideration": "云岭县人民政府", "suit": "云岭县人民法院"}
TODAY = dt.date(2026, 11, 20)
DAY = dt.date(2026, 11, 10)
GRANTED = Proposal((ItemReply(Item("provided", "验收报告", provision="随本答复书附送复印件1份")),))


def hall(township: Body, person: Callable[..., object], scope_of: Callable[..., Scope]) -> Hall:
    """The township's people, and the options of its documents."""
    found = {
        name: scope_of(person(role, township))
        for name, role in (
            ("handler", "handler"), ("colleague", "handler"), ("reviewer", "reviewer"), ("approver", "approver")
        )
    }  # fmt: skip
    setup.set_options(found["approver"], body=township, word="石政公开", payment="到石桥镇财政所缴纳")
    for proceeding, name in FORUMS.items():
        forums.add(found["approver"], body=township, proceeding=proceeding, name=name)
    return SimpleNamespace(body=township, **found)


def fresh(hall: Hall, serial: int = 1) -> int:
    """A request that was received ten days ago."""
    return int(entered(hall.handler, hall.body, day=DAY, particulars=asking(serial=serial)).pk)


def decide(hall: Hall, request: int, outcome: str = "passed", comment: str = "") -> None:
    """All stages of the present review, or the first of them with ``outcome``."""
    while True:
        reply = selectors_desk.reply(selectors.get(hall.handler, request))
        assert reply is not None
        case = reply.case
        if case is None or case.state != "open":
            return
        step = case.steps.unscoped("test").get(round=case.round, position=case.position)
        who = getattr(hall, step.role)
        where = {"case": case.pk, "round": case.round, "position": case.position}
        review.decide(who, **where, outcome=outcome, comment=comment)


def decided(hall: Hall, proposal: Proposal = GRANTED, serial: int = 1) -> int:
    request = fresh(hall, serial)
    replies.save(hall.handler, request_id=request, proposal=proposal)
    replies.submit(hall.handler, request_id=request)
    decide(hall, request)
    return request


def browsers(hall: Hall, signed_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch) -> Hall:
    """Each of the people with a browser, on the day of the tests."""
    now = dt.datetime.combine(TODAY, dt.time(10), clock.ZONE)
    monkeypatch.setattr(clock, "now", lambda: now)
    people = {name: getattr(hall, name) for name in ("handler", "colleague", "reviewer", "approver")}
    return SimpleNamespace(**{name: signed_in(User.objects.get(pk=scope.actor.id)) for name, scope in people.items()})


def url(hall: Hall, name: str, *args: Any) -> str:
    return reverse(f"accessrequests:{name}", args=[hall.body.code, *args])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def happen(client: Client, hall: Hall, request: int, kind: str, **values: Any) -> Any:
    """Fill the form of an event in, look at what it would do, confirm."""
    page = url(hall, "event", request, kind)
    seen = client.post(page, values)
    assert seen.status_code == 200, text(seen)
    mark = seen.context.get("mark")
    assert mark, seen.context["form"].errors
    return client.post(page, values | {"confirm": mark}, follow=True)
