"""What apps offer to the public, registered when they are loaded, so that the portal need not know them.

An entry stands in a statutory column of each body or, without one, on the body's first page. Its address takes the
code of the body: ``add_entry(PublicEntry(_("提交申请"), _("……"), "requests:new", column="requests"))``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from django.urls import reverse

from gongkai.site.web.frames import PREFIX


class PublicEntry(msgspec.Struct, frozen=True):
    """A way in: its words and what one finds there (may be lazy), the name of its page, and its place.

    ``there`` says whether a body (its id) has such a thing; without it every body does.
    """

    label: Any
    about: Any
    url_name: str
    column: str = ""
    order: int = 50
    there: Callable[[int], bool] | None = None


class PublicLink(msgspec.Struct, frozen=True):
    """An entry as it stands on the page of one body."""

    label: Any
    about: Any
    url: str

    @property
    def outside(self) -> bool:
        """Whether it leads out of a frame, in which its page could not be shown."""
        return not self.url.startswith(PREFIX)


_entries: dict[str, PublicEntry] = {}


def add_entry(entry: PublicEntry) -> None:
    """Offer something; a second entry for the same page replaces the first."""
    _entries[entry.url_name] = entry


def links(body: int, code: str, column: str, *, current_app: str | None = None) -> list[PublicLink]:
    """What a body offers in a column (empty: beside the columns), in order."""
    chosen = sorted((entry for entry in _entries.values() if entry.column == column), key=lambda entry: entry.order)
    return [
        PublicLink(entry.label, entry.about, reverse(entry.url_name, args=[code], current_app=current_app))
        for entry in chosen
        if entry.there is None or entry.there(body)
    ]
