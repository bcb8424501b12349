"""Messages to users: once each, not to oneself, and mail that gives nothing away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from gongkai.site.accounts import services
from gongkai.site.accounts.models import Notice, User
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import system

SCOPE = system(dt.date(2026, 11, 20))
TOLD = {"kind": "review", "text": "《石桥镇工作规则》已退回修改。", "url": "/staff/review/1/"}


def test_everybody_is_told_once(township: Body, person: Callable[..., User]) -> None:
    first, second = person("handler", township), person("reviewer", township)
    services.notify(SCOPE, users=[first, second.pk, first.pk], **TOLD)
    assert sorted(Notice.objects.values_list("user_id", flat=True)) == [first.pk, second.pk]


def test_who_acts_is_not_told(township: Body, person: Callable[..., User], scope_of: Callable[..., Any]) -> None:
    actor, other = person("handler", township), person("reviewer", township)
    services.notify(scope_of(actor), users=[actor, other], **TOLD)
    assert [notice.user_id for notice in Notice.objects.all()] == [other.pk]


def test_a_disabled_account_is_told_nothing(township: Body, person: Callable[..., User]) -> None:
    gone = person("handler", township)
    User.objects.update(is_active=False)
    services.notify(SCOPE, users=[gone], **TOLD)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("url", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_a_message_leads_nowhere_else(township: Body, person: Callable[..., User], url: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        services.notify(SCOPE, users=[person("handler", township)], kind="review", text="x", url=url)


@pytest.mark.parametrize(
    ("mail_is_set_up", "address", "wanted", "sent"),
    [
        (True, "a@example.org", True, 1),
        (False, "a@example.org", True, 0),
        (True, "", True, 0),
        (True, "a@x.cn", False, 0),
    ],
)
def test_mail_goes_to_who_wants_it(
    township: Body,
    person: Callable[..., User],
    settings: Any,
    mail_is_set_up: bool,
    address: str,
    wanted: bool,
    sent: int,
) -> None:
    settings.GONGKAI_MAIL = mail_is_set_up
    user = person("handler", township)
    User.objects.update(email=address, wants_mail=wanted)
    services.notify(SCOPE, users=[user], **TOLD)
    assert len(mail.outbox) == sent


def test_a_mail_holds_nothing_of_the_message(township: Body, person: Callable[..., User], settings: Any) -> None:
    settings.GONGKAI_MAIL = True
    user = person("handler", township)
    User.objects.update(email="a@example.org")
    services.notify(SCOPE, users=[user], **TOLD)
    (sent,) = mail.outbox
    assert sent.to == ["a@example.org"]
    assert "石桥镇" not in f"{sent.subject}{sent.body}"
    assert "/staff/" not in sent.body
