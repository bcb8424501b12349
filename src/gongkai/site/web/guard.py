"""The guard of pages, for apps that stand below the one that knows users and their rights.

``accounts`` puts its guard here when it is loaded, which is before any view is; without it no page can be made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from django.http import HttpRequest, HttpResponseBase

from gongkai.site.web.scope import Scope

View = Callable[..., HttpResponseBase]


class ScopedRequest(HttpRequest):
    """A request of somebody whose rights are known."""

    scope: Scope


class Guard(Protocol):
    """``accounts.access.page``."""

    def __call__(self, action: str, *, body: bool = False) -> Callable[[View], View]:
        """A decorator of views."""


_guards: list[Guard] = []


def install(guard: Guard) -> None:
    """Let ``guard`` stand before the pages."""
    _guards[:] = [guard]


def page(action: str, *, body: bool = False) -> Callable[[View], View]:
    """Guard a view with ``action``; see ``accounts.access``."""
    if not _guards:
        raise RuntimeError("a page was made before there was anybody to guard it")
    return _guards[0](action, body=body)
