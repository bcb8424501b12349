"""What belongs to a body or a person rather than to a request: options, own records, calendars."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError
from gongkai.site.accessrequests import feed, selectors_desk
from gongkai.site.accessrequests.forms import OptionsForm, RecordCloseForm, RecordForm
from gongkai.site.accessrequests.services import setup, transfer
from gongkai.site.accounts import scopes
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock, paging

_OPTIONS = ("word", "supervisor", "payment")


@page("request.options", body=True)
def options(request: StaffRequest, body: Body) -> HttpResponse:
    """What the documents of a body need to know."""
    row = selectors_desk.options(body)
    form = OptionsForm(request.POST or None, initial={name: getattr(row, name) for name in _OPTIONS})
    if request.method == "POST" and form.is_valid():
        try:
            setup.set_options(request.scope, body=body, **form.cleaned_data)
        except GongkaiError as error:
            form.add_error("word", error.message)
        else:
            messages.success(request, _("已经保存。"))
            return redirect("accessrequests:options", body.code)
    return render(request, "accessrequests/desk/options.html", {"body": body, "form": form})


@page("request.view", body=True)
def records(request: StaffRequest, body: Body) -> HttpResponse:
    """Requests to correct one's own record, newest first."""
    rows = selectors_desk.own_records(request.scope, body)
    found = paging.page(rows, ("-id",), after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    editable = request.scope.may("request.edit", body.path)
    return render(request, "accessrequests/desk/records.html", {"body": body, "page": found, "editable": editable})


@page("request.edit", body=True)
def new_record(request: StaffRequest, body: Body) -> HttpResponse:
    """Somebody wants their own record corrected."""
    form = RecordForm(request.POST or None, initial={"day": request.scope.today})
    if request.method == "POST" and form.is_valid():
        try:
            transfer.ask(request.scope, body=body, day=form.cleaned_data["day"], asked=form.asked())
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("accessrequests:records", body.code)
    return render(request, "accessrequests/desk/record.html", {"body": body, "form": form})


@page("request.person", body=True)
def record(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """One of them; posting closes it."""
    row = selectors_desk.own_record(request.scope, body, pk)
    asked = transfer.read(request.scope, body=body, record_id=pk)
    form = RecordCloseForm(request.POST or None, initial={"day": request.scope.today}) if not row.outcome else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            transfer.close(request.scope, body=body, record_id=pk, **form.cleaned_data)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("accessrequests:records", body.code)
    context = {"body": body, "row": row, "asked": asked, "form": form}
    answer = render(request, "accessrequests/desk/record.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@page("request.view")
def calendar(request: StaffRequest) -> HttpResponse:
    """One's own calendar: making its address, which is shown once, and revoking it."""
    address = ""
    if request.method == "POST" and request.POST.get("revoke"):
        setup.revoke_calendar(request.scope)
        messages.success(request, _("原来的日历地址已经失效。"))
        return redirect("accessrequests:calendar")
    if request.method == "POST":
        token = setup.make_calendar(request.scope)
        address = request.build_absolute_uri(reverse("accessrequests:feed", args=[token]))
    context = {"made": selectors_desk.calendar(request.scope), "address": address}
    return render(request, "accessrequests/desk/calendar.html", context)


def ics(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar for whoever has its address; it holds numbers and days, no person and no content."""
    row = setup.calendar_by(token)
    if row is None:
        raise Http404
    scope = scopes.of_user(row.person, clock.today())
    text = feed.text(scope, request.build_absolute_uri("/").rstrip("/"), clock.now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer
