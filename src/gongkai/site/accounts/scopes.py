"""From a user and a day to a scope: what the appointments of that day grant, and those of whom one stands in for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.db.models import Q

from gongkai.site.accounts.models import Appointment, Delegation, User
from gongkai.site.accounts.rights import matrix
from gongkai.site.web.scope import Actor, Reach, Scope

_SITE = Reach("", below=True)


def of_user(user: User, today: dt.date) -> Scope:
    """What ``user`` may do on that day. Two queries."""
    actor = Actor("staff", user.pk, user.name or user.username)
    if not user.is_active:
        return Scope(actor, today)
    grants: defaultdict[str, set[Reach]] = defaultdict(set)
    roles: defaultdict[str, set[str]] = defaultdict(set)
    for role, path in _held(user, today):
        if path is not None:
            roles[role].add(path)
        for action, far in matrix().of_role(role).items() if role in matrix().roles else ():
            if far == "site":
                grants[action].add(_SITE)
            elif path is not None:
                grants[action].add(Reach(path, below=far == "below"))
    granted = {action: tuple(sorted(reach, key=_order)) for action, reach in grants.items()}
    return Scope(actor, today, granted, {role: frozenset(paths) for role, paths in roles.items()})


def in_term(today: dt.date) -> Q:
    """The condition "in force on that day"."""
    return Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))


def _held(user: User, today: dt.date) -> list[tuple[str, str | None]]:
    standing = Delegation.objects.filter(in_term(today), deputy=user, recalled__isnull=True, absent__is_active=True)
    people = [user.pk, *standing.values_list("absent_id", flat=True)]
    held = Appointment.objects.unscoped("one's own rights").filter(in_term(today), user__in=people)
    return list(held.values_list("role", "body__path"))


def _order(reach: Reach) -> tuple[str, bool]:
    return reach.path, reach.below
