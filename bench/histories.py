"""Lawful lives of requests and of cases against their replies, at random, as rows of one body.

Each life is taken through the procedure event by event; its rows are then inserted in bulk. Nothing in them names
anybody, and nothing is sealed: they are for counting.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from gongkai.law.book import LawView, current_book
from gongkai.law.proceeding_model import Proceeding
from gongkai.procedure import proceedings
from gongkai.procedure.events import Event, History
from gongkai.procedure.lifecycle import EMPTY, apply
from gongkai.procedure.proceedings import CaseEvent
from gongkai.procedure.rules import Procedure

Life = tuple[tuple[str, int, dict[str, Any]], ...]

FIRST = dt.date(2022, 11, 1)
LAST = dt.date(2025, 12, 31)
YEARS = (2023, 2024, 2025)
_SUPPLEMENTED: Life = (("supplement_notice", 4, {}), ("supplement_received", 9, {}))
_BEFORE: dict[str, Life] = {
    "still_unclear": _SUPPLEMENTED,
    "excessive": (("reasons_asked", 5, {}), ("reasons_given", 6, {})),
}
_DETOURS: tuple[Life, ...] = (
    (),
    (),
    (),
    (("third_party_consulted", 3, {}), ("third_party_answered", 12, {})),
    (("extended", 15, {}),),
    (("fee_notice", 8, {}), ("paid", 12, {})),
    _SUPPLEMENTED,
)
_ENDS: tuple[Life, ...] = (
    (("supplement_notice", 4, {}), ("abandoned", 45, {})),
    (("fee_notice", 8, {}), ("unpaid", 60, {})),
    (("withdrawn", 5, {}),),
    (("supplement_notice", 4, {}),),
    (),
)


class LiveCase(msgspec.Struct, frozen=True):
    """A case: its proceeding and route, and what happened in it."""

    kind: str
    route: str
    events: tuple[CaseEvent, ...]


class Lived(msgspec.Struct, frozen=True):
    """A request with its applicant kind, its history, and the cases that its reply led to."""

    applicant: str
    history: History
    cases: tuple[LiveCase, ...]


def lives(number: int, seed: int, kinds: tuple[str, ...], procedure: Procedure) -> Iterator[Lived]:
    """``number`` lives, the same for the same seed."""
    chance = random.Random(seed)
    law = current_book().at(LAST)
    replies = [name for name, outcome in law.outcomes.items() if outcome.group != "other"]
    days = range(FIRST.toordinal(), LAST.toordinal() + 1)
    for _ in range(number):
        start = dt.date.fromordinal(chance.choice(days))
        history = _lived(procedure, start, _life(chance, replies))
        yield Lived(chance.choice(kinds), history, tuple(_cases(chance, law, history)))


def _life(chance: random.Random, replies: list[str]) -> Life:
    if chance.random() < 0.2:
        return chance.choice(_ENDS)
    outcome = chance.choice(replies)
    before = _BEFORE.get(outcome) or chance.choice(_DETOURS)
    decided = (*before, ("decided", chance.randrange(1, 40), {"outcome": outcome}))
    if chance.random() < 0.1:
        return decided
    served = (*decided, ("delivered", chance.randrange(3), {"method": "post"}))
    return (*served, ("set_aside", 120, {})) if chance.random() < 0.05 else served


def _lived(procedure: Procedure, day: dt.date, life: Life) -> History:
    # Some are counted from the day of confirmation, which may lie in the next year.
    if day.toordinal() % 3:
        history = apply(procedure, EMPTY, Event("received", day, channel="in_person"))
    else:
        history = apply(procedure, EMPTY, Event("submitted", day, channel="online"))
        if day.toordinal() % 30:
            day += dt.timedelta(days=day.toordinal() % 5)
            history = apply(procedure, history, Event("confirmed", day))
        else:
            return history
    for kind, pause, more in life:
        day += dt.timedelta(days=pause)
        history = apply(procedure, history, Event(kind, day, **more))
    return history


def _cases(chance: random.Random, law: LawView, history: History) -> Iterator[LiveCase]:
    position = history.position
    if position is None or position.closed is None or chance.random() > 0.25:
        return
    day = position.closed + dt.timedelta(days=chance.randrange(1, 60))
    if chance.random() < 0.6:
        first = _reconsidered(chance, law.proceedings["reconsideration"], day)
        yield LiveCase("reconsideration", "reconsideration", first)
        if first[-1].kind != "decided" or chance.random() < 0.5:
            return
        day = first[-1].day + dt.timedelta(days=chance.randrange(1, 15))
        yield LiveCase("suit", "suit_after_reconsideration", _sued(chance, law.proceedings["suit"], day))
    else:
        yield LiveCase("suit", "direct_suit", _sued(chance, law.proceedings["suit"], day))


def _reconsidered(chance: random.Random, table: Proceeding, day: dt.date) -> tuple[CaseEvent, ...]:
    events = [CaseEvent("filed", day), CaseEvent("copied", day := day + dt.timedelta(days=5))]
    if chance.random() < 0.85:
        day += dt.timedelta(days=chance.randrange(20, 80))
        events.append(CaseEvent("decided", day, chance.choice(table.results).id))
    return tuple(events)


def _sued(chance: random.Random, table: Proceeding, day: dt.date) -> tuple[CaseEvent, ...]:
    events = [CaseEvent("filed", day), CaseEvent("accepted", day := day + dt.timedelta(days=3))]
    while chance.random() < 0.85:
        day += dt.timedelta(days=chance.randrange(30, 200))
        events.append(CaseEvent("decided", day, chance.choice(table.results).id))
        if chance.random() < 0.5:
            break
        events.append(CaseEvent("appealed", day := day + dt.timedelta(days=chance.randrange(1, 15))))
        if chance.random() < 0.2:
            break
        second = chance.choice(table.second)
        becomes = chance.choice(table.results).id if second.effect == "replaces" else ""
        day += dt.timedelta(days=chance.randrange(30, 120))
        events.append(CaseEvent("appeal_decided", day, second.id, becomes))
        if second.effect != "reopens":
            break
    return tuple(events)


def insert(body: Any, person: Any, all_lives: Iterator[Lived], moment: dt.datetime) -> int:
    """Write the rows of all lives for ``body``, entered by ``person``; how many cases there were."""
    count = cases = 0
    while some := tuple(islice(all_lives, 2_000)):
        cases += _insert(body, person, some, count, moment)
        count += len(some)
    return cases


def _insert(body: Any, person: Any, some: tuple[Lived, ...], before: int, moment: dt.datetime) -> int:
    from gongkai.site.accessrequests.models import Request, Step

    rows = []
    for number, lived in enumerate(some, before + 1):
        position = lived.history.position
        assert position is not None
        rows.append(
            Request(
                body=body,
                year=position.law_day.year,
                serial=number,
                code_digest=f"{number:064d}",
                channel=position.channel,
                applicant=lived.applicant,
                entered_at=moment,
                state=position.state,
                round=position.round,
                received_on=position.received,
                outcome=position.outcome,
                closed_on=position.closed,
                result=position.result,
                result_day=position.result_day,
            )
        )
    Request.objects.bulk_create(rows)
    Step.objects.bulk_create(
        Step(request=row, position=place, kind=event.kind, day=event.day, at=moment, sealed="")
        for row, lived in zip(rows, some, strict=True)
        for place, event in enumerate(lived.history.events, 1)
    )
    return _insert_cases(body, person, list(zip(rows, some, strict=True)), moment)


def _insert_cases(body: Any, person: Any, pairs: list[tuple[Any, Lived]], moment: dt.datetime) -> int:
    from gongkai.site.remedies.models import Case, Step
    from gongkai.site.remedies.services.common import derive

    tables = current_book().at(LAST).proceedings
    brought = [(row, case) for row, lived in pairs for case in lived.cases]
    rows = []
    for request, case in brought:
        row = Case(
            body=body, kind=case.kind, route=case.route, about="reply", request=request, entered_at=moment,
            entered_by=person,
        )  # fmt: skip
        derive(row, proceedings.stand(tables[case.kind], case.events))
        rows.append(row)
    Case.objects.bulk_create(rows)
    Step.objects.bulk_create(
        Step(case=row, position=place, at=moment, **msgspec.structs.asdict(event))
        for row, (_request, case) in zip(rows, brought, strict=True)
        for place, event in enumerate(case.events, 1)
    )
    return len(rows)
