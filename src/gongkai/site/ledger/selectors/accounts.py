"""New-media accounts, and which of them are neglected."""

from __future__ import annotations

import datetime as dt

from django.db.models import F, QuerySet

from gongkai.errors import NotFoundError
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import metrics
from gongkai.site.ledger.models import Account
from gongkai.site.web.scope import Scope


def of_body(scope: Scope, body: Body) -> QuerySet[Account]:
    """The accounts of a body, open ones first."""
    rows = Account.objects.within(scope, "ledger.view").filter(body=body)
    return rows.order_by(F("closed_on").asc(nulls_first=True), "medium", "name", "pk")


def get(scope: Scope, account_id: int, *, lock: bool = False) -> Account:
    """An account that ``scope`` may see. Raises NotFoundError."""
    rows = Account.objects.within(scope, "ledger.view").select_related("body")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=account_id).first()
    if found is None:
        raise NotFoundError("没有这个账号，或者您没有查看它的权限。")
    return found


def due_on(account: Account, today: dt.date) -> dt.date | None:
    """The last day on which the account must have something new; None for one that is closed."""
    medium = metrics.media(today).get(account.medium)
    if account.closed_on is not None or medium is None:
        return None
    return account.updated_on + dt.timedelta(days=medium.idle_days)
