"""Last year's report, read from its file: what is unsure is asked, and what it brings into the year."""

from __future__ import annotations

import datetime as dt
import html
import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.law.book import current_book
from gongkai.site.annualreports import selectors, services
from gongkai.site.annualreports.compute import computed, form_for
from gongkai.site.annualreports.models import AnnualReport
from gongkai.site.annualreports.services.beginning import unsure
from gongkai.site.annualreports.work import work_on
from gongkai.site.bodies.models import Body, Name
from gongkai.site.web import clock
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


def test_what_is_no_report_of_this_body_and_year_is_refused(at: Callable[[str], Client], home: str) -> None:
    def written(body: str | None, year: int | None) -> bytes:
        law = current_book().at(dt.date(YEAR, 12, 31))
        return write_report(a_report(body=body, year=year), law, "docx", dt.date(YEAR, 1, 20)).data

    for name, data, words in (
        ("今年.docx", written("云岭县石桥镇", YEAR), f"需要的是{YEAR - 1}年度的"),
        ("别人.docx", written("云岭县柳河镇", YEAR - 1), "这是云岭县柳河镇的报告"),
        ("什么.docx", b"\x00\x01", ""),
    ):
        answer = at("handler").post(f"{home}last-year/", {"upload": "1", "file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 200
        assert words in html.unescape(answer.content.decode())


def test_a_number_that_the_reader_was_not_sure_of_is_asked(
    staff: Staff, at: Callable[[str], Client], township: Body, home: str
) -> None:
    key = "proactive.normative_documents.in_force"
    law = current_book().at(dt.date(YEAR - 1, 12, 31))
    old = a_report({key: 7}, body="云岭县石桥镇", year=YEAR - 1)
    data = write_report(old, law, "docx", dt.date(YEAR, 1, 20)).data
    upload = io.BytesIO(data)
    row = services.read_last_year(staff.handler, body=township, year=YEAR, name="上年报告.docx", stream=upload)
    assert unsure(row) == []
    row.content["notices"].append({"code": "SOLVED", "cells": [key]})
    assert unsure(row) == [key]
    row.content["notices"].pop()
    row.content["cells"][key] |= {"value": "7.5"}
    assert unsure(row) == [key]


def test_the_body_is_named_as_it_was_at_the_end_of_the_year(staff: Staff, report: AnnualReport, township: Body) -> None:
    Name.objects.unscoped("of the test").create(
        body=township, name="云岭县新桥镇人民政府", since=dt.date(YEAR + 1, 1, 5)
    )
    Name.objects.unscoped("of the test").create(
        body=township, name="云岭县旧桥镇人民政府", until=dt.date(YEAR + 1, 1, 4)
    )
    assert work_on(report).report.body == "云岭县旧桥镇"


def test_a_year_that_is_not_over_cannot_be_handed_in(
    staff: Staff, report: AnnualReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not any("还没有结束" in words for words in work_on(report).obstacles)
    monkeypatch.setattr(clock, "today", lambda: dt.date(YEAR, 12, 31))
    assert any("还没有结束" in words for words in work_on(report).obstacles)
