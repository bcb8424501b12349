"""Pages of the staff for the standard catalogue: its rows, and the items that fulfil one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import catalogue, standards
from gongkai.site.publishing.forms_house import LinkForm, StandardForm
from gongkai.site.publishing.services import standard
from gongkai.site.web import paging

_ORDER = ("field", "position", "id")


@page("item.view", body=True)
def entries(request: StaffRequest, body: Body) -> HttpResponse:
    """The rows of a body's catalogue."""
    there = standards.fields_of(body)
    labels = {name: found.label for name, found in catalogue.fields(request.scope.today).items() if name in there}
    form = StandardForm(request.GET, fields=labels)
    rows = standards.entries(body, **form.narrowing())
    found = paging.page(rows, _ORDER, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        "body": body,
        "form": form,
        "page": found,
        "rows": standards.filled(found.rows),
        "may_edit": request.scope.may("item.edit", body.path),
    }
    return render(request, "publishing/entries.html", context)


@page("item.view", body=True)
def entry(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """A row and its items."""
    row = standards.get(request.scope, body, pk)
    form = LinkForm()
    context = {"body": body, "form": form, "may_edit": request.scope.may("item.edit", body.path)}
    context |= {"found": standards.filled([row])[0], "label": catalogue.fields(request.scope.today).get(row.field)}
    return render(request, "publishing/entry.html", context)


@page("item.edit", body=True)
def change(request: StaffRequest, body: Body, pk: int, name: str) -> HttpResponse:
    """Link an item, unlink one, or drop the row. Posted only."""
    row = standards.get(request.scope, body, pk)
    if request.method != "POST":
        return redirect("publishing:entry", body.code, pk)
    try:
        if name == "link":
            standard.link(request.scope, entry_id=row.pk, index_number=request.POST.get("index_number", ""))
        elif name == "unlink":
            standard.unlink(request.scope, entry_id=row.pk, item_id=int(request.POST.get("item", "0") or 0))
        else:
            standard.drop(request.scope, entry_id=row.pk)
            messages.success(request, _("已经删去这一行。"))
            return redirect("publishing:entries", body.code)
    except GongkaiError as error:
        messages.error(request, error.message)
    return redirect("publishing:entry", body.code, pk)
