"""Doing what was planned, by the services that people use one by one; or trying it, and leaving no trace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.errors import ConflictError, GongkaiError
from gongkai.site.audit.services import recorded
from gongkai.site.bodies import services
from gongkai.site.bodies.importing.parse import problem
from gongkai.site.bodies.importing.plan import FACTS, NAMES, State
from gongkai.site.bodies.importing.shapes import BodyRow, Item, OfficeRow, Problem
from gongkai.site.bodies.models import Body, Office
from gongkai.site.web.scope import Scope


class _UndoError(Exception):
    """Ends a trial."""


class _NoSuperiorError(Exception):
    """The superior could not be made, which is told already; what follows from that is not worth a line."""


def trial(scope: Scope, items: list[Item], known: State) -> list[Problem]:
    """What would stand in the way; everything is done and then undone, so that nothing is left to guess."""
    problems: list[Problem] = []
    try:
        with recorded():
            problems += _all(scope, items, known)
            raise _UndoError
    except _UndoError:
        return problems


def apply(scope: Scope, items: list[Item], known: State, *, sha256: str) -> None:
    """Do it, all or nothing. Raises ConflictError for the first line that can no longer be done."""
    with recorded() as log:
        problems = _all(scope, items, known)
        if problems:
            first = problems[0]
            message = _("第 %(line)d 行：%(message)s什么也没有导入，请重新上传。")
            raise ConflictError(message % {"line": first.line, "message": first.message})
        done = [item for item in items if item.action != "same"]
        log(scope, "body.import", sha256=sha256, lines=len(items), changed=len(done))


def _all(scope: Scope, items: list[Item], known: State) -> list[Problem]:
    bodies, problems = dict(known.bodies), list[Problem]()
    alone: list[Item] = []
    together: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        new_office = isinstance(item.row, OfficeRow) and item.action == "create"
        (together[item.row.superior] if new_office else alone).append(item)
    for item in alone:
        problems += _tried(item, partial(_one, scope, item, known, bodies))
    for offices in together.values():
        problems += _offices(scope, offices, known, bodies)
    return problems


def _offices(scope: Scope, items: list[Item], known: State, bodies: dict[str, Body]) -> list[Problem]:
    """The new offices of one body at once; one by one where that cannot be, to find the line that is wrong."""
    rows = [
        Office(kind=item.row.kind, name=item.row.name, division=item.row.division, since=item.row.since)
        for item in items
    ]
    if not _tried(items[0], lambda: services.add_offices(scope, body=_above(items[0].row, bodies), rows=rows)):
        return []
    return [each for item in items for each in _tried(item, partial(_one, scope, item, known, bodies))]


def _tried(item: Item, do: Callable[[], object]) -> list[Problem]:
    """Do it; what stood in the way, if anything."""
    try:
        with transaction.atomic():
            do()
    except GongkaiError as error:
        return [problem(item.row.line, "", error.message)]
    except _NoSuperiorError:
        return []
    return []


def _one(scope: Scope, item: Item, known: State, bodies: dict[str, Body]) -> None:
    if item.action == "same":
        return
    if isinstance(item.row, OfficeRow):
        _office(scope, item.row, known, bodies)
    elif item.action == "create":
        bodies[item.row.code] = _create(scope, item.row, bodies)
    else:
        _change(scope, item, item.row, bodies)


def _create(scope: Scope, row: BodyRow, bodies: dict[str, Body]) -> Body:
    return services.create(
        scope,
        superior=_above(row, bodies) if row.superior else None,
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        division=row.division,
        level=row.level,
        kind=row.kind,
        since=row.since,
    )


def _change(scope: Scope, item: Item, row: BodyRow, bodies: dict[str, Body]) -> None:
    body, columns = bodies[row.code], {change.column for change in item.changes}
    if columns & set(FACTS):
        given = {column: getattr(row, column) or getattr(body, column) for column in FACTS}
        body = services.describe(scope, body=body, **given)
    if columns & set(NAMES):
        named = {column: getattr(row, column) or getattr(body, column) for column in NAMES}
        body = services.rename(scope, body=body, since=item.since, **named)
    if "superior" in columns:
        body = services.relate(scope, body=body, superior=_above(row, bodies), since=item.since)
    bodies[row.code] = body


def _office(scope: Scope, row: OfficeRow, known: State, bodies: dict[str, Body]) -> None:
    office = known.offices.get((row.superior, row.name))
    services.save_office(
        scope,
        body=_above(row, bodies),
        kind=row.kind,
        name=row.name,
        division=row.division or (office.division if office else ""),
        since=row.since or (office.since if office else None),
        until=office.until if office else None,
        office=office,
    )


def _above(row: BodyRow | OfficeRow, bodies: dict[str, Body]) -> Body:
    if row.superior not in bodies:
        raise _NoSuperiorError
    return bodies[row.superior]
