"""December: terms run into a year whose rest days are not announced. Work goes on, and every such day says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from copy import copy
from typing import Any

import pytest
from django.test import Client
from msgspec.structs import replace

from gongkai.procedure.calendar import WorkCalendar
from gongkai.procedure.events import Event
from gongkai.procedure.rules import Procedure
from gongkai.site.accessrequests import selectors, standing
from gongkai.site.accessrequests.foresee import beyond, foresee
from gongkai.site.accessrequests.services import letters, record, reminders
from gongkai.site.accounts import scopes
from gongkai.site.accounts.models import User
from gongkai.site.web.procedures import procedure

from .desk_world import Hall, text, url
from .requests_world import asking, entered

KNOWN = procedure().calendar.known_until
LATE = dt.date(KNOWN.year, 12, 15)
EVENTS = (
    Event("extended", LATE, by="head"),
    Event("supplement_notice", LATE),
    Event("organ_consulted", LATE),
)


@pytest.fixture
def late(hall: Hall) -> Hall:
    """The township's people on a day in December."""
    for name in ("handler", "approver"):
        setattr(hall, name, scopes.of_user(User.objects.get(pk=getattr(hall, name).person), LATE))
    return hall


def came_in(hall: Hall) -> int:
    return int(entered(hall.handler, hall.body, day=LATE - dt.timedelta(days=5), particulars=asking()).pk)


@pytest.mark.parametrize("event", EVENTS, ids=[event.kind for event in EVENTS])
def test_what_happens_is_recorded_and_foreseen_as_provisional(late: Hall, event: Event) -> None:
    request = came_in(late)
    told = foresee(selectors.history(selectors.get(late.handler, request)), event, LATE)
    assert beyond() in told.sentences
    record(late.handler, request_id=request, event=event)
    row = selectors.get(late.handler, request)
    assert row.act_on > KNOWN


def test_pages_and_letters_say_that_a_day_may_move(late: Hall, signed_in: Callable[[User], Client]) -> None:
    request = came_in(late)
    record(late.handler, request_id=request, event=Event("supplement_notice", LATE))
    words = {"matters": "要哪一年的档案", "guidance": "请写明年份"}
    letter = letters.draw(late.handler, request_id=request, document="supplement_notice", day=LATE, words=words)
    browser = signed_in(User.objects.get(pk=late.handler.person))
    assert "（暂定）" in text(browser.get(url(late, "request", request)))
    assert beyond() in text(browser.get(url(late, "letter", request, letter.pk)))


def test_a_day_within_the_year_is_settled(late: Hall) -> None:
    history = selectors.history(selectors.get(late.handler, came_in(late)))
    ended = foresee(history, Event("withdrawn", LATE), LATE)
    assert beyond() not in ended.sentences


def test_days_move_in_the_night_after_the_rest_days_are_known(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    real, today = procedure(), dt.date(2026, 1, 30)
    monkeypatch.setattr(standing, "procedure", lambda: _known_until(real, today.year - 1))
    asked = entered(hall.handler, hall.body, day=today, particulars=asking())
    guessed = selectors.get(hall.handler, asked.pk).due_on
    assert standing.unsettled(guessed)
    assert reminders.refresh(replace(hall.handler, today=today)) == 0
    monkeypatch.setattr(standing, "procedure", lambda: real)
    assert reminders.refresh(replace(hall.handler, today=today)) == 1
    due = selectors.get(hall.handler, asked.pk).due_on
    assert guessed is not None
    assert due is not None
    assert due > guessed  # the rest days of the spring festival lie between
    assert not standing.unsettled(due)


def _known_until(real: Procedure, year: int) -> Procedure:
    """The procedure as it was before the later years' rest days were announced."""
    law: Any = real.book.at(dt.date.max)
    found = copy(real)
    found.__dict__.pop("provisional", None)
    found.calendar = WorkCalendar([known for known in law.calendar if known.year <= year], law.festivals)
    return found
