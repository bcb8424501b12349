"""The chain of events as JSON lines."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from gongkai.site.audit import vocabulary
from gongkai.site.audit.models import Event
from gongkai.site.web.clock import ZONE

_CHUNK = 2_000


def lines() -> Iterator[bytes]:
    """Every event from the first, a line each, with the words of its action and the digests that chain it."""
    for event in Event.objects.order_by("seq").values().iterator(chunk_size=_CHUNK):
        told = {"at": event["at"].astimezone(ZONE), "words": vocabulary.words(event["action"])}
        yield msgspec.json.encode(event | told) + b"\n"
