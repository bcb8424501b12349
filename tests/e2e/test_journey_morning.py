"""Journey 1: an officer's morning: what waits, what came back, and last month's records from one file."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.site.web.workbooks import Page as Sheet
from gongkai.site.web.workbooks import write_sheets
from tests.e2e.look import scrolls_sideways, violations
from tests.e2e.world import TOWNSHIP

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Windows = Callable[..., "BrowserContext"]
TITLE = "石桥镇河道清淤公告"
WORDS = "清淤的起止日期没有写明"
TODAY = dt.date.today()
HEADINGS = {"metric": "指标", "party": "分项", "when": "日期", "value": "数值", "note": "说明"}


def in_order(page: "Page") -> None:
    assert violations(page) == []
    assert not scrolls_sideways(page)


def test_the_morning_of_an_officer(context_of: Windows, tmp_path: Path) -> None:
    page = context_of("handler").new_page()
    handed_in(page)
    returned(context_of("reviewer").new_page())
    mended(page)
    eight_records(page, tmp_path / "上月.xlsx")


def handed_in(page: "Page") -> None:
    page.goto(f"/staff/b/{TOWNSHIP}/items/new/?subject=news")
    page.check("input[name=attribute][value=proactive]")
    page.select_option("#id_subject", "news")
    page.fill("#id_title", TITLE)
    page.fill("#id_formed_on", TODAY.isoformat())
    page.fill("#id_html", "第一条　清理河道。")
    page.click("main form button[type=submit]")
    page.get_by_role("button", name="检查", exact=True).click()
    page.get_by_role("button", name="提交审核").click()
    page.wait_for_selector("text=已经提交审核")


def returned(reviewer: "Page") -> None:
    """The reviewer returns it, with words."""
    reviewer.goto("/staff/review/")
    reviewer.locator("main table").get_by_role("link", name=TITLE).first.click()
    reviewer.check("input[name=outcome][value=returned]")
    reviewer.fill("#id_comment", WORDS)
    reviewer.locator("form:has(input[name=outcome]) button[type=submit]").click()
    reviewer.wait_for_load_state()
    assert "退回修改" in reviewer.locator("main").inner_text()


def mended(page: "Page") -> None:
    """What came back is among the things to do; the words are there to be read, and it goes on again."""
    page.goto("/staff/")
    todo = page.locator("main table").get_by_role("link", name=TITLE, exact=True)
    assert todo.count() == 1
    in_order(page)
    todo.click()
    page.wait_for_selector(f"text={WORDS}")
    page.get_by_role("link", name="查看原件").click()
    page.get_by_role("link", name="修改", exact=True).click()
    page.fill("#id_html", "第一条　12月1日至12月20日清理河道。")
    page.click("main form button[type=submit]")
    page.get_by_role("button", name="检查", exact=True).click()
    page.get_by_role("button", name="提交审核").click()
    page.wait_for_selector("text=已经提交审核")
    page.goto("/staff/")
    assert page.locator("main table").get_by_role("link", name=TITLE, exact=True).count() == 0


def eight_records(page: "Page", file: Path) -> None:
    """Eight lines of one file: the one in row 5 is refused with its reason, the other seven stand."""
    day = (TODAY.replace(day=1) - dt.timedelta(days=1)).replace(day=3).isoformat()
    rows = [
        {"metric": "会议", "party": "", "when": day, "value": str(number), "note": f"第{number}次"}
        for number in range(1, 9)
    ]
    rows[3]["value"] = "若干"
    file.write_bytes(write_sheets([Sheet("台账", HEADINGS, rows)]))
    page.goto(f"/staff/b/{TOWNSHIP}/ledger/import/")
    page.set_input_files("#id_file", file)
    page.click("main form button[type=submit]")
    page.wait_for_selector("main table")
    said = page.locator("main").inner_text()
    assert "若干" in said
    in_order(page)
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    page.goto(f"/staff/b/{TOWNSHIP}/ledger/records/?metric=meetings&year={day[:4]}")
    entered = page.locator("main tbody tr")
    assert entered.count() == 7
    assert not page.locator("main tbody").get_by_text("第4次").count()
