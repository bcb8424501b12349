"""What surrounds the items of a body: where they were posted, who looks after which column, what readers say."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError, NotFoundError
from gongkai.site.accounts import selectors as accounts
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.accounts.models import User
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import catalogue, keeping, selectors
from gongkai.site.publishing.forms_house import AmendPostingForm, DutyForm, ItemPostingForm, PostingForm, ReasonForm
from gongkai.site.publishing.models import Posting
from gongkai.site.publishing.services import postings as posting_services
from gongkai.site.publishing.services import readers
from gongkai.site.publishing.years import year_of
from gongkai.site.web import crypto, paging, storage
from gongkai.site.web.models import Root
from gongkai.site.web.storage_response import serve

# Who may be put in charge of a column.
_KEEPERS = ("handler", "reviewer", "approver")


@page("item.view", body=True)
def postings(request: StaffRequest, body: Body) -> HttpResponse:
    """The postings of a year; posting to it adds a total of a month."""
    scope = request.scope
    form = PostingForm(request.POST or None, request.FILES or None, today=scope.today, initial={"on": scope.today})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        file = values.pop("file")
        try:
            blob = storage.store(file, root=Root.STAFF) if file else None
            posting_services.post(scope, body=body, evidence=blob, **values)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("已经登记。"))
            return redirect("publishing:postings", body.code)
    year = year_of(request)
    labels = {name: outlet.label for name, outlet in catalogue.outlets(scope.today).items()}
    rows = selectors.postings(scope, body, year)
    listed = paging.page(rows, ("-on", "-id"), after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    for row in listed.rows:
        row.label = labels.get(row.outlet, row.outlet)  # type: ignore[attr-defined]
    totals = selectors.posted(scope, body, year)
    by_outlet = [(labels.get(name, name), count) for name, count in sorted(totals.by_outlet.items())]
    context = {"body": body, "form": form, "page": listed, "totals": totals, "by_outlet": by_outlet, "year": year}
    context |= {"may_edit": scope.may("item.edit", body.path), "last_year": year - 1}
    return render(request, "publishing/postings.html", context)


@page("item.edit", body=True)
def post(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """The channels on which an item stood on a day."""
    item = selectors.get(request.scope, pk)
    if item.body_id != body.pk:
        raise NotFoundError(_("没有这条信息。"))
    form = ItemPostingForm(request.POST or None, today=request.scope.today, initial={"on": request.scope.today})
    if request.method == "POST" and form.is_valid():
        try:
            count = posting_services.post_all(request.scope, body=body, item_id=pk, **form.cleaned_data)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("已经登记 %(count)d 个渠道。") % {"count": count})
            return redirect("publishing:item", body.code, pk)
    words = {"title": _("登记发布渠道"), "note": _("各渠道条数按渠道各计一条，去重条数只计一条。")}
    return render(request, "publishing/reason.html", {"body": body, "item": item, "form": form} | words)


@page("item.edit", body=True)
def amend(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Correcting the total of a month, or taking an entry back."""
    rows = selectors.postings_of(request.scope, body)
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFoundError(_("没有这条登记，可能已经更正过。"))
    form = AmendPostingForm(request.POST or None, monthly=row.monthly, initial={"count": row.count})
    if request.method == "POST" and form.is_valid():
        try:
            posting_services.replace(request.scope, posting_id=pk, **({"count": 0} | form.cleaned_data))
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("已经更正。"))
            return redirect("publishing:postings", body.code)
    label = catalogue.outlets(request.scope.today).get(row.outlet)
    context = {"body": body, "row": row, "label": label.label if label else row.outlet, "form": form}
    return render(request, "publishing/amend.html", context)


@page("item.view", body=True)
def evidence(request: StaffRequest, body: Body, pk: int) -> HttpResponseBase:
    """What shows that the total of a month is right; who took it out is recorded."""
    rows = Posting.objects.within(request.scope, "item.view").select_related("evidence")
    row = rows.filter(body=body, pk=pk, evidence__isnull=False).first()
    if row is None:
        raise NotFoundError(_("没有这份佐证材料。"))
    with recorded() as log:
        log(request.scope, "posting.evidence", body=body.pk, target=row)
    return serve(request, row.evidence, f"{row.on:%Y-%m}")


@page("item.view", body=True)
def duties(request: StaffRequest, body: Body) -> HttpResponse:
    """Who looks after which column; posting to it sets one."""
    scope = request.scope
    places = [(role, body.pk) for role in _KEEPERS]
    found = accounts.holders_at(places, scope.today)
    people = sorted({user for users in found.values() for user in users}, key=str)
    form = DutyForm(request.POST or None, body=body, today=scope.today, people=people)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        person = User.objects.get(pk=values["person"])
        try:
            readers.set_duty(scope, body=body, subject=values["subject"], person=person, days=values["days"])
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("publishing:duties", body.code)
    subjects = catalogue.subjects_of(body, scope.today)
    rows, newest = list(selectors.duties(scope, body)), keeping.newest(body)
    for row in rows:
        row.label = subjects[row.subject].label if row.subject in subjects else row.subject  # type: ignore[attr-defined]
        row.newest = newest.get(row.subject)  # type: ignore[attr-defined]
        row.due = keeping.due(row, row.newest, scope.today)  # type: ignore[attr-defined]
        row.stale = row.due < scope.today  # type: ignore[attr-defined]
    context = {"body": body, "form": form, "rows": rows, "may_edit": scope.may("duty.edit", body.path)}
    return render(request, "publishing/duties.html", context)


@page("duty.edit", body=True)
def remove_duty(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Nobody looks after a column any more. Posted only."""
    if request.method == "POST":
        readers.remove_duty(request.scope, body=body, duty_id=pk)
        messages.success(request, _("已经删去。"))
    return redirect("publishing:duties", body.code)


@page("item.view", body=True)
def corrections(request: StaffRequest, body: Body) -> HttpResponse:
    """What readers said."""
    rows = selectors.corrections(request.scope, body)
    found = paging.page(rows, ("-id",), after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    return render(request, "publishing/corrections.html", {"body": body, "page": found})


@page("item.edit", body=True)
def handle(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Saying what was done about a reader's word."""
    row = selectors.corrections(request.scope, body).filter(pk=pk).first()
    if row is None:
        raise NotFoundError(_("没有这条纠错。"))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        readers.handle(request.scope, correction_id=pk, answer=form.cleaned_data["reason"])
        messages.success(request, _("已经登记处理情况。"))
        return redirect("publishing:corrections", body.code)
    contact = crypto.decrypt(row.contact) if row.contact and row.handled_by_id is None else ""
    return render(request, "publishing/correction.html", {"body": body, "row": row, "form": form, "contact": contact})
