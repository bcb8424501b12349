"""What other apps have to say about the file of a request: registered when they are loaded, for they stand above.

An app whose rows lean on a request says why its file must not be closed yet, and takes its own personal data out when
the file is destroyed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from gongkai.site.accessrequests.models import Request
from gongkai.site.audit.services import Recorder
from gongkai.site.web.scope import Scope


class Companion(msgspec.Struct, frozen=True):
    """An app beside the requests. ``holds``: why a file stays open, "" for no reason; ``wipe``: destroy what names."""

    holds: Callable[[Request], str]
    wipe: Callable[[Scope, Request, Recorder], None]


_companions: dict[str, Companion] = {}


def add(name: str, companion: Companion) -> None:
    """Make an app known."""
    _companions[name] = companion


def reasons(request: Request) -> Iterator[str]:
    """Why a file must stay open."""
    yield from filter(None, (companion.holds(request) for companion in _companions.values()))


def wipe(scope: Scope, request: Request, log: Recorder) -> None:
    """Let every app take out what names somebody."""
    for companion in _companions.values():
        companion.wipe(scope, request, log)
