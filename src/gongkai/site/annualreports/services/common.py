"""What the services of reports share."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.errors import ConflictError, NotAllowedError
from gongkai.site.annualreports import selectors
from gongkai.site.annualreports.models import AnnualReport, Move, State, Version
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope

OPEN = (State.DRAFT, State.RETURNED)


def taken(scope: Scope, action: str, report_id: int, revision: int | None = None) -> AnnualReport:
    """The report, locked until the end of the transaction. Belongs into ``recorded()``.

    Raises NotFoundError or ForbiddenError, and ConflictError where another has changed it since ``revision``.
    """
    report = selectors.get(scope, report_id, lock=True)
    scope.demand(action, report.body.path)
    if revision is not None and revision != report.revision:
        raise ConflictError("这份报告刚刚被别人修改过。请重新打开，看过新的内容再改；您填写的内容没有保存。")
    return report


def editable(report: AnnualReport) -> None:
    """Raise NotAllowedError unless the report is being drafted."""
    if report.state not in OPEN:
        raise NotAllowedError(f"报告{report.get_state_display()}，现在不能修改。")


def put_back(scope: Scope, report: AnnualReport) -> None:
    """Save a changed report with its next revision."""
    report.revision += 1
    report.changed_by_id, report.changed_at = scope.person, clock.now()
    report.save()


def superior(body: Body) -> Body | None:
    """The body to which the reports of ``body`` are handed in."""
    above: Body | None = Body.objects.get_parent(body, update=True)
    return above


def move(
    scope: Scope, report: AnnualReport, to: State, words: str = "", cells: Mapping[str, str] | None = None,
    version: Version | None = None,
) -> Move:  # fmt: skip
    """Bring a report to another state and write down who did it, with which words."""
    report.state = to
    put_back(scope, report)
    row = Move(
        report=report,
        to=to,
        at=clock.now(),
        by_id=scope.actor.id,
        words=words,
        cells=dict(cells or {}),
        version=version or report.latest,
    )
    row.save()
    return row
