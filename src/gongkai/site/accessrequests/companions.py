"""What other apps have to say about the file of a request: registered when they are loaded, for they stand above.

An app whose rows lean on a request says why its file must not be closed yet, which of its papers belong into the case
file, and takes its own personal data out when the file is destroyed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

import msgspec

from gongkai.site.accessrequests.models import Request
from gongkai.site.audit.services import Recorder
from gongkai.site.web.models import Blob
from gongkai.site.web.scope import Scope


class Held(msgspec.Struct, frozen=True):
    """A paper that belongs into the case file: since when, what it is, its bytes, what its file was called."""

    at: dt.datetime
    title: str
    blob: Blob
    name: str = ""


class Companion(msgspec.Struct, frozen=True):
    """An app beside the requests.

    ``holds``: why a file stays open, "" for no reason; ``papers``: what it has for the case file; ``wipe``: destroy
    what names somebody, and say how many papers there were.
    """

    holds: Callable[[Request], str]
    wipe: Callable[[Scope, Request, Recorder], int]
    papers: Callable[[Request], Iterable[Held]]


_companions: dict[str, Companion] = {}


def add(name: str, companion: Companion) -> None:
    """Make an app known."""
    _companions[name] = companion


def reasons(request: Request) -> Iterator[str]:
    """Why a file must stay open."""
    yield from filter(None, (companion.holds(request) for companion in _companions.values()))


def papers(request: Request) -> Iterator[Held]:
    """The papers of all apps for the case file."""
    for companion in _companions.values():
        yield from companion.papers(request)


def wipe(scope: Scope, request: Request, log: Recorder) -> int:
    """Let every app take out what names somebody; how many papers they had."""
    return sum(companion.wipe(scope, request, log) for companion in _companions.values())
