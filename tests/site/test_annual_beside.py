"""What stands beside a report: its picture, the years, its sealed scan, how long it may be, and its days by mail."""

from __future__ import annotations

import datetime as dt
import html
import io
from collections.abc import Callable
from typing import Any, cast

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from gongkai.errors import ForbiddenError, NotAllowedError, UnsupportedFormatError, UsageError
from gongkai.report.checks import Limits
from gongkai.site.accounts.models import Notice, User
from gongkai.site.annualreports import length, picture, selectors, services
from gongkai.site.annualreports.models import AnnualReport, State
from gongkai.site.annualreports.services import reminders, sealed
from gongkai.site.annualreports.services.finish import FILES, PICTURES
from gongkai.site.annualreports.work import work_on
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock, storage
from gongkai.site.web.models import Blob, Root
from gongkai.site.web.scope import system
from gongkai.site.web.storage_sweep import sweep

from .reports_world import YEAR, Staff, answered, begun, ledger_year, page, published, ready, step


@pytest.fixture
def report(staff: Staff, township: Body) -> AnnualReport:
    return begun(staff, township, YEAR)


@pytest.fixture
def public(township: Body) -> str:
    """The address of the published report."""
    return f"/b/{township.code}/reports/{YEAR}/"


def a_scan(author: str = "") -> io.BytesIO:
    """A page that is a picture, as a scanner makes it."""
    made = io.BytesIO()
    Image.new("RGB", (400, 560), "white").save(made, "PDF", author=author or None)
    if not author:
        with pikepdf.open(io.BytesIO(made.getvalue())) as pdf:
            del pdf.docinfo
            made = io.BytesIO()
            pdf.save(made)
    return io.BytesIO(made.getvalue())


def file(client: Client, url: str) -> bytes | int:
    """What a file holds, or the status where there is none."""
    answer = client.get(url)
    if answer.status_code != 200:
        return answer.status_code
    return b"".join(cast("Any", answer).streaming_content) if answer.streaming else answer.content


# The picture and the years --------------------------------------------------------------------------------------------


def earlier(staff: Staff, body: Body) -> AnnualReport:
    """The year before, with one request, published."""
    ledger_year(staff.handler, body, YEAR - 1)
    answered(staff.handler, body, "provided", dt.date(YEAR - 1, 5, 6))
    return published(staff, services.start(staff.handler, body=body, year=YEAR - 1))


def test_the_picture_shows_what_was_frozen_and_each_of_its_numbers_in_a_table(
    report: AnnualReport, staff: Staff, township: Body, client: Client, public: str
) -> None:
    earlier(staff, township)
    published(staff, report)
    answered(staff.handler, township, "provided", dt.date(YEAR, 8, 1))
    shown = page(client, f"{public}v/1/picture/")
    assert f"{YEAR}年政府信息公开工作年度报告图解" in shown
    assert shown.count('<svg class="w-100') == shown.count("<caption") > 5
    assert "本年新收政府信息公开申请数量3件，上年结转政府信息公开申请数量0件" in shown
    assert f'<th scope="row">{YEAR - 1}</th><td class="number">1</td>' in shown
    assert f'<th scope="row">{YEAR}</th><td class="number">3</td>' in shown
    for name, start in (("picture_pdf", b"%PDF"), ("picture_html", b"<!DOCTYPE html>")):
        data = file(client, f"{public}v/1/{name}/")
        assert isinstance(data, bytes)
        assert data.startswith(start)


def test_a_correction_of_last_year_does_not_change_the_picture_of_a_finished_report(
    report: AnnualReport, staff: Staff, township: Body
) -> None:
    before = earlier(staff, township)
    version = published(staff, report).current
    drawn = picture.of_version(version, township)
    answered(staff.handler, township, "provided", dt.date(YEAR - 1, 8, 1))
    services.correct(staff.handler, report_id=before.pk, reason="漏计一件")
    published(staff, before)
    assert picture.of_version(version, township) == drawn
    assert [one.cells["requests.new.total"].value for one in selectors.public_at(township, YEAR, version.at)] == [1]


def test_the_years_stand_side_by_side_as_the_public_has_them_now(
    report: AnnualReport, staff: Staff, township: Body, client: Client, django_assert_num_queries: Any
) -> None:
    earlier(staff, township)
    address = f"/b/{township.code}/reports/"
    assert "历年情况" not in page(client, address)
    published(staff, report)
    shown = page(client, address)
    assert shown.count('class="gk-chart"') == 3
    row = f'<tr><td>{YEAR}</td><td class="number">3</td><td class="number">0</td><td class="number">2</td>'
    assert row in shown
    with django_assert_num_queries(2):
        client.get(address)


