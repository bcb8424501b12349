"""Pages for tables: upload, look, confirm; an example to fill in; lists given out."""

from __future__ import annotations

import hashlib
from typing import Any, Final

import msgspec
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError, NotFoundError
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import exporting, selectors
from gongkai.site.publishing.forms import ItemsFilter
from gongkai.site.publishing.forms_house import FileForm
from gongkai.site.publishing.importing import run, tables
from gongkai.site.web import clock, sheets, storage
from gongkai.site.web.models import Blob, Root

_SALT: Final = "gongkai.publishing.table"
_KEPT: Final = 3600
_SHOWN: Final = 200
_BACK: Final = {"items": "publishing:items", "postings": "publishing:postings", "entries": "publishing:entries"}


@page("item.edit", body=True)
def upload(request: StaffRequest, body: Body, kind: str) -> HttpResponse:
    """The first step: a file; it is tried, and what it would do is shown."""
    known = tables.kind_of(kind)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            blob = storage.store(form.cleaned_data["file"], root=Root.STAFF)
            run.trial(request.scope, body=body, kind=known, data=storage.read(blob))
        except GongkaiError as error:
            form.add_error("file", error.message)
        else:
            said = {"blob": blob.pk, "body": body.pk, "kind": known, "who": request.user.pk}
            return redirect("publishing:preview", body.code, known, signing.dumps(said, salt=_SALT))
    context = {"body": body, "form": form, "most": sheets.MAX_LINES} | _words(body, known)
    return render(request, "publishing/upload.html", context, status=422 if form.errors else 200)


@page("item.edit", body=True)
def preview(request: StaffRequest, body: Body, kind: str, token: str) -> HttpResponse:
    """The second step: which lines are good and what is wrong with the others; and the third: take the good ones in."""
    known, key = tables.kind_of(kind), hashlib.sha256(token.encode()).hexdigest()
    data = storage.read(_blob(request, body, known, token))
    context: dict[str, Any] = {"body": body, "done": request.method == "POST"} | _words(body, known)
    if request.method == "POST":
        row = run.take_in(request.scope, body=body, kind=known, data=data, key=key)
        found = run.Outcome(row.good, msgspec.convert(row.problems, list[sheets.Problem]), row.notes)
    else:
        found = run.trial(request.scope, body=body, kind=known, data=data)
    context |= {"found": found, "problems": found.problems[:_SHOWN], "more": len(found.problems) - _SHOWN}
    return render(request, "publishing/preview.html", context)


@page("item.edit", body=True)
def example(request: StaffRequest, body: Body, kind: str) -> HttpResponse:  # noqa: ARG001
    """A workbook to fill in."""
    known = tables.kind_of(kind)
    name = tables.table(known).name
    data = sheets.example(tables.columns(known), name, [], tables.guide())
    return _download(data, exporting.FORMATS["xlsx"], f"{name}.xlsx")


@page("item.view", body=True)
def export(request: StaffRequest, body: Body, form: str) -> HttpResponse:
    """The items that the list shows under its filters, in one file."""
    formats: dict[str, exporting.Format] = {"xlsx": "xlsx", "json": "json", "zip": "zip"}
    if form not in formats:
        raise NotFoundError(_("没有这种格式。"))
    narrowing = ItemsFilter(request.GET, today=request.scope.today).narrowing()
    rows = selectors.narrowed(selectors.items(request.scope).filter(body=body), **narrowing)
    data = exporting.export(request.scope, body=body, rows=rows, form=formats[form])
    return _download(data, exporting.FORMATS[form], f"{body.called}主动公开{clock.today():%Y%m%d}.{form}")


def _words(body: Body, kind: tables.Kind) -> dict[str, Any]:
    return {"kind": kind, "name": tables.table(kind).name, "back": _BACK[kind], "code": body.code}


def _blob(request: StaffRequest, body: Body, kind: str, token: str) -> Blob:
    """What this person uploaded for this body within the hour. Raises NotFoundError."""
    try:
        said = signing.loads(token, salt=_SALT, max_age=_KEPT)
    except signing.BadSignature:
        said = {}
    mine = {"body": body.pk, "kind": kind, "who": request.user.pk}
    blob = Blob.objects.filter(pk=said.get("blob")).first() if mine.items() <= said.items() else None
    if blob is None:
        raise NotFoundError(_("没有等待确认的文件，或者已经超过一小时。请重新上传。"))
    return blob


def _download(data: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(data, content_type=media_type, headers=headers)
