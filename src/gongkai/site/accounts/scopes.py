"""From a user and a day to a scope: what the appointments of that day grant, and those of whom one stands in for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec
from django.db.models import Q

from gongkai.site.accounts.models import Appointment, Delegation, User
from gongkai.site.accounts.rights import matrix, role_action
from gongkai.site.web.scope import Actor, Reach, Scope


class Held(msgspec.Struct, frozen=True):
    """A role in force: at which body (none: the whole site), and on whose behalf."""

    role: str
    body: int | None
    path: str | None
    behalf: int | None = None


def of_user(user: User, today: dt.date) -> Scope:
    """What ``user`` may do on that day. Two queries."""
    actor = Actor("staff", user.pk, user.name or user.username)
    if not user.is_active:
        return Scope(actor, today)
    grants: defaultdict[str, set[Reach]] = defaultdict(set)
    for held in _held(user, today):
        for action, reach in _grants(held):
            grants[action].add(reach)
    return Scope(actor, today, {action: tuple(sorted(reach, key=_order)) for action, reach in grants.items()})


def who(scope: Scope) -> int:
    """The id of the user who asks; 0, which is nobody's, for the program and for the public."""
    return (scope.actor.id or 0) if scope.actor.kind == "staff" else 0


def in_term(today: dt.date) -> Q:
    """The condition "in force on that day"."""
    return Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))


def standing(today: dt.date) -> Q:
    """The condition "a delegation in force on that day"."""
    return in_term(today) & Q(recalled__isnull=True, absent__is_active=True, deputy__is_active=True)


def delegable(role: str) -> bool:
    """Whether a role can be held for somebody else: not one of the whole site, nor one given to a person for a term."""
    found = matrix().roles.get(role)
    return found is not None and not found.site and found.term == "open"


def delegable_roles() -> list[str]:
    """All roles that can."""
    return [role for role in matrix().roles if delegable(role)]


def _held(user: User, today: dt.date) -> Iterator[Held]:
    """One's own roles; and those of absent people at the bodies at which one is in office oneself."""
    absent = list(Delegation.objects.filter(standing(today), deputy=user).values_list("absent_id", flat=True))
    rows = Appointment.objects.unscoped("one's own rights").filter(in_term(today), user__in=[user.pk, *absent])
    held = list(rows.values_list("user_id", "role", "body_id", "body__path"))
    home = {body for holder, role, body, _ in held if holder == user.pk and delegable(role)}
    for holder, role, body, path in held:
        if holder == user.pk:
            yield Held(role, body, path)
        elif body in home and delegable(role):
            yield Held(role, body, path, holder)


def _grants(held: Held) -> Iterable[tuple[str, Reach]]:
    if held.role not in matrix().roles:
        return
    if held.path is None:
        site = Reach("", below=True)
        yield role_action(held.role), site
        yield from ((action, site) for action, far in matrix().of_role(held.role).items() if far == "site")
        return
    yield role_action(held.role), Reach(held.path, behalf=held.behalf)
    for action, far in matrix().of_role(held.role).items():
        if far != "site":
            yield action, Reach(held.path, below=far == "below", behalf=held.behalf)


def _order(reach: Reach) -> tuple[str, bool, int]:
    return reach.path, reach.below, reach.behalf or 0
