"""Taking over a past register: a file, which column is what, what would happen, and doing it."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.errors import ConflictError, GongkaiError
from gongkai.law.book import current_book
from gongkai.site.accessrequests import past_register
from gongkai.site.accessrequests.forms_import import PlacesForm, RegisterForm
from gongkai.site.accessrequests.services import migrate
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.web import storage
from gongkai.site.web.models import Blob, Root

_SALT: Final = "requests.import"
_SECONDS: Final = 3600
_SHOWN: Final = 200


@page("request.edit", body=True)
def upload(request: StaffRequest, body: Body) -> HttpResponse:
    """The first step: a file. It is kept sealed, and swept when nobody goes on."""
    form = RegisterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            file = form.cleaned_data["file"]
            past_register.read(file.read())
            blob = storage.store(file, root=Root.STAFF)
        except GongkaiError as error:
            form.add_error("file", error.message)
        else:
            token = signing.dumps([blob.pk, body.pk, request.user.pk], salt=_SALT)
            return redirect("requests_archive:preview", body.code, token)
    return render(request, "accessrequests/archive/upload.html", {"body": body, "form": form})


@page("request.edit", body=True)
def preview(request: StaffRequest, body: Body, token: str) -> HttpResponse:
    """The second step: which column is what, and what would happen; and the third: do it."""
    table = past_register.read(storage.read(_waiting(request, body, token)))
    form = PlacesForm(request.POST or None, table=table)
    places = form.places() if request.method == "POST" and form.is_valid() else table.guessed()
    context: dict[str, Any] = {"body": body, "form": form, "notes": table.notes, "plan": None, "fault": ""}
    try:
        plan = migrate.tried(body, past_register.plan(table, places, request.scope.today))
        if "confirm" in request.POST:
            count = migrate.take_over(request.scope, body=body, lines=plan.planned)
            messages.success(request, _("已经导入 %(count)d 件。") % {"count": count})
            return redirect("requests_archive:archive", body.code)
    except GongkaiError as error:
        context["fault"] = error.message
    else:
        labels = {name: outcome.label for name, outcome in current_book().at(request.scope.today).outcomes.items()}
        shown = [(line, labels.get(line.outcome, "")) for line in plan.planned[:_SHOWN]]
        context |= {"plan": plan, "notes": plan.notes, "shown": shown, "problems": plan.problems[:_SHOWN]}
    answer = render(request, "accessrequests/archive/preview.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _waiting(request: StaffRequest, body: Body, token: str) -> Blob:
    """The file that waits. Raises ConflictError for one that is somebody else's, or that has waited too long."""
    try:
        blob, owner, person = signing.loads(token, salt=_SALT, max_age=_SECONDS)
    except (signing.BadSignature, ValueError) as error:
        raise ConflictError(_("没有等待确认的文件，或者已经超过一小时。请重新上传。")) from error
    found = Blob.objects.filter(pk=blob, root=Root.STAFF).first()
    if (owner, person) != (body.pk, request.user.pk) or found is None:
        raise ConflictError(_("等待确认的不是本机关的文件，或者不是您上传的。请重新上传。"))
    return found
