"""Events, within what a scope may see."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from gongkai.site.audit import selectors as audit
from gongkai.site.audit.models import Event
from gongkai.site.bodies import selectors as bodies
from gongkai.site.web.clock import ZONE
from gongkai.site.web.scope import Scope


def events(
    scope: Scope,
    right: str,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    person: str = "",
    body: str = "",
    action: str = "",
    target: str = "",
    number: str = "",
) -> QuerySet[Event]:
    """The events of the bodies for which ``scope`` holds ``right`` (all of them where it is the whole site), narrowed.

    ``since`` and ``until`` are days in Beijing, both included; ``person`` is part of a name, ``body`` an id.
    """
    everywhere = any(reach.below and not reach.path for reach in scope.grants.get(right, ()))
    found = audit.of_bodies(None if everywhere else bodies.visible(scope, right).values_list("pk", flat=True))
    if since:
        found = found.filter(at__gte=dt.datetime.combine(since, dt.time(), ZONE))
    if until:
        found = found.filter(at__lt=dt.datetime.combine(until + dt.timedelta(days=1), dt.time(), ZONE))
    wanted = {
        "actor_name__icontains": person,
        "body_id": body,
        "action": action,
        "target_kind": target,
        "target_id": number,
    }
    return found.filter(**{name: value for name, value in wanted.items() if value})
