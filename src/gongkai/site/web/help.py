"""Help beside the place: for each page of the workbench a few words, which the workbench registers."""

from __future__ import annotations

from collections.abc import Callable

import msgspec


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the drawer of a page says: a heading and paragraphs."""

    title: str
    text: tuple[str, ...]


_providers: list[Callable[[str], Topic | None]] = []


def set_provider(provider: Callable[[str], Topic | None]) -> None:
    """Who knows the topic of a page, by the name of its view such as ``review:case``."""
    _providers[:] = [provider]


def topic(view: str) -> Topic | None:
    """The topic of a page; None where there is none."""
    return _providers[0](view) if _providers else None
