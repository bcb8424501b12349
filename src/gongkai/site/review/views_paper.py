"""Signing on paper: the sheet to print, recording what was signed, and its scan."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.errors import ForbiddenError
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.review import services
from gongkai.site.review.defaults import defaults
from gongkai.site.review.forms import PaperForm
from gongkai.site.review.page import content_of, view
from gongkai.site.review.selectors import cases as selectors
from gongkai.site.review.views import case_context
from gongkai.site.web import storage, storage_response
from gongkai.site.web.models import Root

_SCANS = ("application/pdf", "image/png", "image/jpeg")


@page("case.view")
def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """What is decided, what was decided so far, and boxes for what is to be signed."""
    seen = view(request.scope, selectors.get(request.scope, pk))
    decided = {row.position: row for row in seen.decisions if row.round == seen.case.round}
    lines = [(defaults().words(step.labels), step.body.called, decided.get(step.position)) for step in seen.present]
    given = next(row for row in seen.submissions if row.round == seen.case.round)
    context = {"lines": lines, "submission": given, "content": content_of(seen.case)}
    return render(request, "review/sheet.html", case_context(seen) | context)


@page("case.paper")
def paper(request: StaffRequest, pk: int) -> HttpResponse:
    """Recording a signature, with the scan of the signed sheet."""
    row = selectors.get(request.scope, pk)
    step = selectors.current_step(row)
    request.scope.demand("case.paper", step.body.path)
    initial = {"round": row.round, "position": row.position}
    if request.method == "GET" and not selectors.waiting(request.scope).filter(pk=pk).exists():
        raise ForbiddenError(
            _("这一事项现在不能由您登记签批：不在线下签批环节、由您提交，或者您已经办理过前面的环节。")
        )
    form = PaperForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data.pop("scan")
        blob = storage.store(upload, root=Root.STAFF, accept=_SCANS)
        services.record_paper(request.scope, case=pk, scan=blob, **form.cleaned_data)
        messages.success(request, _("签批结果已经登记。"))
        return redirect("review:case", pk)
    context = {"case": row, "stage": defaults().words(step.labels), "form": form}
    return render(request, "review/paper.html", context)


@page("case.view")
def scan(request: StaffRequest, pk: int, round: int, position: int) -> HttpResponseBase:
    """The scan of a signed sheet."""
    blob = services.scan_read(request.scope, case=pk, round=round, position=position)
    return storage_response.serve(request, blob, _("签批单") + f"-{pk}-{round}-{position}", inline=True)
