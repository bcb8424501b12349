"""Rows -> what would be done: who is new, what changes, what stays. Reads the database and writes nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from gongkai.site.bodies import selectors
from gongkai.site.bodies.importing.columns import words
from gongkai.site.bodies.importing.parse import problem
from gongkai.site.bodies.importing.shapes import BodyRow, Change, Item, OfficeRow, Problem
from gongkai.site.bodies.models import Body, Office
from gongkai.site.web.scope import Scope

NAMES = ("name", "short_name")
FACTS = ("division", "level", "kind", "since")


class State(msgspec.Struct, frozen=True):
    """What there is: bodies by code, the codes of their superiors, and offices by code of the body and name."""

    bodies: dict[str, Body]
    superiors: dict[str, str]
    offices: dict[tuple[str, str], Office]


def state(scope: Scope) -> State:
    """What ``scope`` may change, closed bodies included. Two queries."""
    found = list(selectors.visible(scope, "body.create"))
    codes = {body.path: body.code for body in found}
    offices = Office.objects.within(scope, "body.create").filter(selectors.in_force(scope.today)).select_related("body")
    return State(
        {body.code: body for body in found},
        {body.code: codes.get(body.path[: -Body.steplen], "") for body in found},
        {(office.body.code, office.name): office for office in offices},
    )


def plan(
    rows: list[BodyRow | OfficeRow], known: State, today: dt.date, announced: set[str]
) -> tuple[list[Item], list[Problem]]:
    """What becomes of each row, superiors before those under them; ``announced`` are all codes that the file gives."""
    problems: list[Problem] = []
    bodies = _ordered([row for row in rows if isinstance(row, BodyRow)], problems)
    items = [_body(row, known, today, problems) for row in bodies]
    items += [_office(row, known) for row in rows if isinstance(row, OfficeRow)]
    for row in rows:
        if row.superior and row.superior not in known.bodies and row.superior not in announced:
            message = _("没有这个上级机关。请先导入它，或者把它列在同一个文件中。")
            problems.append(problem(row.line, "superior", message))
    return items, problems


def _ordered(rows: list[BodyRow], problems: list[Problem]) -> list[BodyRow]:
    """Superiors first; those that stand under themselves are told."""
    by_code = {row.code: row for row in rows}
    placed: dict[str, BodyRow] = {}
    for row in rows:
        chain: list[BodyRow] = []
        at: BodyRow | None = row
        while at is not None and at.code not in placed and at not in chain:
            chain.append(at)
            at = by_code.get(at.superior)
        if at is not None and at.code not in placed:
            problems += [problem(each.line, "superior", _("上级机关层层相连，回到了自己。")) for each in chain]
        placed.update((each.code, each) for each in reversed(chain))
    return list(placed.values())


def _body(row: BodyRow, known: State, today: dt.date, problems: list[Problem]) -> Item:
    body = known.bodies.get(row.code)
    if body is None:
        missing = [column for column in ("level", "kind") if not getattr(row, column)]
        problems += [problem(row.line, column, _("新建的机关应当填写。")) for column in missing]
        return Item(row, "create", _given(row, (*FACTS, "short_name", "superior")))
    if body.until is not None:
        problems.append(problem(row.line, "code", _("这个机关已经撤销，或者安排了撤销。请删去这一行。")))
    changes = [_change(row, column, getattr(body, column)) for column in (*NAMES, *FACTS)]
    changes.append(_change(row, "superior", known.superiors[row.code]))
    kept = tuple(change for change in changes if change is not None)
    dated = any(change.column in ("superior", *NAMES) for change in kept)
    return Item(row, "change" if kept else "same", kept, (row.changed or today) if dated else None)


def _office(row: OfficeRow, known: State) -> Item:
    office = known.offices.get((row.superior, row.name))
    if office is None:
        return Item(row, "create", _given(row, ("kind", "superior", "division", "since")))
    changes = [_change(row, column, getattr(office, column)) for column in ("kind", "division", "since")]
    kept = tuple(change for change in changes if change is not None)
    return Item(row, "change" if kept else "same", kept)


def _given(row: BodyRow | OfficeRow, columns: tuple[str, ...]) -> tuple[Change, ...]:
    """All that a line says of what is new."""
    return tuple(change for column in columns if (change := _change(row, column, "")) is not None)


def _change(row: BodyRow | OfficeRow, column: str, before: Any) -> Change | None:
    """From the value that is to the one that is given; a value that is not given changes nothing."""
    after = getattr(row, column)
    if not after or after == before:
        return None
    return Change(column, words().label(column), in_words(column, before), in_words(column, after))


def in_words(column: str, value: Any) -> str:
    """A value as a file has it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    known = {"level": words().levels, "kind": words().kinds | words().offices}.get(column, {})
    return known[value][0] if value in known else value or ""
