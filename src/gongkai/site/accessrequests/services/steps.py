"""The one way in which something happens to a request."""

from __future__ import annotations

from msgspec.structs import replace

from gongkai.procedure.events import Event, History
from gongkai.procedure.lifecycle import EMPTY, apply
from gongkai.site.accessrequests import selectors
from gongkai.site.accessrequests.models import Request, Step
from gongkai.site.accessrequests.services.common import put_back, taken
from gongkai.site.accessrequests.standing import derive, engine
from gongkai.site.accessrequests.values import seal
from gongkai.site.audit.services import Recorder, recorded
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope


def record(
    scope: Scope, *, request_id: int, event: Event, revision: int | None = None, action: str = "request.edit"
) -> Step:
    """Write down that ``event`` happened to a request, if the procedure allows it.

    The event names nobody: a party by its key, an item by its number. Raises NotAllowedError in a sentence for the
    officer, UsageError for an incomplete event, ConflictError where the request has changed since ``revision``.
    """
    with recorded() as log:
        request = taken(scope, action, request_id, revision)
        return happen(scope, request, event, log)


def happen(scope: Scope, request: Request, event: Event, log: Recorder) -> Step:
    """As ``record``, for a request that the transaction already holds."""
    history = apply(engine(), selectors.history(request), event)
    derive(request, history, scope.today)
    put_back(request)
    return _write(scope, request, history, log)


def begin(scope: Scope, request: Request, event: Event, log: Recorder) -> Step:
    """Save a request that is just being entered, with its first event."""
    history = apply(engine(), EMPTY, event)
    derive(request, history, scope.today)
    request.save()
    log(scope, "request.register", body=request.body_id, target=request, channel=event.channel, number=request.number)
    return _write(scope, request, history, log)


def _write(scope: Scope, request: Request, history: History, log: Recorder) -> Step:
    event = history.events[-1]
    step = Step(
        request=request,
        position=len(history.events),
        kind=event.kind,
        day=event.day,
        at=clock.now(),
        by_id=scope.actor.id,
        sealed=seal(replace(event, reason="")),
        words=seal(event.reason) if event.reason else "",
    )
    step.save()
    facts = {"kind": event.kind, "day": event.day, "state": request.state}
    log(scope, "request.step", body=request.body_id, target=request, **facts)
    return step
