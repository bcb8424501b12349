"""Whether columns are kept up to date."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max

from gongkai.site.bodies.models import Body
from gongkai.site.publishing import selectors
from gongkai.site.publishing.models import Duty
from gongkai.site.web.clock import ZONE


def newest(body: Body) -> dict[str, dt.datetime]:
    """When a body last published something of each kind. One query."""
    rows = selectors.public_items(body).order_by().values("subject").annotate(newest=Max("published_at"))
    return {row["subject"]: row["newest"] for row in rows}


def due(duty: Duty, newest: dt.datetime | None, today: dt.date) -> dt.date:
    """By which day a column needs something new; today where there is nothing in it yet."""
    return newest.astimezone(ZONE).date() + dt.timedelta(days=duty.days) if newest is not None else today
