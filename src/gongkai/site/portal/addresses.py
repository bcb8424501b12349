"""Addresses of items for lists, where looking each one up would take longer than reading the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, get_urlconf, reverse

_NUMBER: Final = 987_654_321
Address = Callable[[int], str]


def app_of(request: HttpRequest) -> str:
    """The instance of the portal in which a page was asked for: within a frame, another one."""
    return request.resolver_match.namespace if request.resolver_match else ""


def of_items(request: HttpRequest) -> Address:
    """What makes the address of an item's page from its number, in the instance of the page that was asked for."""
    head, tail = _around(get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), app_of(request))
    return lambda item: f"{head}{item}{tail}"


@cache
def _around(urlconf: str, prefix: str, app: str) -> tuple[str, str]:  # noqa: ARG001
    address = reverse("portal:item", urlconf=urlconf, args=[_NUMBER], current_app=app)
    head, _number, tail = address.partition(str(_NUMBER))
    return head, tail
