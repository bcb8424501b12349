"""Records: entered, listed, opened, corrected, retracted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.errors import NotFoundError
from gongkai.law.ledger_model import LedgerMetric
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import metrics, periods, services
from gongkai.site.ledger.book import Line
from gongkai.site.ledger.forms import CorrectionForm, MetricForm, ReasonForm, RecordForm, evidence_of
from gongkai.site.ledger.models import Record, Says
from gongkai.site.ledger.page import moments, ratio_told, told
from gongkai.site.ledger.selectors import records as records_of
from gongkai.site.ledger.selectors.grid import year_of
from gongkai.site.ledger.selectors.totals import behind, totals
from gongkai.site.ledger.totals import Total
from gongkai.site.ledger.views.common import done, posted, shown
from gongkai.site.web import paging
from gongkai.site.web.scope import Scope
from gongkai.site.web.storage_response import serve


@page("ledger.edit", body=True)
def new(request: StaffRequest, body: Body) -> HttpResponse:
    """A record: first of what, then one line."""
    scope = request.scope
    name = request.GET.get("metric", "")
    choose = MetricForm(initial={"metric": name}, today=scope.today)
    found = metrics.kept_here(scope.today).get(name)
    if found is None:
        return shown(request, "new", choose, body=body, choose=choose, metric=None)
    data, files = posted(request)
    start = {"party": "", "period": "day", "on": scope.today} | request.GET.dict()
    form = RecordForm(data, files, metric=found, today=scope.today, initial=start)
    if done(request, form, lambda: services.enter(scope, body=body, line=form.line(), evidence=evidence_of(form))):
        line = form.line()
        messages.success(request, _entered(found, line, totals(body, line.span.on.year).of(name)))
        again = {"metric": name, "period": line.span.period, "on": form.cleaned_data["on"].isoformat()}
        return redirect(f"{reverse('ledger:new', args=[body.code])}?{urlencode(again)}")
    return shown(request, "new", form, body=body, choose=choose, metric=found)


@page("ledger.view", body=True)
def records(request: StaffRequest, body: Body) -> HttpResponse:
    """The records behind a number, with their sum."""
    scope, asked = request.scope, request.GET
    year = year_of(asked.get("year", ""), scope.today)
    name, party, month = asked.get("metric", ""), asked.get("party", ""), _month(asked.get("month", ""))
    found = metrics.all_metrics(scope.today).get(name)
    if found is not None and found.kind == "ratio":
        context = {"body": body, "year": year, "party": party, "metric": found}
        parts = ratio_told(body, year, found, party, scope.today)
        return render(request, "ledger/ratio.html", context | {"told": parts})
    if found is None or found.counted_in != "ledger":
        raise NotFoundError(_("没有这一指标的记录。"))
    rows = behind(body, year, name, party, month=month)
    listed = paging.page(rows, ("-on", "-id"), after=asked.get("after", ""), before=asked.get("before", ""))
    context = {
        "body": body,
        "year": year,
        "metric": found,
        "party": party,
        "label": metrics.called(name, party, scope.today),
        "span": periods.month(year, month).words if month else periods.year(year).words,
        "page": listed,
        "rows": [(row, _words(row), metrics.called(name, row.party, scope.today)) for row in listed.rows],
        "told": told(body, year, found, party, month, scope.today),
        "may_edit": scope.may("ledger.edit", body.path),
    }
    return render(request, "ledger/records.html", context)


@page("ledger.view", body=True)
def record(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """One record, with what it superseded and what superseded it."""
    row = _of(request.scope, body, pk)
    chain = records_of.chain(row)
    last = chain[-1]
    context = {
        "body": body,
        "row": row,
        "last": last,
        "label": metrics.called(row.metric, row.party, request.scope.today),
        "words": _words(row),
        "value": _value(row, request.scope),
        "history": moments(chain, request.scope.today),
        "may_edit": request.scope.may("ledger.edit", body.path) and last.pk == row.pk,
    }
    return render(request, "ledger/record.html", context)


@page("ledger.edit", body=True)
def correct(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """A record in the place of another."""
    scope, row = request.scope, _of(request.scope, body, pk)
    found = metrics.metric(row.metric, scope.today)
    names = ("party", "period", "on", "value", "note", "source")
    data, files = posted(request)
    start = {name: getattr(row, name) for name in names}
    form = CorrectionForm(data, files, metric=found, today=scope.today, initial=start)

    def do() -> Any:
        reason = form.cleaned_data["reason"]
        return services.correct(scope, record_id=pk, line=form.line(), reason=reason, evidence=evidence_of(form))

    if done(request, form, do):
        messages.success(request, _("已经更正。原来的记录保留，不再计入。"))
        return redirect("ledger:record", body.code, records_of.chain(row)[-1].pk)
    title = _("更正：%(label)s") % {"label": metrics.called(row.metric, row.party, scope.today)}
    return shown(request, "form", form, body=body, title=title, back=_back(body, row), upload=True)


@page("ledger.edit", body=True)
def retract(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """A record that should not be there."""
    row = _of(request.scope, body, pk)
    data, _files = posted(request)
    form = ReasonForm(data)
    if done(request, form, lambda: services.retract(request.scope, record_id=pk, reason=form.cleaned_data["reason"])):
        messages.success(request, _("已经撤销。记录保留，不再计入。"))
        return redirect("ledger:record", body.code, records_of.chain(row)[-1].pk)
    title = _("撤销：%(label)s") % {"label": metrics.called(row.metric, row.party, request.scope.today)}
    note = _("撤销以后不再计入合计；记录和原因都保留。")
    return shown(request, "form", form, body=body, title=title, note=note, back=_back(body, row))


@page("ledger.view", body=True)
def evidence(request: StaffRequest, body: Body, pk: int) -> HttpResponseBase:
    """The file that proves a record; who took it out is recorded."""
    row = _of(request.scope, body, pk)
    if row.evidence is None:
        raise NotFoundError(_("这一条没有佐证材料。"))
    with recorded() as log:
        log(request.scope, "ledger.download", body=body.pk, target=row)
    return serve(request, row.evidence, row.evidence_name)


def _of(scope: Scope, body: Body, pk: int) -> Record:
    row = records_of.get(scope, pk)
    if row.body_id != body.pk:
        raise NotFoundError(_("没有这条记录，或者您没有查看它的权限。"))
    return row


def _back(body: Body, row: Record) -> str:
    return reverse("ledger:record", args=[body.code, row.pk])


def _words(row: Record) -> str:
    return periods.words(row.period, row.on)


def _value(row: Record, scope: Scope) -> str:
    if row.entry == Says.VALUE:
        return metrics.written(row.value, metrics.all_metrics(scope.today).get(row.metric))
    return str(row.get_entry_display())


def _month(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 12 else 0


def _entered(found: LedgerMetric, line: Line, total: Total) -> str:
    text = _("已经登记：%(label)s %(words)s %(value)s。当年合计 %(total)s。")
    value, whole = (metrics.written(one or Decimal(), found) for one in (line.value, total.value))
    return text % {"label": found.label, "words": line.span.words, "value": value, "total": whole}
