"""Records of the ledger: spans and amounts as people write them, entered once."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from gongkai.errors import ConflictError, ForbiddenError, UsageError
from gongkai.site.accounts.models import User
from gongkai.site.audit import selectors as audit
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import periods, services
from gongkai.site.ledger.amounts import read_amount
from gongkai.site.ledger.book import Line
from gongkai.site.ledger.models import Record
from gongkai.site.ledger.selectors.totals import totals
from gongkai.site.ledger.services.common import Evidence
from gongkai.site.ledger.totals import Total, percent
from gongkai.site.web import storage
from gongkai.site.web.scope import Scope
from tests.site.ledger.world import line, value_of


class TestSpans:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("2026-03-05", "2026年3月5日"),
            ("2026/3/5", "2026年3月5日"),
            ("２０２６年３月５日", "2026年3月5日"),
            ("2026-03-05 00:00:00", "2026年3月5日"),
            ("2026-03", "2026年3月"),
            ("2026年3月", "2026年3月"),
            ("2026", "2026年"),
            ("2026年", "2026年"),
        ],
    )
    def test_are_read_as_they_are_written(self, text: str, words: str) -> None:
        assert periods.read_span(text).words == words

    @pytest.mark.parametrize("text", ["", "3月", "2026-13", "2026-02-30", "26-03-05", "2026-03-05 09:00:00"])
    def test_what_is_none_is_refused(self, text: str) -> None:
        with pytest.raises(UsageError, match="不是日期"):
            periods.read_span(text)


class TestAmounts:
    @pytest.mark.parametrize(
        ("text", "decimals", "value"),
        [("12", 0, "12"), ("1,234", 0, "1234"), ("１２", 0, "12"), ("321.8736", 4, "321.8736"), ("5.00", 0, "5")],
    )
    def test_are_read_exactly(self, text: str, decimals: int, value: str) -> None:
        assert read_amount(text, decimals) == Decimal(value)

    @pytest.mark.parametrize(
        ("text", "decimals", "says"),
        [
            ("十二", 0, "不是数字"),
            ("12件", 0, "不是数字"),
            ("1,23", 0, "不是数字"),
            ("-1", 0, "不是数字"),
            ("1.5", 0, "整数"),
            ("1.23456", 4, "4 位小数"),
            ("1000000000000", 0, "过大"),
        ],
    )
    def test_others_are_refused(self, text: str, decimals: int, says: str) -> None:
        with pytest.raises(UsageError, match=says):
            read_amount(text, decimals)


class TestEntering:
    def test_single_records_add_up(self, township: Body, officer: Scope) -> None:
        services.enter(officer, body=township, line=line())
        services.enter(officer, body=township, line=line(value="2", note="网上培训"))
        services.enter(officer, body=township, line=line(when="2026-09-01"))
        assert value_of(township, "trainings") == 4

    def test_nothing_recorded_is_not_nothing(self, township: Body, officer: Scope) -> None:
        assert value_of(township, "trainings") is None
        services.enter(officer, body=township, line=line(when="2026-03", value=None))
        found = totals(township, 2026).of("trainings")
        assert found == Total(Decimal(), 1, nil=True)

    def test_amounts_are_exact(self, township: Body, officer: Scope) -> None:
        for month, amount in enumerate(("0.1", "0.2", "321.8736"), 1):
            services.enter(officer, body=township, line=line("administrative_fees", f"2026-0{month}", amount))
        assert value_of(township, "administrative_fees") == Decimal("322.1736")
        assert totals(township, 2026).cells()["proactive.fees.amount"].value == Decimal("322.1736")

    def test_parts_make_the_whole(self, township: Body, officer: Scope) -> None:
        for party, value in (("proactive", "34"), ("on_request", "51"), ("withheld", "0")):
            services.enter(officer, body=township, line=line("documents_issued", "2026", value, party=party))
        found = totals(township, 2026)
        assert [found.of("documents_issued", one).value for one in ("", "proactive", "withheld")] == [85, 34, 0]
        assert found.parties("documents_issued") == ["on_request", "proactive", "withheld"]

    def test_a_ratio_is_exact(self, township: Body, officer: Scope) -> None:
        for name, value in (("concerns_due", "75"), ("concerns_closed_on_time", "69")):
            services.enter(officer, body=township, line=line(name, "2026", value, party="county_hotline"))
        ratio = totals(township, 2026).ratio("completion_rate")
        assert (ratio.value, ratio.excessive, percent(ratio.value)) == (Fraction(23, 25), False, "92%")
        assert totals(township, 2026).ratio("satisfaction_rate").value is None

    def test_a_part_larger_than_the_whole_is_doubted(self, township: Body, officer: Scope) -> None:
        for name, value in (("concerns_due", "5"), ("concerns_closed_on_time", "6")):
            services.enter(officer, body=township, line=line(name, "2026-01", value, party="other"))
        assert totals(township, 2026).ratio("completion_rate").excessive

    def test_a_ratio_of_which_one_side_is_not_recorded_says_so(self, township: Body, officer: Scope) -> None:
        for name, party in (("due", "other"), ("due", "message_board"), ("closed_on_time", "other")):
            services.enter(officer, body=township, line=line(f"concerns_{name}", "2026-01", "4", party=party))
        found = totals(township, 2026)
        assert found.ratio("completion_rate").lopsided == ("message_board",)
        assert found.ratio("completion_rate", "other").lopsided == ()
        assert found.ratio("completion_rate", "message_board").value is None

    def test_the_last_value_holds_and_says_when_it_is_old(self, township: Body, officer: Scope) -> None:
        services.enter(officer, body=township, line=line("reading_points", "2025-04-01", "1"))
        services.enter(officer, body=township, line=line("reading_points", "2025-12", "3"))
        services.enter(officer, body=township, line=line("reading_points", "2025-11-30", "2"))
        assert value_of(township, "reading_points", year=2025) == 3
        found = totals(township, 2026).of("reading_points")
        assert found == Total(Decimal(3), 1, carried=dt.date(2025, 12, 1))
        assert value_of(township, "reading_points", year=2024) is None

    def test_a_file_proves_it(self, township: Body, officer: Scope) -> None:
        proof = Evidence("签到\\表.txt", io.BytesIO("签到表".encode()))
        row = services.enter(officer, body=township, line=line(), evidence=proof)
        assert row.evidence_name == "表.txt"
        assert storage.read(row.evidence).decode() == "签到表"

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            (line("nothing"), "请选择指标"),
            (line("completion_rate"), "分子和分母"),
            (line("items_disclosed", party="website"), "发布渠道"),
            (line("new_media_accounts", party="wechat"), "政务新媒体"),
            (line("processing_fee"), "依申请公开"),
            (line(party="website"), "没有这一分项"),
            (line("documents_issued"), "须选择分项"),
            (line(when="2026-11-21"), "晚于今天"),
            (line(when="2007"), "不能早于"),
            (line(value=None), "确认没有"),
            (line("reading_points", "2026", None), "登记 0"),
            (line(value="1.5"), "整数"),
            (line(value="-1"), "负数"),
        ],
    )
    def test_what_cannot_be_is_refused(self, township: Body, officer: Scope, wrong: Line, says: str) -> None:
        with pytest.raises(UsageError, match=says):
            services.enter(officer, body=township, line=wrong)
        assert not Record.objects.unscoped("test").exists()

    def test_only_the_officers_of_the_body_write(
        self, township: Body, other_township: Body, person: Callable[..., User], scope_of: Callable[[User], Scope]
    ) -> None:
        for role, body in (("reviewer", township), ("handler", other_township)):
            with pytest.raises(ForbiddenError):
                services.enter(scope_of(person(role, body)), body=township, line=line())

    def test_the_event_names_the_record(self, township: Body, officer: Scope) -> None:
        row = services.enter(officer, body=township, line=line())
        event = audit.of_target(row)[0]
        assert (event.action, event.facts["metric"]) == ("ledger.enter", "trainings")


class TestCountingOnce:
    @pytest.mark.parametrize(
        ("first", "second"),
        [
            (line(), line(when="2026-03", value="5")),
            (line(when="2026-03", value="5"), line()),
            (line(when="2026-03", value="5"), line(when="2026-03", value="6")),
            (line(when="2026-03", value=None), line()),
            (line(), line(when="2026-03", value=None)),
            (line(), line(when="2026", value="9")),
            (line(when="2026", value="9"), line()),
            (line(when="2026", value="9"), line(when="2026-03", value="5")),
            (
                line("concerns_received", "2026-03", None),
                line("concerns_received", "2026-03-05", "2", party="message_board"),
            ),
            (
                line("concerns_received", "2026-03", "2", party="message_board"),
                line("concerns_received", "2026-03-05", "2", party="message_board"),
            ),
            (line("reading_points", "2026-03-05", "2"), line("reading_points", "2026-03-05", "3")),
        ],
    )
    def test_two_ways_of_counting_the_same_do_not_stand_together(
        self, township: Body, officer: Scope, first: Line, second: Line
    ) -> None:
        row = services.enter(officer, body=township, line=first)
        with pytest.raises(ConflictError, match=f"第 {row.pk} 号记录"):
            services.enter(officer, body=township, line=second)

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            (line(), line(when="2026-04", value="5")),
            (line(), line(note="另一次")),
            (line(), line("meetings", "2026-03", "5")),
            (
                line("concerns_received", "2026-03", "2", party="message_board"),
                line("concerns_received", "2026-03-05", "2", party="other"),
            ),
            (line("reading_points", "2026-03-05", "2"), line("reading_points", "2026-03", "3")),
        ],
    )
    def test_what_is_different_does(self, township: Body, officer: Scope, first: Line, second: Line) -> None:
        for one in (first, second):
            services.enter(officer, body=township, line=one)

    def test_the_same_line_twice_is_one_record(self, township: Body, officer: Scope) -> None:
        services.enter(officer, body=township, line=line(note="集中学习"))
        with pytest.raises(ConflictError, match="完全相同"):
            services.enter(officer, body=township, line=line(note=" 集中学习 "))
        assert value_of(township, "trainings") == 1

    def test_of_many_lines_the_good_ones_stand(self, township: Body, officer: Scope) -> None:
        lines = [line(when=f"2026-0{month}-05") for month in range(1, 9)]
        lines[4] = line(when="2026-05", value="1.5")
        outcomes = services.enter_many(officer, body=township, lines=lines, numbers=range(2, 10))
        assert [one.refusal is None for one in outcomes] == [True] * 4 + [False] + [True] * 3
        assert value_of(township, "trainings") == 7
        assert outcomes[4].refusal is not None
        assert "整数" in outcomes[4].refusal.message

    def test_a_line_of_a_file_meets_those_above_it(self, township: Body, officer: Scope) -> None:
        lines = [line(), line(when="2026-03", value="5")]
        outcomes = services.tried(officer, body=township, lines=lines, numbers=[2, 3])
        assert outcomes[1].refusal is not None
        assert "本文件第 2 行" in outcomes[1].refusal.message
        assert not Record.objects.unscoped("test").exists()
