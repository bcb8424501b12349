"""Pages of the ledger: quick entry, the year, one record, months without anything."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.site.bodies.models import Body
from gongkai.site.ledger import metrics, services
from gongkai.site.ledger.models import Record
from gongkai.site.ledger.selectors.grid import grid
from gongkai.site.ledger.services import accounts
from gongkai.site.ledger.services import matters as matter_services
from gongkai.site.ledger.services.matters import Facts
from gongkai.site.web.scope import Scope
from tests.site.conftest import TODAY
from tests.site.ledger.world import address, line, text_of, value_of


class TestQuickEntry:
    def test_one_line_makes_a_record(self, township: Body, browser: Client) -> None:
        page = address("new", township) + "?metric=trainings"
        values = {"period": "day", "on": "2026-11-03", "value": "2", "note": "业务培训"}
        answer = browser.post(page, values | {"file": SimpleUploadedFile("签到.txt", "签到".encode())}, follow=True)
        assert "已经登记：业务培训 2026年11月3日 2 次。当年合计 2 次。" in text_of(answer)
        row = Record.objects.unscoped("test").get()
        proof = browser.get(address("evidence", township, row.pk))
        assert b"".join(proof.streaming_content).decode() == "签到"  # type: ignore[attr-defined]

    def test_first_of_what_then_the_line(self, township: Body, browser: Client) -> None:
        assert 'name="value"' not in text_of(browser.get(address("new", township)))
        page = text_of(browser.get(address("new", township) + "?metric=concerns_received"))
        assert 'name="value"' in page
        assert "县长热线" in page

    @pytest.mark.parametrize(("value", "says"), [("两次", "不是数字"), ("1.5", "整数"), ("", "请填写这一项")])
    def test_what_is_wrong_is_told_beside_the_field(
        self, township: Body, browser: Client, value: str, says: str
    ) -> None:
        page = address("new", township) + "?metric=trainings"
        answer = browser.post(page, {"period": "day", "on": "2026-11-03", "value": value})
        assert answer.status_code == 422
        assert says in text_of(answer)

    def test_what_would_count_twice_is_told(self, township: Body, officer: Scope, browser: Client) -> None:
        services.enter(officer, body=township, line=line(when="2026-10", value="3"))
        page = address("new", township) + "?metric=trainings"
        answer = browser.post(page, {"period": "day", "on": "2026-10-03", "value": "1"})
        assert "重复计算" in text_of(answer)


class TestYear:
    def test_every_number_leads_to_its_records(self, township: Body, officer: Scope, browser: Client) -> None:
        services.enter(officer, body=township, line=line(value="3"))
        services.enter(officer, body=township, line=line(when="2026-05-05", value="4"))
        link = address("records", township) + "?metric=trainings&amp;party=&amp;year=2026"
        page = text_of(browser.get(address("year", township)))
        assert f'{link}"><strong>7</strong>' in page
        assert f'{link}&amp;month=3">3</a>' in page
        listed = text_of(browser.get(link.replace("&amp;", "&")))
        assert "年度报告中：组织、参加业务培训7次" in listed
        assert "2026年5月5日" in listed
        assert "2026年5月5日" not in text_of(browser.get(link.replace("&amp;", "&") + "&month=3"))

    def test_parts_ratios_values_at_the_end_and_what_is_missing(self, township: Body, officer: Scope) -> None:
        lines = [
            line("concerns_due", "2026-02", "75", party="county_hotline"),
            line("concerns_closed_on_time", "2026-02", "69", party="county_hotline"),
            line("reading_points", "2025-03-01", "1"),
            line("licensing_decisions", "2026-01", None),
            line("followers", "2026-04-01", "50", party="wechat"),
            line("followers", "2026-04-20", "60", party="wechat"),
        ]
        assert all(one.refusal is None for one in services.enter_many(officer, body=township, lines=lines))
        rows = {(row.metric.id, row.party): row for group in grid(township, 2026, TODAY) for row in group.rows}
        assert rows["completion_rate", "county_hotline"].total == "92%"
        assert rows["reading_points", ""].total == "1"
        assert "2025" in rows["reading_points", ""].warning
        assert [cell.nil for cell in rows["licensing_decisions", ""].cells][:2] == [True, False]
        assert [cell.missing for cell in rows["licensing_decisions", ""].cells] == [False, *[True] * 9, False, False]
        assert rows["followers", "wechat"].cells[3].value == 60
        assert ("trainings", "") not in rows
        whole = {row.metric.id for group in grid(township, 2026, TODAY, whole=True) for row in group.rows}
        assert whole == set(metrics.all_metrics(TODAY))

    def test_a_ratio_leads_to_the_two_numbers_of_which_it_is_made(
        self, township: Body, officer: Scope, browser: Client
    ) -> None:
        for name, value in (("concerns_due", "75"), ("concerns_closed_on_time", "76")):
            services.enter(officer, body=township, line=line(name, "2026-02", value, party="other"))
        page = text_of(browser.get(address("records", township) + "?metric=completion_rate&party=other&year=2026"))
        assert "76 件</a>" in page
        assert "?metric=concerns_due&amp;party=other" in page
        assert "分子大于分母" in page

    def test_a_ratio_with_one_side_missing_is_not_trusted(
        self, township: Body, officer: Scope, browser: Client
    ) -> None:
        for name, party in (("due", "other"), ("due", "message_board"), ("closed_on_time", "other")):
            services.enter(officer, body=township, line=line(f"concerns_{name}", "2026-02", "4", party=party))
        page = address("records", township) + "?metric=completion_rate&year=2026"
        assert "网民留言只登记了分子或者分母" in text_of(browser.get(page))
        assert "有分项只登记了分子或者分母" in text_of(browser.get(address("year", township)))

    def test_a_sum_says_which_months_are_missing(self, township: Body, officer: Scope, browser: Client) -> None:
        services.enter(officer, body=township, line=line("penalty_decisions", "2026-01", "2"))
        page = address("records", township) + "?metric=penalty_decisions&year=2026"
        assert "还没有登记的月份：2、3、4、5、6、7、8、9、10月" in text_of(browser.get(page))

    def test_a_months_number_is_the_sum_of_its_records(self, township: Body, officer: Scope, browser: Client) -> None:
        services.enter(officer, body=township, line=line("documents_issued", "2026-02", "4", party="proactive"))
        services.enter(officer, body=township, line=line("documents_issued", "2026-02", "5", party="withheld"))
        page = address("records", township) + "?metric=documents_issued&year=2026&month=2"
        assert "<strong>9 件</strong>" in text_of(browser.get(page))
        assert "<strong>5 件</strong>" in text_of(browser.get(page + "&party=withheld"))

    @pytest.mark.usefixtures("township")
    def test_the_bodies_below_are_listed_and_ones_own_opens_at_once(
        self, county: Body, browser: Client, person: Any, signed_in: Any
    ) -> None:
        assert browser.get(reverse("ledger:all")).status_code == 302
        page = text_of(signed_in(person("county_office", county)).get(reverse("ledger:all")))
        assert "石桥镇" in page
        assert "10 个月没有登记齐全" in page

    @pytest.mark.parametrize(
        ("name", "count"), [("year", 18), ("records", 8), ("accounts", 6), ("points", 6), ("all", 4)]
    )
    def test_pages_cost_the_same_however_much_there_is(
        self, township: Body, officer: Scope, browser: Client, django_assert_num_queries: Any, name: str, count: int
    ) -> None:
        where = {
            "year": address("year", township),
            "records": address("records", township) + "?metric=trainings&year=2026",
            "accounts": address("accounts", township),
            "points": address("matters", township, "point"),
            "all": reverse("ledger:all"),
        }[name]
        with django_assert_num_queries(count):
            browser.get(where)
        lines = [line(when=f"2026-{1 + n % 10:02}-01", note=str(n)) for n in range(15)]
        services.enter_many(officer, body=township, lines=lines)
        for n in range(5):
            accounts.add(officer, body=township, medium="wechat", name=str(n), opened_on=TODAY)
            matter_services.create(officer, body=township, kind="point", facts=Facts(title=str(n), year=2026))
        with django_assert_num_queries(count):
            browser.get(where)


class TestOneRecord:
    def test_a_correction_is_told_with_its_reason(self, township: Body, officer: Scope, browser: Client) -> None:
        row = services.enter(officer, body=township, line=line(value="5"))
        values = {"period": "day", "on": "2026-03-05", "value": "4", "reason": "多记一次"}
        answer = browser.post(address("correct", township, row.pk), values, follow=True)
        assert "已经更正" in text_of(answer)
        assert "原因：多记一次" in text_of(answer)
        old = text_of(browser.get(address("record", township, row.pk)))
        assert "这一条已经更正或者撤销" in old
        assert value_of(township, "trainings") == 4

    def test_a_form_shows_what_stands(self, township: Body, officer: Scope, browser: Client) -> None:
        row = services.enter(officer, body=township, line=line("administrative_fees", "2026-03", "321.8736"))
        page = text_of(browser.get(address("correct", township, row.pk)))
        assert 'value="321.8736"' in page
        assert 'value="2026-03-01"' in page

    def test_what_is_retracted_stays_to_be_seen(self, township: Body, officer: Scope, browser: Client) -> None:
        row = services.enter(officer, body=township, line=line())
        answer = browser.post(address("retract", township, row.pk), {"reason": "不是本机关的"}, follow=True)
        assert "不计入合计" in text_of(answer)
        assert value_of(township, "trainings") is None

    def test_a_record_of_another_body_is_not_reached_by_ones_own_address(
        self, township: Body, other_township: Body, officer: Scope, person: Any, signed_in: Any
    ) -> None:
        row = services.enter(officer, body=township, line=line())
        stranger = signed_in(person("handler", other_township))
        for name in ("record", "correct", "retract", "evidence"):
            assert stranger.get(address(name, other_township, row.pk)).status_code == 404
            assert stranger.get(address(name, township, row.pk)).status_code == 404

    def test_readers_read_and_do_not_write(
        self, township: Body, county: Body, officer: Scope, person: Any, signed_in: Any
    ) -> None:
        row = services.enter(officer, body=township, line=line())
        for role, body in (("county_office", county), ("reviewer", township)):
            reader = signed_in(person(role, body))
            page = reader.get(address("record", township, row.pk))
            assert page.status_code == 200
            assert address("correct", township, row.pk) not in text_of(page)
            assert reader.post(address("correct", township, row.pk)).status_code == 403
            assert reader.get(address("new", township)).status_code == 403


class TestNil:
    def test_zeros_are_confirmed_once(self, township: Body, officer: Scope, browser: Client) -> None:
        services.enter(officer, body=township, line=line("penalty_decisions", "2026-10-09", "1"))
        page = address("nil", township) + "?month=2026-10"
        assert "行政许可处理决定" in text_of(browser.get(page))
        names = [name for name in metrics.monthly(TODAY) if name != "penalty_decisions"]
        answer = browser.post(page, {"metrics": names}, follow=True)
        assert f"已经确认 {len(names)} 项没有发生" in text_of(answer)
        assert "已经登记齐全" in text_of(browser.get(page))
        assert value_of(township, "licensing_decisions") == 0

    def test_what_happened_cannot_be_ticked(self, township: Body, officer: Scope, browser: Client) -> None:
        services.enter(officer, body=township, line=line("penalty_decisions", "2026-10-09", "1"))
        page = address("nil", township) + "?month=2026-10"
        assert browser.post(page, {"metrics": ["penalty_decisions"]}).status_code == 422

    def test_a_quiet_year_is_confirmed_at_once(self, township: Body, officer: Scope, browser: Client) -> None:
        services.enter(officer, body=township, line=line("penalty_decisions", "2026-10", "1"))
        page = address("nil", township) + "?year=2026"
        assert "行政处罚处理决定（1、2、3、4、5、6、7、8、9月）" in text_of(browser.get(page))
        answer = browser.post(page, {"metrics": list(metrics.monthly(TODAY))}, follow=True)
        assert f"已经确认 {10 * len(metrics.monthly(TODAY)) - 1} 项没有发生" in text_of(answer)
        assert value_of(township, "penalty_decisions") == 1
        assert "已经登记齐全" in text_of(browser.get(page))
