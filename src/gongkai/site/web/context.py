"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001
    """Which face is served, and whether this is a demonstration."""
    return {"demo": settings.GONGKAI_DEMO, "only": settings.GONGKAI_ONLY}
