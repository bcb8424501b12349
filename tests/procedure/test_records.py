"""Counting, remedies, what is due next, what a reply must contain."""

import datetime as dt

import pytest

from gongkai.errors import UsageError
from gongkai.law import LawBook
from gongkai.procedure import counting
from gongkai.procedure.counting import Counted
from gongkai.procedure.events import Event, History, ItemResult
from gongkai.procedure.lateness import days_left, next_due
from gongkai.procedure.lifecycle import replay
from gongkai.procedure.outcomes import counting_rows, must_contain, principal
from gongkai.procedure.remedies import ways
from gongkai.procedure.rules import Procedure

D = dt.date.fromisoformat
DAY = D("2024-03-04")


@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_keys_are_those_of_the_form(book: LawBook, form_id: str) -> None:
    form = book.at(DAY).forms[form_id]
    cells = counting.count([], form, 2024)
    rows = {key.split(".")[1] for key in cells}
    block = next(table for table in form.tables if table.id == "requests").blocks[0]
    assert rows == {row.id for row in block.rows if row.kind != "group"}
    assert len(cells) == len(rows) * 7
    assert set(cells.values()) == {0}


@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_every_outcome_has_one_row(book: LawBook, form_id: str) -> None:
    view = book.at(DAY)
    assert set(counting_rows(view.forms[form_id])) == set(view.outcomes)


