"""What a body has: contact data, offices, people."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import F
from django.utils.translation import gettext as _

from gongkai.errors import NotFoundError
from gongkai.site.bodies.models import Body, Contact, Office, Post
from gongkai.site.bodies.selectors.days import in_force
from gongkai.site.web.scope import Scope
from gongkai.site.web.scoped import ScopedQuerySet

M = TypeVar("M", Office, Post)
_NEWEST_LAST = F("since").asc(nulls_first=True)


def contact(scope: Scope, body: Body) -> Contact | None:
    """How the public reaches ``body``; None where nobody has said."""
    return Contact.objects.within(scope, "body.view").filter(body=body).first()


def offices(scope: Scope, body: Body, *, former: bool = False) -> ScopedQuerySet[Office]:
    """The offices, villages and communities of ``body`` that are there today; with ``former`` all there ever were."""
    rows = Office.objects.within(scope, "body.view").filter(body=body)
    rows = rows if former else rows.filter(in_force(scope.today))
    return rows.order_by("kind", "division", "name", "pk")


def office(scope: Scope, body: Body, pk: int) -> Office:
    """One of them. Raises NotFoundError."""
    return _one(offices(scope, body, former=True), pk)


def posts(scope: Scope, body: Body, *, former: bool = False) -> ScopedQuerySet[Post]:
    """Who does disclosure work at ``body`` today; with ``former`` all who ever did."""
    rows = Post.objects.within(scope, "body.view").filter(body=body)
    rows = rows if former else rows.filter(in_force(scope.today))
    return rows.order_by("kind", _NEWEST_LAST, "pk")


def post(scope: Scope, body: Body, pk: int) -> Post:
    """One of them. Raises NotFoundError."""
    return _one(posts(scope, body, former=True), pk)


def _one(rows: ScopedQuerySet[M], pk: int) -> M:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFoundError(_("没有这一条，或者您没有查看它的权限。"))
    return row
