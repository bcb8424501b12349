"""Reading standard catalogues: rows by field, with the items that fulfil them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from django.db.models import Count, Q, QuerySet

from gongkai.errors import NotFoundError
from gongkai.site.bodies.models import Body
from gongkai.site.publishing.models import Entry, EntryItem, Item, State
from gongkai.site.web.prepared import Prepared
from gongkai.site.web.scope import Scope


class Filled(msgspec.Struct, frozen=True):
    """A row with the public items that fulfil it."""

    entry: Entry
    items: list[Item]


def entries(body: Body, *, field: str = "", words: str = "") -> QuerySet[Entry]:
    """The rows of a body's catalogue, which anybody may read."""
    rows = Entry.objects.unscoped("public").filter(body=body, dropped=False)
    if field:
        rows = rows.filter(field=field)
    if words:
        rows = rows.filter(Q(matter__contains=words) | Q(content__contains=words))
    return rows


def exists(body: int) -> bool:
    """Whether a body (its id) has a catalogue."""
    return bool(_ANY.of(body).rows())


_ANY = Prepared(
    Entry,
    lambda body: (
        Entry.objects.unscoped("public").filter(body=body, dropped=False).order_by().values_list("pk", flat=True)[:1]
    ),
)


def fields_of(body: Body) -> dict[str, int]:
    """How many rows each field has, by its id."""
    rows = entries(body).order_by("field").values("field").annotate(count=Count("pk"))
    return {row["field"]: row["count"] for row in rows}


def filled(rows: Iterable[Entry]) -> list[Filled]:
    """The rows with their items. One query, however many rows."""
    found = list(rows)
    links = EntryItem.objects.unscoped("public").filter(entry__in=found, item__state=State.PUBLISHED)
    items: dict[int, list[Item]] = {}
    for link in links.select_related("item__current", "item__body").order_by("-item__published_at"):
        items.setdefault(link.entry_id, []).append(link.item)
    return [Filled(entry, items.get(entry.pk, [])) for entry in found]


def get(scope: Scope, body: Body, entry_id: int) -> Entry:
    """A row of a catalogue of a body that ``scope`` may see. Raises NotFoundError."""
    rows = Entry.objects.within(scope, "item.view").select_related("body")
    found = rows.filter(body=body, pk=entry_id, dropped=False).first()
    if found is None:
        raise NotFoundError("没有这一行目录。")
    return found
