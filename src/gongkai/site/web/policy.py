"""The content security policy: that of django-csp, which it would put together anew for each answer."""

from __future__ import annotations

from functools import cached_property

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class PolicyMiddleware(CSPMiddleware):
    """Sets the policy of the settings; what a page changes in it is left to django-csp. Nothing uses a nonce."""

    def process_request(self, request: HttpRequest) -> None:
        """Nothing to prepare."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Set the header, unless it is set."""
        if settings.DEBUG or any(name.startswith("_csp") for name in vars(response)):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._usual)
        return response

    @cached_property
    def _usual(self) -> str:
        return build_policy()
