"""Reading later scans of what is public (自查)."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db.models import Exists, F, OuterRef, QuerySet

from gongkai.errors import NotFoundError
from gongkai.site.bodies.models import Body
from gongkai.site.publishing.models import Item, Recheck, State
from gongkai.site.web.scope import Scope

# How old a scan may become.
EVERY: Final = dt.timedelta(days=90)


def due(rules: str, now: dt.datetime) -> QuerySet[Item]:
    """Public items whose version was not scanned by these rules of late, the oldest first."""
    rows = Item.objects.unscoped("scanned by the program").filter(state=State.PUBLISHED)
    fresh = Recheck.objects.unscoped("scanned by the program").filter(
        version=OuterRef("current"), rules=rules, at__gt=now - EVERY
    )
    return rows.filter(~Exists(fresh)).order_by("pk")


def of_body(scope: Scope, body: Body) -> QuerySet[Recheck]:
    """What was found in what is public now, what waits first within the newest."""
    return _current(scope, "item.view").filter(body=body)


def waiting(scope: Scope) -> QuerySet[Recheck]:
    """What nobody has looked at."""
    return _current(scope, "item.edit").filter(handled_by__isnull=True).order_by("at")


def get(scope: Scope, body: Body, pk: int) -> Recheck:
    """One of them. Raises NotFoundError."""
    found = of_body(scope, body).filter(pk=pk).first()
    if found is None:
        raise NotFoundError("没有这条自查发现，信息可能已经更正或者撤下。")
    return found


def _current(scope: Scope, action: str) -> QuerySet[Recheck]:
    rows = Recheck.objects.within(scope, action).exclude(verdict="clean")
    rows = rows.filter(version__item__state=State.PUBLISHED, version__item__current=F("version"))
    return rows.select_related("version", "version__item", "body", "handled_by")
