"""What the services of requests share."""

from __future__ import annotations

from django.db.models import F

from gongkai.errors import ConflictError, NotAllowedError
from gongkai.site.accessrequests import selectors
from gongkai.site.accessrequests.models import Request, Serial
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Scope


def taken(scope: Scope, action: str, request_id: int, revision: int | None = None) -> Request:
    """The request, locked until the end of the transaction. Belongs into ``recorded()``.

    Raises NotFoundError or ForbiddenError, NotAllowedError for a destroyed file, and ConflictError where another has
    changed it since ``revision``.
    """
    request = selectors.get(scope, request_id, lock=True)
    scope.demand(action, request.body.path)
    if request.destroyed_on is not None:
        raise NotAllowedError("这件申请的档案已经到期销毁，不能再办理。")
    if revision is not None and revision != request.revision:
        raise ConflictError("这件申请刚刚有新的办理记录。请重新打开，看过再办；您填写的内容没有保存。")
    return request


def put_back(request: Request) -> None:
    """Save a changed request with its next revision."""
    request.revision += 1
    request.save()


def next_serial(body: Body, name: str, year: int) -> int:
    """The next number of a body in a year, without gap: the row is held to the end of the transaction."""
    rows = Serial.objects.unscoped("numbers of the body").filter(body=body, name=name, year=year)
    # The update holds the row; only the first number of a year finds none.
    if not rows.update(last=F("last") + 1):
        rows.get_or_create(body=body, name=name, year=year)
        rows.update(last=F("last") + 1)
    last: int = rows.values_list("last", flat=True).get()
    return last
