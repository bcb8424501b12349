"""Confirming once that there was nothing, in the ledger and among the requests."""

from __future__ import annotations

from collections.abc import Collection

from gongkai.errors import ConflictError, UsageError
from gongkai.site.accessrequests.services.archive import confirm_nil
from gongkai.site.annualreports.compute import computed, form_for
from gongkai.site.annualreports.nothing import Nothing, nothing_in
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import periods
from gongkai.site.ledger import services as ledger
from gongkai.site.ledger.book import Line
from gongkai.site.web.scope import Scope


def confirm_nothing(
    scope: Scope, *, body: Body, year: int, metrics: Collection[str] = (), requests: bool = False
) -> Nothing:
    """Confirm for a whole year that of ``metrics`` there was nothing and, with ``requests``, no request either.

    They are what the officer was shown. Raises ConflictError where something of it has been recorded since, UsageError
    for nothing at all; all of it is confirmed, or none.
    """
    scope.demand("report.edit", body.path)
    with recorded() as log:
        left = nothing_in(body, year, computed(body, form_for(year), year), scope.today)
        chosen = Nothing({name: left.metrics[name] for name in metrics if name in left.metrics}, requests)
        if len(chosen.metrics) < len(set(metrics)) or (requests and not left.requests):
            raise ConflictError("列出的项目中，有的刚刚已经登记或者确认。请看过新的内容再确认。")
        if not chosen:
            raise UsageError("没有需要确认的项目。")
        for name in chosen.metrics:
            ledger.enter(scope, body=body, line=Line(metric=name, span=periods.year(year), value=None))
        if requests:
            confirm_nil(scope, body=body, year=year)
        log(scope, "report.nothing", body=body.pk, year=year, metrics=sorted(chosen.metrics), requests=requests)
    return chosen
