"""What apps offer to the workbench, registered when they are loaded, so that the workbench need not know them.

A provider of things to do takes a scope and gives what waits for that person. ``due`` is the day by which it must be
done (None: no term); the workbench counts the working days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from gongkai.site.web.scope import Scope


class Todo(msgspec.Struct, frozen=True):
    """Something that waits for somebody: what, of which body, where one does it, since when and until when."""

    kind: str
    title: str
    url: str
    body: str = ""
    due: dt.date | None = None
    since: dt.date | None = None
    note: str = ""


class Hit(msgspec.Struct, frozen=True):
    """Something that a search found."""

    kind: str
    title: str
    url: str
    note: str = ""


TodoProvider = Callable[[Scope], Iterable[Todo]]
SearchProvider = Callable[[Scope, str, int], Iterable[Hit]]

_todos: list[TodoProvider] = []
_kinds: dict[str, Any] = {}
_searches: list[SearchProvider] = []


def add_todos(provider: TodoProvider, kinds: Mapping[str, Any] = MappingProxyType({})) -> None:
    """Offer things to do; ``kinds`` has the words for their kinds, which may be lazy."""
    if provider not in _todos:
        _todos.append(provider)
    _kinds.update(kinds)


def kind_words(kind: str) -> Any:
    """What a kind of things to do is called; one that was given no words shows as its id."""
    return _kinds.get(kind, kind)


def add_search(provider: SearchProvider) -> None:
    """Offer a search: scope, words, and how many hits at the most."""
    if provider not in _searches:
        _searches.append(provider)


def todos(scope: Scope) -> list[Todo]:
    """All that waits for somebody: what is due first comes first, then what has waited longest."""
    far = dt.date.max
    return sorted(
        (todo for provider in _todos for todo in provider(scope)),
        key=lambda todo: (todo.due or far, todo.since or far, todo.title),
    )


def search(scope: Scope, words: str, most: int = 10) -> list[Hit]:
    """What all searches found, in the order of registration."""
    return [hit for provider in _searches for hit in provider(scope, words, most)]
