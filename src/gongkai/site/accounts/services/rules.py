"""Who may change whose account; asked by the services, and by pages for what they offer."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from gongkai.errors import ForbiddenError, UsageError
from gongkai.site.accounts.models import Appointment, User
from gongkai.site.accounts.rights import matrix
from gongkai.site.accounts.scopes import in_term, who
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Scope

ADMINISTRATOR = "system_admin"


def demand_for(scope: Scope, body: Body | None) -> None:
    """Raise ForbiddenError unless roles at ``body`` (None: of the whole site) are given and taken by ``scope``."""
    if scope.actor.kind == "system":
        return
    if body is None:
        scope.demand("account.site", "")
    else:
        scope.demand("account.edit", body.path)


def manages(scope: Scope, user: User) -> bool:
    """Whether ``scope`` may change the account itself: password, second factor, address, disabling.

    Whoever holds the password of an account holds all its roles. So each role that it holds, now or later, must be one
    that ``scope`` could give; an account without any belongs to the administrators of the site.
    """
    if scope.actor.kind == "system":
        return True
    return who(scope) != user.pk and all(scope.may(action, path) for action, path in _rights_over(user, scope.today))


def demand_managed(scope: Scope, user: User) -> None:
    """Raise ForbiddenError unless ``scope`` :func:`manages` the account."""
    if who(scope) == user.pk:
        raise ForbiddenError("不能对自己的账号办理这一事项，请由其他管理员办理。")
    if not manages(scope, user):
        raise ForbiddenError("这个账号还在您管理范围以外任职，或者没有任职，只能由系统管理员办理。")
    for action, path in _rights_over(user, scope.today) if scope.actor.kind == "staff" else ():
        scope.demand(action, path)


def place_of(user: User, today: dt.date) -> int | None:
    """The id of the body whose auditors see what happens to an account: the only one where it has a role, else none."""
    held = Appointment.objects.unscoped("whose account it is").filter(in_term(today), user=user)
    bodies = set(held.values_list("body", flat=True))
    return bodies.pop() if len(bodies) == 1 else None


def _rights_over(user: User, today: dt.date) -> list[tuple[str, str]]:
    """What one must hold to change an account: an action at a path for each place where it has a role now or later."""
    held = Appointment.objects.unscoped("who may change an account").filter(
        Q(until__isnull=True) | Q(until__gte=today), user=user
    )
    paths: list[str | None] = list(held.values_list("body__path", flat=True).distinct())
    paths = paths or [None]
    return [("account.site", "") if path is None else ("account.edit", path) for path in paths]


def keep_an_administrator(scope: Scope, *, without: User) -> None:
    """Raise UsageError where nobody else would be left to administer the site."""
    others = Appointment.objects.unscoped("administrators left").filter(
        in_term(scope.today), role=ADMINISTRATOR, until__isnull=True, user__is_active=True
    )
    mine = Appointment.objects.unscoped("administrators left").filter(
        in_term(scope.today), role=ADMINISTRATOR, user=without
    )
    if mine.exists() and not others.exclude(user=without).exists():
        raise UsageError("至少应当保留一名系统管理员。请先任命接替的人。")


def check_role(role: str, body: Body | None) -> None:
    """Raise UsageError for a role that does not exist or does not belong where it is to be held."""
    found = matrix().roles.get(role)
    if found is None:
        raise UsageError("没有这个角色。")
    if found.site != (body is None):
        words = "是全站角色，不属于任何机关。" if found.site else "应当属于一个机关。"
        raise UsageError(f"“{found.label}”{words}")
