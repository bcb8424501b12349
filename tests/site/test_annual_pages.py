"""Pages of annual reports: for whom they are, from every number to its records, the steps, what the public has."""

from __future__ import annotations

import datetime as dt
import html
import io
import json
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any, cast

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.law.book import current_book
from gongkai.report.records import verify
from gongkai.site.accessrequests.selectors_archive import nil
from gongkai.site.accounts.models import User
from gongkai.site.annualreports import selectors, services
from gongkai.site.annualreports.compute import computed, form_for
from gongkai.site.annualreports.models import AnnualReport, State
from gongkai.site.annualreports.work import work_on
from gongkai.site.bodies.models import Body
from gongkai.site.publishing.services import postings
from gongkai.site.review import services as review

from .reports_world import YEAR, Staff, answered, finished_texts, now, page, published, ready, step, year_total

_LINK = re.compile(r'<a href="([^"]*/cell/([a-z0-9_.]+)/)" aria-label="[^"]*"[^>]*>([^<]*)</a>')
_SUM = re.compile(r"共 (\d+) 条记录，合计 ([\d.]+)。")


def test_every_number_on_the_page_leads_to_records_that_add_up_to_it(
    report: AnnualReport, staff: Staff, at: Callable[[str], Client], township: Body, home: str
) -> None:
    year_total(staff.handler, township, YEAR - 1, "trainings", Decimal(9))
    form, numbers = form_for(YEAR), computed(township, form_for(YEAR), YEAR)
    links = {key: (url, text) for url, key, text in _LINK.findall(page(at("handler"), home))}
    assert list(links) == list(form.cells)
    assert len(links) == 200
    for key, (url, text) in links.items():
        shown = page(at("handler"), url)
        assert Decimal(text) == numbers[key], key
        found = _SUM.search(shown)
        if numbers[key] == 0:
            assert found is None or Decimal(found[2]) == 0, key
            assert found is not None or "没有记录，计为零" in shown, key
            continue
        assert found is not None, key
        assert Decimal(found[2]) == numbers[key]
        assert shown.count('<th scope="row">') == int(found[1])
        assert f"{form.cells[key].label}：{text}" in shown


def test_what_nobody_recorded_is_told_and_not_shown_as_zero(
    staff: Staff, at: Callable[[str], Client], township: Body, home: str
) -> None:
    services.start(staff.handler, body=township, year=YEAR)
    key = "proactive.licensing.decisions"
    links = {name: text for _url, name, text in _LINK.findall(page(at("handler"), home))}
    assert (links[key], links["requests.new.total"]) == ("—", "0")
    assert "既没有记录，也没有确认为零" in page(at("handler"), f"{home}cell/{key}/")


@pytest.mark.parametrize(
    ("role", "status"), [("secrecy_reviewer", 403), ("inspector", 403), ("system_admin", 403), ("auditor", 403)]
)
def test_those_who_may_only_look_change_nothing(
    report: AnnualReport,
    township: Body,
    person: Callable[..., User],
    signed_in: Callable[[User], Client],
    home: str,
    role: str,
    status: int,
) -> None:
    site = role in ("system_admin", "auditor")
    term = {"until": dt.date(2099, 12, 31)} if role == "inspector" else {}
    client = signed_in(person(role, None if site else township, **term))
    assert client.get(home).status_code == (status if site else 200)
    for name in ("text/", "last-year/", "cell/requests.new.total/adjust/", "keep/x/", "correct/", "return/", "clear/"):
        assert client.get(home + name).status_code == status, name


def test_a_stranger_gets_nothing_at_all(
    report: AnnualReport,
    other_township: Body,
    person: Callable[..., User],
    signed_in: Callable[[User], Client],
    home: str,
) -> None:
    client = signed_in(person("handler", other_township))
    for name in ("", "text/", "cell/requests.new.total/", "do/review/", "v/1/json/", "last-year/"):
        assert client.get(home + name).status_code == 404
    assert "石桥镇" not in page(client, f"/staff/reports/?year={YEAR}")


@pytest.mark.parametrize("name", ["cell/requests.unheard.of/", "cell/x/adjust/", "keep/x/", "v/9/json/", "do/unheard/"])
def test_what_is_not_there_is_not_found(
    report: AnnualReport, at: Callable[[str], Client], home: str, name: str
) -> None:
    assert at("approver").get(home + name).status_code == 404


@pytest.mark.parametrize("year", [0, 1, 1999, 9999, 99999])
def test_a_year_that_has_no_form_is_said_so(at: Callable[[str], Client], township: Body, year: int) -> None:
    url = f"/staff/b/{township.code}/reports/{year}/"
    assert at("handler").get(url).status_code == 200
    assert at("handler").get(f"{url}last-year/").status_code == 400
    assert at("handler").get("/staff/reports/", {"year": "²²²²"}).status_code == 200
    said = at("handler").post(f"{url}do/begin/", follow=True).content.decode()
    assert "没有" in said
    assert not AnnualReport.objects.unscoped("test").exists()


