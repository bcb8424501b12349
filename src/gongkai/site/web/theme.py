"""The accent of the portal as a style sheet."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
# The variables of the look that follow the accent: how much of white or black is mixed into it.
_SHADES: Final = (
    ("--gk-blue", _WHITE, 0.0),
    ("--gk-blue-deep", _BLACK, 0.3),
    ("--gk-bar", _BLACK, 0.3),
    ("--gk-blue-soft", _WHITE, 0.91),
    ("--gk-blue-line", _WHITE, 0.7),
)


@require_GET
def css(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The variables that follow the accent; strong contrast has its own colours."""
    colour = settings.GONGKAI_ACCENT
    lines = [f"{name}: {_hex(_mixed(_rgb(colour), other, share))};" for name, other, share in _SHADES] if colour else []
    text = f":root:not(.gk-contrast) {{ {' '.join(lines)} }}\n"
    return HttpResponse(text, content_type="text/css; charset=utf-8", headers={"Cache-Control": "public, max-age=300"})


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _mixed(colour: tuple[int, ...], other: tuple[int, ...], share: float) -> tuple[int, ...]:
    return tuple(round(one * (1 - share) + two * share) for one, two in zip(colour, other, strict=True))


def _hex(colour: tuple[int, ...]) -> str:
    return "#" + "".join(f"{value:02x}" for value in colour)
