"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from gongkai.site.web.frames import embedded
from gongkai.site.web.shell import Shell


def site(request: HttpRequest) -> dict[str, Any]:
    """Which face is served, whether this is a demonstration, and the frame of the page."""
    return {
        "demo": settings.GONGKAI_DEMO,
        "only": settings.GONGKAI_ONLY,
        "shell": Shell(request),
        "embedded": embedded(request),
        "marks": tuple(settings.GONGKAI_SITE_MARKS),
        "themed": bool(settings.GONGKAI_ACCENT),
    }
