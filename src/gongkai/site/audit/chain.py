"""How a link is closed: the digest over an event and the one before it. Pure; knows no database."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import msgspec

from gongkai.site.web.keys import digest

START: Final = "0" * 64


class Link(msgspec.Struct, frozen=True):
    """All that an event says, in the order in which it is digested."""

    seq: int
    at: dt.datetime
    actor_kind: str
    actor_id: int | None
    actor_name: str
    action: str
    body_id: int | None
    target_kind: str
    target_id: str
    facts: dict[str, Any]


def close(key: bytes, link: Link, previous: str) -> str:
    """The digest (64 hex digits) of a link that follows ``previous``."""
    at = link.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    said = msgspec.json.encode(
        [at, *(getattr(link, name) for name in Link.__struct_fields__ if name != "at")], order="deterministic"
    )
    return digest(key, previous, said.decode())


def seal(key: bytes, seq: int, last: str) -> str:
    """The digest that guards the head, so that nobody can shorten the chain and set the head back."""
    return digest(key, "head", str(seq), last)
