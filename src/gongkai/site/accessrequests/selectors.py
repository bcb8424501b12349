"""Reading requests, within what a scope may see."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Collection, Iterator
from itertools import repeat
from typing import Any

import msgspec
from django.db.models import Case, Count, DateField, Q, Value, When

from gongkai.errors import NotFoundError, UsageError
from gongkai.law.model import FormText
from gongkai.procedure import counting
from gongkai.procedure.counting import Counted, count
from gongkai.procedure.events import History
from gongkai.procedure.outcomes import REQUESTS, counting_rows
from gongkai.site.accessrequests import codes
from gongkai.site.accessrequests.models import Identity, Paper, Request, Step
from gongkai.site.accessrequests.standing import history_of
from gongkai.site.accessrequests.values import Particulars, unseal
from gongkai.site.bodies.models import Body
from gongkai.site.web import crypto
from gongkai.site.web.scope import Scope

VIEW = "request.view"


def requests(scope: Scope) -> Any:
    """The requests of all bodies that one may see, with their body."""
    return Request.objects.within(scope, VIEW).select_related("body")


def get(scope: Scope, request_id: int, *, lock: bool = False) -> Request:
    """One request. Raises NotFoundError for what is not there or may not be seen."""
    rows = requests(scope)
    if lock:
        rows = rows.select_for_update(of=("self",))
    request: Request | None = rows.filter(pk=request_id).first()
    if request is None:
        raise NotFoundError("没有这件申请，或者您没有查看它的权限。")
    return request


def by_code(code: str) -> Request | None:
    """The request that an applicant's code belongs to."""
    rows = Request.objects.unscoped("by the applicant's code").select_related("body")
    found: Request | None = rows.filter(code_digest=codes.digest(code), destroyed_on__isnull=True).first()
    return found


def particulars(request: Request) -> Particulars:
    """What a request says, unsealed: the caller records that somebody reads it."""
    return unseal(request.sealed, Particulars)


def steps(request: Request) -> Any:
    """What happened to a request, in order."""
    return Step.objects.unscoped("of a request that was found").filter(request=request).order_by("position")


def history(request: Request) -> History:
    """The history of a request."""
    return history_of(steps(request))


def papers(request: Request) -> Any:
    """The files of a request."""
    rows = Paper.objects.unscoped("of a request that was found").filter(request=request, removed=False)
    return rows.select_related("blob").order_by("at", "id")


def of_person(scope: Scope, kind: str, value: str) -> Any:
    """The requests in which somebody with this ID number, phone, mail or name appears."""
    found = Identity.objects.within(scope, VIEW).filter(kind=kind, digest=crypto.blind_index(kind, value))
    return requests(scope).filter(pk__in=found.values("request_id"))


def counted(body: Body, year: int) -> Iterator[Counted]:
    """The requests of a body that a year knows, as the report sees them; the days are those of the year's ends.

    They are grouped by the database: of a hundred thousand, a few hundred groups are read.
    """
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    before = first - dt.timedelta(days=1)
    day = DateField()
    came = Case(When(received_on__gte=first, then=Value(first)), default=Value(before), output_field=day)
    gone = Case(When(result_day__lte=last, then=Value(last)), default=Value(None), output_field=day)
    rows = Request.objects.unscoped("counted for the report of the body").filter(_known(first, last), body=body)
    groups = rows.order_by().values_list("applicant", "result").annotate(came=came, gone=gone, times=Count("pk"))
    for applicant, result, received, left, times in groups:
        yield from repeat(Counted(applicant, received, result, left), times)


def _known(first: dt.date, last: dt.date) -> Q:
    """Received by the end of the year, and not answered before it began."""
    return Q(received_on__lte=last) & (Q(result_day__isnull=True) | Q(result_day__gte=first))


def cells(body: Body, form: FormText, year: int) -> dict[str, int]:
    """The cells of the table of requests of a body for a year."""
    return count(counted(body, year), form, year)


def records(body: Body, form: FormText, year: int, key: str) -> list[int]:
    """The ids of the requests that a cell of the table of requests counts, in one query; UsageError for no such cell.

    They are as many as ``cells`` says.
    """
    return list(behind(body, form, year, key).values_list("pk", flat=True))


def behind(body: Body, form: FormText, year: int, key: str) -> Any:
    """The requests that a cell of the table of requests counts, by id; UsageError for no such cell."""
    outcomes = {row: [name for name, at in counting_rows(form).items() if at == row] for row in _rows(form)}
    table, row, column = (*key.split("."), "", "")[:3]
    kinds = counting.applicant_kinds(form)
    if table != REQUESTS or row not in outcomes or column not in (*kinds, counting.TOTAL):
        raise UsageError(f"报告中没有“{key}”这一格。")
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    open_at_end = Q(result_day__isnull=True) | Q(result_day__gt=last)
    within = Q(result_day__range=(first, last))
    condition = {
        counting.NEW: Q(received_on__gte=first),
        counting.CARRIED_IN: Q(received_on__lt=first),
        counting.RESULTS_TOTAL: within,
        counting.CARRIED_OUT: open_at_end,
    }.get(row, within & Q(result__in=outcomes[row]))
    found = Request.objects.unscoped("counted for the report of the body").filter(
        _known(first, last), condition, body=body
    )
    if column != counting.TOTAL:
        found = found.filter(applicant=column)
    return found.order_by("id")


class Behind(msgspec.Struct, frozen=True):
    """The requests behind a cell: their ids, and the days of receipt as ordinals; sixteen bytes for each of them."""

    ids: array[int]
    days: array[int]


def behind_each(body: Body, form: FormText, year: int, keys: Collection[str]) -> dict[str, Behind]:
    """What ``behind`` gives for each of ``keys``, in one query and one pass over the requests of the year."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    at_outcome = counting_rows(form)
    found = {key: Behind(array("q"), array("q")) for key in keys}
    rows = Request.objects.unscoped("counted for the report of the body").filter(_known(first, last), body=body)
    # Typed as anything, since what a year knows has been received.
    values: Any = rows.order_by("id").values_list("id", "applicant", "received_on", "result", "result_day")
    for pk, applicant, received, result, left in values.iterator(chunk_size=5_000):
        gone = left is not None and left <= last
        at_end = (counting.RESULTS_TOTAL, at_outcome.get(result)) if gone else (counting.CARRIED_OUT,)
        for row in (counting.NEW if received >= first else counting.CARRIED_IN, *at_end):
            for column in (applicant, counting.TOTAL):
                cell = found.get(f"{REQUESTS}.{row}.{column}")
                if cell is not None:
                    cell.ids.append(pk)
                    cell.days.append(received.toordinal())
    return found


def _rows(form: FormText) -> list[str]:
    block = next(table for table in form.tables if table.id == REQUESTS).blocks[0]
    return [row.id for row in block.rows if row.kind != "group"]
