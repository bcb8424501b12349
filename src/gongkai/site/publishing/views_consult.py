"""Pages of the staff for a consultation: what was said, one opinion, and the draft of the feedback."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError, NotFoundError
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import consultations, selectors
from gongkai.site.publishing.forms_house import OpinionForm
from gongkai.site.publishing.models import Item
from gongkai.site.publishing.services import consult
from gongkai.site.web import paging


@page("item.view", body=True)
def opinions(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """What was said in a consultation; posting to it drafts the feedback."""
    item = _item(request, body, pk)
    if request.method == "POST":
        try:
            draft = consult.draft_feedback(request.scope, item_id=pk)
        except GongkaiError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("已经按各条意见的采纳情况起草反馈，请核对后检查、提交审核。"))
            return redirect("publishing:item", body.code, draft.pk)
    rows = consultations.of_item(item)
    context = {
        "body": body,
        "item": item,
        "page": paging.page(rows, ("-id",), after=request.GET.get("after", ""), before=request.GET.get("before", "")),
        "totals": consultations.totals(item),
        "open": consultations.is_open(item, request.scope.today),
        "may_edit": request.scope.may("item.edit", body.path),
        "feedbacks": consultations.around(item)["feedbacks"],
    }
    return render(request, "publishing/opinions.html", context)


@page("item.edit", body=True)
def opinion(request: StaffRequest, body: Body, pk: int, number: int) -> HttpResponse:
    """One opinion, with who said it; posting to it says what becomes of it."""
    item = _item(request, body, pk)
    row = consultations.get(request.scope, item, number)
    form = OpinionForm(request.POST or None, initial={"adoption": row.adoption, "answer": row.answer})
    if request.method == "POST" and form.is_valid():
        consult.weigh(request.scope, opinion_id=number, **form.cleaned_data)
        return redirect("publishing:opinions", body.code, pk)
    name, contact = consult.opened(request.scope, opinion=row)
    context = {"body": body, "item": item, "row": row, "form": form, "name": name, "contact": contact}
    return render(request, "publishing/opinion.html", context)


def _item(request: StaffRequest, body: Body, pk: int) -> Item:
    row = selectors.get(request.scope, pk)
    if row.body_id != body.pk or not consultations.is_consultation(row, request.scope.today):
        raise NotFoundError(_("没有这项意见征集。"))
    return row
