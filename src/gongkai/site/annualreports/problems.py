"""The problems of the ledger as chapter five reports them."""

from __future__ import annotations

from gongkai.site.annualreports.narrative import Problem
from gongkai.site.bodies.models import Body
from gongkai.site.ledger.selectors import matters


def of_year(body: Body, year: int) -> list[Problem]:
    """What was found in the year, and what last year's chapter five promised to mend."""
    return [
        Problem(row.matter.source, row.matter.title, row.matter.measure, str(row.state.label), row.carried)
        for row in matters.problems(body, year)
    ]
