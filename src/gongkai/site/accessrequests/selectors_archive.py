"""Reading closed files and years without a request, within what a scope may see."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from django.db.models import F, Q

from gongkai.errors import NotFoundError
from gongkai.law.book import current_book
from gongkai.law.proceeding_model import Retention
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.models_archive import Archive, NilYear
from gongkai.site.accessrequests.selectors import VIEW
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Scope

CLOSED: Final = "closed"
# A reply that was set aside opens a file again; closed once more, it is to be filed once more.
_FILED_SINCE: Final = Q(archived_on__isnull=False, closed_on__lte=F("archived_on"))


def retentions() -> dict[str, Retention]:
    """How long files can be kept, by id."""
    return dict(current_book().at(dt.date.max).retention)


def archives(scope: Scope) -> Any:
    """The closed files of all bodies that one may see."""
    return Archive.objects.within(scope, VIEW).select_related("body", "request", "appraised_by", "destroyed_by")


def archive_of(request: Request) -> Archive | None:
    """The file of a request that was found."""
    row: Archive | None = Archive.objects.unscoped("of a request that was found").filter(request=request).first()
    return row


def archive(scope: Scope, pk: int, *, lock: bool = False) -> Archive:
    """One file. Raises NotFoundError."""
    rows = archives(scope)
    if lock:
        rows = Archive.objects.within(scope, VIEW).select_for_update(of=("self",))
    row: Archive | None = rows.filter(pk=pk).first()
    if row is None:
        raise NotFoundError("没有这份档案，或者您没有查看它的权限。")
    return row


def to_archive(scope: Scope) -> Any:
    """Requests that are closed and whose file is not, or not since they were closed again."""
    return (
        Request.objects.within(scope, "request.archive")
        .filter(~_FILED_SINCE, state=CLOSED, destroyed_on__isnull=True)
        .select_related("body")
        .order_by("closed_on", "id")
    )


def expired(scope: Scope) -> Any:
    """Files whose time is over and which are still there: the list for destruction."""
    rows = archives(scope).filter(
        expires_on__lt=scope.today,
        request__destroyed_on__isnull=True,
        request__state=CLOSED,
        request__closed_on__lte=F("request__archived_on"),
    )
    return rows.order_by("expires_on", "id")


def is_filed(request: Request) -> bool:
    """Whether the file of a closed request has been closed since."""
    return request.archived_on is not None and (request.closed_on or request.archived_on) <= request.archived_on


def received_in(body: Body, year: int) -> bool:
    """Whether any request of the year was entered or received."""
    rows = Request.objects.unscoped("counted for the body").filter(body=body)
    return rows.filter(year=year).exists() or rows.filter(received_on__year=year).exists()


def nil(body: Body, year: int) -> NilYear | None:
    """The confirmation that a year had no request, None where there is none or where one has come in since."""
    row: NilYear | None = NilYear.objects.unscoped("of the body").filter(body=body, year=year).first()
    return row if row is not None and not received_in(body, year) else None


def nil_years(body: Body) -> list[int]:
    """The years that were confirmed, latest first."""
    rows = NilYear.objects.unscoped("of the body").filter(body=body)
    return list(rows.order_by("-year").values_list("year", flat=True))
