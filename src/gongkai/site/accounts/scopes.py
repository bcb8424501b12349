"""From a user and a day to a scope: what the appointments of that day grant, and those of whom one stands in for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec
from django.db.models import Q, QuerySet

from gongkai.site.accounts.models import Appointment, Delegation, User
from gongkai.site.accounts.rights import matrix, role_action
from gongkai.site.web.prepared import Prepared
from gongkai.site.web.scope import Actor, Reach, Scope


class Post(msgspec.Struct, frozen=True):
    """An appointment in force: who holds which role at which body (none: the whole site)."""

    user: int
    role: str
    body: int | None
    path: str | None
    name: str | None


class Held(msgspec.Struct, frozen=True):
    """A role in force: at which body (none: the whole site), and on whose behalf."""

    role: str
    body: int | None
    path: str | None
    behalf: int | None = None


def of_user(user: User, today: dt.date) -> Scope:
    """What ``user`` may do on that day. One query."""
    return of_posts(user, today, posts(user, today))


def posts(user: User, today: dt.date) -> list[Post]:
    """The user's own posts on that day, and those of absent people for whom the user stands in. One query."""
    return [Post(*row) for row in _POSTS.of(user.pk, today).rows()] if user.is_active else []


def of_posts(user: User, today: dt.date, posts: Sequence[Post]) -> Scope:
    """What ``posts``, those of that day, let ``user`` do."""
    actor = Actor("staff", user.pk, user.name or user.username)
    grants: defaultdict[str, set[Reach]] = defaultdict(set)
    for held in _held(user, posts):
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


def _posts(user: int, today: dt.date) -> QuerySet[Appointment, Any]:
    absent = Delegation.objects.filter(standing(today), deputy=user).values("absent")
    rows = Appointment.objects.unscoped("one's own rights").filter(in_term(today), Q(user=user) | Q(user__in=absent))
    return rows.order_by("body__path", "pk").values_list("user_id", "role", "body_id", "body__path", "body__name")


_POSTS: Final = Prepared(Appointment, _posts)


def _held(user: User, posts: Sequence[Post]) -> Iterator[Held]:
    """One's own roles; and those of absent people at the bodies at which one is in office oneself."""
    home = {post.body for post in posts if post.user == user.pk and delegable(post.role)}
    for post in posts:
        if post.user == user.pk:
            yield Held(post.role, post.body, post.path)
        elif post.body in home and delegable(post.role):
            yield Held(post.role, post.body, post.path, post.user)


def _grants(held: Held) -> Iterator[tuple[str, Reach]]:
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
