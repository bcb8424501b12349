"""The standard catalogue of a body: its rows as the table has them, and the items that fulfil them."""

from __future__ import annotations

import msgspec

from gongkai.errors import NotFoundError, UsageError
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import catalogue, selectors
from gongkai.site.publishing.models import Entry, EntryItem
from gongkai.site.publishing.services.common import check_lengths
from gongkai.site.web.scope import Scope


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What a row says, as the table has it; ``field`` is an id of the law data."""

    field: str
    matter: str
    content: str
    number: str = ""
    basis: str = ""
    timing: str = ""
    holder: str = ""
    outlets: str = ""
    audience: str = ""
    mode: str = ""
    level: str = ""


def write(scope: Scope, *, body: Body, row: Row, position: int) -> Entry:
    """Write a row of the catalogue, in place of the one with the same field and matter. Its items stay.

    Raises UsageError for a field that the law data do not have, and for words that are too long.
    """
    scope.demand("item.edit", body.path)
    if row.field not in catalogue.fields(scope.today):
        raise UsageError("请选择试点领域。")
    values = msgspec.structs.asdict(row)
    check_lengths(Entry, values)
    with recorded() as log:
        rows = Entry.objects.unscoped("of the body for which the right was asked")
        key = {"body": body, "field": values.pop("field"), "matter": values.pop("matter")}
        entry, made = rows.update_or_create(**key, defaults=values | {"position": position, "dropped": False})
        log(scope, "entry.write", body=body.pk, target=entry, made=made)
    return entry


def drop(scope: Scope, *, entry_id: int) -> Entry:
    """Take a row out of the catalogue; what it was stays in the record."""
    with recorded() as log:
        entry = _taken(scope, entry_id)
        entry.dropped = True
        entry.save(update_fields=["dropped"])
        log(scope, "entry.drop", body=entry.body_id, target=entry)
    return entry


def link(scope: Scope, *, entry_id: int, index_number: str) -> EntryItem:
    """Say that an item, named by its 索引号, is what a row asks for. Items of bodies below count too."""
    with recorded() as log:
        entry = _taken(scope, entry_id)
        rows = selectors.public_items(entry.body, below=True)
        item = rows.filter(index_number=index_number.strip()).first() if index_number.strip() else None
        if item is None:
            raise UsageError("没有这个索引号的已公开信息。索引号在信息页面的元数据中。")
        linked, _made = EntryItem.objects.unscoped("of the entry that is held").get_or_create(entry=entry, item=item)
        log(scope, "entry.link", body=entry.body_id, target=entry, item=item.pk)
    return linked


def unlink(scope: Scope, *, entry_id: int, item_id: int) -> None:
    """Take back that an item is what a row asks for."""
    with recorded() as log:
        entry = _taken(scope, entry_id)
        gone, _kinds = (
            EntryItem.objects.unscoped("of the entry that is held").filter(entry=entry, item=item_id).delete()
        )
        if not gone:
            raise NotFoundError("没有关联这条信息。")
        log(scope, "entry.unlink", body=entry.body_id, target=entry, item=item_id)


def _taken(scope: Scope, entry_id: int) -> Entry:
    rows = Entry.objects.within(scope, "item.edit").select_related("body").select_for_update(of=("self",))
    entry = rows.filter(pk=entry_id).first()
    if entry is None:
        raise NotFoundError("没有这一行目录。")
    return entry
