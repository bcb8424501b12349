"""Pages of the staff for reconsiderations and suits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.errors import ConflictError, GongkaiError, NotFoundError
from gongkai.site.accessrequests import selectors as requests
from gongkai.site.accessrequests.kinds import form_on
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies import selectors as bodies
from gongkai.site.bodies.models import Body
from gongkai.site.remedies import selectors, services, tables
from gongkai.site.remedies.forms import AmendForm, CaseForm, CasesFilter, ReadForm, RenewForm, StageForm
from gongkai.site.remedies.models import Case
from gongkai.site.remedies.page import case_context, chapter
from gongkai.site.remedies.tables import title
from gongkai.site.web import clock, paging
from gongkai.site.web.errors import status_of

_ORDER = ("-entered_at", "-id")
_FIRST_YEAR = 2019


@page("remedy.view")
def all_cases(request: StaffRequest) -> HttpResponse:
    """The cases of all bodies that one may see."""
    return _list(request, None)


@page("remedy.view", body=True)
def cases(request: StaffRequest, body: Body) -> HttpResponse:
    """The cases of a body."""
    return _list(request, body)


@page("remedy.edit", body=True)
def new(request: StaffRequest, body: Body, pk: int | None = None) -> HttpResponse:
    """A new case, of a request where the address names one."""
    source = requests.get(request.scope, pk) if pk is not None else None
    if source is not None and source.body_id != body.pk:
        raise NotFoundError(_("没有这件申请，或者您没有查看它的权限。"))
    start = {"about": "reply" if source is not None and source.outcome else "silence" if source else "other"}
    form = CaseForm(request.POST or None, body=body, source=source, initial=start)
    words = _("登记复议、诉讼")
    note = (
        _("申请 %(number)s") % {"number": source.number}
        if source
        else _("没有对应申请的案件，须写明与本机关信息公开工作的关系。")
    )
    return handled(
        request, form, lambda: services.open_case(request.scope, body=body, opening=form.opening()), words, note, body
    )


@page("remedy.view", body=True)
def case(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """A case: its state, its terms, the next step, what happened."""
    return render(request, "remedies/case.html", case_context(request.scope, of_body(request, body, pk)))


@page("remedy.edit", body=True)
def step(request: StaffRequest, body: Body, pk: int, kind: str) -> HttpResponse:
    """Recording a stage."""
    return recorded_step(request, of_body(request, body, pk), kind)


@page("remedy.edit", body=True)
def amend(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Correcting what is known of a case."""
    row = of_body(request, body, pk)
    names = ("docket", "simplified", "revision")
    start = {name: getattr(row, name) for name in names} | {"forum": row.forum_id}
    form = AmendForm(request.POST or None, case=row, initial=start)
    return handled(
        request,
        form,
        lambda: services.amend(request.scope, case_id=pk, **form.cleaned_data),
        _("更正登记"),
        "",
        body,
        row,
    )


