"""What holds of every life that a request can have."""

import datetime as dt
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law import LawBook
from gongkai.procedure import counting
from gongkai.procedure.clock import RUNNING, reply_due
from gongkai.procedure.derive import reply_term
from gongkai.procedure.events import History
from gongkai.procedure.lateness import next_due
from gongkai.procedure.lifecycle import replay
from gongkai.procedure.outcomes import counting_rows
from gongkai.procedure.rules import Procedure
from tests.procedure.strategies import histories

PROCEDURE = Procedure(LawBook.open())
LAW = PROCEDURE.book.at(dt.date(2026, 1, 1))
STATES = {state.id for state in LAW.lifecycle.states}
FORM = LAW.forms["2021"]
KINDS = counting.applicant_kinds(FORM)
LIVES = histories(PROCEDURE)


@given(LIVES)
def test_is_always_in_exactly_one_state(history: History) -> None:
    assert history.position is not None
    assert history.position.state in STATES
    assert (history.position.state == "consulting") is bool(history.position.open)


@given(LIVES)
def test_a_history_is_the_sum_of_its_events(history: History) -> None:
    assert replay(PROCEDURE, history.events) == history


@given(LIVES)
def test_once_confirmed_something_is_due_until_it_is_closed(history: History) -> None:
    position = history.position
    assert position is not None
    due = next_due(PROCEDURE.provisional, history, position.last)
    if position.state == "closed":
        assert due is None
        return
    assert due is not None
    assert (due.day is None) is (position.received is None)
    assert (due.duty == "reply") is (position.state in RUNNING)


@given(LIVES)
def test_the_derivation_adds_up(history: History) -> None:
    position = history.position
    assert position is not None
    term = reply_term(PROCEDURE.provisional, history)
    if term.due is None:
        assert position.state not in RUNNING
        return
    spans = [s for s in term.steps if s.kind in ("counted", "made_up", "weekend", "holiday", "festival", "excluded")]
    if not spans:
        return
    for earlier, later in pairwise(spans):
        assert later.first == earlier.last + dt.timedelta(days=1)
    assert spans[-1].last == term.due
    counted = sum(step.days for step in spans if step.kind in ("counted", "made_up"))
    assert counted == position.base + position.extension
    assert all((s.last - s.first).days + 1 == s.days for s in spans if s.kind != "excluded")


@given(LIVES)
def test_the_due_day_is_a_working_day_unless_it_was_fixed(history: History) -> None:
    position = history.position
    assert position is not None
    due = reply_due(PROCEDURE.provisional.calendar, position)
    if due is not None and position.until is None:
        assert PROCEDURE.provisional.calendar.is_working_day(due)
        assert position.start is not None
        plain = PROCEDURE.provisional.calendar.add(position.start, position.base + position.extension)
        assert due >= plain


@given(LIVES)
def test_the_first_result_stands_for_ever(history: History) -> None:
    results = [replay(PROCEDURE, history.events[:n]).position for n in range(1, len(history.events) + 1)]
    known = [(p.result, p.result_day) for p in results if p is not None and p.result]
    assert len(set(known)) <= 1


@given(LIVES)
def test_what_is_overdue_was_due_before(history: History) -> None:
    position = history.position
    assert position is not None
    today = position.last + dt.timedelta(days=100)
    due = next_due(PROCEDURE.provisional, history, today)
    if due is not None and due.day is not None:
        assert due.overdue is (due.day < today)


@settings(max_examples=max(50, settings().max_examples // 4))
@given(st.lists(st.tuples(st.sampled_from(KINDS), LIVES), max_size=6), st.integers(2019, 2026))
def test_counts_balance_at_every_year_boundary(lives: list[tuple[str, History]], year: int) -> None:
    requests = [counting.counted(kind, history) for kind, history in lives]
    cells = counting.count(requests, FORM, year)
    after = counting.count(requests, FORM, year + 1)
    for kind in (*KINDS, counting.TOTAL):
        at = {row: cells[f"requests.{row}.{kind}"] for row in ("new", "carried_in", "results_total", "carried_out")}
        assert at["new"] + at["carried_in"] == at["results_total"] + at["carried_out"]
        assert after[f"requests.carried_in.{kind}"] == at["carried_out"]


@settings(max_examples=max(50, settings().max_examples // 4))
@given(st.lists(st.tuples(st.sampled_from(KINDS), LIVES), max_size=6))
def test_every_result_is_counted_once_in_all_years(lives: list[tuple[str, History]]) -> None:
    requests = [counting.counted(kind, history) for kind, history in lives]
    years = [counting.count(requests, FORM, year) for year in range(2008, 2028)]
    total = sum(cells["requests.results_total.total"] for cells in years)
    rows = set(counting_rows(FORM).values())
    assert total == sum(request.received is not None and request.result_day is not None for request in requests)
    assert total == sum(cells[f"requests.{row}.total"] for cells in years for row in rows)
