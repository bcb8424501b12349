"""Lists of a body beside its columns: documents by the day on which they held, and the standard catalogue."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gongkai.site.bodies.models import Body
from gongkai.site.bodies.selectors import public as selectors
from gongkai.site.portal.forms import DayForm
from gongkai.site.publishing import catalogue, columns, documents, standards
from gongkai.site.publishing.forms_house import StandardForm
from gongkai.site.web import clock, paging


@require_GET
def documents_page(request: HttpRequest, code: str) -> HttpResponse:
    """The documents of a body and what each was on a day; today, unless one asks for another."""
    return render(request, "portal/documents.html", documents_asked(request, selectors.get(code)))


def documents_asked(request: HttpRequest, body: Body) -> dict[str, Any]:
    """What the page of documents shows, as the address asks for it."""
    today = clock.today()
    form = DayForm(request.GET or None)
    asked: dt.date | None = form.cleaned_data.get("day") if form.is_valid() else None
    held = form.cleaned_data.get("held", False) if form.is_valid() else True
    day = asked or today
    rows = documents.of_body(body, today).filter(formed_on__lte=day, state="published").select_related("current")
    if held:
        rows = documents.in_force(rows, day)
    order = ("-formed_on", "-id")
    page = paging.page(rows, order, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    names = [(item, documents.standing(item, day)) for item in page.rows]
    return {
        "body": body,
        "columns": columns.every(),
        "current": columns.get("proactive"),
        "form": form if form.is_bound else DayForm(initial={"day": today, "held": True}),
        "day": day,
        "page": page,
        "rows": [(item, name, documents.standing_words(name)) for item, name in names],
    }


@require_GET
def standard(request: HttpRequest, code: str) -> HttpResponse:
    """The rows of a body's standard catalogue, with the items that fulfil them."""
    return render(request, "portal/standard.html", standard_asked(request, selectors.get(code)))


def standard_asked(request: HttpRequest, body: Body) -> dict[str, Any]:
    """What the page of the standard catalogue shows, as the address asks for it."""
    there = standards.fields_of(body)
    labels = {name: found.label for name, found in catalogue.fields(clock.today()).items() if name in there}
    form = StandardForm(request.GET, fields=labels)
    rows = standards.entries(body, **form.narrowing())
    order = ("field", "position", "id")
    page = paging.page(rows, order, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    filled = [(labels.get(row.entry.field, row.entry.field), row) for row in standards.filled(page.rows)]
    context = {"body": body, "columns": columns.every(), "current": columns.get("proactive"), "form": form}
    return context | {"page": page, "rows": filled}
