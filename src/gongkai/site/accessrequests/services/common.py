"""What the services of requests share."""

from __future__ import annotations

from typing import Final

from django.db import connection

from gongkai.errors import ConflictError, NotAllowedError
from gongkai.site.accessrequests import selectors
from gongkai.site.accessrequests.models import Request, Serial
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Scope

_NEXT: Final = "UPDATE accessrequests_serial SET last = last + 1 WHERE body_id = %s AND name = %s AND year = %s"
_LAST: Final = "SELECT last FROM accessrequests_serial WHERE body_id = %s AND name = %s AND year = %s"


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
    key = (body.pk, name, year)
    # All who apply to a body wait for this row, so it is plain SQL: the same as a query set would ask, in a tenth of
    # the time. The update holds the row; only the first number of a year finds none.
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, key)
        if not cursor.rowcount:
            Serial.objects.unscoped("numbers of the body").get_or_create(body=body, name=name, year=year)
            cursor.execute(_NEXT, key)
        cursor.execute(_LAST, key)
        last: int = cursor.fetchone()[0]
    return last
