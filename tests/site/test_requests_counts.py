"""Chapters three and four of thousands of random requests equal what plain SQL, written by hand, counts.

The SQL reads what happened (the steps and their days) and knows neither the fold nor the columns derived for it;
which result belongs into which row is typed here once more, from the printed form.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import pytest
from django.db import connection

from bench import histories
from gongkai.law.model import FormText
from gongkai.procedure.counting import applicant_kinds
from gongkai.site.accessrequests import selectors as requests
from gongkai.site.accessrequests.kinds import form_on
from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.remedies import selectors as remedies
from gongkai.site.web import clock
from gongkai.site.web.procedures import procedure

FORM: Final[FormText] = form_on(dt.date(2025, 12, 31))

# A request that was received (also by confirmation), with its first result, from its steps.
REQUESTS: Final = """
WITH lived AS (
    SELECT r.id, r.applicant, r.result,
        (SELECT MIN(s.day) FROM accessrequests_step s
          WHERE s.request_id = r.id AND s.kind IN ('received', 'confirmed')) AS began,
        (SELECT MIN(s.day) FROM accessrequests_step s
          WHERE s.request_id = r.id AND s.kind IN ('decided', 'abandoned', 'unpaid', 'withdrawn')) AS ended
    FROM accessrequests_request r WHERE r.body_id = %s
)
SELECT applicant,
    CASE WHEN began >= %s THEN 'new' ELSE 'carried_in' END,
    CASE WHEN ended IS NULL OR ended > %s THEN 'carried_out'
         WHEN result IN ('already_public', 'provided') THEN 'granted'
         WHEN result = 'partly_provided' THEN 'partial'
         WHEN result = 'state_secret' THEN 'denied_secret'
         WHEN result = 'forbidden_by_law' THEN 'denied_law'
         WHEN result = 'endangers_stability' THEN 'denied_stability'
         WHEN result = 'third_party_rights' THEN 'denied_third_party'
         WHEN result = 'internal_affairs' THEN 'denied_internal'
         WHEN result = 'process_information' THEN 'denied_process'
         WHEN result = 'enforcement_file' THEN 'denied_enforcement_file'
         WHEN result = 'special_query' THEN 'denied_admin_query'
         WHEN result IN ('does_not_exist', 'not_this_organ') THEN 'unable_not_held'
         WHEN result = 'needs_creation' THEN 'unable_creation'
         WHEN result = 'still_unclear' THEN 'unable_unclear'
         WHEN result = 'petition' THEN 'rejected_petition'
         WHEN result = 'repeated' THEN 'rejected_repeat'
         WHEN result = 'publication' THEN 'rejected_publication'
         WHEN result = 'excessive' THEN 'rejected_excessive'
         WHEN result = 'confirmation' THEN 'rejected_confirm'
         WHEN result = 'not_supplemented' THEN 'other_no_supplement'
         WHEN result = 'not_paid' THEN 'other_no_payment'
         WHEN result = 'other_handling' THEN 'other_misc' END,
    COUNT(*)
FROM lived
WHERE began <= %s AND (ended IS NULL OR ended >= %s)
GROUP BY 1, 2, 3
"""

# Where the cases filed by the end of a year stand then: by the last decisive thing that has happened.
CASES: Final = """
WITH decisive AS (
    SELECT s.case_id, s.position, s.kind, s.result, s.becomes,
        ROW_NUMBER() OVER (PARTITION BY s.case_id ORDER BY s.position DESC) AS back,
        ROW_NUMBER() OVER (PARTITION BY s.case_id, s.kind ORDER BY s.position DESC) AS back_of_kind
    FROM remedies_step s
    WHERE s.kind IN ('decided', 'appealed', 'appeal_decided') AND s.day <= %s
), latest AS (
    SELECT * FROM decisive WHERE back = 1
), first_instance AS (
    SELECT * FROM decisive WHERE kind = 'decided' AND back_of_kind = 1
), standing AS (
    SELECT c.id, c.kind, c.route,
        CASE WHEN l.case_id IS NULL OR l.kind = 'appealed' OR l.result = 'remanded' THEN ''
             WHEN l.result = 'replaced' AND l.kind = 'appeal_decided' THEN l.becomes
             ELSE f.result END AS result
    FROM remedies_case c
    LEFT JOIN latest l ON l.case_id = c.id
    LEFT JOIN first_instance f ON f.case_id = c.id
    WHERE c.body_id = %s AND EXISTS (
        SELECT 1 FROM remedies_step o WHERE o.case_id = c.id AND o.kind = 'filed' AND o.day <= %s)
)
SELECT id, route,
    CASE WHEN result = '' THEN 'pending'
         WHEN result IN ('upheld', 'rejected') THEN 'upheld'
         WHEN result IN ('varied', 'revoked', 'partly_revoked', 'unlawful', 'ordered', 'void', 'payment')
             THEN 'corrected'
         WHEN result IN ('claim_rejected', 'dismissed', 'not_accepted', 'withdrawn', 'mediated', 'settled')
             THEN 'other' END
