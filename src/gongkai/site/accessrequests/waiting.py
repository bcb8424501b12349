"""Requests that have come in and that both sides have not confirmed: since when, and for how many working days."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from django.db.models import OuterRef, Subquery

from gongkai.errors import NotFoundError
from gongkai.site.accessrequests.models import Request, Step
from gongkai.site.web.procedures import procedure
from gongkai.site.web.scope import Scope

UNCONFIRMED: Final = "unconfirmed"
# The law sets no term for calling the applicant; what nobody has confirmed after a working day is told.
_ALARM: Final = 1
# More than can wait in any sound office; what is beyond is told.
MOST: Final = 500


def unconfirmed(scope: Scope, action: str) -> Any:
    """The unconfirmed requests of the bodies for which ``action`` is granted, the oldest first.

    Each has ``came_on``, the day on which it was submitted.
    """
    first = Step.objects.unscoped("of requests that are limited").filter(request=OuterRef("pk"), position=1)
    rows = Request.objects.within(scope, action).filter(state=UNCONFIRMED)
    return (
        rows.annotate(came_on=Subquery(first.values("day")[:1])).select_related("body").order_by("entered_at", "id")
    )  # fmt: skip


def get(scope: Scope, action: str, request_id: int) -> Any:
    """An unconfirmed request. Raises NotFoundError where it is none, or none of those."""
    request = unconfirmed(scope, action).filter(pk=request_id).first()
    if request is None:
        raise NotFoundError("没有这件待确认的申请，可能已经确认。")
    return request


def call_by(came_on: dt.date) -> dt.date:
    """The day by which both sides should have confirmed what came in on that day; the alarm comes after it."""
    return procedure().provisional.calendar.add(came_on, _ALARM)


def working_days(came_on: dt.date, today: dt.date) -> int:
    """For how many working days it has waited."""
    return procedure().provisional.calendar.between(came_on, today)
