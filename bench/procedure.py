"""``python -m bench.procedure``: terms a second, and a hundred thousand lives of requests counted into a report."""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from gongkai.law import LawBook
from gongkai.procedure import counting
from gongkai.procedure.derive import reply_term
from gongkai.procedure.events import Event, History
from gongkai.procedure.lifecycle import EMPTY, apply, replay
from gongkai.procedure.rules import Procedure

TERMS = 1_000_000
DERIVED = 2_000
LIVES = 100_000
YEAR = 2024
SEED = 711

Row = tuple[str, float, str, str]
_T = TypeVar("_T")

# How lives go, in order of events after receipt: (event, days after the one before, fields), and how often.
LIFE_LINES: tuple[tuple[int, tuple[tuple[str, int, dict[str, Any]], ...]], ...] = (
    (50, (("decided", 15, {"outcome": "provided"}), ("delivered", 1, {"method": "post"}))),
    (15, (("decided", 12, {"outcome": "does_not_exist"}), ("delivered", 2, {"method": "direct"}))),
    (8, (("supplement_notice", 4, {}), ("supplement_received", 9, {}), ("decided", 20, {"outcome": "provided"}))),
    (5, (("supplement_notice", 4, {}), ("abandoned", 45, {}))),
    (8, (("third_party_consulted", 3, {}), ("third_party_answered", 12, {}), ("decided", 9, {"outcome": "provided"}))),
    (6, (("extended", 20, {}), ("decided", 20, {"outcome": "partly_provided"}), ("delivered", 1, {"method": "post"}))),
    (4, (("fee_notice", 8, {}), ("paid", 12, {}), ("decided", 15, {"outcome": "provided"}))),
    (2, (("withdrawn", 5, {}),)),
    (2, ()),
)  # fmt: skip


def lives(procedure: Procedure, number: int) -> Iterator[counting.Counted]:
    """Random requests of the year and the end of the one before, each taken through the engine event by event."""
    chance = random.Random(SEED)
    kinds = ("natural", "natural", "natural", "commercial", "legal_service", "other_org")
    lines = [line for _, line in LIFE_LINES]
    weights = [weight for weight, _ in LIFE_LINES]
    first = dt.date(YEAR - 1, 11, 1).toordinal()
    drawn = zip(
        chance.choices(lines, weights, k=number),
        chance.choices(range(first, first + 420), k=number),
        chance.choices(kinds, k=number),
        strict=True,
    )
    day_of = dt.date.fromordinal
    for line, ordinal, applicant in drawn:
        history = apply(procedure, EMPTY, Event("received", day_of(ordinal), channel="in_person"))
        for kind, pause, fields in line:
            ordinal += pause
            history = apply(procedure, history, Event(kind, day_of(ordinal), **fields))
        yield counting.counted(applicant, history)


def run() -> list[Row]:
    """Measure; rows of (what, figure, unit, goal)."""
    procedure = Procedure(LawBook.open())
    days = [dt.date(2019, 6, 1) + dt.timedelta(days=n) for n in range(2_500)]
    add = procedure.calendar.add

    def terms() -> None:
        for _ in range(TERMS // len(days)):
            for day in days:
                add(day, 20)

    history = _long(procedure)
    derived, _ = _timed(lambda: [reply_term(procedure, history) for _ in range(DERIVED)])
    plain, _ = _timed(terms)
    seconds, requests = _timed(lambda: list(lives(procedure, LIVES)))
    form = procedure.rules(dt.date(YEAR, 12, 31)).law.forms["2021"]
    fold, cells = _timed(lambda: counting.count(requests, form, YEAR))
    for kind in (*counting.applicant_kinds(form), counting.TOTAL):
        at = {row: cells[f"requests.{row}.{kind}"] for row in ("new", "carried_in", "results_total", "carried_out")}
        assert at["new"] + at["carried_in"] == at["results_total"] + at["carried_out"]
    return [
        ("due days, 20 working days", TERMS / plain, "a second", "1,000,000"),
        ("reply terms with derivation", DERIVED / derived, "a second", ""),
        ("100,000 requests simulated", seconds, "seconds", ""),
        ("100,000 requests counted", fold, "seconds", ""),
        ("simulated and counted", seconds + fold, "seconds", "2"),
    ]


def _long(procedure: Procedure) -> History:
    day = dt.date(2024, 9, 9)
    kinds = ("third_party_consulted", "third_party_answered", "extended")
    events = [Event("received", day, channel="in_person")]
    events += [Event(kind, day + dt.timedelta(days=7 * n)) for n, kind in enumerate(kinds, start=1)]
    return replay(procedure, events)


def _timed(task: Callable[[], _T]) -> tuple[float, _T]:
    """Processor time, so that a busy machine does not blur the figure."""
    start = time.process_time()
    result = task()
    return time.process_time() - start, result


def main() -> None:
    """Print the rows."""
    for what, figure, unit, goal in run():
        shown = f"{figure:>12,.0f}" if figure >= 100 else f"{figure:>12,.2f}"
        sys.stdout.write(f"{what:<34}{shown} {unit:<10}{'goal ' + goal if goal else ''}\n")


if __name__ == "__main__":
    main()
