"""Cases for the tests: a request that has been answered, and a case against the answer in one call."""

from __future__ import annotations

import datetime as dt
from typing import Any

from gongkai.procedure.events import Event, ItemResult
from gongkai.procedure.proceedings import CaseEvent
from gongkai.site.accessrequests import selectors as requests
from gongkai.site.accessrequests import services as request_services
from gongkai.site.accessrequests.models import Request
from gongkai.site.bodies.models import Body
from gongkai.site.remedies import services
from gongkai.site.remedies.models import Case
from gongkai.site.remedies.services import Opening
from gongkai.site.web.scope import Scope

from .requests_world import entered

ANSWERED = dt.date(2026, 3, 25)


def answered(scope: Scope, body: Body, outcome: str = "does_not_exist", **more: Any) -> Request:
    """A request that was answered and served."""
    request = entered(scope, body, **more)
    for event in (
        Event("decided", ANSWERED, items=(ItemResult("1", outcome),)),
        Event("delivered", ANSWERED + dt.timedelta(days=1), method="post"),
    ):
        request_services.record(scope, request_id=request.pk, event=event)
    return requests.get(scope, request.pk)


def brought(
    scope: Scope,
    body: Body,
    request: Request | None,
    route: str = "reconsideration",
    day: str = "2026-04-07",
    **more: Any,
) -> Case:
    """A case against the reply to a request."""
    opening = Opening(route=route, about="reply", filed=dt.date.fromisoformat(day), request=request)
    for name, value in more.items():
        opening = Opening(**{field: getattr(opening, field) for field in opening.__struct_fields__} | {name: value})
    return services.open_case(scope, body=body, opening=opening)


def happens(scope: Scope, case: Case, *events: tuple[str, ...]) -> Case:
    """What happens next in a case: kind, day, result, and what an appeal puts in its place."""
    for kind, day, *more in events:
        event = CaseEvent(kind, dt.date.fromisoformat(day), *more)
        case = services.record(scope, case_id=case.pk, event=event)
    return case