def test_what_is_not_public_has_no_picture(
    report: AnnualReport, staff: Staff, client: Client, at: Callable[[str], Client], public: str, home: str
) -> None:
    ready(staff, report)
    assert client.get(f"{public}v/1/picture/").status_code == 404
    assert client.get(f"{public}v/1/picture_pdf/").status_code == 404
    assert file(at("handler"), f"{home}v/1/picture_pdf/") != 404


# The sealed scan ------------------------------------------------------------------------------------------------------


def test_a_scan_goes_out_with_the_report(
    report: AnnualReport, staff: Staff, at: Callable[[str], Client], client: Client, home: str, public: str
) -> None:
    handler = at("handler")
    url = f"{home}sealed/"
    early = handler.post(url, {"file": SimpleUploadedFile("扫描.pdf", a_scan().read()), "looked": "on"})
    assert "定稿以后才能上传" in html.unescape(early.content.decode())
    ready(staff, report)
    not_looked = handler.post(url, {"file": SimpleUploadedFile("扫描.pdf", a_scan().read())})
    assert (not_looked.status_code, selectors.sealed(selectors.get(staff.handler, report.pk).latest)) == (200, None)
    data = a_scan().read()
    assert handler.post(url, {"file": SimpleUploadedFile("扫描.pdf", data), "looked": "on"}).status_code == 302
    assert "检查没有发现问题" in page(handler, home)
    services.submit(staff.handler, report_id=report.pk)
    services.clear(staff.office, report_id=report.pk)
    assert file(client, f"{public}v/1/sealed/") == 404
    services.publish(staff.handler, report_id=report.pk)
    assert "盖章扫描件" in page(client, public)
    assert file(client, f"{public}v/1/sealed/") == data
    step(handler, home, "seal-remove")
    assert file(client, f"{public}v/1/sealed/") == 404


def test_what_is_found_in_a_scan_must_be_decided_on_before_it_goes_out(
    report: AnnualReport, staff: Staff, at: Callable[[str], Client], client: Client, home: str, public: str
) -> None:
    ready(staff, report)
    services.submit(staff.handler, report_id=report.pk)
    services.clear(staff.office, report_id=report.pk)
    row = sealed.attach(staff.handler, report_id=report.pk, stream=a_scan("某人"), looked=True)
    assert [hit["code"] for hit in row.hits] == ["RL-METADATA"]
    with pytest.raises(NotAllowedError, match="还没有处理"):
        services.publish(staff.handler, report_id=report.pk)
    assert at("handler").post(f"{home}sealed/accept/", {"reason": "扫描仪的名称"}).status_code == 302
    services.publish(staff.handler, report_id=report.pk)
    assert file(client, f"{public}v/1/sealed/") != 404
    sealed.attach(staff.handler, report_id=report.pk, stream=a_scan("又一人"), looked=True)
    assert file(client, f"{public}v/1/sealed/") == 404
    assert "公开副本" in step(at("handler"), home, "seal-clean")
    assert file(client, f"{public}v/1/sealed/") != 404


def test_what_must_not_go_out_is_kept_by_another_person_only(report: AnnualReport, staff: Staff) -> None:
    ready(staff, report)
    made = io.BytesIO()
    with pikepdf.open(a_scan()) as pdf:
        pdf.attachments["名单.txt"] = "无".encode()
        pdf.save(made)
    row = sealed.attach(staff.approver, report_id=report.pk, stream=io.BytesIO(made.getvalue()), looked=True)
    assert row.stops
    with pytest.raises(ForbiddenError, match="另一个人"):
        sealed.accept(staff.approver, report_id=report.pk, reason="无妨")
    with pytest.raises(ForbiddenError):
        sealed.accept(staff.handler, report_id=report.pk, reason="无妨")
    assert sealed.accept(staff.reviewer, report_id=report.pk, reason="附件是目录").cleared


