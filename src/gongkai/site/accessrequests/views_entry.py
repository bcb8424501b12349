"""The officer's pages of intake: entering a request, and confirming what came in online or by fax."""

from __future__ import annotations

from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError, NotFoundError
from gongkai.procedure.events import Event
from gongkai.site.accessrequests import entry_page, services, waiting
from gongkai.site.accessrequests.forms_entry import CONFIRMED_BY, FILES, ConfirmForm, EntryForm, initial
from gongkai.site.accessrequests.models_intake import Draft
from gongkai.site.accessrequests.services import Entry, drafts, intake
from gongkai.site.accessrequests.services.register import faults
from gongkai.site.accessrequests.values import unseal
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body


@page("request.edit", body=True)
def enter(request: StaffRequest, body: Body) -> HttpResponse:
    """Writing a request down."""
    form = EntryForm(
        request.POST if request.method == "POST" else None, request.FILES or None, today=request.scope.today
    )
    if request.method == "POST" and form.is_valid():
        try:
            token = drafts.begin(request.scope, body=body, value=form.entry())
            _upload(request, token, form)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("requests_entry:check", body.code, token)
    return render(request, "accessrequests/entry/enter.html", {"body": body, "form": form, "files": []})


@page("request.edit", body=True)
def edit(request: StaffRequest, body: Body, token: str) -> HttpResponse:
    """Changing what was written down, before it is registered."""
    draft = _of(request, body, token)
    if draft.request_id is not None:
        return redirect("requests_entry:entered", body.code, token)
    start = initial(drafts.answers(draft, Entry))
    form = EntryForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        today=request.scope.today,
        initial=start,
    )
    if request.method == "POST" and form.is_valid():
        try:
            drafts.keep(request.scope, token=token, value=form.entry())
            _upload(request, token, form)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("requests_entry:check", body.code, token)
    context = {"body": body, "form": form, "files": _names(draft)}
    return render(request, "accessrequests/entry/enter.html", context)


@page("request.edit", body=True)
def check(request: StaffRequest, body: Body, token: str) -> HttpResponse:
    """Which day counts, what it lacks, who has asked before; then registering it."""
    draft = _of(request, body, token)
    if draft.request_id is not None:
        return redirect("requests_entry:entered", body.code, token)
    entry = drafts.answers(draft, Entry)
    if request.method == "POST":
        try:
            drafts.keep(
                request.scope, token=token, value=msgspec.structs.replace(entry, lacking=bool(list(faults(entry))))
            )
            intake.write_down(request.scope, token=token)
        except GongkaiError as error:
            messages.error(request, error.message)
        else:
            return redirect("requests_entry:entered", body.code, token)
    context = {"body": body, "token": token, "files": _names(draft)} | entry_page.context(request.scope, body, entry)
    return render(request, "accessrequests/entry/check.html", context)


@page("request.edit", body=True)
def entered(request: StaffRequest, body: Body, token: str) -> HttpResponse:
    """The number, and the query code for the applicant, until it has been handed over."""
    draft = _of(request, body, token)
    if draft.request_id is None:
        return redirect("requests_entry:check", body.code, token)
    if request.method == "POST":
        drafts.forget_code(request.scope, token=token)
        return redirect("requests_entry:enter", body.code)
    context = {"body": body, "made": draft.request, "secret": drafts.code_of(draft)}
    return render(request, "accessrequests/entry/entered.html", context)


@page("request.view", body=True)
def unconfirmed(request: StaffRequest, body: Body) -> HttpResponse:
    """What has come in and is not confirmed, the longest waiting first."""
    today = request.scope.today
    rows = [
        (row, waiting.working_days(row.came_on, today), today > waiting.call_by(row.came_on))
        for row in waiting.unconfirmed(request.scope, "request.view").filter(body=body)[: waiting.MOST]
    ]
    may = request.scope.may("request.edit", body.path)
    context = {"body": body, "rows": rows, "may": may, "more": len(rows) == waiting.MOST}
    return render(request, "accessrequests/entry/unconfirmed.html", context)


@page("request.edit", body=True)
def confirm(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Both sides have confirmed: from the next day on the term runs."""
    row = waiting.get(request.scope, "request.edit", pk)
    if row.body_id != body.pk:
        raise NotFoundError(_("没有这件待确认的申请，可能已经确认。"))
    today = request.scope.today
    form = ConfirmForm(
        request.POST if request.method == "POST" else None, came_on=row.came_on, today=today, initial={"day": today}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        event = Event("confirmed", said["day"], reason=CONFIRMED_BY[said["how"]])
        try:
            services.record(request.scope, request_id=pk, event=event)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("已经登记双方确认，答复期限开始计算。"))
            return redirect("requests_entry:unconfirmed", body.code)
    return render(request, "accessrequests/entry/confirm.html", {"body": body, "row": row, "form": form})


def _of(request: StaffRequest, body: Body, token: str) -> Draft:
    draft = drafts.find(request.scope, token)
    if draft.body_id != body.pk:
        raise NotFoundError(_("填写的内容已经超过保存时间，或者已经提交。请重新填写。"))
    return draft


def _upload(request: StaffRequest, token: str, form: EntryForm) -> None:
    for kind in FILES:
        for file in form.cleaned_data[kind]:
            drafts.add_file(request.scope, token=token, kind=kind, name=file.name, stream=file)


def _names(draft: Draft) -> list[Any]:
    return [unseal(file.sealed, str) for file in drafts.files(draft)]
