"""Reading accounts, within what a scope may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Final

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from gongkai.errors import NotFoundError
from gongkai.site.accounts.models import Appointment, Delegation, Handover, Notice, User
from gongkai.site.accounts.scopes import delegable, delegable_roles, in_term, standing, who
from gongkai.site.bodies.models import Body
from gongkai.site.web.prepared import Prepared
from gongkai.site.web.remembered import remembered
from gongkai.site.web.scope import Scope


def people(scope: Scope, *, body: Body | None = None, words: str = "", state: str = "") -> QuerySet[User]:
    """Whom ``scope`` may see, by login name: those with a role, past ones included, at a body within reach.

    ``state``: ``current`` holds a role there today, ``past`` none any more, ``disabled`` a closed account. Each has
    ``seen``: the list of those roles, newest first.
    """
    roles = _visible_posts(scope, body)
    mine = roles.filter(user=OuterRef("pk"))
    found = User.objects.all() if body is None and scope.may("account.view", "") else User.objects.filter(Exists(mine))
    if words:
        found = found.filter(Q(name__icontains=words) | Q(username__icontains=words))
    if state == "disabled":
        found = found.filter(is_active=False)
    elif state in ("current", "past"):
        now = Exists(mine.filter(in_term(scope.today)))
        found = found.filter(now if state == "current" else ~now, is_active=True)
    posts = roles.select_related("body").order_by("-since", "-pk")
    return found.prefetch_related(Prefetch("posts", posts, to_attr="seen")).order_by("username")


def person(scope: Scope, pk: int) -> User:
    """One of :func:`people`, with ``seen``. Raises NotFoundError."""
    found = people(scope).filter(pk=pk).first()
    if found is None:
        raise NotFoundError("没有这个账号，或者您没有查看它的权限。")
    return found


def appointment(scope: Scope, pk: int) -> Appointment:
    """An appointment that ``scope`` may see. Raises NotFoundError."""
    found = _visible_posts(scope).select_related("user", "body").filter(pk=pk).first()
    if found is None:
        raise NotFoundError("没有这一任职，或者您没有查看它的权限。")
    return found


def by_username(username: str) -> User | None:
    """An active account by its exact name, for whoever is about to give it a role."""
    return User.objects.filter(username=username, is_active=True).first()


def own_posts(scope: Scope) -> QuerySet[Appointment]:
    """One's own roles, newest first."""
    mine = Appointment.objects.unscoped("one's own roles").filter(user=who(scope))
    return mine.select_related("body").order_by("-since", "-pk")


def colleagues(scope: Scope) -> QuerySet[User]:
    """Who could stand in for oneself today: people in office at a body where one holds a role that can be passed on."""
    posts = Appointment.objects.unscoped("colleagues").filter(in_term(scope.today))
    mine = [post.body_id for post in posts.filter(user=who(scope)) if delegable(post.role)]
    there = posts.filter(body__in=mine, role__in=delegable_roles())
    return (
        User.objects.filter(pk__in=there.values("user"), is_active=True).exclude(pk=who(scope)).order_by("name", "pk")
    )


def common_bodies(absent: User, deputy: User, day: dt.date) -> set[int]:
    """Ids of the bodies at which, on that day, both hold roles that can be passed on."""
    posts = Appointment.objects.unscoped("who may stand in").filter(in_term(day), user__in=[absent, deputy])
    held = {(post.user_id, post.body_id) for post in posts if delegable(post.role)}
    return {body for user, body in held if body and user == absent.pk and (deputy.pk, body) in held}


def delegations(scope: Scope) -> QuerySet[Delegation]:
    """Delegations of oneself and to oneself that are not over, latest first."""
    mine = Delegation.objects.filter(Q(absent=who(scope)) | Q(deputy=who(scope)))
    ahead = mine.filter(until__gte=scope.today, recalled__isnull=True)
    return ahead.select_related("absent", "deputy").order_by("-since", "-pk")


