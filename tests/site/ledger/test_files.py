"""Records by file: what is refused says why, and the rest stands."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.errors import ConflictError, InputError, TooLargeError
from gongkai.site.bodies.models import Body
from gongkai.site.ledger.importing import drafts, parse
from gongkai.site.ledger.importing.template import template
from gongkai.site.ledger.models import Record
from gongkai.site.ledger.selectors.totals import totals
from gongkai.site.web.scope import Scope
from gongkai.site.web.workbooks import Page, write_sheets
from tests.site.conftest import TODAY
from tests.site.ledger.world import address, text_of, value_of

HEADINGS = {"metric": "指标", "party": "分项", "when": "日期", "value": "数值", "note": "备注"}


def workbook(*rows: tuple[str, ...]) -> bytes:
    lines = [dict(zip(HEADINGS, row, strict=False)) for row in rows]
    return write_sheets([Page("台账", HEADINGS, lines)])


class TestFiles:
    ROWS = tuple(("业务培训", "", f"2026-0{n}-05", "1" if n != 4 else "一次", "") for n in range(1, 9))

    def test_row_five_is_refused_and_the_other_seven_stand(self, township: Body, browser: Client) -> None:
        file = SimpleUploadedFile("十月.xlsx", workbook(*self.ROWS))
        page = text_of(browser.post(address("upload", township), {"file": file}))
        assert "可以登记 7 行，有错误 1 行" in page
        assert '<td class="number">5</td><td>' in page
        assert "“一次”不是数字" in page
        assert not Record.objects.unscoped("test").exists()
        token = page.partition('name="token" value="')[2].partition('"')[0]
        answer = browser.post(address("confirm", township), {"token": token})
        assert "已经登记 7 行，没有登记的错误 1 行" in text_of(answer)
        assert value_of(township, "trainings") == 7
        again = text_of(browser.post(address("confirm", township), {"token": token}))
        assert "已经登记 0 行" in again
        assert "已有，不重复" in again
        assert value_of(township, "trainings") == 7

    def test_the_mended_file_adds_only_what_was_refused(self, township: Body, officer: Scope) -> None:
        drafts.confirm(officer, township, drafts.prepare(officer, township, workbook(*self.ROWS)).token)
        mended = [(*row[:3], "1", "") for row in self.ROWS]
        preview = drafts.prepare(officer, township, workbook(*mended))
        assert (preview.good, preview.bad) == (1, 0)
        drafts.confirm(officer, township, preview.token)
        assert value_of(township, "trainings") == 8

    @pytest.mark.parametrize(
        ("row", "says"),
        [
            (("没有这个", "", "2026-01", "1"), "没有“没有这个”这一指标"),
            (("检查", "外星", "2026-01", "1"), "没有“外星”这一分项"),
            (("业务培训", "", "一月", "1"), "不是日期"),
            (("业务培训", "", "2026-01", ""), "请写“无”"),
            (("业务培训", "", "2027-01", "1"), "晚于今天"),
            (("按期办结率", "", "2026-01", "92"), "分子和分母"),
            (("检查", "", "2026-01", "1"), "须选择分项"),
        ],
    )
    def test_why_a_row_is_refused(self, township: Body, officer: Scope, row: tuple[str, ...], says: str) -> None:
        (shown,) = drafts.prepare(officer, township, workbook(row)).lines
        assert (shown.number, shown.state) == (2, "bad")
        assert says in shown.reason

    def test_values_parts_and_nothing_are_read(self, township: Body, officer: Scope) -> None:
        rows = [
            ("行政事业性收费金额", "", "2026年1月", "321.8736"),
            ("群众诉求", "", "2026-01", "1"),
            ("收到的群众诉求", "县长热线", "2026-01", "47"),
            ("行政许可处理决定", "", "2026-01", "无"),
        ]
        preview = drafts.prepare(officer, township, workbook(*rows))
        assert [one.state for one in preview.lines] == ["good", "bad", "good", "good"]
        drafts.confirm(officer, township, preview.token)
        found = totals(township, 2026)
        assert str(found.of("administrative_fees").value) == "321.8736"
        assert found.of("concerns_received", "county_hotline").value == 47
        assert found.of("licensing_decisions").nil

    def test_the_template_has_nothing_to_import_before_it_is_filled_in(self) -> None:
        with pytest.raises(InputError, match="没有可以导入的内容"):
            parse.read(template(TODAY), TODAY)

    def test_what_waits_is_for_one_person_and_one_body(
        self, township: Body, other_township: Body, officer: Scope, person: Any, scope_of: Any
    ) -> None:
        token = drafts.prepare(officer, township, workbook(*self.ROWS)).token
        other = scope_of(person("handler", other_township))
        for scope, body, wrong in ((other, other_township, token), (officer, township, token[:-1] + "!")):
            with pytest.raises(ConflictError, match="重新上传"):
                drafts.confirm(scope, body, wrong)

    @pytest.mark.parametrize(
        ("data", "error", "says"),
        [
            (b"", InputError, "空的"),
            (b" " * (parse.MAX_BYTES + 1), TooLargeError, "超过"),
            ("甲,乙\n1,2\n".encode(), InputError, "没有可以导入的内容"),
            ("指标,事项,日期,数值\n业务培训,业务培训,2026,1\n".encode(), InputError, "重复的列"),
            (("指标,日期,数值\n" + "业务培训,2026-01-01,1\n" * 501).encode(), TooLargeError, "501 行"),
        ],
    )
    def test_a_file_that_cannot_be_used_says_why(self, data: bytes, error: type[InputError], says: str) -> None:
        with pytest.raises(error, match=says):
            parse.read(data, TODAY)

    def test_a_bad_file_is_told_beside_the_field(self, township: Body, browser: Client) -> None:
        answer = browser.post(address("upload", township), {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04")})
        assert answer.status_code == 422
        assert browser.get(address("template", township)).content.startswith(b"PK")
