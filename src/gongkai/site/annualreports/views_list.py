"""The list of reports, last year's report, the day set by the office above, and the files of versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError, NotFoundError
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.annualreports import selectors, services
from gongkai.site.annualreports.compute import form_for
from gongkai.site.annualreports.forms import AnswersForm, DateForm, LastYearForm
from gongkai.site.annualreports.models import AnnualReport
from gongkai.site.annualreports.services.beginning import unsure
from gongkai.site.annualreports.services.dates import set_date
from gongkai.site.annualreports.services.finish import FILES, PICTURES
from gongkai.site.audit.services import recorded
from gongkai.site.bodies import selectors as bodies
from gongkai.site.bodies.models import Body
from gongkai.site.web.storage_response import serve

_MOST = 300


@page("report.view")
def all_reports(request: StaffRequest) -> HttpResponse:
    """The reports of a year: of each body that one may see, where it is."""
    newest = selectors.reports(request.scope).aggregate(newest=Max("year"))["newest"]
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else newest or request.scope.today.year
    found = {row.body_id: row for row in selectors.reports(request.scope).filter(year=year)}
    seen = list(bodies.visible(request.scope, "report.view")[:_MOST])
    context = {
        "year": year,
        "years": range(request.scope.today.year, request.scope.today.year - 6, -1),
        "rows": [(body, found.get(body.pk)) for body in seen],
        "may_limit": list(bodies.visible(request.scope, "report.limit")[:1]),
        "may_date": list(bodies.visible(request.scope, "report.clear")[:1]),
    }
    return render(request, "annualreports/reports.html", context)


@page("report.edit", body=True)
def last_year(request: StaffRequest, body: Body, year: int) -> HttpResponse:
    """Reading last year's report from its file, and confirming what the reader was unsure of."""
    row, form = selectors.earlier(body, year - 1), form_for(year)
    cells = {key: form.cells[key].label for key in unsure(row) if key in form.cells} if row else {}
    upload = LastYearForm(request.POST or None, request.FILES or None) if "upload" in request.POST else LastYearForm()
    answers = AnswersForm(request.POST if "confirm" in request.POST else None, cells=cells)
    try:
        if request.method == "POST" and upload.is_bound and upload.is_valid():
            file = upload.cleaned_data["file"]
            services.read_last_year(request.scope, body=body, year=year, name=file.name, stream=file)
            return redirect("annualreports:last_year", body.code, year)
        if request.method == "POST" and answers.is_bound and answers.is_valid():
            services.confirm_last_year(request.scope, body=body, year=year, answers=answers.answers())
            messages.success(request, _("已经确认，期初数字从此计入。"))
            return redirect("annualreports:last_year", body.code, year)
    except GongkaiError as error:
        if row is None and not upload.is_bound:
            raise
        (upload if upload.is_bound else answers).add_error(None, error.message)
    context = {
        "body": body,
        "year": year,
        "last": year - 1,
        "row": row,
        "upload": upload,
        "answers": answers,
        "read": _told(row, form) if row else [],
        "openings": [(form.cells[key].label, one) for key, one in selectors.openings(body, year).items()],
    }
    return render(request, "annualreports/last_year.html", context)


@page("report.clear", body=True)
def local_date(request: StaffRequest, body: Body) -> HttpResponse:
    """Setting the day by which the bodies below hand in their reports."""
    form = DateForm(request.POST or None, initial={"year": request.scope.today.year})
    if request.method == "POST" and form.is_valid():
        try:
            set_date(request.scope, body=body, **form.cleaned_data)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("已经设定。"))
            return redirect("annualreports:all")
    context = {"body": body, "form": form, "title": _("设定报送截止日"), "note": _("适用于所有下级机关。")}
    return render(request, "annualreports/ask.html", context)


@page("report.view", body=True)
def file(request: StaffRequest, body: Body, year: int, number: int, name: str) -> HttpResponseBase:
    """A file of a version, or the records behind its numbers."""
    report = _report(request, body, year)
    version = selectors.versions(report).filter(number=number).first()
    if version is None or name not in (*FILES, *PICTURES, "evidence"):
        raise NotFoundError(_("没有这个文件。"))
    with recorded() as log:
        log(request.scope, "report.export", body=body.pk, target=report, version=number, file=name)
    suffix = "zip" if name == "evidence" else PICTURES.get(name, name)
    return serve(request, getattr(version, name), f"{body.called}{year}v{number}.{suffix}")


def _report(request: StaffRequest, body: Body, year: int) -> AnnualReport:
    report = selectors.of_year(request.scope, body, year)
    if report is None:
        raise NotFoundError(_("这一年度的报告还没有开始编制。"))
    return report


def _told(row: Any, form: Any) -> list[tuple[str, str]]:
    """What was read of last year: the cells on which this year builds."""
    cells = row.content["cells"]
    wanted = [key for key in form.cells if key.endswith(".in_force") or key.startswith("requests.carried_out.")]
    return [(form.cells[key].label, row.answers.get(key, cells.get(key, {}).get("raw", ""))) for key in wanted]