def test_a_scan_belongs_to_its_version_and_is_a_pdf_or_a_picture(report: AnnualReport, staff: Staff) -> None:
    row = published(staff, report)
    with pytest.raises(UnsupportedFormatError):
        sealed.attach(staff.handler, report_id=row.pk, stream=io.BytesIO("文字".encode()), looked=True)
    data = a_scan().read()
    scan = sealed.attach(staff.handler, report_id=row.pk, stream=io.BytesIO(data), looked=True)
    assert Blob.objects.filter(sha256=scan.blob.sha256, root=Root.PUBLIC).exists()
    services.correct(staff.handler, report_id=row.pk, reason="更正")
    row = published(staff, row)
    assert row.current.number == 2
    assert selectors.sealed(row.current) is None
    assert storage.read(scan.blob) == data


def test_what_is_public_is_not_swept_away(report: AnnualReport, staff: Staff, client: Client, public: str) -> None:
    published(staff, report)
    sealed.attach(staff.handler, report_id=report.pk, stream=a_scan(), looked=True)
    names = [*FILES, *PICTURES, "sealed"]
    before = [file(client, f"{public}v/1/{name}/") for name in names]
    sweep(clock.now() + dt.timedelta(days=3))
    assert [file(client, f"{public}v/1/{name}/") for name in names] == before
    assert all(isinstance(data, bytes) for data in before)


@pytest.mark.parametrize("path", ["sealed/", "sealed/accept/", "sealed/file/"])
def test_who_may_come_near_a_scan(
    report: AnnualReport,
    staff: Staff,
    at: Callable[[str], Client],
    other_township: Body,
    person: Callable[..., User],
    signed_in: Callable[[User], Client],
    home: str,
    path: str,
) -> None:
    ready(staff, report)
    sealed.attach(staff.handler, report_id=report.pk, stream=a_scan("某人"), looked=True)
    assert isinstance(file(at("handler"), f"{home}{path}"), bytes)
    assert (file(at("reviewer"), f"{home}{path}") == 403) == (path == "sealed/")
    assert file(signed_in(person("handler", other_township)), f"{home}{path}") == 404


# How long the text may be ---------------------------------------------------------------------------------------------


def test_the_smaller_of_the_countys_limit_and_ones_own_holds(
    staff: Staff, township: Body, other_township: Body, county: Body
) -> None:
    assert length.limits(township, YEAR) is None
    common: dict[str, Any] = {"below": True, "section": None}
    services.set_limit(staff.office, body=county, year=YEAR - 3, whole=2000, notice="旧通知", **common)
    services.set_limit(staff.office, body=county, year=YEAR, whole=1000, notice="云政办函〔2026〕1号", **common)
    assert length.limits(township, YEAR) == Limits(1000, None, "云岭县的规定（云政办函〔2026〕1号）")
    assert length.limits(township, YEAR - 1) == Limits(2000, None, "云岭县的规定（旧通知）")
    services.set_limit(staff.approver, body=township, year=YEAR, whole=1500, section=500, below=False)
    found = length.limits(township, YEAR)
    assert found is not None
    assert (found.whole, found.section) == (1000, 500)
    assert "本机关的规定" in found.source
    assert length.limits(other_township, YEAR) == Limits(1000, None, "云岭县的规定（云政办函〔2026〕1号）")
    services.set_limit(staff.office, body=county, year=YEAR, whole=None, **common)
    assert length.limits(other_township, YEAR) is None


def test_a_limit_is_set_by_those_who_may(staff: Staff, township: Body) -> None:
    given: dict[str, Any] = {"body": township, "year": YEAR, "section": None}
    with pytest.raises(ForbiddenError):
        services.set_limit(staff.handler, whole=1000, below=False, **given)
    with pytest.raises(ForbiddenError):
        services.set_limit(staff.approver, whole=1000, below=True, **given)
    with pytest.raises(UsageError, match="不能少于"):
        services.set_limit(staff.approver, whole=9, below=False, **given)


def test_a_text_that_is_too_long_is_told_and_does_not_stand_in_the_way(
    report: AnnualReport, staff: Staff, at: Callable[[str], Client], township: Body, home: str
) -> None:
    services.set_limit(staff.approver, body=township, year=YEAR, whole=150, section=100, below=False)
    found = [one for one in work_on(report).findings if one.finding.code == "TX-LENGTH"]
    assert {one.finding.case for one in found} == {"whole", "section"}
    assert not any(one.blocks for one in found)
    shown = page(at("handler"), f"{home}text/")
    assert "超过150字的限制（本机关的规定）" in shown
    assert '"whole": 150, "section": 100' in shown
    assert '"requests.new.total": 1' in shown


