"""Organs of reconsideration and courts of a body."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from gongkai.errors import GongkaiError
from gongkai.site.accessrequests import selectors_desk
from gongkai.site.accessrequests.forms import ForumForm
from gongkai.site.accessrequests.kinds import forum_labels
from gongkai.site.accessrequests.services import forums as services
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body

_ACTS = {"retire": services.retire, "named": services.name_in_documents}


@page("request.options", body=True)
def forums(request: StaffRequest, body: Body) -> HttpResponse:
    """Those in use; posting adds one, retires one, or has the documents name it."""
    for name, act in _ACTS.items():
        if request.POST.get(name, "").isdecimal():
            act(request.scope, body=body, forum_id=int(request.POST[name]))
            return redirect("accessrequests:forums", body.code)
    form = ForumForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add(request.scope, body=body, **form.cleaned_data)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("accessrequests:forums", body.code)
    labels, named = forum_labels(), selectors_desk.named_forums(body)
    rows = [(row, labels.get(row.proceeding, "")) for row in selectors_desk.forums(body)]
    unnamed = [label for proceeding, label in labels.items() if proceeding not in named]
    context = {"body": body, "form": form, "rows": rows, "unnamed": unnamed}
    return render(request, "accessrequests/desk/forums.html", context)
