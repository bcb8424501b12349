"""Appointing and dismissing."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.urls import reverse

from gongkai.errors import ConflictError, ForbiddenError, UsageError
from gongkai.site.accounts.models import Appointment, User
from gongkai.site.accounts.rights import matrix
from gongkai.site.accounts.scopes import who
from gongkai.site.accounts.services import rules
from gongkai.site.accounts.services.notices import notify
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Scope


def appoint(
    scope: Scope,
    *,
    user: User,
    role: str,
    body: Body | None,
    since: dt.date,
    until: dt.date | None = None,
    tell: bool = True,
) -> Appointment:
    """Give ``user`` a role at ``body`` (None: of the whole site) from ``since`` to ``until``, both included.

    Raises ForbiddenError for oneself and for bodies where one may not; UsageError for a role that does not exist or
    does not belong there, for a term that is missing, reversed or past; ConflictError where the role is held already.
    """
    rules.check_role(role, body)
    rules.demand_for(scope, body)
    if who(scope) == user.pk:
        raise ForbiddenError("不能给自己授予角色，请由其他管理员办理。")
    _check_term(scope, role, body, since, until)
    with recorded() as log:
        # The row of the user is the lock: two who appoint the same person at once do it one after the other.
        if not User.objects.select_for_update().get(pk=user.pk).is_active:
            raise UsageError("这个账号已经停用，请先启用。")
        if _overlapping(user, role, body, since, until).exists():
            raise ConflictError(f"这一期间已经担任“{matrix().roles[role].label}”。")
        made: Appointment = Appointment.objects.create(
            user=user, role=role, body=body, since=since, until=until, granted_by_id=scope.actor.id
        )
        log(
            scope,
            "account.appoint",
            body=body.pk if body else None,
            target=user,
            appointment=made.pk,
            role=role,
            since=since,
            until=until,
        )
        if tell:
            text = f"您自{since.year}年{since.month}月{since.day}日起担任{_where(body)}{matrix().roles[role].label}。"
            notify(scope, users=[user], kind="account", text=text, url=reverse("accounts:profile"))
    return made


def dismiss(scope: Scope, *, appointment: Appointment, last_day: dt.date) -> None:
    """End an appointment with ``last_day``, which may be yesterday: then it ends at once.

    One that has not been in force for a whole day by then is taken back altogether; that it was there, the events
    tell. Raises ForbiddenError without the right, UsageError for a day that would change the past or prolong the term.
    """
    rules.demand_for(scope, appointment.body)
    if last_day < scope.today - dt.timedelta(days=1):
        raise UsageError("最后任职日不能早于昨天：已经过去的任职不能改写。")
    if appointment.until is not None and last_day > appointment.until:
        raise UsageError("任职到期日早于这一天；需要延长的，请另行授予。")
    if appointment.role == rules.ADMINISTRATOR:
        rules.keep_an_administrator(scope, without=appointment.user)
    with recorded() as log:
        log(
            scope,
            "account.dismiss",
            body=appointment.body_id,
            target=appointment.user,
            appointment=appointment.pk,
            role=appointment.role,
            last_day=last_day,
        )
        if last_day < appointment.since:
            appointment.delete()
        else:
            appointment.until = last_day
            appointment.save(update_fields=["until"])


def _check_term(scope: Scope, role: str, body: Body | None, since: dt.date, until: dt.date | None) -> None:
    if matrix().roles[role].term == "required" and until is None:
        raise UsageError(f"“{matrix().roles[role].label}”应当有截止日期。")
    if until is not None and until < since:
        raise UsageError("截止日期不能早于开始日期。")
    if scope.actor.kind == "staff" and since < scope.today:
        raise UsageError("开始日期不能早于今天。")
    if body is not None and body.until is not None and since > body.until:
        raise UsageError(f"“{body.name}”已经撤销。")


def _overlapping(
    user: User, role: str, body: Body | None, since: dt.date, until: dt.date | None
) -> QuerySet[Appointment]:
    same = Appointment.objects.unscoped("one role once").filter(user=user, role=role, body=body)
    same = same.filter(Q(until__isnull=True) | Q(until__gte=since))
    return same if until is None else same.filter(since__lte=until)


def _where(body: Body | None) -> str:
    return body.name if body else ""
