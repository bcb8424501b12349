"""Pages of the archive: what is to be filed, what has been, what is to be destroyed; years without a request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError, NotFoundError
from gongkai.site.accessrequests import selectors, selectors_archive
from gongkai.site.accessrequests.forms_archive import AppraiseForm, ArchiveForm, DestroyForm, NilForm
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.models_archive import Archive
from gongkai.site.accessrequests.services import archive as services
from gongkai.site.accessrequests.services.case_file import case_file
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.web import paging

_MOST = 50
_MEDIA = {"zip": "application/zip", "pdf": "application/pdf"}
_FIRST_YEAR = 2019


@page("request.view", body=True)
def archive(request: StaffRequest, body: Body) -> HttpResponse:
    """The closed files of a body; before them what is to be filed and what is to be destroyed."""
    scope = request.scope
    rows = selectors_archive.archives(scope).filter(body=body)
    found = paging.page(rows, ("-id",), after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    labels = {name: kept.label for name, kept in selectors_archive.retentions().items()}
    for row in found.rows:
        row.retention_label = labels.get(row.retention, row.retention)
    context = {
        "body": body,
        "page": found,
        "waiting": list(selectors_archive.to_archive(scope).filter(body=body)[:_MOST]),
        "expired": list(selectors_archive.expired(scope).filter(body=body)[:_MOST]),
        "formats": list(_MEDIA),
        "may_archive": scope.may(services.ARCHIVE, body.path),
        "may_destroy": scope.may(services.DESTROY, body.path),
        "may_take_out": scope.may(services.ARCHIVE, body.path) and scope.may("request.person", body.path),
        "may_confirm": scope.may("request.edit", body.path),
        "me": request.user.pk,
    }
    return render(request, "accessrequests/archive/archive.html", context)


@page("request.archive", body=True)
def close(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Closing the file of a request."""
    row = _request(request, body, pk)
    start = {"retention": "ten_years", "index_number": services.proposed_number(row, "ten_years")}
    form = ArchiveForm(request.POST or None, initial=start)
    words = (_("归档"), _("归档以后仍可查看；保管期限从办结次年算起。"))
    return _handled(
        request, body, form, words, lambda: services.archive(request.scope, request_id=pk, **form.cleaned_data), row
    )


@page("request.archive", body=True)
def appraise(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Saying what becomes of a file whose time is over."""
    row = _archive(request, body, pk)
    form = AppraiseForm(request.POST or None)
    words = (_("鉴定"), _("鉴定为可以销毁的，由另一人销毁。"))
    return _handled(
        request,
        body,
        form,
        words,
        lambda: services.appraise(request.scope, archive_id=pk, **form.cleaned_data),
        row.request,
    )


@page("request.destroy", body=True)
def destroy(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Destroying a file."""
    row = _archive(request, body, pk)
    form = DestroyForm(request.POST or None)
    note = _("申请人信息、申请内容、文书和材料将被销毁，不能恢复；登记编号、办理经过和统计数字保留。")
    return _handled(
        request, body, form, (_("销毁"), note), lambda: services.destroy(request.scope, archive_id=pk), row.request
    )


@page("request.archive", body=True)
def take_out(request: StaffRequest, body: Body, pk: int, format: str) -> HttpResponse:
    """The file of a request as ZIP or PDF. Posted only, since each time is recorded."""
    row = _request(request, body, pk)
    request.scope.demand("request.person", body.path)
    if format not in _MEDIA:
        raise NotFoundError(_("没有这种格式。"))
    if request.method != "POST":
        return redirect("requests_archive:archive", body.code)
    try:
        data = case_file(request.scope, request_id=pk, format=format)
    except GongkaiError as error:
        messages.error(request, error.message)
        return redirect("requests_archive:archive", body.code)
    name = _("卷宗%(number)s.%(format)s") % {"number": row.number, "format": format}
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    headers["Cache-Control"] = "no-store"
    return HttpResponse(data, content_type=_MEDIA[format], headers=headers)


@page("request.edit", body=True)
def nil(request: StaffRequest, body: Body) -> HttpResponse:
    """Confirming in one step that a year had no request."""
    this_year = request.scope.today.year
    form = NilForm(request.POST or None, years=list(range(this_year, _FIRST_YEAR - 1, -1)), initial={"year": this_year})
    words = (_("确认全年没有申请"), _("登记过申请的年度不能确认；确认以后又收到申请的，确认自动失效。"))
    return _handled(
        request, body, form, words, lambda: services.confirm_nil(request.scope, body=body, **form.cleaned_data)
    )


def _request(request: StaffRequest, body: Body, pk: int) -> Request:
    row = selectors.get(request.scope, pk)
    if row.body_id != body.pk:
        raise NotFoundError(_("没有这件申请，或者您没有查看它的权限。"))
    return row


def _archive(request: StaffRequest, body: Body, pk: int) -> Archive:
    row = selectors_archive.archive(request.scope, pk)
    if row.body_id != body.pk:
        raise NotFoundError(_("没有这份档案，或者您没有查看它的权限。"))
    return row


def _handled(
    request: StaffRequest,
    body: Body,
    form: Any,
    words: tuple[str, str],
    act: Callable[[], Any],
    row: Request | None = None,
) -> HttpResponse:
    """A form that leads back to the archive, or is shown again with what the service refused."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("已经办理。"))
            return redirect("requests_archive:archive", body.code)
    context = {"body": body, "form": form, "heading": words[0], "note": words[1], "row": row}
    return render(request, "accessrequests/archive/form.html", context)
