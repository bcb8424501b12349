"""Pages of the staff for what is public: which documents hold, and what later scans found."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError, NotFoundError
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import documents as papers
from gongkai.site.publishing import exporting
from gongkai.site.publishing import rechecks as found_later
from gongkai.site.publishing.forms_house import ReasonForm
from gongkai.site.publishing.page import findings
from gongkai.site.publishing.services import rechecks as services
from gongkai.site.publishing.years import FIRST_YEAR, year_of
from gongkai.site.web import paging


@page("item.view", body=True)
def documents(request: StaffRequest, body: Body) -> HttpResponse:
    """The documents of a body at the end of a year, and how they follow from its beginning."""
    today, year = request.scope.today, year_of(request)
    day = min(dt.date(year, 12, 31), today)
    rows = papers.of_body(body, today).filter(formed_on__lte=day)
    order = ("-formed_on", "-id")
    found = paging.page(rows, order, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    listed = [(item, papers.standing(item, day)) for item in found.rows]
    context = {
        "body": body,
        "year": year,
        "day": day,
        "page": found,
        "rows": [(item, name, papers.standing_words(name)) for item, name in listed],
        "counts": papers.reconcile(body, year, today),
        "before": year - 1 if year > FIRST_YEAR else None,
        "next": year + 1 if year < today.year else None,
    }
    return render(request, "publishing/documents.html", context)


@page("item.view", body=True)
def documents_file(request: StaffRequest, body: Body, year: int) -> HttpResponse:
    """The same as a workbook, for the yearly reconciliation."""
    if not FIRST_YEAR <= year <= request.scope.today.year:
        raise NotFoundError(_("没有这一年的清单。"))
    data = papers.workbook(body, year, request.scope.today)
    name = content_disposition_header(True, f"{body.called}{year}年规范性文件.xlsx") or "attachment"
    return HttpResponse(data, content_type=exporting.FORMATS["xlsx"], headers={"Content-Disposition": name})


@page("item.view", body=True)
def rechecks(request: StaffRequest, body: Body) -> HttpResponse:
    """What later scans found in what is public now."""
    rows = found_later.of_body(request.scope, body)
    found = paging.page(rows, ("-id",), after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    listed = [(row, findings(row.hits)) for row in found.rows]
    return render(request, "publishing/rechecks.html", {"body": body, "page": found, "rows": listed})


@page("item.view", body=True)
def recheck(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """What was found in one version, and what is done about it."""
    row = found_later.get(request.scope, body, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.handle(request.scope, recheck_id=pk, answer=form.cleaned_data["reason"])
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("已经登记处理情况。"))
            return redirect("publishing:rechecks", body.code)
    action = "item.accept_stop" if row.verdict == "stop" else "item.edit"
    context = {"body": body, "row": row, "findings": findings(row.hits), "form": form}
    context["may_handle"] = request.scope.may(action, body.path) and row.handled_by_id is None
    return render(request, "publishing/recheck.html", context)
