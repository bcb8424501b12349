"""A new query code for an applicant."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.errors import UsageError
from gongkai.site.accessrequests.forms import CodeForm
from gongkai.site.accessrequests.services import new_code
from gongkai.site.accessrequests.views import of_body
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body


@page("request.edit", body=True)
def code(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Making one, for a reason; it is shown in this answer alone."""
    row, secret = of_body(request, body, pk), ""
    form = CodeForm(request.POST or None, initial={"revision": row.revision})
    if request.method == "POST" and form.is_valid():
        try:
            secret = new_code.issue(request.scope, request_id=pk, **form.cleaned_data)
        except UsageError as error:
            form.add_error("reason", error.message)
    answer = render(
        request, "accessrequests/desk/code.html", {"body": body, "item": row, "form": form, "secret": secret}
    )
    answer["Cache-Control"] = "no-store"
    return answer
