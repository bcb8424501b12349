"""Terms that one deadline of the law data sets by itself: publication, remedies, a notice."""

from __future__ import annotations

import datetime as dt

from gongkai.errors import UsageError
from gongkai.procedure.explain import say_date
from gongkai.procedure.lengths import WorkingDays, last_day, length_of, say
from gongkai.procedure.rules import Procedure
from gongkai.procedure.term import ONE_DAY, Step, Term, walk


def single_term(procedure: Procedure, deadline: str, day: dt.date) -> Term:
    """The term of ``deadline`` whose counting starts after ``day``, under the law of that day.

    Raises UsageError for a deadline that does not exist or did not then, CalendarUnknownError where working days
    are counted beyond the calendar. Calendar days and months never fail: a last day that cannot be judged is
    provisional.
    """
    law = procedure.rules(day).law
    entry = law.deadlines.get(deadline)
    if entry is None:
        raise UsageError(f"期限“{deadline}”不存在；可以是：{'、'.join(law.deadlines)}。")
    text = law.lengths.get(deadline)
    if text is None:
        raise UsageError(f"{say_date(day)}还没有“{entry.label}”的规定。")
    length = length_of(text)
    due = last_day(procedure.calendar, day, length)
    opening = Step("event", day, day, label=f"{entry.runs_from}，当日不计", reading=text.reading)
    steps = [opening]
    if isinstance(length, WorkingDays):
        steps += walk(procedure.calendar, day, due)
    else:
        steps.append(Step("length", day + ONE_DAY, due, label=say(length), basis=text.basis))
        calendar = procedure.calendar if due <= procedure.calendar.last else procedure.calendar.provisional
        if text.rolls and (rolled := calendar.roll(due)) != due:
            steps.append(Step("rolled", due, rolled, basis=text.basis))
            due = rolled
    steps.append(Step("due", due, due, label=f"{entry.label}届满", basis=text.basis))
    unknown = due > procedure.calendar.known_until and (text.rolls or isinstance(length, WorkingDays))
    return Term(entry.label, due, unknown, tuple(steps))
