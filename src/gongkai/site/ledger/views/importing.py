"""Records by file: the template, the upload with its preview, the confirmation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gongkai.errors import InputError
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.ledger.forms import FileForm
from gongkai.site.ledger.importing import drafts, parse
from gongkai.site.ledger.importing.template import template
from gongkai.site.ledger.views.common import posted, shown
from gongkai.site.web.workbooks import XLSX


@page("ledger.edit", body=True)
def upload(request: StaffRequest, body: Body) -> HttpResponse:
    """A file; then what it would do."""
    form = FileForm(*posted(request))
    if form.is_valid():
        try:
            data = form.cleaned_data["file"].read(parse.MAX_BYTES + 1)
            preview = drafts.prepare(request.scope, body, data)
        except InputError as error:
            form.add_error("file", error.message)
        else:
            context = {"body": body, "preview": preview, "name": form.cleaned_data["file"].name}
            return render(request, "ledger/preview.html", context)
    return shown(request, "upload", form, body=body, most=parse.MAX_LINES)


@page("ledger.edit", body=True)
def confirm(request: StaffRequest, body: Body) -> HttpResponse:
    """Entering what was shown, and telling what became of each line. Posted only."""
    if request.method != "POST":
        return redirect("ledger:upload", body.code)
    preview = drafts.confirm(request.scope, body, request.POST.get("token", ""))
    return render(request, "ledger/preview.html", {"body": body, "preview": preview, "done": True})


@page("ledger.edit", body=True)
def download(request: StaffRequest, body: Body) -> HttpResponse:  # noqa: ARG001
    """The workbook to fill in."""
    headers = {"Content-Disposition": content_disposition_header(True, _("台账模板.xlsx")) or "attachment"}
    return HttpResponse(template(request.scope.today), content_type=XLSX, headers=headers)
