"""What intake offers to the workbench, and its jobs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.site.accessrequests import waiting
from gongkai.site.accessrequests.services import attempts, drafts, limits
from gongkai.site.web import public, registry, schedule
from gongkai.site.web.remembered import remembered
from gongkai.site.web.scope import Scope

_MOST = 200


def register() -> None:
    """Called once, when the app is loaded."""
    registry.add_todos(unconfirmed, {"request_unconfirmed": _("申请待双方确认")})
    about = _("没有公开的信息，可以在这里申请；已经申请的，凭查询码查看进度。")
    public.add_entry(public.PublicEntry(_("申请公开政府信息"), about, "requests_public:guide", "requests", 10))
    schedule.add("accessrequests.sweep_drafts", schedule.MINUTELY, drafts.sweep)
    schedule.add("accessrequests.sweep_attempts", schedule.DAILY, attempts.sweep)
    schedule.add("accessrequests.sweep_limits", schedule.DAILY, limits.sweep)


def unconfirmed(scope: Scope) -> Iterator[registry.Todo]:
    """Requests that both sides should have confirmed by now: no term runs, and that is no reason to leave them."""
    if not scope.anywhere("request.edit"):
        return
    for request in _unconfirmed(scope):
        due = waiting.call_by(request.came_on)
        if scope.today > due:
            yield registry.Todo(
                kind="request_unconfirmed",
                title=f"与申请人确认收到申请 {request.number}",
                url=reverse("requests_entry:confirm", args=[request.body.code, request.pk]),
                body=request.body.called,
                due=due,
                since=request.came_on,
            )


@remembered
def _unconfirmed(scope: Scope) -> Any:
    return waiting.unconfirmed(scope, "request.edit")[:_MOST]
