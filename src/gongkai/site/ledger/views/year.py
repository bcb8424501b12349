"""The year of a body, and the bodies whose ledgers one may see."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies import selectors as bodies
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import metrics, periods, reminders, services
from gongkai.site.ledger.book import Line
from gongkai.site.ledger.forms import NilForm
from gongkai.site.ledger.selectors.grid import grid, year_of
from gongkai.site.ledger.views.common import posted, shown
from gongkai.site.web import paging


@page("ledger.view")
def all_bodies(request: StaffRequest) -> HttpResponse:
    """The bodies whose ledgers one may see, with how much is missing; the only one at once."""
    scope = request.scope
    rows = bodies.visible(scope, "ledger.view").filter(bodies.in_being(scope.today))
    found = paging.page(rows, ("path",), after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    if len(found.rows) == 1 and not (found.after or found.before):
        return redirect("ledger:year", found.rows[0].code)
    months = reminders.past_months(scope.today.year, scope.today)
    missing = {body.pk: 0 for body in found.rows}
    for gap in reminders.gaps(found.rows, months, scope.today):
        missing[gap.body.pk] += 1
    context = {"page": found, "rows": [(body, missing[body.pk]) for body in found.rows], "year": scope.today.year}
    return render(request, "ledger/all.html", context)


@page("ledger.view", body=True)
def year(request: StaffRequest, body: Body) -> HttpResponse:
    """The year at a glance."""
    scope = request.scope
    number = year_of(request.GET.get("year", ""), scope.today)
    whole = "all" in request.GET
    context = {
        "body": body,
        "year": number,
        "last_year": number - 1,
        "next_year": number + 1 if number < scope.today.year else None,
        "months": range(1, 13),
        "groups": grid(body, number, scope.today, whole=whole),
        "whole": whole,
        "may_edit": scope.may("ledger.edit", body.path),
    }
    return render(request, "ledger/year.html", context)


@page("ledger.edit", body=True)
def nil(request: StaffRequest, body: Body) -> HttpResponse:
    """Months of which something is missing: one ticks of what there was nothing, or goes to enter it.

    ``month`` asks for one month, ``year`` for all months of a year that are over.
    """
    scope, asked = request.scope, request.GET
    months = [_month(asked.get("month", ""), scope.today)]
    if "year" in asked:
        months = reminders.past_months(year_of(asked["year"], scope.today), scope.today)
    gaps = reminders.gaps([body], months, scope.today)
    missing = _missing(gaps, scope.today)
    data, _files = posted(request)
    form = NilForm(data, missing=missing)
    if form.is_valid():
        chosen = form.cleaned_data["metrics"]
        lines = [_nil(name, gap.month) for gap in gaps for name in gap.metrics if name in chosen]
        outcomes = services.enter_many(scope, body=body, lines=lines)
        for refusal in (one.refusal for one in outcomes if one.refusal):
            messages.error(request, refusal.message)
        entered = sum(one.refusal is None for one in outcomes)
        if entered:
            messages.success(request, _("已经确认 %(count)d 项没有发生。") % {"count": entered})
        return redirect("ledger:year", body.code)
    month = months[0] if len(months) == 1 else None
    year = months[-1].year if months else scope.today.year
    return shown(request, "nil", form, body=body, month=month, missing=missing, year=year)


def _nil(name: str, month: dt.date) -> Line:
    return Line(metric=name, span=periods.month(month.year, month.month), value=None)


def _missing(gaps: list[reminders.Gap], today: dt.date) -> list[tuple[str, str]]:
    """The metrics that are missing; with their months, where that is not of one month alone."""
    found = []
    for name, metric in metrics.monthly(today).items():
        months = [str(gap.month.month) for gap in gaps if name in gap.metrics]
        if months:
            words = _("%(label)s（%(months)s月）") % {"label": metric.label, "months": "、".join(months)}
            found.append((name, metric.label if len(gaps) == 1 else words))
    return found


def _month(text: str, today: dt.date) -> dt.date:
    """A month of an address, by its first day; by default the one before this."""
    last = today.replace(day=1) - dt.timedelta(days=1)
    try:
        found = dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        return last.replace(day=1)
    return min(max(found, dt.date(periods.FIRST_YEAR, 1, 1)), last.replace(day=1))
