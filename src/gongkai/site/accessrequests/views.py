"""The worklist, the page of a request, and what is done to many at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError, NotFoundError
from gongkai.site.accessrequests import days, selectors, selectors_desk
from gongkai.site.accessrequests.forms import AssignForm, ExtendForm, ReasonForm, Worklist
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.page import person_facts, request_context
from gongkai.site.accessrequests.services import desk
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies import selectors as bodies
from gongkai.site.bodies.models import Body
from gongkai.site.web import paging
from gongkai.site.web.procedures import procedure

_BY_DAY, _NEWEST = ("act_on", "id"), ("-entered_at", "-id")
_OWN = 3


def of_body(request: StaffRequest, body: Body, pk: int) -> Request:
    """A request of the body in the address. Raises NotFoundError for one of another."""
    row = selectors.get(request.scope, pk)
    if row.body_id != body.pk:
        raise NotFoundError(_("没有这件申请，或者您没有查看它的权限。"))
    return row


@page("request.view")
def all_requests(request: StaffRequest) -> HttpResponse:
    """The requests of all bodies that one may see."""
    return _list(request, None)


@page("request.view", body=True)
def requests(request: StaffRequest, body: Body) -> HttpResponse:
    """The requests of a body."""
    return _list(request, body)


@page("request.view", body=True)
def one(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """A request: state, clock, next step, history; persons are masked."""
    return render(
        request, "accessrequests/desk/request.html", request_context(request.scope, of_body(request, body, pk))
    )


@page("request.person", body=True)
def person(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """The personal data, shown once a reason is given; nothing of it stays in a browser's store."""
    row, form, facts = of_body(request, body, pk), ReasonForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        facts = person_facts(desk.read_person(request.scope, request_id=pk, reason=form.cleaned_data["reason"]))
    context = {"body": body, "item": row, "form": form, "facts": facts}
    answer = render(request, "accessrequests/desk/person.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@page("request.edit", body=True)
def assign(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Who is to handle a request."""
    row = of_body(request, body, pk)
    people = desk.handlers(body, request.scope.today)
    form = AssignForm(request.POST or None, people=people, initial={"person": row.handler_id})
    if request.method == "POST" and form.is_valid():
        try:
            desk.assign(request.scope, request_id=pk, person=form.cleaned_data["person"])
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("accessrequests:request", body.code, pk)
    return small(request, body, row, form, _("指定经办人"))


@page("request.approve", body=True)
def decide(request: StaffRequest, body: Body, pk: int, motion: int) -> HttpResponse:
    """Approving or refusing what somebody proposed. Posted only."""
    row = of_body(request, body, pk)
    if not selectors_desk.motions(row).filter(pk=motion).exists():
        raise NotFoundError(_("没有这一事项。"))
    if request.method == "POST":
        approved = request.POST.get("approved") == "1"
        try:
            desk.decide(request.scope, motion_id=motion, approved=approved)
        except GongkaiError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("已经批准。") if approved else _("没有批准，已经告知提出人。"))
    return redirect("accessrequests:request", body.code, pk)


@page("request.edit", body=True)
def many(request: StaffRequest, body: Body) -> HttpResponse:
    """Handing over or extending many requests at once; each stands or is refused on its own."""
    chosen = [int(pk) for pk in request.POST.getlist("chosen") if pk.isdigit() and len(pk) < 19]
    rows = list(selectors_desk.worklist(request.scope, show="all").filter(body=body, pk__in=chosen).order_by("pk"))
    if not rows:
        messages.error(request, _("请先在列表中勾选申请。"))
        return redirect("accessrequests:requests", body.code)
    act = request.POST.get("act", "")
    sent = request.POST if request.POST.get("sent") else None
    people = desk.handlers(body, request.scope.today)
    form: Any = ExtendForm(sent) if act == "extend" else AssignForm(sent, people=people)
    if sent is not None and form.is_valid():
        refused = _do_many(request, rows, act, form.cleaned_data)
        for one_refused in refused:
            messages.error(request, f"{one_refused.number}：{one_refused.reason}")
        done = len(rows) - len(refused)
        if done:
            messages.success(request, _("已经办理 %(count)d 件。") % {"count": done})
        return redirect("accessrequests:requests", body.code)
    title = _("提请延长答复期限") if act == "extend" else _("指定经办人")
    context = {"body": body, "rows": rows, "form": form, "act": act, "title": title}
    return render(request, "accessrequests/desk/many.html", context)


def small(request: StaffRequest, body: Body, row: Request, form: Any, title: str, note: str = "") -> HttpResponse:
    """A page with one form about a request."""
    context = {"body": body, "item": row, "form": form, "title": title, "note": note, "upload": form.is_multipart()}
    return render(request, "accessrequests/desk/form.html", context)


def _do_many(request: StaffRequest, rows: list[Request], act: str, data: dict[str, Any]) -> list[desk.Refused]:
    if act == "extend":
        event = desk.extension(request.scope.today, data["length"], data["reason"])
        return desk.each(rows, lambda row: desk.propose(request.scope, request_id=row.pk, event=event))
    return desk.each(rows, lambda row: desk.assign(request.scope, request_id=row.pk, person=data["person"]))


def _list(request: StaffRequest, body: Body | None) -> HttpResponse:
    form = Worklist(request.GET, today=request.scope.today)
    values = form.values()
    rows = selectors_desk.worklist(request.scope, **values)
    if body is not None:
        rows = rows.filter(body=body)
    order = _NEWEST if values.get("show") in ("closed", "all") else _BY_DAY
    found = paging.page(rows, order, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    law = procedure().rules(request.scope.today).law
    for row in found.rows:
        shown: Any = row
        shown.state_label = procedure().state_labels[row.state]
        shown.left = days.left(request.scope.today, row.due_on)
        shown.outcome_label = law.outcomes[row.outcome].label if row.outcome else ""
        shown.channel_label = law.channels[row.channel].label
    own = bodies.visible(request.scope, "request.edit")[:_OWN] if body is None else ()
    context = {"form": form, "page": found, "body": body, "own": own}
    context["editable"] = body is not None and request.scope.may("request.edit", body.path)
    return render(request, "accessrequests/desk/requests.html", context)
