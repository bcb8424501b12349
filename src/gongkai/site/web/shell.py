"""What the frame of every page shows, registered by the apps when loaded, so that the frame need not know them.

- the rail of the workbench: ``add_entry(Entry(_("机关"), "bodies:list", "body.view", 60, icon="building"))``;
- who is signed in, and of which body: ``set_person(provider)``;
- the bell: ``set_bell("accounts:notices", provider)``, the provider giving how many are unread;
- where the search of the workbench is: ``set_search("workbench:search")``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, Final, Literal

import msgspec
from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language

from gongkai.site.web import display
from gongkai.site.web.scope import Scope


class Entry(msgspec.Struct, frozen=True):
    """An entry of the rail: shown to whoever holds ``action`` for any body, in ``order``.

    ``label`` may be lazy; ``icon`` is a symbol of icons.svg. ``work`` entries are the statutory work, ``house`` ones
    what keeps the house: bodies, accounts, audit.
    """

    label: Any
    url_name: str
    action: str
    order: int
    icon: str = "folder2-open"
    group: Literal["work", "house"] = "work"


class Link(msgspec.Struct, frozen=True):
    """An entry as one person sees it on one page."""

    label: str
    url: str
    icon: str
    group: str
    current: bool


class Person(msgspec.Struct, frozen=True):
    """Who is signed in: name, body (several are named by the first and their number), and where one's own page is."""

    name: str
    body: str = ""
    url: str = ""


class Bell(msgspec.Struct, frozen=True):
    """How many notices are unread, and where they are."""

    unread: int
    url: str


_entries: Final[dict[str, Entry]] = {}
_providers: Final[dict[str, Any]] = {}
# By language, addresses, the page and what one may open: of as many kinds as there are roles that somebody holds.
_rails: Final[dict[tuple[Any, ...], tuple[Link, ...]]] = {}


def add_entry(entry: Entry) -> None:
    """Put an entry into the rail; a second one for the same page replaces the first."""
    _entries[entry.url_name] = entry
    _rails.clear()


def set_person(provider: Callable[[HttpRequest], Person]) -> None:
    """Who tells the name and the body of somebody signed in."""
    _providers["person"] = provider


def set_bell(url_name: str, provider: Callable[[Scope], int]) -> None:
    """Who counts unread notices, and the page that lists them."""
    _providers["bell"] = (url_name, provider)


def set_search(url_name: str) -> None:
    """The page that answers the search box of the workbench, by the parameter ``q``."""
    _providers["search"] = url_name


class Shell:
    """The frame of one page. Nothing is asked of the database before a template shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def display(self) -> display.Display:
        """Letters and contrast, as chosen."""
        return display.of(self._request)

    @cached_property
    def here(self) -> str:
        """The address to come back to: of the page itself, where it was asked for by GET."""
        return self._request.get_full_path() if self._request.method == "GET" else self._request.path

    @cached_property
    def sought(self) -> str:
        """What stands in the box of the search."""
        return self._request.GET.get("q", "")

    @cached_property
    def signed_in(self) -> bool:
        """Whether somebody is signed in; without a session nobody is."""
        user = getattr(self._request, "user", None)
        return bool(user and user.is_authenticated)

    @cached_property
    def rail(self) -> tuple[Link, ...]:
        """The entries for this person, the current one marked."""
        scope: Scope | None = getattr(self._request, "scope", None)
        if scope is None:
            return ()
        names = tuple(name for name, entry in _entries.items() if scope.anywhere(entry.action))
        key = (get_language(), get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), self._current(names), names)
        if key not in _rails:
            _rails[key] = _rail(names, key[3])
        return _rails[key]

    @cached_property
    def person(self) -> Person | None:
        """Who is signed in."""
        provider = _providers.get("person")
        return provider(self._request) if provider and self.signed_in else None

    @cached_property
    def bell(self) -> Bell | None:
        """The unread notices; None where no app has any."""
        if "bell" not in _providers or not self.signed_in:
            return None
        url_name, provider = _providers["bell"]
        return Bell(provider(self._request.scope), address(url_name))  # type: ignore[attr-defined]

    @cached_property
    def search(self) -> str:
        """Where the search of the workbench is; empty where there is none."""
        return address(_providers["search"]) if "search" in _providers else ""

    def _current(self, names: tuple[str, ...]) -> str:
        """The entry of this page: of the same app, the one whose address is the longest beginning of this one."""
        match = self._request.resolver_match
        near = [(address(name), name) for name in names if match and _app(name) == match.namespace]
        if not near:
            return ""
        path = self._request.path
        return max(near, key=lambda pair: (path.startswith(pair[0]), len(pair[0])))[1]


def _rail(names: tuple[str, ...], current: str) -> tuple[Link, ...]:
    """The entries of these names in order."""
    entries = sorted((_entries[name] for name in names), key=lambda entry: entry.order)
    return tuple(
        Link(str(entry.label), address(entry.url_name), entry.icon, entry.group, entry.url_name == current)
        for entry in entries
    )


def address(url_name: str) -> str:
    """The address of a page without parameters, looked up once."""
    return _address(url_name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@cache
def _address(url_name: str, urlconf: str, prefix: str) -> str:  # noqa: ARG001
    return reverse(url_name, urlconf=urlconf)


def _app(url_name: str) -> str:
    return url_name.partition(":")[0]
