"""Where a body stands: under whom, from which day on; and the tree of today, which follows from it.

The relations are the truth. The path of a body is a cache of them that the rights of people are made of, so it is
brought in line in the transaction that changes a relation and, for what was planned, when its day comes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TypeVar

from django.utils.translation import gettext as _

from gongkai.errors import NotFoundError, UsageError
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body, Dated, Name, Relation
from gongkai.site.bodies.services import history
from gongkai.site.web.scope import Scope

D = TypeVar("D", bound=Dated)
_FOREVER = dt.date.max


def lock() -> None:
    """Wait until nobody else changes the tree; within a transaction."""
    list(Body.objects.select_for_update().filter(depth=1).order_by("pk").values_list("pk"))


def fresh(body: Body) -> Body:
    """``body`` as it is now; after ``lock``. Raises NotFoundError."""
    found = Body.objects.filter(pk=body.pk).first()
    if found is None:
        raise NotFoundError(_("没有这个机关，或者您没有查看它的权限。"))
    return found


def locked(body: Body) -> Body:
    """``lock``, then ``fresh``."""
    lock()
    return fresh(body)


def relate(scope: Scope, *, body: Body, superior: Body | None, since: dt.date | None) -> Body:
    """Put ``body`` under ``superior`` (None: under nobody) from ``since`` on; gives it as it then is.

    A day to come moves it when that day comes. Raises UsageError where it would stand under itself on any day, where
    the superior does not exist on that day, or where nothing changes.
    """
    with recorded() as log:
        body = locked(body)
        above = fresh(superior) if superior is not None else None
        scope.demand("body.create", body.path)
        scope.demand("body.create", above.path if above else "")
        before = history.rows_of(Relation, body)
        if (before[-1].superior_id if before and before[-1].until is None else None) == (above.pk if above else None):
            raise UsageError(_("上级机关没有变化。"))
        if above is not None:
            may_stand_under(body, above, since)
        history.turn(Relation, body, since, {"superior": above} if above else None)
        log(scope, "body.relate", body=body.pk, target=body, superior=above.pk if above else None, since=since)
        return place(body, scope.today)


def withdraw(scope: Scope, *, body: Body) -> Body:
    """Take back all that is planned for ``body`` and does not hold yet: names, superiors, its end."""
    with recorded() as log:
        body = locked(body)
        scope.demand("body.create", body.path)
        if body.until is not None and body.until <= scope.today:
            raise UsageError(_("这个机关已经撤销；撤销有误的，请恢复。"))
        planned = [history.take_back(model, body, scope.today) for model in (Name, Relation)]
        if not any(planned):
            raise UsageError(_("没有尚未生效的调整。"))
        body.until = None
        body.save(update_fields=["until"])
        for row in history.rows_of(Relation, body)[-1:]:
            if row.until is None and row.superior.until is not None:
                raise UsageError(_("%(name)s已经安排撤销，请先取消。") % {"name": row.superior.name})
        log(scope, "body.withdraw", body=body.pk, target=body)
        return body


def refresh_tree(scope: Scope) -> int:
    """Bring names and paths in line with the day of ``scope``; how many bodies changed. Run daily, or as often."""
    with recorded() as log:
        lock()
        bodies = list(Body.objects.order_by("path"))
        names = _in_force(Name.objects.unscoped("the tree of the site"), bodies, scope.today)
        relations = _in_force(Relation.objects.unscoped("the tree of the site"), bodies, scope.today)
        above = {pk: row.superior_id for pk, row in relations.items()}
        by_path = {body.path: body.pk for body in bodies}
        changed: set[int] = set()
        for body in sorted(bodies, key=lambda body: _height(body.pk, above)):
            row = names.get(body.pk)
            if row is not None and (row.name, row.short_name) != (body.name, body.short_name):
                Body.objects.filter(pk=body.pk).update(name=row.name, short_name=row.short_name)
                changed.add(body.pk)
            if by_path.get(body.path[: -Body.steplen]) != above.get(body.pk):
                _move(Body.objects.get(pk=body.pk), above.get(body.pk))
                changed.add(body.pk)
        for body in bodies:
            if body.pk in changed:
                log(scope, "body.effect", body=body.pk, target=body)
        return len(changed)


def place(body: Body, today: dt.date) -> Body:
    """Move the node of ``body`` to where its relation of today says; gives the body as it then is."""
    relation = _in_force(Relation.objects.unscoped("place of one body").filter(body=body), [body], today).get(body.pk)
    superior = relation.superior_id if relation is not None else None
    parent = Body.objects.get_parent(body, update=True)
    if (parent.pk if parent else None) != superior:
        _move(body, superior)
    return Body.objects.get(pk=body.pk)


def standing_day(body: Body, today: dt.date) -> dt.date:
    """The day that decides where a body stands in the tree: today, or the first or last day of its life."""
    day = max(today, body.since) if body.since else today
    return min(day, body.until) if body.until else day


def may_stand_under(body: Body, superior: Body, since: dt.date | None) -> None:
    """Raise UsageError where ``superior`` is not there from ``since`` on, or would stand under itself."""
    if superior.until is not None:
        raise UsageError(_("上级机关%(name)s已经撤销，或者安排了撤销。") % {"name": superior.name})
    if superior.since is not None and (since is None or since < superior.since):
        raise UsageError(_("生效日期早于上级机关%(name)s的设立日期，请核对。") % {"name": superior.name})
    if superior.pk == body.pk or _is_under(superior, body, since or dt.date.min):
        raise UsageError(_("%(name)s是这个机关自己或者它的下级，不能作为上级机关。") % {"name": superior.name})


def _is_under(body: Body, superior: Body, since: dt.date) -> bool:
    """Whether ``body`` stands under ``superior``, near or far, on any day from ``since`` on."""
    reached = [(body.pk, since, _FOREVER)]
    while reached:
        rows = list(Relation.objects.unscoped("search for loops").filter(body__in={pk for pk, _from, _to in reached}))
        reached = [
            (row.superior_id, first, last)
            for pk, begin, finish in reached
            for row in rows
            if row.body_id == pk
            and (first := max(begin, row.since or dt.date.min)) <= (last := min(finish, row.until or _FOREVER))
        ]
        if any(pk == superior.pk for pk, _from, _to in reached):
            return True
    return False


def _in_force(rows: Iterable[D], bodies: list[Body], today: dt.date) -> dict[int, D]:
    """By body, the row that holds on the day that decides for it."""
    days = {body.pk: standing_day(body, today) for body in bodies}
    return {
        row.body_id: row for row in rows if (row.since or dt.date.min) <= days[row.body_id] <= (row.until or _FOREVER)
    }


def _move(body: Body, superior: int | None) -> None:
    if superior is None:
        last = Body.objects.filter(depth=1).order_by("path").last()
        Body.objects.move(body, last, pos="last-sibling")
    else:
        Body.objects.move(body, Body.objects.get(pk=superior), pos="last-child")


def _height(pk: int, above: dict[int, int]) -> int:
    """How many bodies stand above; what is moved to a place must find it where it will stay."""
    height, at = 0, pk
    while at in above:
        height, at = height + 1, above[at]
    return height