def queries(client: Client, url: str) -> int:
    """How many queries a page makes, the second time that it is asked for."""
    page(client, url)
    with CaptureQueriesContext(
        connection,
    ) as made:
        page(client, url)
    return len(made)


def test_pages_ask_as_often_for_few_records_as_for_many(
    report: AnnualReport, staff: Staff, at: Callable[[str], Client], township: Body, other_township: Body, home: str
) -> None:
    urls = [home, f"{home}cell/requests.new.total/", f"{home}cell/proactive.penalties.decisions/", f"{home}text/"]
    handler, office = at("handler"), at("county_office")
    before = [queries(handler, url) for url in urls], queries(office, f"/staff/reports/?year={YEAR}")
    for day in range(1, 6):
        answered(staff.handler, township, "provided", dt.date(YEAR, 9, day))
    for party in ("villages", "inner_offices"):
        year_total(staff.handler, township, YEAR, "inspections", Decimal(2), party)
    AnnualReport.objects.create(
        body=other_township, year=YEAR, changed_by=staff.users["handler"], changed_at=now(report).changed_at
    )
    after = [queries(handler, url) for url in urls], queries(office, f"/staff/reports/?year={YEAR}")
    assert after == before
    # Bodies in sight are no reason for more queries either.
    assert max(before[0]) < 60


def test_it_is_begun_written_and_handed_in_by_its_buttons(
    staff: Staff, at: Callable[[str], Client], township: Body, home: str
) -> None:
    handler, office = at("handler"), at("county_office")
    assert "还没有开始编制" in page(handler, home)
    assert "按全年的记录起草" in step(handler, home, "begin")
    row = selectors.of_year(staff.handler, township, YEAR)
    assert row is not None
    assert "已经开始编制" in step(handler, home, "begin")
    assert "还不能提交审核" in step(handler, home, "review", revision=row.revision)
    shown = step(handler, home, "nothing", metric=_offered(page(handler, home)), requests="1")
    assert "已经确认全年没有" in shown
    row = now(row)
    old = {"revision": row.revision, **finished_texts(row)}
    assert handler.post(f"{home}text/", old).status_code == 302
    assert "刚刚被别人修改过" in html.unescape(handler.post(f"{home}text/", old).content.decode())
    assert "刚刚被别人修改过" in step(handler, home, "review", revision="abc")
    assert "已经提交审核" in step(handler, home, "review", revision=now(row).revision)
    staff.passed(row)
    assert "还不能公布" in step(handler, home, "publish")
    assert "已经报送" in step(handler, home, "submit")
    remark = {"words": "请核对", "cell": "requests.new.total", "remark": "与系统登记不一致"}
    assert office.post(f"{home}return/", {}).status_code == 200
    assert office.post(f"{home}return/", remark).status_code == 302
    shown = page(handler, home)
    assert "主管部门退回修改" in shown
    assert "与系统登记不一致" in shown
    assert "已经提交审核" in step(handler, home, "review", revision=now(row).revision)
    staff.passed(row)
    step(handler, home, "submit")
    assert office.post(f"{home}clear/", {"reason": ""}).status_code == 302
    assert "已经公布" in step(handler, home, "publish")
    assert now(row).state == State.PUBLISHED


def test_a_report_that_review_returned_is_handed_in_again_at_its_own_page(
    report: AnnualReport, staff: Staff, at: Callable[[str], Client], home: str
) -> None:
    row = services.write(
        staff.handler, report_id=report.pk, revision=report.revision, texts=finished_texts(now(report))
    )
    services.submit_review(staff.handler, report_id=row.pk, revision=row.revision)
    case = selectors.case_of(row)
    assert case is not None
    review.decide(staff.reviewer, case=case.pk, round=1, position=1, outcome="returned", comment="请改第五部分")
    assert now(report).state == State.DRAFT
    assert f"/staff/review/{case.pk}/again/" not in page(at("handler"), f"/staff/review/{case.pk}/")
    answer = at("handler").post(f"/staff/review/{case.pk}/again/", {"digest": "x"})
    assert (answer.status_code, answer["Location"]) == (302, home)
    assert "已经提交审核" in step(at("handler"), home, "review", revision=now(report).revision)
    assert now(report).state == State.REVIEW


def _offered(shown: str) -> list[str]:
    return re.findall(r'name="metric" value="([a-z_]+)"', shown)


