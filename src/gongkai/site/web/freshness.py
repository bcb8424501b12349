"""How long a page of the portal may be kept: for readers without a cookie a few seconds, for others not at all.

Such a page is the same for everybody. It has a digest of its content, so that who asks again is told in a line that
nothing has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response


class FreshnessMiddleware:
    """Sets ETag and Cache-Control of what the portal answers to a GET with 200."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        response = self._get_response(request)
        match = request.resolver_match
        ours = match is not None and match.app_name == "portal"
        if not ours or request.method not in ("GET", "HEAD") or response.status_code != 200:
            return response
        if response.streaming or "Cache-Control" in response.headers:
            return response
        if request.COOKIES or response.cookies:
            response["Cache-Control"] = "private, no-cache"
            return response
        # Browsers ask each time and get a line; what stands between may answer for a few seconds.
        response["Cache-Control"] = f"public, max-age=0, s-maxage={settings.GONGKAI_FRESH_SECONDS}"
        etag = f'W/"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'
        response["ETag"] = etag
        changed = get_conditional_response(request, etag=etag, response=response)
        assert isinstance(changed, HttpResponse)
        return changed
