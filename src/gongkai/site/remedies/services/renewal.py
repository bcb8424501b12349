"""From a decision that sets a reply aside to the new round of its request."""

from __future__ import annotations

import datetime as dt

from gongkai.errors import NotAllowedError
from gongkai.procedure import proceedings
from gongkai.procedure.events import Event
from gongkai.procedure.lifecycle import allowed
from gongkai.site.accessrequests import selectors as requests
from gongkai.site.accessrequests import services as request_services
from gongkai.site.audit.services import recorded
from gongkai.site.remedies import selectors, tables
from gongkai.site.remedies.models import Case
from gongkai.site.remedies.services.common import EDIT, put_back, taken
from gongkai.site.web.procedures import procedure
from gongkai.site.web.scope import Scope

# The effects of the lifecycle that let a body reply anew: another round, or an order within the present one.
_RENEWING = ("new_round", "order")


def renewal_event(case: Case, day: dt.date, until: dt.date | None = None) -> Event | None:
    """The event of the request to which the decision of a case leads, None where it leads to none.

    ``until``: the last day that the decision fixes. Raises NotAllowedError where the request cannot take it now.
    """
    table = tables.table(case.kind)
    if case.request is None or case.renewal_id is not None or not table.role:
        return None
    if not proceedings.renews(table, selectors.position(case)):
        return None
    texts = allowed(procedure().provisional, requests.history(case.request), day, by=table.role)
    kinds = [text.id for text in texts if text.effect in _RENEWING]
    if not kinds:
        raise NotAllowedError("这件申请目前的状态不能重新答复：请先在申请的页面把正在办理的事项登记完整。")
    return Event(kind=kinds[0], day=day, by=table.role, until=until)


def renew(
    scope: Scope, *, case_id: int, day: dt.date, until: dt.date | None = None, revision: int | None = None
) -> Case:  # fmt: skip
    """Begin the new reply of the request that a decision orders. ``day``: when the decision was received.

    Raises NotAllowedError where the decision orders none, or where it was done already.
    """
    with recorded() as log:
        case = taken(scope, case_id, revision)
        scope.demand(EDIT, case.body.path)
        event = renewal_event(case, day, until)
        if event is None:
            raise NotAllowedError("这一案件没有需要重新答复的决定，或者已经办理。")
        case.renewal = request_services.record(scope, request_id=case.request.pk, event=event)
        put_back(case)
        log(scope, "remedy.renew", body=case.body_id, target=case, request=case.request_id, kind=event.kind)
    return case
