"""Helpers for the tests of bodies: codes that pass their check, and bodies made by the service."""

from __future__ import annotations

import datetime as dt
from typing import Any

from gongkai.site.bodies import services
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Actor, Reach, Scope
from gongkai.text.identifiers import credit_check

TODAY = dt.date(2026, 11, 20)


def code_of(number: int) -> str:
    """A code of a body that does not exist."""
    first = f"11980000MB{number:07d}"
    return first + credit_check(first)


def registrar(today: dt.date = TODAY) -> Scope:
    """Somebody who may do everything with every body."""
    everywhere = (Reach("", below=True),)
    rights = ("body.view", "body.edit", "body.create")
    return Scope(Actor("staff", 1, "登记员"), today, dict.fromkeys(rights, everywhere))


def make(number: int, superior: Body | None = None, name: str = "", **more: Any) -> Body:
    """A new body with the code of that number."""
    values = {"level": "township", "kind": "government"} | more
    return services.create(
        registrar(), superior=superior, code=code_of(number), name=name or f"云岭县第{number}局", **values
    )


def superior_of(body: Body) -> int | None:
    """Under whom the tree of today has it."""
    above = Body.objects.get_parent(Body.objects.get(pk=body.pk), update=True)
    return above.pk if above else None
