"""Reading cases, within what a scope may see; and the table of remedies of the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q

from gongkai.errors import NotFoundError, UsageError
from gongkai.law.model import FormText
from gongkai.procedure import proceedings
from gongkai.procedure.proceedings import TOTAL, CaseEvent, CasePosition, CountedCase
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.values import unseal
from gongkai.site.bodies.models import Body
from gongkai.site.remedies import tables
from gongkai.site.remedies.models import Case, Note, Paper, Step
from gongkai.site.remedies.values import Matter
from gongkai.site.web import crypto
from gongkai.site.web.scope import Scope

VIEW = "remedy.view"
COMPLAINTS = "complaint.view"


def cases(scope: Scope) -> Any:
    """The reconsiderations and suits of all bodies that one may see."""
    return Case.objects.within(scope, VIEW).exclude(kind=tables.COMPLAINT).select_related("body", "forum", "request")


def complaints(scope: Scope) -> Any:
    """The complaints that one's bodies have received, and those that were sent on to them."""
    received = scope.within(COMPLAINTS)
    # Whom a complaint is about sees it once it has been sent on, never before.
    sent_on = scope.within(VIEW, "about_body__path") & ~Q(state="received") & Q(about_body__isnull=False)
    rows = Case.objects.unscoped("of those who received them and those they are about").filter(kind=tables.COMPLAINT)
    return rows.filter(received | sent_on).select_related("body", "about_body", "request")


def get(scope: Scope, case_id: int, *, lock: bool = False) -> Case:
    """One case or complaint. Raises NotFoundError for what is not there or may not be seen."""
    for rows in (cases(scope), complaints(scope)):
        if lock:
            rows = rows.select_for_update(of=("self",))
        case: Case | None = rows.filter(pk=case_id).first()
        if case is not None:
            return case
    raise NotFoundError("没有这一案件，或者您没有查看它的权限。")


def of_request(request: Request) -> Any:
    """The cases that a request led to, oldest first; the caller has found the request within a scope."""
    rows = Case.objects.unscoped("of a request that was found").filter(request=request).select_related("forum", "body")
    return rows.exclude(kind=tables.COMPLAINT).order_by("filed_on", "id")


def steps(case: Case) -> Any:
    """What happened in a case, in order."""
    return Step.objects.unscoped("of a case that was found").filter(case=case).order_by("position")


def events(case: Case) -> list[CaseEvent]:
    """What happened in a case, as the procedure takes it."""
    return [tables.event_of(step) for step in steps(case)]


def position(case: Case) -> CasePosition:
    """Where a case stands."""
    return proceedings.stand(tables.table(case.kind), events(case))


def matter(case: Case) -> Matter:
    """Who and what, unsealed: the caller records that somebody reads it."""
    return unseal(case.sealed, Matter) if case.sealed else Matter()


def notes(case: Case) -> dict[int, str]:
    """The words about each step, unsealed, by position: the caller records that somebody reads them."""
    rows = Note.objects.unscoped("of a case that was found").filter(step__case=case).exclude(sealed="")
    return {place: crypto.decrypt(sealed) for place, sealed in rows.values_list("step__position", "sealed")}


def papers(case: Case) -> Any:
    """The files of a case, in the order of their coming."""
    rows = Paper.objects.unscoped("of a case that was found").filter(case=case)
    return rows.select_related("blob").order_by("at", "id")


def due(scope: Scope) -> Any:
    """Cases in which one's body must act."""
    return cases(scope).filter(scope.within("remedy.edit"), due_on__isnull=False).order_by("due_on", "id")


def to_renew(scope: Scope) -> Any:
    """Cases whose decision asks for a new reply that has not begun."""
    condition = Q(pk__in=())
    for name, entry in tables.tables().items():
        condition |= Q(kind=name, result__in=[result.id for result in entry.results if result.renews])
    rows = cases(scope).filter(condition, scope.within("remedy.edit"), renewal=None, wiped_on=None)
    return rows.exclude(state="appealed").filter(request__isnull=False).order_by("settled_on", "id")


def waiting_complaints(scope: Scope) -> Any:
    """Complaints that one's body has received and not answered, or that it is to report on."""
    mine = scope.within("complaint.edit") & ~Q(state__in=("answered", "forwarded"))
    reports = scope.within("remedy.edit", "about_body__path") & Q(state="forwarded", about_body__isnull=False)
    return complaints(scope).filter(mine | reports).order_by("filed_on", "id")


def open_reason(request: Request) -> str:
    """Why the file of a request must stay open: a case is pending; nothing where none is."""
    return "有复议、诉讼案件尚未审结" if of_request(request).filter(settled_on__isnull=True).exists() else ""


def cells(body: Body, form: FormText, year: int) -> dict[str, int]:
    """The cells of the table of remedies of a body for a year, as at its end."""
    return proceedings.count_cases(
        (case for _pk, case in _counted(body, year)), proceedings.columns_of(tables.law(dt.date.max)), form, year
    )


def records(body: Body, form: FormText, year: int, key: str) -> list[int]:
    """The ids of the cases that a cell of the table counts. Raises UsageError for a cell that the form has not."""
    return records_each(body, form, year, [key])[key]


def records_each(body: Body, form: FormText, year: int, keys: Collection[str]) -> dict[str, list[int]]:
    """The ids of the cases that each of ``keys`` counts, in one pass. Raises UsageError for a cell there is not."""
    for key in set(keys) - set(cells_of(form)):
        raise UsageError(f"报告中没有“{key}”这一格。")
    columns = proceedings.columns_of(tables.law(dt.date.max))
    found: dict[str, list[int]] = {key: [] for key in keys}
    for pk, case in _counted(body, year):
        at = proceedings.column_in(case, columns, year)
        for column in () if at is None else (at, TOTAL):
            found.get(f"{proceedings.REMEDIES}.{case.row}.{column}", []).append(pk)
    return found


def cells_of(form: FormText) -> list[str]:
    """The keys of the table of remedies."""
    block = next(table for table in form.tables if table.id == proceedings.REMEDIES).blocks[0]
    return [f"{proceedings.REMEDIES}.{row.id}.{column.id}" for row in block.rows for column in block.columns]


def _counted(body: Body, year: int) -> Iterator[tuple[int, CountedCase]]:
    """The cases of a body that a year knows, with their ids."""
    rows = {route.id: route.row for entry in tables.tables().values() for route in entry.routes if route.row}
    found = Case.objects.unscoped("counted for the report of the body").filter(
        Q(settled_on__isnull=True) | Q(settled_on__gte=dt.date(year, 1, 1)),
        body=body,
        route__in=rows,
        filed_on__lte=dt.date(year, 12, 31),
    )
    values = found.order_by("id").values_list("pk", "route", "filed_on", "settled_on", "settled_result")
    for pk, route, filed, settled, result in values.iterator(chunk_size=5_000):
        yield pk, CountedCase(rows[route], filed, settled, result)
