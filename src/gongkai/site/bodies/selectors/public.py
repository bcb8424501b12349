"""What the public may read: bodies and how to reach them. None of it depends on who asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Final

import msgspec
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Lower, StrIndex
from django.db.models.lookups import GreaterThan

from gongkai.errors import NotFoundError
from gongkai.site.bodies.models import Body, Contact, Level
from gongkai.site.web.prepared import Prepared

# Beyond this the list is no way to find anything, and one searches.
MOST: Final = 500
HITS: Final = 50


class Group(msgspec.Struct, frozen=True):
    """The bodies of one level."""

    label: str
    bodies: list[Body]


def standing(today: dt.date) -> QuerySet[Body]:
    """The bodies that are there today, in the order of the tree."""
    return Body.objects.filter(Q(until__isnull=True) | Q(until__gte=today)).order_by("path")


def by_level(today: dt.date) -> tuple[list[Group], bool]:
    """The bodies by level, the highest first, and whether there are more than are listed."""
    rows = list(standing(today)[: MOST + 1])
    return list(_groups(rows[:MOST])), len(rows) > MOST


def get(code: str) -> Body:
    """The body with that code, also one that is no more. Raises NotFoundError."""
    found: Body | None = _BY_CODE.of(code).first()
    if found is None:
        raise NotFoundError("没有这个机关。请检查网址，或者从首页查找。")
    return found


def contact(body: Body) -> Contact | None:
    """How the public reaches the disclosure office of a body; None where nobody has written it down."""
    found: Contact | None = _CONTACT.of(body.pk).first()
    return found


def named(words: str, today: dt.date) -> list[Body]:
    """The bodies of today whose name holds ``words``, not more than HITS."""
    return _NAMED.of(today, words).rows()


def _holds(column: str, words: str) -> GreaterThan:
    """Whether a column holds ``words``, be they in capitals or not; as ``icontains``, but with the words as given."""
    return GreaterThan(StrIndex(Lower(column), Lower(Value(words))), 0)


def _groups(rows: list[Body]) -> Iterator[Group]:
    order = Level.values
    rows.sort(key=lambda body: (order.index(body.level), body.path))
    for level, bodies in groupby(rows, key=lambda body: body.level):
        yield Group(str(Level(level).label), list(bodies))


_BY_CODE = Prepared(Body, lambda code: Body.objects.filter(code=code))
_NAMED = Prepared(
    Body,
    lambda today, words: standing(today).filter(Q(_holds("name", words)) | Q(_holds("short_name", words)))[:HITS],
)
_CONTACT = Prepared(
    Contact, lambda body: Contact.objects.unscoped("the Regulation has these published").filter(body=body)[:1]
)