def test_a_quiet_year_is_confirmed_in_one_step(
    staff: Staff, at: Callable[[str], Client], township: Body, home: str
) -> None:
    services.start(staff.handler, body=township, year=YEAR)
    shown = page(at("handler"), home)
    assert "确认全年没有以上各项" in shown
    assert "确认全年没有以上各项" not in page(at("county_office"), home)
    offered = _offered(shown)
    assert len(offered) == 4
    year_total(staff.handler, township, YEAR, offered[0], Decimal(1))
    assert "刚刚已经登记或者确认" in step(at("handler"), home, "nothing", metric=offered, requests="1")
    assert nil(township, YEAR) is None
    left = _offered(page(at("handler"), home))
    assert left == offered[1:]
    assert "政府信息公开申请" in step(at("handler"), home, "nothing", metric=left, requests="1")
    assert nil(township, YEAR) is not None
    assert "确认全年没有以上各项" not in page(at("handler"), home)
    assert None not in computed(township, form_for(YEAR), YEAR).values()
    assert "没有需要确认的项目" in step(at("handler"), home, "nothing")


def test_a_year_that_still_runs_is_not_confirmed(staff: Staff, at: Callable[[str], Client], township: Body) -> None:
    year = staff.handler.today.year
    services.start(staff.handler, body=township, year=year)
    assert "确认全年没有以上各项" not in page(at("handler"), f"/staff/b/{township.code}/reports/{year}/")


def test_a_number_is_adjusted_and_its_finding_kept_on_the_pages(
    report: AnnualReport, at: Callable[[str], Client], home: str
) -> None:
    cell = f"{home}cell/requests.new.natural/"
    assert "不是数字" in html.unescape(
        at("handler").post(f"{cell}adjust/", {"value": "九", "reason": "试"}).content.decode()
    )
    assert at("handler").post(f"{cell}adjust/", {"value": "9", "reason": "有六件未登记"}).status_code == 302
    shown = page(at("handler"), cell)
    assert "计算值 3，调整为 9" in shown
    assert "有六件未登记" in shown
    findings = [one for one in work_on(now(report)).findings if one.blocks]
    assert findings
    for one in findings:
        kept = f"{home}keep/{one.fingerprint}/"
        assert at("handler").get(kept).status_code == 403
        assert one.message in page(at("approver"), kept)
        assert at("approver").post(kept, {"reason": "已经核对"}).status_code == 302
    assert "已经核对" in page(at("handler"), home)
    assert "已经恢复为计算值" in step(at("handler"), home, "restore", key="requests.new.natural")
    assert "没有人工调整" in step(at("handler"), home, "restore", key="requests.new.natural")


def test_the_text_page_asks_about_typed_numbers_and_drafts_anew(
    report: AnnualReport, staff: Staff, at: Callable[[str], Client], home: str
) -> None:
    text = "全年开展培训5次，答复3件。"
    services.write(staff.handler, report_id=report.pk, revision=report.revision, texts={"overview": text})
    shown = page(at("handler"), f"{home}text/")
    assert "没有与它相等的记录" in shown
    assert re.search(r"中的 3件：可以换成\s*\{", re.sub(r"<[^>]+>", "", shown))
    assert "已经按记录重新起草" in step(at("handler"), home, "redraft", section="overview")
    assert "{trainings}次" in now(report).texts["overview"]
    assert "没有这一部分" in step(at("handler"), home, "redraft", section="unheard")


def test_what_was_found_stands_beside_the_place_that_it_is_about(
    report: AnnualReport, staff: Staff, at: Callable[[str], Client], home: str
) -> None:
    texts = finished_texts(report)
    wrong = "本年度共收到政府信息公开申请9件，全部按期办结。"
    texts["overview"] += f"\n{wrong}"
    texts["problems"] = "存在的问题：公开的的内容不够具体。改进措施：逐栏目核对，限期补充。"
    services.write(staff.handler, report_id=report.pk, revision=report.revision, texts=texts)
    services.adjust(staff.handler, report_id=report.pk, key="requests.new.natural", value="8", reason="试一试")
    shown = page(at("handler"), f"{home}text/")
    places = [shown.index(f'name="{name}"') for name in ("preface", "overview", "problems", "other")]
    stated = [one for one in work_on(now(report)).findings if one.finding.code == "TX-TABLE" and one.level != "info"]
    assert stated
    for one in stated:
        assert places[1] < shown.index(one.message) < places[2]
    assert places[2] < shown.index("ST-DOUBLED-WORD") < places[3]
    assert places[1] < shown.index("中的 9件") < places[2]
    assert f"<mark>{wrong}</mark>" in shown
    assert "表格中还有" in shown
    assert "T3-BALANCE" not in shown
    whole = page(at("handler"), home)
    table = whole.index('id="findings-requests"')
    assert table < whole.index("T3-BALANCE") < whole.index('id="findings-overview"') < whole.index("ST-DOUBLED-WORD")
    assert 'href="#findings-problems"' in whole


