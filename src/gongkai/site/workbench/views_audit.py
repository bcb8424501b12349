"""The chain of events for auditors: looking, exporting, verifying."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.audit import vocabulary
from gongkai.site.audit.export import FORMATS
from gongkai.site.audit.models import Event
from gongkai.site.audit.selectors import Verdict
from gongkai.site.bodies import selectors as bodies
from gongkai.site.bodies.models import Body
from gongkai.site.web import paging
from gongkai.site.workbench import services
from gongkai.site.workbench.forms import AuditFilter, target_words
from gongkai.site.workbench.selectors import events


@page("audit.view")
def audit(request: StaffRequest) -> HttpResponse:
    """Events, the latest first."""
    return _listed(request)


@page("audit.view")
@require_POST
def verify(request: StaffRequest) -> HttpResponse:
    """The list again, with the verdict on the whole chain."""
    return _listed(request, services.verify(request.scope))


@page("audit.export")
@require_POST
def export(request: StaffRequest, format: str) -> StreamingHttpResponse:
    """The events of the filters in the address, as a file."""
    form = AuditFilter(request.GET, bodies=bodies.visible(request.scope, "audit.export"))
    lines = services.export_events(request.scope, format=format, filters=form.values())
    answer = StreamingHttpResponse(lines, content_type=FORMATS[format])
    answer["Content-Disposition"] = f'attachment; filename="audit-{request.scope.today.isoformat()}.{format}"'
    return answer


def _listed(request: StaffRequest, verdict: Verdict | None = None) -> HttpResponse:
    form = AuditFilter(request.GET, bodies=bodies.visible(request.scope, "audit.view"))
    rows = events(request.scope, "audit.view", **form.values())
    marks: dict[str, Any] = {name: request.GET.get(name, "") for name in ("after", "before")}
    found = paging.page(rows, ("-seq",), **marks)
    context = {
        "form": form,
        "page": found,
        "rows": _in_words(found.rows),
        "verdict": verdict,
        "formats": list(FORMATS) if request.scope.anywhere("audit.export") else [],
        "query": request.GET.urlencode(),
    }
    return render(request, "workbench/audit.html", context)


def _in_words(found: list[Event]) -> list[dict[str, Any]]:
    """Each event with the words for its action, its body and what it happened to. One query."""
    names = Body.objects.in_bulk({event.body_id for event in found if event.body_id})
    targets = target_words()
    return [
        {
            "event": event,
            "action": vocabulary.words(event.action),
            "body": names[event.body_id].called if event.body_id in names else "",
            "target": targets.get(event.target_kind, event.target_kind),
            "facts": [(name, value) for name, value in event.facts.items() if value not in (None, "")],
        }
        for event in found
    ]
