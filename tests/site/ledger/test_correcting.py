"""Records of the ledger: corrected, retracted, counted, as of any day."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.errors import ConflictError, NotFoundError, UsageError
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import metrics, services
from gongkai.site.ledger.models import Record
from gongkai.site.ledger.selectors import records
from gongkai.site.ledger.selectors.totals import behind, elsewhere, totals
from gongkai.site.ledger.totals import percent
from gongkai.site.publishing.services import postings
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope
from tests.site.conftest import TODAY
from tests.site.ledger.world import line, value_of


class TestCorrecting:
    def test_a_correction_takes_the_place_and_both_are_kept(self, township: Body, officer: Scope) -> None:
        old = services.enter(officer, body=township, line=line(value="5"))
        new = services.correct(officer, record_id=old.pk, line=line(value="4"), reason="多记一次")
        assert value_of(township, "trainings") == 4
        assert [row.pk for row in records.chain(new)] == [row.pk for row in records.chain(old)] == [old.pk, new.pk]

    def test_a_single_record_may_become_the_total_of_its_month(self, township: Body, officer: Scope) -> None:
        old = services.enter(officer, body=township, line=line())
        services.correct(officer, record_id=old.pk, line=line(when="2026-03", value="6"), reason="改记合计")
        assert value_of(township, "trainings") == 6

    def test_a_correction_counts_nothing_twice_either(self, township: Body, officer: Scope) -> None:
        services.enter(officer, body=township, line=line(when="2026-03", value="6"))
        old = services.enter(officer, body=township, line=line(when="2026-04-01"))
        with pytest.raises(ConflictError, match="重复计算"):
            services.correct(officer, record_id=old.pk, line=line(), reason="日期有误")

    def test_what_is_retracted_no_longer_counts_and_can_come_back(self, township: Body, officer: Scope) -> None:
        old = services.enter(officer, body=township, line=line())
        gone = services.retract(officer, record_id=old.pk, reason="不是本机关的")
        assert value_of(township, "trainings") is None
        services.enter(officer, body=township, line=line(when="2026-03", value="2"))
        with pytest.raises(ConflictError, match="重复计算"):
            services.correct(officer, record_id=gone.pk, line=line(), reason="误撤")

    @pytest.mark.parametrize("name", ["correct", "retract"])
    def test_only_the_last_can_be_corrected(self, township: Body, officer: Scope, name: str) -> None:
        old = services.enter(officer, body=township, line=line())
        more = {"line": line(value="3")} if name == "correct" else {}
        services.correct(officer, record_id=old.pk, line=line(value="2"), reason="多一次")
        with pytest.raises(ConflictError, match="已经更正"):
            getattr(services, name)(officer, record_id=old.pk, reason="再改", **more)

    def test_a_reason_is_asked_for(self, township: Body, officer: Scope) -> None:
        old = services.enter(officer, body=township, line=line())
        with pytest.raises(UsageError, match="原因"):
            services.correct(officer, record_id=old.pk, line=line(value="2"), reason=" ")
        with pytest.raises(UsageError, match="原来相同"):
            services.correct(officer, record_id=old.pk, line=line(), reason="没有改")
        with pytest.raises(UsageError, match="改换指标"):
            services.correct(officer, record_id=old.pk, line=line("meetings"), reason="记错")

    def test_a_stranger_finds_nothing_to_correct(
        self, township: Body, officer: Scope, other_township: Body, person: Any, scope_of: Any
    ) -> None:
        old = services.enter(officer, body=township, line=line())
        with pytest.raises(NotFoundError):
            services.retract(scope_of(person("handler", other_township)), record_id=old.pk, reason="试")

    @pytest.mark.parametrize("change", ["update", "delete"])
    def test_the_database_itself_refuses_to_change_a_record(self, township: Body, officer: Scope, change: str) -> None:
        row = services.enter(officer, body=township, line=line())
        rows = Record.objects.unscoped("test").filter(pk=row.pk)
        with pytest.raises(DatabaseError, match="不得修改"), transaction.atomic():
            rows.update(value=9) if change == "update" else rows.delete()

    def test_a_day_is_seen_as_it_was(self, township: Body, officer: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
        def on(day: int) -> None:
            monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 4, day, 23, 30, tzinfo=clock.ZONE))

        on(1)
        first = services.enter(officer, body=township, line=line(value="5"))
        on(2)
        second = services.correct(officer, record_id=first.pk, line=line(value="4"), reason="多记一次")
        on(3)
        services.retract(officer, record_id=second.pk, reason="不是本机关的")
        days = [dt.date(2026, 3, 31), *(dt.date(2026, 4, day) for day in (1, 2, 3))]
        assert [value_of(township, "trainings", as_of=day) for day in days] == [None, 5, 4, None]


MOVES = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(("correct", "retract")), st.integers(0, 50)), max_size=8)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(st.integers(0, 50), min_size=1, max_size=4), moves=MOVES)
def test_any_order_of_corrections_gives_the_fold_of_the_last(
    township: Body, officer: Scope, values: list[int], moves: list[tuple[int, str, int]]
) -> None:
    with transaction.atomic():
        newest, expected = {}, {}
        for number, value in enumerate(values):
            row = services.enter(officer, body=township, line=line(value=str(value), note=f"第{number}次"))
            newest[number], expected[number] = row.pk, value
        for at, move, value in moves:
            number = at % len(values)
            try:
                if move == "retract":
                    row = services.retract(officer, record_id=newest[number], reason="撤销")
                    expected[number] = -1
                else:
                    again = line(value=str(value), note=f"第{number}次")
                    row = services.correct(officer, record_id=newest[number], line=again, reason="更正")
                    expected[number] = value
            except UsageError:  # the same value again, or retracted already: nothing changed
                continue
            newest[number] = row.pk
        standing = [value for value in expected.values() if value >= 0]
        found = totals(township, 2026, traced=True).of("trainings")
        assert found.value == (sum(standing) if standing else None)
        assert sorted(found.records) == sorted(newest[number] for number, value in expected.items() if value >= 0)
        assert sum(row.value for row in behind(township, 2026, "trainings")) == sum(standing)
        transaction.set_rollback(True)


class TestTotals:
    def test_two_queries_however_many_records(
        self, township: Body, officer: Scope, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(2):
            totals(township, 2026)
        lines = [line(when=f"2026-0{1 + n % 9}-{1 + n % 28:02}", note=str(n)) for n in range(300)]
        lines += [line("followers", f"2026-0{n}", str(n), party="wechat") for n in range(1, 10)]
        services.enter_many(officer, body=township, lines=lines)
        with django_assert_num_queries(2):
            found = totals(township, 2026)
        assert [found.of(name).value for name in ("trainings", "followers")] == [300, 9]
        with django_assert_num_queries(3):
            totals(township, 2026, traced=True)

    def test_every_number_is_the_sum_of_the_records_behind_it(self, township: Body, officer: Scope) -> None:
        lines = [line(), line(when="2026-05-01", value="3"), line("reading_points", "2025-02-01", "2")]
        lines += [line("followers", "2026-03", "10", party="wechat"), line("followers", "2026-04", "7", party="weibo")]
        lines += [line("followers", "2026-01", "90", party="wechat"), line("concerns_received", "2026-02", None)]
        services.enter_many(officer, body=township, lines=lines)
        for (metric, party), total in totals(township, 2026, traced=True).of_key.items():
            rows = list(behind(township, 2026, metric, party))
            assert sum(row.value for row in rows) == total.value, metric
            assert sorted(row.pk for row in rows) == sorted(total.records)
            assert len(rows) == total.count

    def test_another_body_counts_for_itself(self, township: Body, officer: Scope, other_township: Body) -> None:
        services.enter(officer, body=township, line=line())
        assert value_of(other_township, "trainings") is None

    def test_posts_and_accounts_are_counted_where_they_are_kept(self, township: Body, officer: Scope) -> None:
        postings.post(officer, body=township, outlet="website", on=TODAY, count=198)
        postings.post(officer, body=township, outlet="wechat", on=TODAY, count=386)
        found = elsewhere(township, 2026, TODAY)
        assert found["items_disclosed", "website"].value == 198
        assert found["items_disclosed", ""].value == 584
        assert found["processing_fee", ""].value == 0

    @pytest.mark.parametrize(
        ("part", "whole", "text"),
        [
            (2, 3, "66.67%"),
            (1, 1, "100%"),
            (99999, 100000, "99.99%"),
            (1, 100000, "0.01%"),
            (0, 5, "0%"),
            (1, 200, "0.5%"),
        ],
    )
    def test_a_percentage_never_says_all_or_nothing_where_it_is_not(self, part: int, whole: int, text: str) -> None:
        assert percent(Fraction(part, whole)) == text


def test_every_metric_can_be_told() -> None:
    for found in metrics.all_metrics(TODAY).values():
        assert "3" in metrics.sentence(found, "3")
        assert not found.dimension or "甲3" in metrics.sentence(found, "3", "甲")