def test_what_concerns_no_place_stands_on_top(
    report: AnnualReport, staff: Staff, at: Callable[[str], Client], township: Body, home: str
) -> None:
    services.set_limit(staff.approver, body=township, year=YEAR, whole=150, section=100, below=False)
    shown = page(at("handler"), f"{home}text/")
    found = [one for one in work_on(report).findings if one.finding.code == "TX-LENGTH"]
    places = {one.finding.case: shown.index(one.message) for one in found}
    assert shown.index("整篇报告的检查发现") < places["whole"] < shown.index('name="preface"')
    assert shown.index('name="overview"') < places["section"] < shown.index('name="problems"')


def test_the_public_reads_every_version_and_its_files(
    report: AnnualReport, staff: Staff, client: Client, township: Body, at: Callable[[str], Client], home: str
) -> None:
    public = f"/b/{township.code}/reports/"
    column = f"/b/{township.code}/annual/"
    assert client.get(f"{public}{YEAR}/").status_code == 404
    assert public not in page(client, column)
    ready(staff, report)
    assert client.get(f"{public}{YEAR}/").status_code == 404
    services.submit(staff.handler, report_id=report.pk)
    services.clear(staff.office, report_id=report.pk)
    services.publish(staff.handler, report_id=report.pk)
    assert public in page(client, column)
    assert f"{public}{YEAR}/" in page(client, public)
    shown = page(client, f"{public}{YEAR}/")
    assert "新收政府信息公开申请3件" in shown
    assert "<h3>（一）主动公开</h3>" in shown
    assert "台账“行政处罚决定”本年各项记录之和" in shown or "台账“" in shown
    answered(staff.handler, township, "provided", dt.date(YEAR, 8, 1))
    assert "定稿以后记录有变动" in page(at("handler"), home)
    assert at("handler").post(f"{home}correct/", {"reason": "漏计一件申请"}).status_code == 302
    assert client.get(f"{public}{YEAR}/v/2/").status_code == 404
    published(staff, report)
    assert "漏计一件申请" in page(client, f"{public}{YEAR}/")
    old = page(client, f"{public}{YEAR}/v/1/")
    assert "这是以前的版本" in old
    assert "新收政府信息公开申请3件" in old


def test_files_of_a_published_report_are_what_they_say_and_can_be_counted_again(
    report: AnnualReport, staff: Staff, client: Client, township: Body, at: Callable[[str], Client], home: str
) -> None:
    published(staff, report)
    files = {
        name: _bytes(client, f"/b/{township.code}/reports/{YEAR}/v/1/{name}/")
        for name in ("pdf", "docx", "html", "json")
    }
    assert files["pdf"].startswith(b"%PDF")
    assert zipfile.is_zipfile(io.BytesIO(files["docx"]))
    assert "云岭县石桥镇".encode() in files["html"]
    said = json.loads(files["json"])
    version = selectors.versions(report).get()
    assert said["proof"] == {"algorithm": "sha256", "records": version.proof}
    assert said["cells"]["requests.new.natural"]["value"] == 3
    assert client.get(f"/b/{township.code}/reports/{YEAR}/v/1/evidence/").status_code == 404
    evidence = _bytes(at("handler"), f"{home}v/1/evidence/")
    assert verify(files["json"], evidence, current_book().at(dt.date(YEAR, 12, 31))).problems == ()


def _bytes(client: Client, url: str) -> bytes:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return b"".join(cast("Any", answer).streaming_content) if answer.streaming else answer.content


def test_the_office_sets_a_day_and_the_report_shows_it(
    report: AnnualReport, at: Callable[[str], Client], county: Body, home: str
) -> None:
    url = f"/staff/b/{county.code}/reports/date/"
    office = at("county_office")
    wrong = office.post(url, {"year": YEAR, "day": f"{YEAR}-06-01", "notice": ""})
    assert "截止日应当在" in html.unescape(wrong.content.decode())
    assert (
        office.post(url, {"year": YEAR, "day": f"{YEAR + 1}-01-20", "notice": "云政办函〔2026〕1号"}).status_code == 302
    )
    assert f"报送期限 {YEAR + 1}年1月20日" in page(at("handler"), home)


def test_posted_items_stand_in_the_text(
    report: AnnualReport, staff: Staff, at: Callable[[str], Client], township: Body, home: str
) -> None:
    postings.post(staff.handler, body=township, outlet="website", on=dt.date(YEAR, 12, 1), count=81)
    step(at("handler"), home, "redraft", section="overview")
    assert "政府网站81条" in page(at("handler"), home)
