"""Files of a case: notices, answers, decisions and judgments, which go into the case file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.remedies import services
from gongkai.site.remedies.forms import PaperForm
from gongkai.site.remedies.models import Case
from gongkai.site.remedies.services.papers import file_name
from gongkai.site.remedies.views import address, handled, of_body
from gongkai.site.web.storage_response import serve


@page("remedy.edit", body=True)
def add(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Adding a file."""
    row = of_body(request, body, pk)
    form = PaperForm(request.POST or None, request.FILES or None)

    def act() -> Case:
        given = form.cleaned_data["file"]
        kind = form.cleaned_data["kind"]
        services.add_paper(request.scope, case_id=pk, kind=kind, name=given.name, stream=given)
        return row

    note = _("材料编入对应申请的卷宗。系统中不得存储、处理涉密信息。")
    return handled(request, form, act, _("添加材料"), note, body, row)


@page("remedy.edit", body=True)
def drop(request: StaffRequest, body: Body, pk: int, paper: int) -> HttpResponse:
    """Taking out what was added by mistake. Posted only."""
    row = of_body(request, body, pk)
    if request.method == "POST":
        try:
            services.drop_paper(request.scope, case_id=pk, paper_id=paper)
        except GongkaiError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("已经删除。"))
    return redirect(address(row))


@page("request.person", body=True)
def download(request: StaffRequest, body: Body, pk: int, paper: int) -> HttpResponseBase:
    """A file as it was kept; who took it out is recorded."""
    of_body(request, body, pk)
    found = services.read_paper(request.scope, case_id=pk, paper_id=paper)
    return serve(request, found.blob, file_name(found))
