"""The guard before every page of the workbench.

``@page("body.edit", body=True)`` on a view whose address holds ``code``: whoever may not even see that body gets 404,
as if it did not exist; whoever sees it but lacks the right gets 403. The view is called with the request and the body.
``@page("staff.enter")`` on a view without a body asks for the right anywhere. ``@own`` is for pages about oneself.

A view says its right in ``view.right``, and a test walks all addresses with it. No page opens before what
:mod:`entry` asks for is done.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

import msgspec
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

from gongkai.errors import ForbiddenError
from gongkai.site.accounts import entry
from gongkai.site.accounts.models import User
from gongkai.site.accounts.rights import matrix
from gongkai.site.bodies import selectors as bodies
from gongkai.site.web.scope import Scope

P = ParamSpec("P")


class Right(msgspec.Struct, frozen=True):
    """What a page asks for: an action, at the body of its address or anywhere."""

    action: str
    body: bool


class StaffRequest(HttpRequest):
    """A request of somebody signed in."""

    scope: Scope
    user: User


View = Callable[Concatenate[StaffRequest, P], HttpResponseBase]


def page(
    action: str, *, body: bool = False
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Guard a view with ``action``; see the module."""
    if action not in matrix().actions:
        raise ValueError(f"roles.yaml has no action {action}")

    def guard(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            scope = request.scope
            if body:
                owner = bodies.get(scope, kwargs.pop("code"))
                scope.demand(action, owner.path)
                return view(request, owner, *args, **kwargs)
            if not scope.anywhere(action):
                raise ForbiddenError("您没有查看这一页的权限。需要的，请联系本机关的管理员。")
            return view(request, *args, **kwargs)

        handler = own(guarded)
        handler.right = Right(action, body)  # type: ignore[attr-defined]
        return handler

    return guard


def own(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Guard a page about oneself: whoever has signed in may open it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        staff = cast(StaffRequest, request)
        return entry.pending(request, staff.user, staff.scope) or view(request, *args, **kwargs)

    return login_required(guarded)
