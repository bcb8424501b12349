"""Gives each request its scope, made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from gongkai.site.accounts import scopes
from gongkai.site.accounts.scopes import Post
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope, public


def posts_of(request: HttpRequest) -> list[Post]:
    """The posts from which the rights of whoever is signed in come, read once a request."""
    if not hasattr(request, "posts"):
        request.posts = scopes.posts(request.user, clock.today())  # type: ignore[attr-defined, arg-type]
    return request.posts  # type: ignore[attr-defined, no-any-return]


def scope_of(request: HttpRequest) -> Scope:
    """Who asks: the signed-in user with today's rights, or somebody of the public."""
    user = request.user
    if not user.is_authenticated:
        return public(clock.today())
    return scopes.of_posts(user, clock.today(), posts_of(request))


class ScopeMiddleware:
    """Sets ``request.scope``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        request.scope = SimpleLazyObject(lambda: scope_of(request))  # type: ignore[attr-defined]
        return self._get_response(request)
