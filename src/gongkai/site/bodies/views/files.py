"""Pages for files of bodies: upload, look, confirm; download."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gongkai.errors import InputError
from gongkai.site.bodies import forms
from gongkai.site.bodies.importing import drafts, export, files
from gongkai.site.bodies.views import facts
from gongkai.site.bodies.views.handle import posted
from gongkai.site.web import clock
from gongkai.site.web.guard import ScopedRequest, page

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a page can show and a person can look through.
_SHOWN = 200


@page("body.create")
def upload(request: ScopedRequest) -> HttpResponse:
    """The first step: a file."""
    form = forms.Upload(posted(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            data = file.read(files.MAX_BYTES + 1)
            draft = drafts.prepare(request.scope, data, file_name=file.name, now=clock.now())
        except InputError as error:
            form.add_error("file", error.message)
        else:
            return redirect("bodies:preview", draft.token)
    status = 422 if form.errors else 200
    context = {
        "form": form,
        "steps_items": facts.steps(0),
        "most": files.MAX_LINES,
        "megabytes": files.MAX_BYTES // 1024 // 1024,
    }
    return render(request, "bodies/upload.html", context, status=status)


@page("body.create")
def preview(request: ScopedRequest, token: str) -> HttpResponse:
    """The second step: what the file would do; and the third: do it."""
    if request.method == "POST":
        done = drafts.confirm(request.scope, token, now=clock.now())
        messages.success(
            request,
            _("已经导入：新建 %(create)d 个，修改 %(change)d 个，没有变化 %(same)d 个。") % done.counts,
        )
        return redirect("bodies:list")
    draft, found = drafts.draft(request.scope, token, now=clock.now())
    context = {
        "draft": draft,
        "preview": found,
        "facts_rows": facts.of_preview(found),
        "steps_items": facts.steps(1),
        "shown": found.shown[:_SHOWN],
        "problems": found.problems[:_SHOWN],
        "more": len(found.problems or found.shown) - _SHOWN,
    }
    return render(request, "bodies/preview.html", context)


@page("body.create")
def example(request: ScopedRequest) -> HttpResponse:  # noqa: ARG001
    """An example to fill in."""
    return _download(export.example_file(), _XLSX, _("机关名录示例.xlsx"))


@page("body.view")
def export_xlsx(request: ScopedRequest) -> HttpResponse:
    """The bodies that one sees, as a workbook."""
    return _download(export.to_xlsx(export.listing(request.scope)), _XLSX, _("机关名录.xlsx"))


@page("body.view")
def export_csv(request: ScopedRequest) -> HttpResponse:
    """The bodies that one sees, as text."""
    return _download(export.to_csv(export.listing(request.scope)), "text/csv; charset=utf-8", _("机关名录.csv"))


def _download(data: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(data, content_type=media_type, headers=headers)
