"""The portal as part of another one: pages under /embed/ have no head and foot, and named sites may frame them.

``?embed=1`` on any page of the portal leads there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from gongkai.errors import NotFoundError
from gongkai.site.web import errors

PREFIX: Final = "/embed/"
_NAMESPACE: Final = "embed"
_OTHERS: Final = ("/staff/", "/accounts/", "/static/", PREFIX)


class FramesMiddleware:
    """Opens /embed/ to the sites that the options name, and to nobody where they name none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        if request.GET.get("embed") == "1" and request.method == "GET" and not request.path.startswith(_OTHERS):
            return HttpResponseRedirect(_framed(request))
        if not request.path.startswith(PREFIX):
            return self._get_response(request)
        if not settings.GONGKAI_FRAMES:
            return errors.answer(request, 404, NotFoundError.code, "本站没有开放嵌入。")
        response = self._get_response(request)
        response._csp_replace = {"frame-ancestors": settings.GONGKAI_FRAMES}  # type: ignore[attr-defined]
        response.xframe_options_exempt = True  # type: ignore[attr-defined]
        return response


def embedded(request: HttpRequest) -> bool:
    """Whether a page is shown inside another portal."""
    match = request.resolver_match
    return match is not None and match.namespace == _NAMESPACE


def unframed(path: str) -> str:
    """The address of the same page outside of a frame."""
    return path.removeprefix(PREFIX.rstrip("/")) if path.startswith(PREFIX) else path


def _framed(request: HttpRequest) -> str:
    values = request.GET.copy()
    values.pop("embed", None)
    text = values.urlencode()
    return PREFIX + request.path.lstrip("/") + (f"?{text}" if text else "")
