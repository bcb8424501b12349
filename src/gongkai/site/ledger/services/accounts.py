"""New-media accounts: registered, updated, closed."""

from __future__ import annotations

import datetime as dt

from gongkai.errors import UsageError
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import metrics
from gongkai.site.ledger.models import Account
from gongkai.site.ledger.selectors import accounts
from gongkai.site.web.scope import Scope


def add(
    scope: Scope, *, body: Body, medium: str, name: str, opened_on: dt.date, keeper: str = "",
    updated_on: dt.date | None = None,
) -> Account:  # fmt: skip
    """An account. Raises UsageError where it is there already, or days are out of order."""
    scope.demand("ledger.edit", body.path)
    if medium not in metrics.media(scope.today):
        raise UsageError("请选择平台。")
    if not name.strip():
        raise UsageError("请填写账号名称。")
    updated_on = updated_on or opened_on
    if not opened_on <= updated_on <= scope.today:
        raise UsageError("开设日期不能晚于最近更新，都不能晚于今天。")
    row = Account(body=body, medium=medium, name=name.strip(), keeper=keeper.strip(), opened_on=opened_on)
    row.updated_on = updated_on
    with recorded() as log:
        there = Account.objects.unscoped("of the body at hand").filter(body=body, medium=medium, name=row.name)
        if there.exists():
            raise UsageError("这个账号已经登记。")
        row.save()
        log(scope, "media.add", body=body.pk, target=row, medium=medium)
    return row


def update(scope: Scope, *, account_id: int, on: dt.date) -> Account:
    """Something new was published on that day. Raises UsageError for a day before the last one, or to come."""
    with recorded() as log:
        row = _taken(scope, account_id)
        if not row.updated_on <= on <= scope.today:
            raise UsageError("更新日期不能早于上一次更新，也不能晚于今天。")
        row.updated_on = on
        row.save(update_fields=["updated_on"])
        log(scope, "media.update", body=row.body_id, target=row, on=on)
    return row


def close(scope: Scope, *, account_id: int, on: dt.date) -> Account:
    """The account is closed from that day on."""
    with recorded() as log:
        row = _taken(scope, account_id)
        if not row.updated_on <= on <= scope.today:
            raise UsageError("注销日期不能早于最近更新，也不能晚于今天。")
        row.closed_on = on
        row.save(update_fields=["closed_on"])
        log(scope, "media.close", body=row.body_id, target=row, on=on)
    return row


def _taken(scope: Scope, account_id: int) -> Account:
    row = accounts.get(scope, account_id, lock=True)
    scope.demand("ledger.edit", row.body.path)
    if row.closed_on is not None:
        raise UsageError("这个账号已经注销。")
    return row
