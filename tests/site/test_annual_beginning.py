"""Last year's report, read from its file: what is unsure is asked, and what it brings into the year."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.law.book import current_book
from gongkai.site.annualreports import selectors, services
from gongkai.site.annualreports.compute import computed, form_for
from gongkai.site.bodies.models import Body
from gongkai.writing import write_report
from tests.report.build import BLANK, a_report

from .reports_world import YEAR, Staff, page


@pytest.mark.parametrize("format_name", ["docx", "txt"])
def test_last_years_report_is_read_and_what_is_unsure_is_asked(
    staff: Staff, at: Callable[[str], Client], township: Body, home: str, format_name: str
) -> None:
    unsure = "proactive.normative_documents.in_force"
    law = current_book().at(dt.date(YEAR - 1, 12, 31))
    old = a_report({unsure: BLANK}, body="云岭县石桥镇", year=YEAR - 1)
    data = write_report(old, law, format_name, dt.date(YEAR, 1, 20)).data
    url, handler = f"{home}last-year/", at("handler")
    assert "请先上传" in html.unescape(handler.post(url, {"confirm": "1"}).content.decode())
    file = SimpleUploadedFile(f"上年报告.{format_name}", data)
    assert handler.post(url, {"upload": "1", "file": file}).status_code == 302
    shown = page(handler, url)
    assert shown.count('type="number"') == 1
    assert "行政规范性文件" in shown
    handler.post(url, {"confirm": "1", "c0": ""})
    assert selectors.openings(township, YEAR) == {}
    assert handler.post(url, {"confirm": "1", "c0": "5"}).status_code == 302
    assert {key: one.value for key, one in selectors.openings(township, YEAR).items()}[unsure] == 5
    assert computed(township, form_for(YEAR), YEAR)[unsure] == 5
    services.start(staff.handler, body=township, year=YEAR)
    assert "共 1 条记录，合计 5。" in page(handler, f"{home}cell/{unsure}/")
    said = handler.post(url, {"upload": "1", "file": SimpleUploadedFile("再传.docx", data)})
    assert "已经确认" in html.unescape(said.content.decode())


def test_a_report_of_another_year_or_no_report_is_refused(at: Callable[[str], Client], home: str) -> None:
    law = current_book().at(dt.date(YEAR, 12, 31))
    wrong = write_report(a_report(body="云岭县石桥镇", year=YEAR), law, "docx", dt.date(YEAR, 1, 20)).data
    for name, data, words in (("今年.docx", wrong, f"需要的是{YEAR - 1}年度的"), ("什么.docx", b"\x00\x01", "")):
        answer = at("handler").post(f"{home}last-year/", {"upload": "1", "file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 200
        assert words in html.unescape(answer.content.decode())
