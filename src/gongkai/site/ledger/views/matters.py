"""Work points and problems."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.errors import NotFoundError
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.ledger.forms import MatterForm, StepForm, evidence_of
from gongkai.site.ledger.models import Kind, Matter
from gongkai.site.ledger.selectors import matters as matters_of
from gongkai.site.ledger.services import matters as services
from gongkai.site.ledger.views.common import done, posted, shown
from gongkai.site.web import paging
from gongkai.site.web.scope import Scope
from gongkai.site.web.storage_response import serve


@page("ledger.view", body=True)
def matters(request: StaffRequest, body: Body, kind: str) -> HttpResponse:
    """The work points, or the problems, of a body."""
    rows = matters_of.of_body(request.scope, body, _kind(kind))
    context = {
        "body": body,
        "kind": _kind(kind),
        "page": paging.page(
            rows, ("-year", "-id"), after=request.GET.get("after", ""), before=request.GET.get("before", "")
        ),
        "ended": matters_of.ENDED,
        "today": request.scope.today,
        "may_edit": request.scope.may("ledger.edit", body.path),
    }
    return render(request, "ledger/matters.html", context)


@page("ledger.edit", body=True)
def new(request: StaffRequest, body: Body, kind: str) -> HttpResponse:
    """A new work point or problem."""
    found = _kind(kind)
    data, _files = posted(request)
    form = MatterForm(data, initial={"year": request.scope.today.year})
    made: list[Matter] = []

    def do() -> None:
        facts = services.Facts(**form.cleaned_data)
        made.append(services.create(request.scope, body=body, kind=found, facts=facts))

    if done(request, form, do):
        return redirect("ledger:matter", body.code, made[0].pk)
    title = _("登记%(kind)s") % {"kind": found.label}
    return shown(request, "form", form, body=body, title=title, back=reverse("ledger:matters", args=[body.code, kind]))


@page("ledger.view", body=True)
def matter(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """A matter with all that was done about it; posting to it adds a step."""
    row = _of(request.scope, body, pk)
    may_edit = request.scope.may("ledger.edit", body.path)
    data, files = posted(request)
    form = StepForm(data, files, initial={"state": row.state})

    def do() -> Any:
        values = form.cleaned_data
        words = {"state": values["state"], "text": values["text"]}
        return services.step(request.scope, matter_id=pk, evidence=evidence_of(form), **words)

    if done(request, form, do):
        messages.success(request, _("已经登记进展。"))
        return redirect("ledger:matter", body.code, pk)
    steps = matters_of.steps(row)
    return shown(request, "matter", form, body=body, row=row, steps=steps, may_edit=may_edit)


@page("ledger.view", body=True)
def evidence(request: StaffRequest, body: Body, pk: int, step: int) -> HttpResponseBase:
    """The file of a step; who took it out is recorded."""
    row = _of(request.scope, body, pk)
    found = next((one for one in matters_of.steps(row) if one.pk == step and one.evidence), None)
    if found is None:
        raise NotFoundError(_("没有这份佐证材料。"))
    with recorded() as log:
        log(request.scope, "matter.download", body=body.pk, target=row, step=step)
    return serve(request, found.evidence, found.evidence_name)


def _kind(text: str) -> Kind:
    if text not in Kind.values:
        raise NotFoundError(_("没有这一页。"))
    return Kind(text)


def _of(scope: Scope, body: Body, pk: int) -> Matter:
    row = matters_of.get(scope, pk)
    if row.body_id != body.pk:
        raise NotFoundError(_("没有这一事项，或者您没有查看它的权限。"))
    return row
