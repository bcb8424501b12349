"""Cases against a body: what may follow what, what is due, and how each year of the report counts them."""

from __future__ import annotations

import datetime as dt

import pytest

from gongkai.errors import NotAllowedError, UsageError
from gongkai.law import LawBook
from gongkai.procedure import proceedings
from gongkai.procedure.proceedings import CaseEvent, CasePosition, CountedCase, stand

LAW = LawBook.open().at(dt.date(2026, 11, 20))
FORM = LAW.form_for_year(2025)
SUIT, RECONSIDERATION = LAW.proceedings["suit"], LAW.proceedings["reconsideration"]
COLUMNS = proceedings.columns_of(LAW)


def suit(*events: tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, str]) -> CasePosition:
    return stand(SUIT, [CaseEvent(kind, dt.date.fromisoformat(day), *more) for kind, day, *more in events])


# What happens to a suit, and its column in 2024, 2025 and 2026.
FILED = ("filed", "2024-06-03")
LIVES = [
    ((), ("pending", "pending", "pending")),
    ((("decided", "2024-09-02", "rejected"),), ("upheld", None, None)),
    ((("decided", "2025-01-06", "revoked"),), ("pending", "corrected", None)),
    ((("decided", "2024-12-20", "withdrawn"),), ("other", None, None)),
    # An appeal in the same year opens the case again, a second instance settles it.
    ((("decided", "2024-12-02", "rejected"), ("appealed", "2024-12-10")), ("pending", "pending", "pending")),
    (
        (
            ("decided", "2024-12-02", "rejected"),
            ("appealed", "2024-12-10"),
            ("appeal_decided", "2025-04-01", "affirmed"),
        ),
        ("pending", "upheld", None),
    ),
    (
        (
            ("decided", "2024-08-02", "rejected"),
            ("appealed", "2024-08-10"),
            ("appeal_decided", "2024-11-01", "replaced", "revoked"),
        ),
        ("corrected", None, None),
    ),
    # Counted in the year of the decision: what comes in a later year changes nothing.
    (
        (
            ("decided", "2024-12-25", "rejected"),
            ("appealed", "2025-01-05"),
            ("appeal_decided", "2025-06-01", "replaced", "revoked"),
        ),
        ("upheld", None, None),
    ),
    (
        (
            ("decided", "2024-08-02", "dismissed"),
            ("appealed", "2024-08-09"),
            ("appeal_decided", "2024-11-01", "remanded"),
            ("decided", "2026-02-02", "revoked"),
        ),
        ("pending", "pending", "corrected"),
    ),
]


@pytest.mark.parametrize(("events", "columns"), LIVES)
def test_each_year_counts_a_case_once(events: tuple[tuple[str, ...], ...], columns: tuple[str | None, ...]) -> None:
    position = suit(FILED, *events)  # type: ignore[arg-type]
    case = CountedCase("direct_suit", position.filed, position.settled, position.settled_result)
    found = tuple(proceedings.column_in(case, COLUMNS, year) for year in (2024, 2025, 2026))
    assert found == columns
    assert proceedings.column_in(case, COLUMNS, 2023) is None


def test_a_table_has_every_cell_and_its_sums() -> None:
    assert FORM is not None
    day = dt.date(2025, 3, 3)
    cases = [
        CountedCase("reconsideration", day, day, "upheld"),
        CountedCase("reconsideration", day, None, ""),
        CountedCase("suit_after_reconsideration", day, day, "void"),
    ]
    cells = proceedings.count_cases(cases, COLUMNS, FORM, 2025)
    assert len(cells) == 15
    filled = {key: value for key, value in cells.items() if value}
    assert filled == {
        "remedies.reconsideration.upheld": 1,
        "remedies.reconsideration.pending": 1,
        "remedies.reconsideration.total": 2,
        "remedies.suit_after_reconsideration.corrected": 1,
        "remedies.suit_after_reconsideration.total": 1,
    }


def test_a_result_without_a_column_is_refused() -> None:
    assert FORM is not None
    day = dt.date(2025, 3, 3)
    with pytest.raises(UsageError, match="没有计入"):
        proceedings.count_cases([CountedCase("direct_suit", day, day, "upheld")], COLUMNS, FORM, 2025)


def test_the_answer_is_due_until_it_is_given() -> None:
    opening = CaseEvent("filed", dt.date(2025, 3, 3)), CaseEvent("copied", dt.date(2025, 3, 10))
    duty = stand(RECONSIDERATION, opening).duty
    assert duty is not None
    assert (duty.stage, duty.meets, duty.since) == ("copied", "answered", dt.date(2025, 3, 10))
    assert stand(RECONSIDERATION, [*opening, CaseEvent("heard", dt.date(2025, 3, 11))]).duty == duty
    assert stand(RECONSIDERATION, [*opening, CaseEvent("answered", dt.date(2025, 3, 12))]).duty is None


def test_terms_follow_the_kind_of_procedure_and_of_decision() -> None:
    copied, served = (
        proceedings.stage_of(table, name) for table, name in ((RECONSIDERATION, "copied"), (SUIT, "served"))
    )
    position = stand(RECONSIDERATION, [CaseEvent("filed", dt.date(2025, 3, 3))])
    terms = [proceedings.term_from(RECONSIDERATION, position, copied, simplified=short) for short in (False, True)]
    assert terms == ["reconsideration_answer", "reconsideration_answer_simplified"]
    for result, term in (("rejected", "appeal_judgment"), ("dismissed", "appeal_ruling"), ("withdrawn", None)):
        position = suit(FILED, ("decided", "2024-07-01", result))
        assert proceedings.term_from(SUIT, position, served, simplified=False) == term


def test_only_a_decision_that_sets_aside_leads_to_a_new_reply() -> None:
    renewed = {
        result.id: proceedings.renews(SUIT, suit(FILED, ("decided", "2024-07-01", result.id)))
        for result in SUIT.results
    }
    assert {name for name, new in renewed.items() if new} == {
        "revoked",
        "partly_revoked",
        "ordered",
        "void",
    }
    appealed = suit(FILED, ("decided", "2024-07-01", "revoked"), ("appealed", "2024-07-09"))
    assert not proceedings.renews(SUIT, appealed)


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([("decided", "2024-07-01", "rejected")], "还没有开始"),
        ([FILED, ("appealed", "2024-07-01")], "目前“已起诉、待立案”"),
        ([FILED, ("accepted", "2024-06-01")], "早于前一事项"),
        ([FILED, ("decided", "2024-07-01")], "结果“”不存在"),
        (
            [
                FILED,
                ("decided", "2024-07-01", "rejected"),
                ("appealed", "2024-07-02"),
                ("appeal_decided", "2024-08-01"),
            ],
            "二审",
        ),
        ([], "还没有登记"),
    ],
)
def test_what_the_table_does_not_have_is_refused(events: list[tuple[str, ...]], words: str) -> None:
    with pytest.raises((NotAllowedError, UsageError), match=words):
        suit(*events)  # type: ignore[arg-type]
