"""Pages of complaints: for the body that received one, and for the one that it is about."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongkai.errors import NotFoundError
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies import selectors as bodies
from gongkai.site.bodies.models import Body
from gongkai.site.remedies import selectors, services, tables
from gongkai.site.remedies.forms import ComplaintForm
from gongkai.site.remedies.models import Case
from gongkai.site.remedies.page import case_context
from gongkai.site.remedies.views import handled, labels, recorded_step, shown
from gongkai.site.web import paging


@page("remedy.view")
def complaints(request: StaffRequest) -> HttpResponse:
    """The complaints that one's bodies have received, and those that were sent on to them."""
    rows = selectors.complaints(request.scope)
    found = paging.page(
        rows, ("-entered_at", "-id"), after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    own = list(bodies.visible(request.scope, "complaint.edit")[:20])
    return render(request, "remedies/complaints.html", {"page": found, "own": own} | labels())


@page("complaint.edit", body=True)
def new(request: StaffRequest, body: Body) -> HttpResponse:
    """A complaint that the body has received."""
    below = list(Body.objects.filter(path__startswith=body.path, until__isnull=True).order_by("path"))
    form = ComplaintForm(request.POST or None, bodies=below, initial={"filed": request.scope.today})
    note = _("被反映的机关看不到投诉人、举报人是谁。")
    return handled(
        request,
        form,
        lambda: services.open_case(request.scope, body=body, opening=form.opening()),
        _("登记投诉、举报"),
        note,
        body,
    )


@page("remedy.view")
def complaint(request: StaffRequest, pk: int) -> HttpResponse:
    """A complaint: its state, the next step, what happened."""
    return render(request, "remedies/case.html", case_context(request.scope, _of(request, pk)))


@page("remedy.view")
def step(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    """Recording what was done."""
    return recorded_step(request, _of(request, pk), kind)


@page("complaint.edit")
def read(request: StaffRequest, pk: int) -> HttpResponse:
    """Who complained of what, after a reason."""
    return shown(request, _of(request, pk))


def _of(request: StaffRequest, pk: int) -> Case:
    row = selectors.get(request.scope, pk)
    if row.kind != tables.COMPLAINT:
        raise NotFoundError(_("没有这一投诉、举报，或者您没有查看它的权限。"))
    return row
