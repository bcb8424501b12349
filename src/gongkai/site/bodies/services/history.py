"""Histories: rows of one body that follow each other day by day, its names or its superiors.

A history grows at its end alone. What does not hold yet may be taken back, what has held stays.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar, cast

from django.db.models import F
from django.utils.translation import gettext as _

from gongkai.errors import UsageError
from gongkai.site.bodies.models import Body, Dated

D = TypeVar("D", bound=Dated)
_ONE_DAY = dt.timedelta(days=1)


def rows_of(model: type[D], body: Body) -> list[D]:
    """The history of a body, oldest first."""
    rows = model.objects.unscoped("the caller was given this body").filter(body=body)
    return cast("list[D]", list(rows.order_by(F("since").asc(nulls_first=True))))


def turn(model: type[D], body: Body, since: dt.date | None, values: dict[str, Any] | None) -> None:
    """From ``since`` on ``values`` hold, or nothing; what held ends the day before.

    On the day on which the last row begins, that row is corrected. Raises UsageError for a day before it, or where
    something later is planned already.
    """
    rows = rows_of(model, body)
    last = rows[-1] if rows else None
    _within_life(body, since)
    if last is not None and _is_later(last, since):
        raise UsageError(_("这一日以后已经有别的调整：尚未生效的，可以先取消；已经生效的，请核对日期。"))
    if last is not None and last.since == since:
        _correct(last, values)
        return
    if last is not None and last.until is None and since is not None:
        last.until = since - _ONE_DAY
        last.save(update_fields=["until"])
    if values is not None:
        model.objects.create(body=body, since=since, **values)


def end(model: type[Dated], body: Body, until: dt.date) -> None:
    """Let the history end on ``until``; raises UsageError where a row begins, or is to end, on a later day."""
    for row in rows_of(model, body):
        if (row.since is not None and row.since > until) or (row.until is not None and row.until >= until):
            raise UsageError(_("在这一日以后还有更名或者隶属关系的调整，请核对日期；尚未生效的调整，可以先取消。"))
        if row.until is None:
            row.until = until
            row.save(update_fields=["until"])


def resume(model: type[Dated], body: Body, until: dt.date) -> None:
    """Take back what ``end`` did."""
    model.objects.unscoped("the caller was given this body").filter(body=body, until=until).update(until=None)


def take_back(model: type[Dated], body: Body, today: dt.date) -> bool:
    """Drop what begins after ``today`` and let go on what was to end; whether there was anything."""
    mine = model.objects.unscoped("the caller was given this body").filter(body=body)
    dropped, _kinds = mine.filter(since__gt=today).delete()
    lasts = mine.filter(until__gte=today).update(until=None)
    return bool(dropped or lasts)


def _is_later(last: Dated, since: dt.date | None) -> bool:
    """Whether ``last`` says something of a day after the one before ``since``, which must not be written over."""
    if last.until is not None:
        return since is None or since <= last.until
    return last.since is not None and (since is None or since < last.since)


def _correct(last: Dated, values: dict[str, Any] | None) -> None:
    if values is None:
        last.delete()
        return
    for field, value in values.items():
        setattr(last, field, value)
    last.save(update_fields=list(values))


def _within_life(body: Body, since: dt.date | None) -> None:
    if body.until is not None:
        raise UsageError(_("这个机关已经撤销，不能再作调整。"))
    if since is not None and body.since is not None and since < body.since:
        raise UsageError(_("生效日期早于机关的设立日期，请核对。"))
