"""Files, fees given back, inner offices, transfer to proactive disclosure: what else belongs to a request."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError, NotFoundError
from gongkai.site.accessrequests import selectors, services
from gongkai.site.accessrequests.forms import (
    OfficeAnswerForm,
    OfficeForm,
    PaperForm,
    RefundForm,
    TransferForm,
    file_name,
)
from gongkai.site.accessrequests.models import Paper, Request
from gongkai.site.accessrequests.services import delivery, fees, letters, parties, transfer
from gongkai.site.accessrequests.views import of_body, small
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import catalogue
from gongkai.site.web.storage_response import serve
from gongkai.writing.letters import Entry


@page("request.edit", body=True)
def add(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Adding a file."""
    row = of_body(request, body, pk)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        served = data["served"] and data["kind"] in delivery.SERVABLE
        try:
            services.add_paper(
                request.scope, request_id=pk, kind=data["kind"], name=data["file"].name, stream=data["file"],
                served=served,
            )  # fmt: skip
        except GongkaiError as error:
            form.add_error("file", error.message)
        else:
            return redirect("accessrequests:request", body.code, pk)
    return small(request, body, row, form, _("添加材料"), _("系统中不得存储、处理涉密信息。"))


@page("request.person", body=True)
def download(request: StaffRequest, body: Body, pk: int, paper: int) -> HttpResponseBase:
    """A file as it was kept; who took it out is recorded."""
    row = of_body(request, body, pk)
    found = _of(row, paper)
    with recorded() as log:
        log(request.scope, "request.download", body=body.pk, target=row, paper=found.pk)
    return serve(request, found.blob, file_name(found))


@page("request.edit", body=True)
def change(request: StaffRequest, body: Body, pk: int, paper: int, name: str) -> HttpResponse:
    """Giving a file to the applicant, taking it back, removing it. Posted only."""
    row = of_body(request, body, pk)
    _of(row, paper)
    if name not in ("serve", "keep", "remove"):
        raise NotFoundError(_("没有这一步。"))
    if request.method == "POST":
        try:
            if name == "remove":
                delivery.remove(request.scope, request_id=pk, paper_id=paper)
            else:
                delivery.serve(request.scope, request_id=pk, paper_id=paper, served=name == "serve")
        except GongkaiError as error:
            messages.error(request, error.message)
    return redirect("accessrequests:request", body.code, pk)


@page("request.edit", body=True)
def refund(request: StaffRequest, body: Body, pk: int, fee: int) -> HttpResponse:
    """Giving a fee back."""
    row = of_body(request, body, pk)
    form = RefundForm(request.POST or None, initial={"day": request.scope.today})
    if request.method == "POST" and form.is_valid():
        try:
            fees.refund(request.scope, request_id=pk, fee_id=fee, **form.cleaned_data)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("accessrequests:request", body.code, pk)
    return small(request, body, row, form, _("退还费用"))


@page("request.edit", body=True)
def office(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Asking an inner office."""
    row = of_body(request, body, pk)
    form = OfficeForm(request.POST or None, initial={"day": request.scope.today})
    if request.method == "POST" and form.is_valid():
        try:
            parties.ask_office(request.scope, request_id=pk, **form.cleaned_data)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("accessrequests:request", body.code, pk)
    return small(request, body, row, form, _("交内设机构协办"), _("内设机构协办的时间不扣除，答复期限照常计算。"))


@page("request.edit", body=True)
def office_answered(request: StaffRequest, body: Body, pk: int, key: str) -> HttpResponse:
    """What an inner office came back with."""
    row = of_body(request, body, pk)
    parties.find(row, key, parties.OFFICE)
    form = OfficeAnswerForm(request.POST or None, initial={"day": request.scope.today})
    if request.method == "POST" and form.is_valid():
        try:
            parties.office_answered(request.scope, request_id=pk, key=key, **form.cleaned_data)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("accessrequests:request", body.code, pk)
    return small(request, body, row, form, _("登记协办反馈"))


@page("request.edit", body=True)
def publish(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Handing what was asked over to proactive disclosure, with its sheet (article 44)."""
    row = of_body(request, body, pk)
    subjects = {name: found.label for name, found in catalogue.subjects_of(body, request.scope.today).items()}
    form = TransferForm(request.POST or None, subjects=subjects)
    if request.method == "POST" and form.is_valid():
        data, scope = form.cleaned_data, request.scope
        try:
            with recorded():
                transfer.transfer(
                    scope, request_id=pk, subject=data["subject"], title=data["title"], formed_on=data["formed_on"]
                )
                words = {"proposal": data["reason"], "entries": (Entry(data["title"], data["reason"]),)}
                letters.draw(scope, request_id=pk, document="proactive_transfer", day=scope.today, words=words)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("已经移送：生成了主动公开的草稿和移送表。"))
            return redirect("accessrequests:request", body.code, pk)
    note = _("多个申请人就相同政府信息提出申请，该信息属于可以公开的，可以纳入主动公开的范围。")
    return small(request, body, row, form, _("移送主动公开"), note)


def _of(row: Request, paper: int) -> Paper:
    found: Paper | None = selectors.papers(row).filter(pk=paper).first()
    if found is None:
        raise NotFoundError(_("没有这份材料。"))
    return found
