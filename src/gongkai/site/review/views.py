"""Lists of cases, the reviewer's page, and what the submitter does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.errors import ConflictError, ForbiddenError
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies import selectors as bodies
from gongkai.site.review import history, holders, services
from gongkai.site.review.defaults import deciding_roles, defaults
from gongkai.site.review.forms import AgainForm, CasesFilter, CommentForm, DecisionForm
from gongkai.site.review.page import CaseView, compared, content_of, view
from gongkai.site.review.selectors import cases as selectors
from gongkai.site.review.services.cases import digest_of
from gongkai.site.web import paging
from gongkai.site.web.errors import status_of

# Whoever administers more bodies than these goes by the page of the body.
_OWN = 3


@page("case.view")
def cases(request: StaffRequest) -> HttpResponse:
    """Cases that wait for one, one's own, or all that one may see."""
    form = CasesFilter(request.GET, bodies=bodies.visible(request.scope, "case.view"))
    values = form.values()
    rows = selectors.with_stage(selectors.filtered(request.scope, **values))
    # What waits has the oldest first; a list to look things up in has the latest first.
    order = ("-moved_at", "-id") if values["show"] else ("moved_at", "id")
    found = paging.page(rows, order, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    for row in found.rows:
        row.kind_label, row.stage = holders.label(row.kind), defaults().words(row.stage_labels)
    own = bodies.visible(request.scope, "chain.edit")[:_OWN]
    return render(request, "review/cases.html", {"form": form, "page": found, "show": values["show"], "own": own})


@page("case.view")
def case(request: StaffRequest, pk: int) -> HttpResponse:
    """The reviewer's page; posting to it decides."""
    row = selectors.get(request.scope, pk)
    form, status = None, 200
    if request.method == "POST":
        form = DecisionForm(request.POST)
        if form.is_valid():
            try:
                services.decide(request.scope, case=pk, **form.cleaned_data)
            except ConflictError as error:
                form.add_error(None, error.message)
                row, status = selectors.get(request.scope, pk), status_of(error)
            else:
                messages.success(request, _("您的审核意见已经保存。"))
                return redirect("review:case", pk)
    seen = view(request.scope, row, _number(request.GET.get("since")))
    if seen.rights.decide and not seen.step.on_paper and form is None:
        form = DecisionForm(initial={"round": row.round, "position": row.position})
    answer = render(request, "review/case.html", case_context(seen) | {"form": form}, status=status)
    services.see(request.scope, row)
    return answer


@page("case.comment")
def comment(request: StaffRequest, pk: int) -> HttpResponse:
    """A comment on a place."""
    row = selectors.get(request.scope, pk)
    if not selectors.may_comment(request.scope, row):
        raise ForbiddenError(_("您没有对这一事项发表意见的权限。"))
    form = CommentForm(request.POST or None, content=content_of(row), initial={"place": request.GET.get("place", "")})
    if request.method == "POST" and form.is_valid():
        services.comment(request.scope, case=pk, **form.cleaned_data)
        place = form.cleaned_data["place"]
        return redirect(reverse("review:case", args=[pk]) + (f"#place-{place}" if place else "#general"))
    return render(request, "review/comment.html", {"case": row, "form": form})


@page("case.submit")
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Taking a case back, after saying what that means."""
    row = selectors.get(request.scope, pk)
    request.scope.demand("case.submit", row.body.path)
    if request.method == "POST":
        services.withdraw(request.scope, case=pk)
        messages.success(request, _("已经撤回。"))
        return redirect("review:case", pk)
    return render(request, "review/withdraw.html", {"case": row})


@page("case.submit")
def again(request: StaffRequest, pk: int) -> HttpResponse:
    """Handing in again, with a look at what has changed since the last time."""
    row = selectors.get(request.scope, pk)
    request.scope.demand("case.submit", row.body.path)
    holder = holders.get(row.kind)
    if holder.own_way:
        return redirect(holder.url(row))
    form = AgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.submit_again(request.scope, case=pk, digest=form.cleaned_data["digest"])
        messages.success(request, _("已经再次提交。"))
        return redirect("review:case", pk)
    now = holders.get(row.kind).fields(row)
    places = compared(now, content_of(row), {})
    form = AgainForm(initial={"digest": digest_of(now)})
    context = {"case": row, "form": form, "places": places, "url": holders.get(row.kind).url(row)}
    context["unchanged"] = all(place.change == "same" for place in places)
    return render(request, "review/again.html", context)


def case_context(seen: CaseView) -> dict[str, Any]:
    """What the pages of a case show besides its view."""
    holder = holders.get(seen.case.kind)
    return {
        "seen": seen,
        "case": seen.case,
        "kind": holder.label,
        "url": holder.url(seen.case),
        "stage": defaults().words(seen.step.labels),
        "role": deciding_roles().get(seen.step.role, seen.step.role),
        "steps": history.steps(seen),
        "history": history.moments(seen),
    }


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None
