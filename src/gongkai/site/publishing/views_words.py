"""The list of words that the scan tells."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import wording
from gongkai.site.publishing.forms_house import WordsForm
from gongkai.site.publishing.services import words as services


@page("item.view", body=True)
def words(request: StaffRequest, body: Body) -> HttpResponse:
    """The words in force for a body; posting to it adds some."""
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = services.add(request.scope, body=body, lines=form.cleaned_data["lines"])
        except GongkaiError as error:
            form.add_error("lines", error.message)
        else:
            messages.success(request, _("已经设置 %(count)d 个用语；已公开的信息会重新检查一遍。") % {"count": count})
            return redirect("publishing:words", body.code)
    may_edit = request.scope.may("words.edit", body.path)
    context = {"body": body, "form": form, "rows": list(wording.for_body(request.scope, body)), "may_edit": may_edit}
    return render(request, "publishing/words.html", context)


@page("words.edit", body=True)
def remove_word(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Taking a word off the list. Posted only."""
    if request.method == "POST":
        services.remove(request.scope, body=body, word_id=pk)
        messages.success(request, _("已经删去。"))
    return redirect("publishing:words", body.code)
