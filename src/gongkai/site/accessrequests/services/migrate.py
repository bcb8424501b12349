"""Taking over a past register, so that a body can start in the middle of a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from gongkai.site.accessrequests.models import Identity
from gongkai.site.accessrequests.past_register import Plan, Planned, columns
from gongkai.site.accessrequests.services.register import write_down
from gongkai.site.accessrequests.services.steps import happen
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web import crypto
from gongkai.site.web.scope import Scope
from gongkai.site.web.sheets import Line

# The kind of the digest by which a line is known again.
ORIGIN = "origin"


def tried(body: Body, plan: Plan) -> Plan:
    """The plan without the lines that were taken over before, or that stand twice; they are told as problems."""
    digests = {line.line: _digest(body, line) for line in plan.planned if line.number}
    rows = Identity.objects.unscoped("lines of the body that were taken over")
    there = set(rows.filter(kind=ORIGIN, digest__in=digests.values()).values_list("digest", flat=True))
    good, problems = [], list(plan.problems)
    for line in plan.planned:
        digest = digests.get(line.line)
        if digest in there:
            told = Line("", line.line, {"number": line.number})
            problems.append(columns().problem(told, "number", "这一编号和收到日期的申请已经导入过。"))
            continue
        good.append(line)
        if digest is not None:
            there.add(digest)
    return Plan(good, sorted(problems, key=lambda problem: problem.line), plan.notes)


def take_over(scope: Scope, *, body: Body, lines: Iterable[Planned]) -> int:
    """Enter the lines with all that happened, in the order of their days; all of them, or none. How many there were.

    Raises ForbiddenError, and as ``record`` does.
    """
    scope.demand("request.edit", body.path)
    count = 0
    with recorded() as log:
        for line in sorted(lines, key=lambda one: (one.entry.day, one.line)):
            request = write_down(scope, body, line.entry, scope.actor.id, log).request
            for event in line.events:
                happen(scope, request, event, log)
            if line.number:
                Identity(request=request, kind=ORIGIN, digest=_digest(body, line)).save()
            log(scope, "request.import", body=body.pk, target=request, line=line.line)
            count += 1
    return count


def _digest(body: Body, line: Planned) -> str:
    day: dt.date = line.entry.day
    return crypto.blind_index(ORIGIN, f"{body.pk} {line.number} {day.isoformat()}")
