"""What the services of items share: taking an item to change it, and putting it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from gongkai.errors import ConflictError, NotAllowedError, UsageError
from gongkai.site.publishing import selectors
from gongkai.site.publishing.models import Item, State
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope


def taken(scope: Scope, action: str, item_id: int, revision: int | None = None) -> Item:
    """The item, locked until the end of the transaction. Belongs into ``recorded()``.

    Raises NotFoundError or ForbiddenError, and ConflictError where another has changed it since ``revision``.
    """
    item = selectors.get(scope, item_id, lock=True)
    scope.demand(action, item.body.path)
    if revision is not None and revision != item.revision:
        raise ConflictError("这条信息刚刚被别人修改过。请重新打开，看过新的内容再改；您填写的内容没有保存。")
    return item


def workable(item: Item) -> None:
    """Raise NotAllowedError unless the working copy may be changed: a draft, or a correction that was begun."""
    if item.state == State.DRAFT or (item.state == State.PUBLISHED and item.correcting and not _waiting(item)):
        return
    if item.state == State.PUBLISHED:
        raise NotAllowedError("已公开的信息不能直接修改，请先发起更正。")
    raise NotAllowedError(f"这条信息{item.get_state_display()}，现在不能修改。")


def put_back(scope: Scope, item: Item) -> None:
    """Save a changed item with its next revision."""
    item.revision += 1
    if scope.actor.id is not None:
        item.changed_by_id = scope.actor.id
    item.changed_at = clock.now()
    item.save()


def check_lengths(model: type[Model], values: Mapping[str, Any]) -> None:
    """Raise UsageError for a text that is longer than its column, which not every database would tell."""
    for name, value in values.items():
        field: Any = model._meta.get_field(name)
        if isinstance(value, str) and field.max_length is not None and len(value) > field.max_length:
            raise UsageError(f"“{field.verbose_name}”超过 {field.max_length} 字。")


def _waiting(item: Item) -> bool:
    case = selectors.case_of(item)
    return case is not None and case.state == "open"
