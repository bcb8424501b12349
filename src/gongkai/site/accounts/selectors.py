"""Reading accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from gongkai.site.accounts.models import Appointment, Delegation, User
from gongkai.site.accounts.scopes import in_term
from gongkai.site.web.scope import Scope


def holding(scope: Scope, places: Collection[tuple[str, int]]) -> dict[tuple[str, int], list[User]]:
    """For each of ``places`` (role and id of a body) who holds that role there on the day of ``scope``.

    Whoever stands in for somebody who does counts as well. Two queries, however many places.
    """
    today = in_term(scope.today)
    roles, bodies = {role for role, _body in places}, {body for _role, body in places}
    appointed = Appointment.objects.unscoped("who may be asked").select_related("user")
    rows = list(appointed.filter(today, role__in=roles, body__in=bodies, user__is_active=True))
    absent = {row.user_id for row in rows}
    deputies: defaultdict[int, list[User]] = defaultdict(list)
    standing = Delegation.objects.filter(today, recalled__isnull=True, absent__in=absent, deputy__is_active=True)
    for delegation in standing.select_related("deputy"):
        deputies[delegation.absent_id].append(delegation.deputy)
    found: dict[tuple[str, int], dict[int, User]] = {place: {} for place in places}
    for row in rows:
        there = found.get((row.role, row.body_id or 0))
        if there is not None:
            there.update((user.pk, user) for user in (row.user, *deputies[row.user_id]))
    return {place: [users[pk] for pk in sorted(users)] for place, users in found.items()}
