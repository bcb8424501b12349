"""The scan of the sealed report, and how long the text may be."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError, NotFoundError
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.annualreports import length, selectors
from gongkai.site.annualreports.forms import ReasonForm
from gongkai.site.annualreports.forms_beside import LimitForm, SealedForm
from gongkai.site.annualreports.models import AnnualReport
from gongkai.site.annualreports.sealed import sealed_context, suffix
from gongkai.site.annualreports.services import sealed as services
from gongkai.site.annualreports.services import set_limit
from gongkai.site.annualreports.year import due_year
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web.storage_response import serve


@page("report.publish", body=True)
def attach(request: StaffRequest, body: Body, year: int) -> HttpResponse:
    """Uploading the scan."""
    row = _of(request, body, year)
    form = SealedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.attach(request.scope, report_id=row.pk, stream=data["file"], looked=data["looked"])
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            told = _("已经上传。") if made.cleared else _("已经上传。检查有发现，请处理以后再公布。")
            messages.success(request, told)
            return redirect("annualreports:report", body.code, year)
    context = {"body": body, "report": row, "form": form}
    return render(request, "annualreports/sealed_form.html", context)


@page("report.view", body=True)
def accept(request: StaffRequest, body: Body, year: int) -> HttpResponse:
    """Saying why what was found stays."""
    row = _of(request, body, year)
    shown = sealed_context(request.scope, row)
    if shown is None or shown["row"] is None:
        raise NotFoundError(_("没有盖章扫描件。"))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.accept(request.scope, report_id=row.pk, reason=form.cleaned_data["reason"])
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("annualreports:report", body.code, year)
    note = "；".join(f"{one.where}：{one.text}" for one in shown["findings"])
    context = {"body": body, "report": row, "form": form, "title": _("说明后保留"), "note": note}
    return render(request, "annualreports/ask.html", context)


@page("report.view", body=True)
def original(request: StaffRequest, body: Body, year: int) -> HttpResponseBase:
    """The scan as it was uploaded; who took it out is recorded."""
    report = _of(request, body, year)
    row = selectors.sealed(report.latest) if report.latest else None
    if row is None:
        raise NotFoundError(_("没有盖章扫描件。"))
    with recorded() as log:
        log(request.scope, "report.export", body=body.pk, target=report, file="sealed")
    return serve(request, row.blob, f"{body.called}{year}.{suffix(row)}", inline=True)


@page("report.limit", body=True)
def limit(request: StaffRequest, body: Body) -> HttpResponse:
    """Setting how long the text may be."""
    start: dict[str, Any] = {"year": due_year(request.scope.today)}
    form = LimitForm(request.POST or None, initial=start, may_below=request.scope.may("report.clear", body.path))
    if request.method == "POST" and form.is_valid():
        try:
            set_limit(request.scope, body=body, **form.values())
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("已经设定。"))
            return redirect("annualreports:limit", body.code)
    context = {"body": body, "form": form, "rules": length.rules(body, start["year"]), "year": start["year"]}
    return render(request, "annualreports/limit.html", context)


def _of(request: StaffRequest, body: Body, year: int) -> AnnualReport:
    row = selectors.of_year(request.scope, body, year)
    if row is None:
        raise NotFoundError(_("这一年度的报告还没有开始编制。"))
    return row
