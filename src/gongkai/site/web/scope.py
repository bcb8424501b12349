"""Who asks, and how far they may go: the first argument of every selector and service.

A right is an action such as ``body.edit``. A scope holds, for each action, the bodies for which it was granted: one
body, a body with everything below it, or the whole site. Bodies are named by their path in the tree, so that "below"
is a prefix and one condition in SQL.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

import msgspec
from django.db.models import Q

from gongkai.errors import ForbiddenError


class Actor(msgspec.Struct, frozen=True):
    """Who acts, as events remember it: a person of the staff, the program itself, or somebody of the public."""

    kind: Literal["staff", "system", "public"]
    id: int | None = None
    name: str = ""


class Reach(msgspec.Struct, frozen=True):
    """The body at ``path``, with ``below`` also those under it; an empty path with ``below`` is the whole site.

    ``behalf`` is the id of the absent person whose right this is, where somebody stands in.
    """

    path: str
    below: bool = False
    behalf: int | None = None

    def covers(self, path: str) -> bool:
        """Whether the body at ``path`` lies within."""
        return path == self.path or (self.below and path.startswith(self.path))


class Scope(msgspec.Struct, frozen=True):
    """Who asks on which day, and what they were granted: action -> reaches.

    ``behalf`` fills as rights are demanded: the absent people without whose rights the actor could not have come this
    far. Events carry it, so that an auditor sees on whose behalf something was done.
    """

    actor: Actor
    today: dt.date
    grants: Mapping[str, tuple[Reach, ...]] = {}
    behalf: set[int] = msgspec.field(default_factory=set)

    @property
    def person(self) -> int:
        """The id of the person of the staff who acts. Raises ForbiddenError for the program itself and the public."""
        if self.actor.id is None:
            raise ForbiddenError("这一步只能由工作人员本人办理。")
        return self.actor.id

    def may(self, action: str, path: str) -> bool:
        """Whether ``action`` is granted for the body at ``path``."""
        return any(reach.covers(path) for reach in self.grants.get(action, ()))

    def anywhere(self, action: str) -> bool:
        """Whether ``action`` is granted for any body."""
        return bool(self.grants.get(action))

    def demand(self, action: str, path: str) -> None:
        """Raise ForbiddenError unless ``action`` is granted for the body at ``path``."""
        reaches = [reach for reach in self.grants.get(action, ()) if reach.covers(path)]
        if not reaches:
            raise ForbiddenError("您没有办理这一事项的权限。需要的，请联系本机关的管理员。")
        absent = {reach.behalf for reach in reaches}
        if None not in absent:
            self.behalf.update(absent)  # type: ignore[arg-type]

    def within(self, action: str, field: str = "body__path") -> Q:
        """The condition "of a body for which ``action`` is granted", on the column ``field`` that holds a path."""
        condition = Q(pk__in=())
        for reach in self.grants.get(action, ()):
            if reach.below and not reach.path:
                return Q()
            key = f"{field}__startswith" if reach.below else field
            condition |= Q(**{key: reach.path})
        return condition


def system(today: dt.date) -> Scope:
    """The program itself, for tasks and commands; it holds no grants, since nobody asks it for any."""
    return Scope(Actor("system", None, "系统"), today)


def public(today: dt.date) -> Scope:
    """Somebody who has not signed in."""
    return Scope(Actor("public"), today)
