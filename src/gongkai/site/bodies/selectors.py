"""Reading bodies, within what a scope may see."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.errors import NotFoundError
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Scope


def visible(scope: Scope, action: str = "body.view") -> QuerySet[Body]:
    """The bodies for which ``scope`` holds ``action``, in the order of the tree."""
    return Body.objects.filter(scope.within(action, "path")).order_by("path")


def get(scope: Scope, code: str) -> Body:
    """The body with that code. Raises NotFoundError where there is none, or none that ``scope`` may see."""
    body = visible(scope).filter(code=code).first()
    if body is None:
        raise NotFoundError("没有这个机关，或者您没有查看它的权限。")
    return body
