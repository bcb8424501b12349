"""A body's own words: which entries have some, changing them after a look at the document, and back again."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.errors import GongkaiError
from gongkai.law.book import current_book
from gongkai.site.accessrequests import wording
from gongkai.site.accessrequests.forms import FileForm
from gongkai.site.accessrequests.forms_words import WordsForm
from gongkai.site.accessrequests.services import words as services
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.web.procedures import procedure
from gongkai.writing.letters import Letter, Template, blank
from gongkai.writing.letters.texts import all_slots
from gongkai.writing.letters.texts import wording as shared


@page("request.words", body=True)
def wordings(request: StaffRequest, body: Body) -> HttpResponse:
    """All documents and outcomes, and which of them have words of the body's own; a file replaces several at once."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.upload(request.scope, body=body, data=form.cleaned_data["file"].read())
        except GongkaiError as error:
            form.add_error("file", error.message)
        else:
            messages.success(request, _("已经采用 %(count)d 项文本。") % {"count": len(made)})
            return redirect("accessrequests:wordings", body.code)
    own = wording.own_words(body)
    rows = [(entry, own.get((entry.kind, entry.name))) for entry in wording.entries()]
    return render(request, "accessrequests/desk/wordings.html", {"body": body, "rows": rows, "form": form})


@page("request.words", body=True)
def words(request: StaffRequest, body: Body, kind: str, name: str) -> HttpResponse:
    """The words of one entry: looked at as the document that they make before they are kept."""
    entry = wording.entry(kind, name)
    if request.POST.get("restore"):
        services.restore(request.scope, body=body, kind=kind, name=name)
        messages.success(request, _("已经恢复标准文本。"))
        return redirect("accessrequests:words", body.code, kind, name)
    form = WordsForm(request.POST or None, kind=kind, name=name, initial=_start(request, body, entry))
    context: dict[str, Any] = {"body": body, "entry": entry, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            given = form.words()
            mark = hashlib.sha256(repr(given).encode()).hexdigest()[:16]
            if request.POST.get("confirm") == mark:
                services.save(request.scope, body=body, words=[given])
                messages.success(request, _("已经采用，以后的文书使用这一文本。"))
                return redirect("accessrequests:words", body.code, kind, name)
            template = wording.with_words(body, [given])
            context |= {"mark": mark, "composed": _shown(request, entry, template)}
        except GongkaiError as error:
            form.add_error("text", error.message)
    context |= {"own": wording.own_words(body).get((kind, name)), "slots": _slots(entry)}
    context["versions"] = wording.versions(body, kind, name).select_related("made_by").order_by("-version")
    context["standard"] = list(wording.lines_of(entry.paragraphs))
    return render(request, "accessrequests/desk/words.html", context)


def _start(request: StaffRequest, body: Body, entry: wording.Entry) -> dict[str, str]:
    """The words that hold, or those of the version that is asked for."""
    rows, asked = wording.versions(body, entry.kind, entry.name), request.GET.get("version", "")
    row = rows.filter(version=int(asked)).first() if asked.isascii() and asked.isdigit() and len(asked) < 9 else None
    row = row or rows.last()
    title, said = entry.title, entry.paragraphs
    if row is not None and row.paragraphs:
        own = wording.of_row(row)
        title, said = own.title or title, own.paragraphs
    return {"title": title, "text": "\n".join(wording.lines_of(said))}


def _shown(request: StaffRequest, entry: wording.Entry, template: Template) -> Letter:
    """The document, with the label of each fact in its place."""
    day, law = request.scope.today, procedure().rules(request.scope.today).law
    if entry.kind == wording.OUTCOME:
        return blank(procedure(), law.outcomes[entry.name].document or "", day, entry.name, template)
    told = [outcome.id for outcome in law.outcomes.values() if outcome.document == entry.name]
    return blank(procedure(), entry.name, day, told[0] if told else "", template)


def _slots(entry: wording.Entry) -> list[tuple[str, str]]:
    """The places of the standard words, and what comes there."""
    law, labels = current_book().at(wording.last_day()), dict(shared().labels)
    document = law.documents.get(entry.name) if entry.kind == wording.DOCUMENT else None
    labels |= {element.id: element.label for element in (document.elements if document else ())}
    found = []
    for name in sorted(all_slots(entry.paragraphs)):
        if name.startswith("@"):
            label = law.deadlines[name[1:]].label
        else:
            label = law.cite_short(name) if "#" in name else labels.get(name, name)
        found.append((f"{{{name}}}", label))
    return found