FROM standing
"""


def asked(sql: str, *given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


def chapter_three(body: Body, year: int) -> dict[str, int]:
    first, last = f"{year}-01-01", f"{year}-12-31"
    tally: Counter[tuple[str, str]] = Counter()
    for kind, opening, row, number in asked(REQUESTS, body.pk, first, last, last, first):
        for at in (opening, row) if row == "carried_out" else (opening, row, "results_total"):
            for column in (kind, "total"):
                tally[at, column] += number
    return {f"requests.{row}.{column}": number for (row, column), number in tally.items()}


def chapter_four(body: Body) -> dict[int, dict[str, int]]:
    """Every year counts what is settled at its end for the first time, and what is pending."""
    found: dict[int, dict[str, int]] = {}
    settled: set[int] = set()
    for year in range(2022, 2027):
        end = f"{year}-12-31"
        tally: Counter[str] = Counter()
        for pk, route, column in asked(CASES, end, body.pk, end):
            if pk not in settled:
                tally[f"remedies.{route}.{column}"] += 1
                tally[f"remedies.{route}.total"] += 1
                if column != "pending":
                    settled.add(pk)
        found[year] = dict(tally)
    return found


def filled(cells: dict[str, int]) -> dict[str, int]:
    return {key: value for key, value in cells.items() if value}


def compare(body: Body, person: User, number: int, seed: int) -> None:
    made = histories.lives(number, seed, applicant_kinds(FORM), procedure())
    cases = histories.insert(body, person, made, clock.now())
    assert cases > number / 20
    with connection.cursor() as cursor:
        # PostgreSQL has not looked at rows that are this new, and would read a table anew for each of them.
        cursor.execute("ANALYZE")
    before: dict[str, int] = {}
    by_hand = chapter_four(body)
    for year in histories.YEARS:
        cells = requests.cells(body, FORM, year)
        assert filled(cells) == filled(chapter_three(body, year))
        # The chain from year to year: what was carried out of the last is carried into this one.
        for kind in (*applicant_kinds(FORM), "total") if before else ():
            assert cells[f"requests.carried_in.{kind}"] == before[f"requests.carried_out.{kind}"]
        before = cells
        assert filled(remedies.cells(body, FORM, year)) == by_hand[year]


@pytest.fixture
def counted(township: Body, person: Callable[..., User]) -> Callable[[int, int], None]:
    return lambda number, seed: compare(township, person("handler", township), number, seed)


def test_every_cell_of_three_years_is_what_sql_counts(counted: Callable[[int, int], None], township: Body) -> None:
    counted(3_000, 711)
    # So that nothing is equal because it is empty: every row and every column has something in some year.
    seen: Counter[str] = Counter()
    for year in histories.YEARS:
        seen.update(requests.cells(township, FORM, year) | remedies.cells(township, FORM, year))
    assert not [key for key, value in seen.items() if not value]


def test_every_cell_opens_to_as_many_records_as_it_counts(
    counted: Callable[[int, int], None],
    township: Body,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    counted(600, 5)
    for chapter in (requests, remedies):
        for key, value in chapter.cells(township, FORM, 2024).items():  # type: ignore[attr-defined]
            with django_assert_num_queries(1):
                ids = chapter.records(township, FORM, 2024, key)  # type: ignore[attr-defined]
            assert len(set(ids)) == len(ids) == value, key


def test_all_cells_open_at_once_to_what_each_of_them_opens_to(
    counted: Callable[[int, int], None],
    township: Body,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    counted(600, 5)
    keys = [*requests.cells(township, FORM, 2024)]
    with django_assert_num_queries(1):
        found = requests.behind_each(township, FORM, 2024, keys)
    for key in keys:
        rows = requests.behind(township, FORM, 2024, key).values_list("pk", "received_on")
        days = map(dt.date.fromordinal, found[key].days)
        assert [*zip(found[key].ids, days, strict=True)] == list(rows), key
    keys = [*remedies.cells(township, FORM, 2024)]
    with django_assert_num_queries(1):
        cases = remedies.records_each(township, FORM, 2024, keys)
    assert cases == {key: remedies.records(township, FORM, 2024, key) for key in keys}


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_cell_of_a_hundred_thousand_requests(counted: Callable[[int, int], None], seed: int) -> None:
    counted(100_000, seed)