def delegation(scope: Scope, pk: int) -> Delegation:
    """A delegation of one's own. Raises NotFoundError."""
    found = Delegation.objects.filter(pk=pk, absent=who(scope)).select_related("absent", "deputy").first()
    if found is None:
        raise NotFoundError("没有这项委托。")
    return found


def holders(*, role: str, body: Body, today: dt.date) -> list[User]:
    """Who acts in a role at a body today: those who hold it and those who stand in for them. For telling them."""
    return holders_at([(role, body.pk)], today)[role, body.pk]


def holders_at(places: Collection[tuple[str, int]], today: dt.date) -> dict[tuple[str, int], list[User]]:
    """For each of ``places`` (role and id of a body) who acts in that role there today.

    Those who hold it and those who stand in for them. Three queries, however many places.
    """
    posts = Appointment.objects.unscoped("who acts in a role").filter(in_term(today))
    held = list(posts.filter(body__in={body for _role, body in places}).values_list("user_id", "role", "body_id"))
    office = {(user, body) for user, role, body in held if delegable(role)}
    deputies = Delegation.objects.filter(standing(today), absent__in={user for user, _role, _body in held})
    pairs = list(deputies.values_list("absent_id", "deputy_id"))
    found: dict[tuple[str, int], set[int]] = {}
    for role, body in places:
        direct = {user for user, other, there in held if (other, there) == (role, body)}
        standing_in = {deputy for absent, deputy in pairs if absent in direct and (deputy, body) in office}
        found[role, body] = direct | standing_in if delegable(role) else direct
    users = User.objects.filter(is_active=True).in_bulk(set().union(*found.values()))
    return {place: [users[pk] for pk in sorted(ids) if pk in users] for place, ids in found.items()}


def roles_to_hand_over(leaver: User, body: Body, last_day: dt.date) -> QuerySet[Appointment]:
    """What somebody holds at a body on a day and can hand over, one for each role."""
    posts = Appointment.objects.unscoped("a post that is left").filter(in_term(last_day), user=leaver, body=body)
    return posts.filter(role__in=delegable_roles()).select_related("user", "body").order_by("role", "pk")


def handovers(scope: Scope, body: Body) -> QuerySet[Handover]:
    """The hand-overs at a body, newest first."""
    rows = Handover.objects.within(scope, "account.view").filter(body=body)
    return rows.select_related("leaver", "successor", "body").order_by("-pk")


def handover(scope: Scope, pk: int) -> Handover:
    """A hand-over that concerns oneself, or one at a body within reach. Raises NotFoundError."""
    parties = Q(leaver=who(scope)) | Q(successor=who(scope))
    rows = Handover.objects.unscoped("the parties see their own").filter(parties | scope.within("account.view"))
    found = rows.select_related("leaver", "successor", "body", "made_by").filter(pk=pk).first()
    if found is None:
        raise NotFoundError("没有这张交接单，或者您没有查看它的权限。")
    return found


@remembered
def to_confirm(scope: Scope) -> QuerySet[Handover]:
    """Hand-overs that wait for oneself."""
    mine = Handover.objects.unscoped("one's own").filter(successor_id=who(scope), confirmed_at__isnull=True)
    return mine.select_related("leaver", "body").order_by("pk")


def notices(scope: Scope) -> QuerySet[Notice]:
    """What one was told, to be paged newest first."""
    return Notice.objects.filter(user=who(scope))


def unread(scope: Scope) -> int:
    """How many notices one has not read; one query on an index of unread ones."""
    found = _UNREAD.of(who(scope)).first()
    return int(found[1]) if found else 0


_UNREAD: Final = Prepared(
    Notice,
    lambda user: (
        Notice.objects.filter(user=user, read_at__isnull=True).values_list("user").annotate(Count("pk")).order_by()
    ),
)


def _visible_posts(scope: Scope, body: Body | None = None) -> QuerySet[Appointment]:
    posts = Appointment.objects.within(scope, "account.view")
    return posts if body is None else posts.filter(body=body)
