"""Leaving a post: what was held and what is open pass to a successor."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from gongkai.errors import ForbiddenError, UsageError
from gongkai.site.accounts import scopes
from gongkai.site.accounts.models import Appointment, Handover, User
from gongkai.site.accounts.selectors import roles_to_hand_over
from gongkai.site.accounts.services import rules
from gongkai.site.accounts.services.notices import notify
from gongkai.site.accounts.services.posts import appoint, dismiss
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock, registry
from gongkai.site.web.scope import Scope


def hand_over(
    scope: Scope, *, body: Body, leaver: User, successor: User, last_day: dt.date, note: str = ""
) -> Handover:
    """End what ``leaver`` holds at ``body`` with ``last_day``; ``successor`` holds it from the day after.

    What is open for the leaver today is kept as a list for both. A role that the successor holds then anyway is not
    given twice. Raises ForbiddenError where roles could not be taken or given, UsageError where there is nothing to
    hand over or the day has passed.
    """
    rules.demand_for(scope, body)
    if leaver.pk == successor.pk:
        raise UsageError("移交人和接收人不能是同一个人。")
    if last_day < scope.today:
        raise UsageError("最后任职日不能早于今天。")
    with recorded() as log:
        held = list(roles_to_hand_over(leaver, body, last_day))
        if not held:
            raise UsageError("此人在那一天没有本机关的角色可以移交。")
        made: Handover = Handover.objects.create(
            body=body,
            leaver=leaver,
            successor=successor,
            last_day=last_day,
            note=note,
            roles=[post.role for post in held],
            items=open_items(leaver, scope.today),
            made_by_id=scope.actor.id,
            made_at=clock.now(),
        )
        for post in held:
            _pass_on(scope, post, successor, last_day)
        log(
            scope,
            "account.handover",
            body=body.pk,
            target=made,
            leaver=leaver.pk,
            successor=successor.pk,
            last_day=last_day,
            roles=made.roles,
            items=len(made.items),
        )
        text = f"{leaver.name}在{body.name}的工作移交{successor.name}，最后任职日{last_day:%Y-%m-%d}，请查看交接单。"
        notify(scope, users=[leaver, successor], kind="handover", text=text, url=handover_url(made))
    return made


def confirm_handover(scope: Scope, *, handover: Handover) -> None:
    """The successor has read the list. A second time changes nothing. Raises ForbiddenError for anybody else."""
    if scopes.who(scope) != handover.successor_id:
        raise ForbiddenError("交接单只能由接收人本人确认。")
    with recorded() as log:
        waiting = Handover.objects.unscoped("one's own hand-over").filter(pk=handover.pk, confirmed_at__isnull=True)
        if waiting.update(confirmed_at=clock.now()):
            log(scope, "account.handover_confirm", body=handover.body_id, target=handover)
            text = f"{handover.successor.name}已经确认接收{handover.leaver.name}移交的工作。"
            told = [user for user in (handover.leaver_id, handover.made_by_id) if user]
            notify(scope, users=told, kind="handover", text=text, url=handover_url(handover))


def open_items(user: User, today: dt.date) -> list[dict[str, Any]]:
    """What waits for a person, as the workbench would show it, in the shape in which a hand-over keeps it."""
    return [
        {
            "kind": todo.kind,
            "title": todo.title,
            "url": todo.url,
            "body": todo.body,
            "due": todo.due.isoformat() if todo.due else None,
            "note": todo.note,
        }
        for todo in registry.todos(scopes.of_user(user, today))
    ]


def handover_url(handover: Handover) -> str:
    """Where its list is."""
    return reverse("accounts:handover", args=[handover.pk])


def _pass_on(scope: Scope, post: Appointment, successor: User, last_day: dt.date) -> None:
    begins = last_day + dt.timedelta(days=1)
    ends = post.until if post.until and post.until > last_day else None
    if post.until != last_day:
        dismiss(scope, appointment=post, last_day=last_day)
    held = Appointment.objects.unscoped("what the successor holds anyway").filter(
        scopes.in_term(begins), user=successor, role=post.role, body=post.body
    )
    if not held.exists():
        appoint(scope, user=successor, role=post.role, body=post.body, since=begins, until=ends, tell=False)