@page("remedy.edit", body=True)
def renew(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """From a decision to a new reply."""
    row = of_body(request, body, pk)
    form = RenewForm(request.POST or None, initial={"day": request.scope.today, "revision": row.revision})
    note = _("申请回到办理中，开始新的一轮；原来一轮的结果照旧计入当年的报告。")
    return handled(
        request,
        form,
        lambda: services.renew(request.scope, case_id=pk, **form.cleaned_data),
        _("重新答复"),
        note,
        body,
        row,
    )


@page("request.person", body=True)
def read(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """The persons and words of a case, after a reason."""
    return shown(request, of_body(request, body, pk))


@page("remedy.view", body=True)
def year(request: StaffRequest, body: Body, number: int) -> HttpResponse:
    """Chapter four of a year; each number opens to its cases."""
    number = min(max(number, _FIRST_YEAR), request.scope.today.year)
    day = request.scope.today.replace(year=number, month=12, day=31)
    form = form_on(day)
    key = request.GET.get("cell", "")
    found = None
    if key:
        counted = selectors.records(body, form, number, key)
        rows = selectors.cases(request.scope).filter(pk__in=counted)
        found = paging.page(rows, _ORDER, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {"body": body, "year": number, "rows": chapter(body, form, number), "key": key, "page": found}
    context |= {"last_year": number - 1, "next_year": number + 1 if number < request.scope.today.year else None}
    context["rules"] = [rule for entry in tables.tables().values() for rule in entry.counting]
    return render(request, "remedies/year.html", context | labels())


def recorded_step(request: StaffRequest, row: Case, kind: str) -> HttpResponse:
    """The form of a stage, for cases and complaints alike."""
    table = tables.table(row.kind)
    stage = next((one for one in table.stages if one.id == kind), None)
    if stage is None:
        raise NotFoundError(_("没有这一事项。"))
    start = {"day": request.scope.today, "revision": row.revision}
    form = StageForm(request.POST or None, table=table, stage=stage, initial=start)

    def act() -> Case:
        revision = form.cleaned_data["revision"]
        note = form.cleaned_data["note"]
        return services.record(request.scope, case_id=row.pk, event=form.event(), note=note, revision=revision)

    return handled(request, form, act, stage.label, stage.reading, row.body, row)


def shown(request: StaffRequest, row: Case) -> HttpResponse:
    """What is sealed of a case, after a reason; not kept by the browser."""
    form = ReadForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = services.disclosed(request.scope, case_id=row.pk, reason=form.cleaned_data["reason"])
    stages = {stage.id: stage.label for stage in tables.table(row.kind).stages}
    labels = {step.position: stages[step.kind] for step in selectors.steps(row)} if found else {}
    notes = [(labels[place], words) for place, words in found.notes.items()] if found else []
    context = {"body": row.body, "case": row, "title": title(row), "form": form, "found": found, "notes": notes}
    answer = render(request, "remedies/read.html", context | {"complaint": row.kind == tables.COMPLAINT})
    answer["Cache-Control"] = "no-store"
    return answer


def labels() -> dict[str, Any]:
    """The words for what lists show of a case."""
    states = {name: {state.id: state.label for state in entry.states} for name, entry in tables.tables().items()}
    results = {name: {one.id: one.label for one in entry.results} for name, entry in tables.tables().items()}
    return {"routes": tables.route_labels(), "states": states, "results": results}


def _list(request: StaffRequest, body: Body | None) -> HttpResponse:
    form = CasesFilter(request.GET)
    rows = selectors.cases(request.scope)
    if body is not None:
        rows = rows.filter(body=body)
    if form.is_valid():
        if form.cleaned_data["q"]:
            rows = rows.filter(docket__contains=form.cleaned_data["q"])
        if form.cleaned_data["route"]:
            rows = rows.filter(route=form.cleaned_data["route"])
        if form.cleaned_data["open"]:
            rows = rows.filter(settled_on__isnull=form.cleaned_data["open"] == "yes")
    found = paging.page(rows, _ORDER, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    own = list(bodies.visible(request.scope, "remedy.edit")[:20])
    setting = [one for one in own if request.scope.may("request.options", one.path)]
    context = {"form": form, "page": found, "body": body, "own": own, "setting": setting}
    context["this_year"] = clock.today().year
    return render(request, "remedies/cases.html", context | labels())


def of_body(request: StaffRequest, body: Body, pk: int) -> Case:
    """A reconsideration or suit of the body of the address. Raises NotFoundError."""
    row = selectors.get(request.scope, pk)
    if row.body_id != body.pk or row.kind == tables.COMPLAINT:
        raise NotFoundError(_("没有这一案件，或者您没有查看它的权限。"))
    return row


def handled(
    request: StaffRequest,
    form: Any,
    act: Callable[[], Case],
    heading: str,
    note: str,
    body: Body,
    row: Case | None = None,
) -> HttpResponse:
    """A form that leads to its case, or is shown again with what the service refused."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            done = act()
        except GongkaiError as error:
            form.add_error(None, error.message)
            status = status_of(error) if isinstance(error, ConflictError) else 200
        else:
            messages.success(request, _("已经登记。"))
            return redirect(address(done))
    context = {"form": form, "heading": heading, "note": note, "body": body, "case": row}
    context["back"] = address(row) if row is not None else None
    return render(request, "remedies/form.html", context, status=status)


def address(row: Case) -> str:
    """The page of a case or complaint."""
    if row.kind == tables.COMPLAINT:
        return reverse("remedies:complaint", args=[row.pk])
    return reverse("remedies:case", args=[row.body.code, row.pk])
