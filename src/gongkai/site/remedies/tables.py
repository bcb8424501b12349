"""The proceedings of the law data as the pages and services ask for them."""

from __future__ import annotations

import datetime as dt

from gongkai.errors import CalendarUnknownError, UsageError
from gongkai.law.book import LawView, current_book
from gongkai.law.proceeding_model import Proceeding
from gongkai.procedure import proceedings
from gongkai.procedure.proceedings import CaseEvent, CasePosition
from gongkai.procedure.single import single_term
from gongkai.procedure.term import Term
from gongkai.site.remedies.models import Case, Step
from gongkai.site.web.procedures import procedure

COMPLAINT = "complaint"


def law(today: dt.date) -> LawView:
    """The law of a day."""
    return current_book().at(today)


def tables() -> dict[str, Proceeding]:
    """All proceedings, by id: the table is the same on all days, its terms are not."""
    return dict(current_book().at(dt.date.max).proceedings)


def table(kind: str) -> Proceeding:
    """A proceeding. Raises UsageError for one that does not exist."""
    found = tables().get(kind)
    if found is None:
        raise UsageError("请选择复议、诉讼或者投诉举报。")
    return found


def route_labels() -> dict[str, str]:
    """Every way into a proceeding, by id."""
    return {route.id: route.label for entry in tables().values() for route in entry.routes}


def kind_of(route: str) -> str:
    """The proceeding that a route leads into. Raises UsageError for a route that does not exist."""
    found = [name for name, entry in tables().items() if any(one.id == route for one in entry.routes)]
    if not found:
        raise UsageError("请选择案件的类别。")
    return found[0]


def event_of(step: Step) -> CaseEvent:
    """The event that a step holds."""
    return CaseEvent(step.kind, step.day, step.result, step.becomes)


def term(case: Case, position: CasePosition, stage: str, day: dt.date) -> Term | None:
    """The term that began with ``stage`` on ``day``; None where none does, or where the law of that day had none.

    Beyond the calendars that are known it is provisional.
    """
    entry = table(case.kind)
    name = proceedings.term_from(entry, position, proceedings.stage_of(entry, stage), simplified=case.simplified)
    if name is None or name not in law(day).lengths:
        return None
    try:
        return single_term(procedure(), name, day)
    except CalendarUnknownError:
        return single_term(procedure().provisional, name, day)


def title(case: Case) -> str:
    """What a case is called: its route, and its number where it has one."""
    label = route_labels().get(case.route, case.route)
    return f"{label} {case.docket}".strip()
