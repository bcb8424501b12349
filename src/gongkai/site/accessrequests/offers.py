"""What the app offers to the workbench: what is due, what waits for approval, what a search finds; and its jobs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.procedure.clock import RUNNING
from gongkai.site.accessrequests import selectors_desk
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.services import reminders
from gongkai.site.accessrequests.services.desk import url_of
from gongkai.site.web import clock, registry, schedule, shell
from gongkai.site.web.procedures import procedure
from gongkai.site.web.remembered import remembered
from gongkai.site.web.scope import Scope

_MOST = 200
_AWAITED = ("awaiting_supplement", "awaiting_payment")


def register() -> None:
    """Called once, when the app is loaded."""
    words = {
        "request": gettext_lazy("依申请公开"),
        "request_over": gettext_lazy("等待期满"),
        "request_motion": gettext_lazy("待批准"),
    }
    registry.add_todos(todos, words)
    registry.add_search(search)
    entry = shell.Entry(gettext_lazy("依申请公开"), "accessrequests:all", "request.view", 30, icon="inbox")
    shell.add_entry(entry)
    schedule.add("accessrequests.refresh", schedule.DAILY, reminders.refresh)
    schedule.add("accessrequests.remind", schedule.DAILY, reminders.remind)


def todos(scope: Scope) -> Iterator[registry.Todo]:
    """Requests that this person handles or that nobody does, what waits no longer, and motions to decide on."""
    for motion in _motions(scope) if scope.anywhere("request.approve") else ():
        request, label = motion.request, procedure().labels[motion.kind]
        title = _("批准申请%(number)s的“%(what)s”") % {"number": request.number, "what": label}
        since = clock.day_at(motion.proposed_at)
        yield registry.Todo("request_motion", title, url_of(request), request.body.called, request.due_on, since)
    if not scope.anywhere("request.edit"):
        return
    for request in _running(scope):
        yield _todo("request", request)
    for request in _over(scope):
        yield _todo("request_over", request)


@remembered
def _motions(scope: Scope) -> Any:
    return selectors_desk.open_motions(scope)[:_MOST]


@remembered
def _running(scope: Scope) -> QuerySet[Request]:
    return _mine(scope).filter(state__in=RUNNING).order_by("act_on", "pk")[:_MOST]


@remembered
def _over(scope: Scope) -> QuerySet[Request]:
    over = _mine(scope).filter(state__in=_AWAITED, waiting_until__lt=scope.today)
    return over.order_by("act_on", "pk")[:_MOST]


def _mine(scope: Scope) -> QuerySet[Request]:
    rows = Request.objects.within(scope, "request.edit").select_related("body")
    return rows.filter(Q(handler__isnull=True) | Q(handler=scope.actor.id))


def search(scope: Scope, words: str, most: int) -> Iterator[registry.Hit]:
    """Requests by number, or by ID number, phone, mail or name in full."""
    if scope.anywhere("request.view") and words.strip():
        for request in selectors_desk.worklist(scope, show="all", words=words).order_by("-pk")[:most]:
            note = f"{request.body.called} {procedure().state_labels[request.state]}"
            yield registry.Hit(_("依申请公开"), _("申请%(number)s") % {"number": request.number}, url_of(request), note)


def _todo(kind: str, request: Any) -> registry.Todo:
    state = procedure().state_labels[request.state]
    title = _("办理申请%(number)s（%(state)s）") % {"number": request.number, "state": state}
    due = request.due_on or request.waiting_until
    url = reverse("accessrequests:request", args=[request.body.code, request.pk])
    return registry.Todo(kind, title, url, request.body.called, due, clock.day_at(request.entered_at))
