"""Work points and problems: registered once, carried on by steps."""

from __future__ import annotations

import datetime as dt

import msgspec

from gongkai.errors import UsageError
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import periods
from gongkai.site.ledger.models import Kind, Matter, State, Step
from gongkai.site.ledger.selectors import matters
from gongkai.site.ledger.services.common import Evidence, kept
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a matter is: its words, where it comes from, what is to be done, by whom, by when."""

    title: str
    year: int
    source: str = ""
    measure: str = ""
    charge: str = ""
    due_on: dt.date | None = None


def create(scope: Scope, *, body: Body, kind: str, facts: Facts) -> Matter:
    """A new work point or problem. Raises UsageError where words or year are wrong."""
    scope.demand("ledger.edit", body.path)
    if kind not in Kind.values:
        raise UsageError("只能登记工作要点或者问题。")
    if not facts.title.strip():
        raise UsageError("请填写内容。")
    if not periods.FIRST_YEAR <= facts.year <= scope.today.year + 1:
        raise UsageError("年度有误。")
    with recorded() as log:
        row = Matter(body=body, kind=kind, created_at=clock.now(), created_by_id=scope.person)
        for name, value in msgspec.structs.asdict(facts).items():
            setattr(row, name, value.strip() if isinstance(value, str) else value)
        row.save()
        log(scope, "matter.create", body=body.pk, target=row, kind=kind, year=facts.year)
    return row


def step(scope: Scope, *, matter_id: int, state: str, text: str, evidence: Evidence | None = None) -> Step:
    """What was done, and the state in which the matter is now. Raises UsageError without words."""
    if state not in State.values:
        raise UsageError("请选择状态。")
    if not text.strip():
        raise UsageError("请填写进展。")
    blob, name = kept(evidence)
    with recorded() as log:
        matter = matters.get(scope, matter_id, lock=True)
        scope.demand("ledger.edit", matter.body.path)
        row = Step(matter=matter, state=state, text=text.strip(), evidence=blob, evidence_name=name)
        row.at, row.by_id = clock.now(), scope.person
        row.save()
        matter.state = state
        matter.save(update_fields=["state"])
        log(scope, "matter.step", body=matter.body_id, target=matter, state=state)
    return row