def test_who_may_open_the_page_of_limits(
    staff: Staff,
    at: Callable[[str], Client],
    county: Body,
    township: Body,
    other_township: Body,
    person: Callable[..., User],
    signed_in: Callable[[User], Client],
) -> None:
    url = f"/staff/b/{township.code}/reports/limit/"
    assert at("handler").get(url).status_code == 403
    assert signed_in(person("approver", other_township)).get(url).status_code == 404
    assert "下级机关" not in page(at("approver"), url)
    wrong = at("approver").post(url, {"year": YEAR, "whole": "50"})
    assert "不能少于" in html.unescape(wrong.content.decode())
    above = f"/staff/b/{county.code}/reports/limit/"
    assert at("county_office").post(above, {"year": YEAR, "whole": "1000", "below": "on"}).status_code == 302
    assert "云岭县" in page(at("approver"), url)


# Its days, and what became of it --------------------------------------------------------------------------------------


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user, kind="report").order_by("pk").values_list("text", flat=True))


def test_who_makes_a_report_is_reminded_once_for_each_day_and_stage(
    staff: Staff, report: AnnualReport, county: Body, township: Body, settings: Any, mailoutbox: list[Any]
) -> None:
    settings.GONGKAI_MAIL = True
    handler, approver = staff.users["handler"], staff.users["approver"]
    User.objects.filter(pk=handler.pk).update(email="banshi@example.org", wants_mail=True)
    services.set_date(staff.office, body=county, year=YEAR, day=dt.date(YEAR + 1, 1, 20))
    days = {(1, 2): 2, (1, 13): 3, (1, 19): 4, (1, 20): 5, (1, 21): 6, (1, 24): 7, (2, 10): 8, (3, 20): 8}
    for (month, number), count in days.items():
        on = dt.date(YEAR + 1, month, number)
        reminders.remind(system(on))
        reminders.remind(system(on))
        assert len(told(handler)) == count, (on, told(handler))
    assert told(handler)[0] == f"石桥镇{YEAR}年度报告三十日内到期：报送期限 {YEAR + 1}年1月20日。"
    assert told(handler)[-1] == f"石桥镇{YEAR}年度报告已经超过期限：公布期限 {YEAR + 1}年1月31日。"
    assert [text.split("：")[0][-4:] for text in told(approver)] == ["今天到期", "超过期限", "超过期限"]
    assert len(mailoutbox) == 8


def test_what_has_been_done_is_not_asked_for_again(staff: Staff, report: AnnualReport, county: Body) -> None:
    services.set_date(staff.office, body=county, year=YEAR, day=dt.date(YEAR + 1, 1, 20))
    ready(staff, report)
    services.submit(staff.handler, report_id=report.pk)
    reminders.remind(system(dt.date(YEAR + 1, 1, 19)))
    mine = [text for text in told(staff.users["handler"]) if "期限" in text]
    assert mine == [f"石桥镇{YEAR}年度报告三十日内到期：公布期限 {YEAR + 1}年1月31日。"]
    services.clear(staff.office, report_id=report.pk)
    reminders.remind(system(dt.date(YEAR + 1, 1, 25)))
    mine = [text for text in told(staff.users["handler"]) if "期限" in text]
    assert mine[1:] == [f"石桥镇{YEAR}年度报告七日内到期：公布期限 {YEAR + 1}年1月31日。"]
    services.publish(staff.handler, report_id=report.pk)
    reminders.remind(system(dt.date(YEAR + 1, 2, 3)))
    assert len(mine) == len([text for text in told(staff.users["handler"]) if "期限" in text])


def test_each_side_is_told_what_the_other_did(staff: Staff, report: AnnualReport) -> None:
    ready(staff, report)
    services.submit(staff.handler, report_id=report.pk)
    assert told(staff.users["county_office"]) == [f"石桥镇{YEAR}年度报告已经报送，等待审核。"]
    services.return_(staff.office, report_id=report.pk, words="请核对")
    assert told(staff.users["handler"])[-1] == f"石桥镇{YEAR}年度报告已被退回修改，请查看意见。"
    assert selectors.get(staff.handler, report.pk).state == State.RETURNED
    ready(staff, report)
    services.submit(staff.handler, report_id=report.pk)
    services.clear(staff.office, report_id=report.pk)
    assert told(staff.users["handler"])[-1] == f"石桥镇{YEAR}年度报告已经审核通过，可以公布。"
