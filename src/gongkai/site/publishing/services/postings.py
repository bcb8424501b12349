"""Where information reached the public beside the platform."""

from __future__ import annotations

import datetime as dt

from gongkai.errors import NotFoundError, UsageError
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import catalogue, selectors
from gongkai.site.publishing.models import Item, Posting
from gongkai.site.publishing.services.common import check_lengths
from gongkai.site.web.models import Blob
from gongkai.site.web.scope import Scope


def post(
    scope: Scope, *, body: Body, outlet: str, on: dt.date, item_id: int | None = None, count: int = 1,
    evidence: Blob | None = None, note: str = "",
) -> Posting:  # fmt: skip
    """Record that one item stood on a channel, or, without an item, how many did in the month of ``on``."""
    scope.demand("item.edit", body.path)
    if outlet not in catalogue.outlets(scope.today):
        raise UsageError("请选择发布渠道。")
    if on > scope.today:
        raise UsageError("日期不能晚于今天。")
    if count < 0:
        raise UsageError("条数不能小于零。")
    item = selectors.get(scope, item_id) if item_id is not None else None
    if item is not None and (item.body_id != body.pk or item.current_id is None):
        raise UsageError("只有本机关已公开的信息可以登记发布渠道。")
    if item is not None and count != 1:
        raise UsageError("登记到具体信息的，一次一条。")
    check_lengths(Posting, {"note": note})
    if item is not None and _posted(item, outlet, on):
        raise UsageError("这条信息当天在这个渠道的发布已经登记过。")
    with recorded() as log:
        row = Posting(body=body, item=item, outlet=outlet, on=on, count=count, monthly=item is None, note=note)
        row.entered_by_id = scope.person
        row.evidence = evidence
        row.save()
        log(scope, "posting.add", body=body.pk, target=row, outlet=outlet, on=on, count=count)
    return row


def _posted(item: Item, outlet: str, on: dt.date) -> bool:
    rows = Posting.objects.unscoped("of the item that the caller may see")
    return rows.filter(item=item, outlet=outlet, on=on, replaced_by__isnull=True).exists()


def post_all(scope: Scope, *, body: Body, item_id: int, outlets: list[str], on: dt.date, note: str = "") -> int:
    """Record that an item stood on several channels on a day: all of them, or none; how many."""
    if not outlets:
        raise UsageError("请选择发布渠道。")
    with recorded():
        for outlet in outlets:
            post(scope, body=body, outlet=outlet, on=on, item_id=item_id, note=note)
    return len(outlets)


def replace(scope: Scope, *, posting_id: int, count: int, note: str) -> Posting:
    """Correct the total of a month, or take back an entry of an item (``count`` 0).

    The first entry stays and points to the one that took its place.
    """
    if not note.strip():
        raise UsageError("请写明更正的原因。")
    with recorded() as log:
        rows = Posting.objects.within(scope, "item.edit").select_related("body").select_for_update(of=("self",))
        old = rows.filter(pk=posting_id, replaced_by__isnull=True).first()
        if old is None:
            raise NotFoundError("没有这条登记，可能已经更正过。")
        if not old.monthly and count:
            raise UsageError("登记到具体信息的只能取消；登记错了渠道或者日期的，取消以后重新登记。")
        new = post(scope, body=old.body, outlet=old.outlet, on=old.on, count=count, evidence=old.evidence, note=note)
        old.replaced_by = new
        old.save(update_fields=["replaced_by"])
        log(scope, "posting.replace", body=old.body_id, target=old, by=new.pk, count=count)
    return new
