"""The life of a body: it is created, corrected, renamed, closed, and reopened where that was a mistake."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from gongkai.errors import UsageError
from gongkai.site.audit.services import recorded
from gongkai.site.bodies import values
from gongkai.site.bodies.models import Body, Dated, Name, Relation
from gongkai.site.bodies.services import history, places
from gongkai.site.web.scope import Scope

_HISTORIES: tuple[type[Dated], ...] = (Name, Relation)


def create(
    scope: Scope,
    *,
    superior: Body | None,
    code: str,
    name: str,
    level: str,
    kind: str,
    short_name: str = "",
    division: str = "",
    since: dt.date | None = None,
) -> Body:
    """A new body under ``superior`` (None: under nobody), with its first name and relation.

    ``since`` is the day of its founding, None where it is not known. Raises UsageError for a value that cannot be, and
    for a code that is taken.
    """
    with recorded() as log:
        places.lock()
        above = places.fresh(superior) if superior is not None else None
        scope.demand("body.create", above.path if above else "")
        body = Body(
            code=values.code(code),
            division=values.division(division),
            name=values.name(name),
            short_name=values.short_name(short_name),
            level=level,
            kind=kind,
            since=since,
        )
        _check_facts(body)
        taken = Body.objects.filter(code=body.code).first()
        if taken is not None:
            raise UsageError(_("这个统一社会信用代码已经用于%(name)s。") % {"name": taken.name})
        start = _later(since, above.since) if above else None
        if above is not None and above.until is not None:
            raise UsageError(_("上级机关%(name)s已经撤销，或者安排了撤销。") % {"name": above.name})
        if above is not None and (start is None or start <= places.standing_day(body, scope.today)):
            Body.objects.add_child(above, instance=body)
        else:
            Body.objects.add_root(instance=body)
        Name.objects.create(body=body, since=since, name=body.name, short_name=body.short_name)
        if above is not None:
            Relation.objects.create(body=body, since=start, superior=above)
        log(scope, "body.create", body=body.pk, target=body, code=body.code, superior=above.pk if above else None)
        return body


def describe(scope: Scope, *, body: Body, division: str, level: str, kind: str, since: dt.date | None) -> Body:
    """Correct what a body is; its history begins with the day of its founding."""
    with recorded() as log:
        body = places.locked(body)
        scope.demand("body.create", body.path)
        old = {name: getattr(body, name) for name in ("division", "level", "kind", "since")}
        new = {"division": values.division(division), "level": level, "kind": kind, "since": since}
        changed = [name for name in old if old[name] != new[name]]
        if not changed:
            raise UsageError(_("内容没有变化。"))
        for name in changed:
            setattr(body, name, new[name])
        _check_facts(body)
        if "since" in changed:
            _begin(body, old["since"])
        body.save(update_fields=changed)
        log(scope, "body.describe", body=body.pk, target=body, **{name: new[name] for name in changed})
        return places.place(body, scope.today)


def rename(scope: Scope, *, body: Body, name: str, short_name: str, since: dt.date | None) -> Body:
    """From ``since`` on the body bears this name; on the day on which its last name began, that one is corrected."""
    with recorded() as log:
        body = places.locked(body)
        scope.demand("body.create", body.path)
        new = {"name": values.name(name), "short_name": values.short_name(short_name)}
        last = history.rows_of(Name, body)[-1:]
        if last and (last[0].name, last[0].short_name) == (new["name"], new["short_name"]):
            raise UsageError(_("名称没有变化。"))
        history.turn(Name, body, since, new)
        if since is None or since <= places.standing_day(body, scope.today):
            body.name, body.short_name = new["name"], new["short_name"]
            body.save(update_fields=["name", "short_name"])
        log(scope, "body.rename", body=body.pk, target=body, since=since, **new)
        return body


def close(scope: Scope, *, body: Body, until: dt.date) -> Body:
    """``until`` is the last day of the body; raises UsageError while others stand under it on a later day."""
    with recorded() as log:
        body = places.locked(body)
        scope.demand("body.create", body.path)
        if body.until is not None:
            raise UsageError(_("这个机关已经撤销，或者安排了撤销。"))
        values.in_order(body.since, until)
        below = Relation.objects.unscoped("whether others stand under it").filter(superior=body)
        left = list(below.filter(Q(until__isnull=True) | Q(until__gt=until)).select_related("body")[:4])
        if left:
            names = "、".join(row.body.name for row in left[:3]) + (_("等") if len(left) > 3 else "")
            raise UsageError(_("还有下级机关：%(names)s。请先撤销，或者调整到其他机关之下。") % {"names": names})
        for model in _HISTORIES:
            history.end(model, body, until)
        body.until = until
        body.save(update_fields=["until"])
        log(scope, "body.close", body=body.pk, target=body, until=until)
        return body


def reopen(scope: Scope, *, body: Body) -> Body:
    """Take back a closing that was a mistake; the superior must still be there."""
    with recorded() as log:
        body = places.locked(body)
        scope.demand("body.create", body.path)
        if body.until is None:
            raise UsageError(_("这个机关没有撤销。"))
        for model in _HISTORIES:
            history.resume(model, body, body.until)
        body.until = None
        body.save(update_fields=["until"])
        for row in history.rows_of(Relation, body)[-1:]:
            if row.until is None:
                places.may_stand_under(body, row.superior, row.since)
        log(scope, "body.reopen", body=body.pk, target=body)
        return places.place(body, scope.today)


def _check_facts(body: Body) -> None:
    for field in ("level", "kind"):
        if getattr(body, field) not in {value for value, _label in Body._meta.get_field(field).choices or ()}:
            raise UsageError(_("请选择机关的层级和类别。"))
    values.in_order(body.since, body.until)


def _begin(body: Body, before: dt.date | None) -> None:
    """Let the first rows of the histories, which began with the body, begin with it again."""
    for model in _HISTORIES:
        rows = history.rows_of(model, body)
        if not rows:
            continue
        first = rows[0]
        start = _later(body.since, first.superior.since) if isinstance(first, Relation) else body.since
        was = _later(before, first.superior.since) if isinstance(first, Relation) else before
        if first.since in (before, was):
            first.since = start
        if body.since is not None and first.since is not None and first.since < body.since:
            raise UsageError(_("在设立日期以前已经有更名或者隶属关系的记录，请核对。"))
        values.in_order(first.since, first.until)
        first.save(update_fields=["since"])


def _later(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return max((day for day in (one, other) if day is not None), default=None)
