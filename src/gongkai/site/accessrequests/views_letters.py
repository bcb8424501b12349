"""Documents of a request: drawn up with editable words, looked at, numbered, taken out as PDF or DOCX."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError, NotFoundError
from gongkai.site.accessrequests import selectors, selectors_desk
from gongkai.site.accessrequests.foresee import beyond
from gongkai.site.accessrequests.forms import FileForm
from gongkai.site.accessrequests.forms_letter import LetterForm
from gongkai.site.accessrequests.models import Letter, Request
from gongkai.site.accessrequests.services import delivery, letters
from gongkai.site.accessrequests.services.desk import read_person
from gongkai.site.accessrequests.standing import unsettled
from gongkai.site.accessrequests.values import unseal
from gongkai.site.accessrequests.views import of_body, small
from gongkai.site.accessrequests.wording import template_of
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.web.procedures import procedure
from gongkai.writing.letters import Facts

FORMATS: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@page("request.person", body=True)
def choose(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """All documents that can be drawn up for a request."""
    row = of_body(request, body, pk)
    law = procedure().rules(request.scope.today).law
    replies = {outcome.document for outcome in law.outcomes.values()} - {"closing_notice"}
    found = [document for document in law.documents.values() if document.id not in replies]
    return render(request, "accessrequests/desk/documents.html", {"body": body, "item": row, "documents": found})


@page("request.person", body=True)
def new(request: StaffRequest, body: Body, pk: int, document: str) -> HttpResponse:
    """Drawing a document up from the records and one's own words."""
    row = of_body(request, body, pk)
    step_id, party = _number(request.GET.get("step")), request.GET.get("party", "")
    step = selectors.steps(row).filter(pk=step_id).first() if step_id else None
    parties = {found.key for found in selectors_desk.parties(row)}
    day = step.day if step else request.scope.today
    if party and party not in parties:
        raise NotFoundError(_("没有这个征求意见的对象。"))
    label = letters.document_of(document, day).label
    read_person(request.scope, request_id=pk, reason="letter")
    facts = letters.facts_of(request.scope, row, document, day, party_key=party)
    form = LetterForm(request.POST or None, document=document, facts=facts, template=template_of(body))
    if request.method == "POST" and form.is_valid():
        try:
            letter = letters.draw(
                request.scope, request_id=pk, document=document, day=day, words=form.words(), step_id=step_id,
                party_key=party,
            )  # fmt: skip
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("accessrequests:letter", body.code, pk, letter.pk)
    return small(request, body, row, form, label, _("其余内容取自办理记录；拟好以后可以预览、修改，编号以后不再改动。"))


@page("request.person", body=True)
def letter(request: StaffRequest, body: Body, pk: int, number: int) -> HttpResponse:
    """A document as it reads; before it is numbered its words can be changed."""
    row = of_body(request, body, pk)
    found = _of(row, number)
    read_person(request.scope, request_id=pk, reason="letter")
    facts = unseal(found.sealed, Facts)
    form = None
    if not found.number:
        form = LetterForm(request.POST or None, document=found.document, facts=facts, template=template_of(body))
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            letters.change(request.scope, request_id=pk, letter_id=number, words=form.words())
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("accessrequests:letter", body.code, pk, number)
    label = letters.document_of(found.document, request.scope.today).label
    context = {"body": body, "item": row, "letter": found, "form": form, "label": label}
    context["beyond"] = beyond() if unsettled(facts.until) else ""
    found.request = row
    context["composed"] = letters.composed_of(found)
    answer = render(request, "accessrequests/desk/letter.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@page("request.edit", body=True)
def issue(request: StaffRequest, body: Body, pk: int, number: int) -> HttpResponse:
    """Giving a document its number. Posted only."""
    row = of_body(request, body, pk)
    _of(row, number)
    if request.method == "POST":
        try:
            found = letters.issue(request.scope, request_id=pk, letter_id=number)
        except GongkaiError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("已经编号：%(number)s。") % {"number": found.number})
    return redirect("accessrequests:letter", body.code, pk, number)


@page("request.person", body=True)
def file(request: StaffRequest, body: Body, pk: int, number: int, format: str) -> HttpResponse:
    """A document as a file."""
    row = of_body(request, body, pk)
    found = _of(row, number)
    if format not in FORMATS:
        raise NotFoundError(_("没有这种格式。"))
    data = letters.written(request.scope, request_id=pk, letter_id=number, format=format)
    label = letters.document_of(found.document, request.scope.today).label
    answer = HttpResponse(data, content_type=FORMATS[format])
    answer["Content-Disposition"] = content_disposition_header(True, f"{label} {row.number}.{format}") or "attachment"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@page("request.edit", body=True)
def stamp(request: StaffRequest, body: Body, pk: int, number: int) -> HttpResponse:
    """The stamped scan, which is what the applicant gets."""
    row = of_body(request, body, pk)
    _of(row, number)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            delivery.stamp(request.scope, request_id=pk, letter_id=number, name=given.name, stream=given)
        except GongkaiError as error:
            form.add_error("file", error.message)
        else:
            return redirect("accessrequests:request", body.code, pk)
    note = _("上传以后，申请人凭查询码可以下载；送达的就是这一份。")
    return small(request, body, row, form, _("上传盖章的扫描件"), note)


def _of(row: Request, number: int) -> Letter:
    found: Letter | None = selectors_desk.letters(row).filter(pk=number).first()
    if found is None:
        raise NotFoundError(_("没有这份文书。"))
    return found


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
