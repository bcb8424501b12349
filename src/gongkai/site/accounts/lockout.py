"""Whoever has tried too many passwords: turned away, and told so."""

from __future__ import annotations

import ipaddress
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.exceptions import AxesBackendPermissionDenied
from axes.helpers import get_client_ip_address
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gongkai.site.web import crypto
from gongkai.site.web.errors import answer


class Gate(AxesStandaloneBackend):
    """Stands before the other ways of signing in; marks the requests that it turns away without looking at them."""

    def authenticate(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Turn away who is locked out."""
        try:
            super().authenticate(request, *args, **kwargs)
        except AxesBackendPermissionDenied:
            request.turned_away = True  # type: ignore[attr-defined]
            raise


def address_digest(request: HttpRequest) -> str:
    """By what those who try something are counted: the keyed digest of their address.

    Of an address of the sixth version its network counts, since whoever has one address there has all of it.
    """
    text = get_client_ip_address(request) or ""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return crypto.blind_index("address", text)
    mapped = getattr(address, "ipv4_mapped", None) or address
    if mapped.version == 6:
        text = str(ipaddress.ip_network((mapped, 64), strict=False))
    return crypto.blind_index("address", text)


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """The page for it; it does not say whether the name exists."""
    return answer(request, 429, "LOCKED-OUT", _("登录失败次数过多，请十五分钟后再试，或者请管理员重设口令。"))


def too_many(request: HttpRequest) -> HttpResponse:
    """The page for an address of the network from which too much is tried in a minute, by whomever."""
    return answer(request, 429, "TOO-MANY", _("请求过于频繁，请一分钟以后再试。"))