def test_kinds_of_applicants_in_drawn_order(book: LawBook) -> None:
    kinds = counting.applicant_kinds(book.at(DAY).forms["2021"])
    assert kinds == ("natural", "commercial", "research", "public_welfare", "legal_service", "other_org")


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        (Counted("martian", DAY, "", None), "申请人类别“martian”不存在；可以是：natural、"),
        (Counted("natural", DAY, "lost", DAY), "办理结果“lost”没有计入报告的任何一行"),
    ],
)
def test_what_the_form_does_not_have_is_told(book: LawBook, request_: Counted, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        counting.count([request_], book.at(DAY).forms["2021"], 2024)


@pytest.mark.parametrize(
    ("received", "result", "rows"),
    [
        ("2024-01-01", "2024-01-01", {"new", "granted", "results_total"}),
        ("2024-12-31", "2024-12-31", {"new", "granted", "results_total"}),
        ("2024-12-31", "2025-01-01", {"new", "carried_out"}),
        ("2023-12-31", "2024-01-01", {"carried_in", "granted", "results_total"}),
        ("2023-12-31", "2024-12-31", {"carried_in", "granted", "results_total"}),
        ("2023-12-31", "2025-01-01", {"carried_in", "carried_out"}),
        ("2023-12-31", "2023-12-31", set()),
        ("2025-01-01", "2025-01-01", set()),
        ("2024-06-30", None, {"new", "carried_out"}),
        (None, None, set()),
    ],
)
def test_at_the_boundaries_of_a_year(book: LawBook, received: str | None, result: str | None, rows: set[str]) -> None:
    request = Counted("natural", D(received) if received else None, "provided", D(result) if result else None)
    cells = counting.count([request], book.at(DAY).forms["2021"], 2024)
    assert {key.split(".")[1] for key, value in cells.items() if value} == rows
    assert all(value <= 1 for value in cells.values())


def test_an_empty_history_counts_nowhere() -> None:
    assert counting.counted("natural", History()) == Counted("natural", None, "", None)


def test_the_unconfirmed_are_listed(procedure: Procedure) -> None:
    waiting = replay(procedure, [Event("submitted", DAY, channel="online")])
    confirmed = replay(procedure, [*waiting.events, Event("confirmed", DAY)])
    assert counting.unconfirmed([waiting, confirmed, History()]) == [waiting.position]


class TestDue:
    received = (Event("received", DAY, channel="in_person"),)

    @pytest.mark.parametrize(
        ("today", "left"),
        [
            ("2024-03-04", 20),
            ("2024-03-05", 19),
            ("2024-04-01", 0),
            ("2024-04-02", -1),
            ("2024-04-03", -2),
            ("2024-04-06", -2),
        ],
    )
    def test_working_days_that_are_left(self, procedure: Procedure, today: str, left: int) -> None:
        due = next_due(procedure, replay(procedure, self.received), D(today))
        assert due is not None
        assert (due.duty, due.day, due.left, due.overdue) == ("reply", D("2024-04-01"), left, left < 0)

    def test_a_day_of_rest_after_the_last_day_is_late(self, procedure: Procedure) -> None:
        assert days_left(procedure, D("2024-04-04"), D("2024-04-03")) == -1
        assert days_left(procedure, D("2024-04-03"), D("2024-04-03")) == 0
        assert days_left(procedure, D("2024-04-04"), D("2024-04-08")) == 2

    @pytest.mark.parametrize(
        ("events", "duty", "day"),
        [
            ((Event("supplement_notice", DAY, until=D("2024-03-22")),), "supplement", "2024-03-22"),
            ((Event("fee_notice", DAY),), "payment", "2024-04-01"),
            ((Event("decided", DAY, outcome="provided"),), "reply", "2024-04-01"),
            ((Event("third_party_consulted", DAY),), "reply", "2024-04-23"),
        ],
    )
    def test_whose_turn_it_is(self, procedure: Procedure, events: tuple[Event, ...], duty: str, day: str) -> None:
        due = next_due(procedure, replay(procedure, (*self.received, *events)), DAY)
        assert due is not None
        assert (due.duty, due.day) == (duty, D(day))

    def test_nothing_is_due_before_and_after(self, procedure: Procedure) -> None:
        assert next_due(procedure, History(), DAY) is None
        assert next_due(procedure, replay(procedure, (*self.received, Event("withdrawn", DAY))), DAY) is None
        waiting = next_due(procedure, replay(procedure, [Event("submitted", DAY, channel="online")]), DAY)
        assert waiting is not None
        assert (waiting.duty, waiting.day, waiting.left, waiting.overdue) == ("confirm", None, None, False)


class TestRemedies:
    def test_only_refusals_under_articles_14_to_16_must_be_reconsidered_first(self, procedure: Procedure) -> None:
        law = procedure.rules(DAY).law
        refusals = {o for o in law.outcomes if {way.id: way for way in ways(procedure, o, DAY)}["suit"].must_wait}
        assert refusals == {
            "state_secret", "forbidden_by_law", "endangers_stability", "third_party_rights", "internal_affairs",
            "process_information", "enforcement_file",
        }  # fmt: skip
        assert {o for o in law.outcomes if law.outcomes[o].review_first} == refusals
        assert [way.id for way in ways(procedure, "state_secret", DAY) if way.must_wait] == ["suit"]

    def test_ways_say_where_to_go_and_on_what_basis(self, procedure: Procedure) -> None:
        found = {way.id: way for way in ways(procedure, "provided", DAY)}
        assert found["reconsideration"].addressed_to.startswith("有管辖权的行政复议机关")
        assert found["suit"].label == "提起行政诉讼"
        assert found["complaint"].term is None
        assert found["complaint"].basis == ("regulation-2019#47", "regulation-2019#51")
        assert found["suit"].term is not None
        assert found["suit"].term.label == "直接起诉的期限"

    def test_an_unknown_outcome_is_told(self, procedure: Procedure) -> None:
        with pytest.raises(UsageError, match="办理结果“maybe”不存在；可以是：already_public（"):
            ways(procedure, "maybe", DAY)


def test_a_principal_and_its_reason_are_never_assumed(procedure: Procedure) -> None:
    outcomes = procedure.rules(DAY).law.outcomes
    mixed = [ItemResult("甲", "provided"), ItemResult("乙", "does_not_exist")]
    with pytest.raises(UsageError, match="请指定其中一种"):
        principal(outcomes, mixed)
    with pytest.raises(UsageError, match="请写明以“予以公开”为主要结果的理由"):
        principal(outcomes, mixed, "provided")
    assert principal(outcomes, mixed, "provided", "篇幅最多") == "provided"


def test_what_a_reply_must_contain(procedure: Procedure) -> None:
    law = procedure.rules(DAY).law
    secret = must_contain(law, "state_secret")
    assert "应当先申请行政复议的告知" in secret
    assert secret[-1] == "国家秘密的密级和定密依据"
    assert "救济途径和期限" in must_contain(law, "does_not_exist")
    assert all("印章" in must_contain(law, outcome) for outcome in law.outcomes)
