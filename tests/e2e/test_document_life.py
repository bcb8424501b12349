"""A document's life, walked by the people of a county and a reader: from a draft with a secret in it to its repeal."""

import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.e2e.world import COUNTY
from tests.release.made import id_number, xlsx

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Windows = Callable[..., "BrowserContext"]
TITLE = "云岭县校车安全管理办法"
NUMBER = "云政发〔2026〕21号"
DECIDERS = ("county_reviewer", "county_secrecy_reviewer", "county_approver")
TODAY = dt.date.today().isoformat()


class Office:
    """The windows of the county's people, each opened once."""

    def __init__(self, context_of: Windows) -> None:
        self._context_of = context_of
        self._pages: dict[str, Page] = {}

    def at(self, who: str) -> "Page":
        if who not in self._pages:
            self._pages[who] = self._context_of(who).new_page()
        return self._pages[who]

    def draft(self, **values: str) -> "Page":
        """The officer drafts something and stands before its page."""
        page = self.at("county_handler")
        page.goto(f"/staff/b/{COUNTY}/items/new/?subject={values['subject']}")
        page.check("input[name=attribute][value=proactive]")
        for name, value in values.items():
            field = page.locator(f"#id_{name}")
            if field.evaluate("node => node.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        page.click("main form button[type=submit]")
        page.wait_for_selector("text=公开前检查")
        return page

    def published(self, page: "Page", title: str) -> str:
        """Scan, hand in, and have everybody decide; the number of the item."""
        if page.get_by_role("button", name="检查", exact=True).count():
            page.get_by_role("button", name="检查", exact=True).click()
        page.get_by_role("button", name="提交审核").click()
        page.wait_for_selector("text=已经提交审核")
        for who in DECIDERS:
            self._decide(self.at(who), title)
        page.reload()
        item = re.search(r"/items/(\d+)/", page.url)
        assert item is not None
        return item[1]

    def _decide(self, page: "Page", title: str) -> None:
        page.goto("/staff/review/")
        link = page.locator("main table").get_by_role("link", name=title)
        if not link.count():
            return
        link.first.click()
        page.check("input[name=outcome][value=passed]")
        page.locator("form:has(input[name=outcome]) button[type=submit]").click()
        page.wait_for_load_state()

    def counts(self) -> list[str]:
        """What the yearly list says: issued, repealed, in force at its end."""
        page = self.at("county_handler")
        page.goto(f"/staff/b/{COUNTY}/documents/")
        facts = page.locator("main .gk-facts > div")
        shown = dict(zip(facts.locator("dt").all_inner_texts(), facts.locator("dd").all_inner_texts(), strict=True))
        return [shown[name] for name in ("本年制发", "本年废止", "年末现行有效")]


def test_from_draft_to_repeal(context_of: Windows, tmp_path: Path) -> None:
    office, reader = Office(context_of), context_of().new_page()
    assert office.counts() == ["0", "0", "0"]
    number = published_with_a_masked_list(office, tmp_path / "校车名单.xlsx")
    assert office.counts() == ["1", "0", "1"]
    found_and_read(reader, number)
    interpreted(office, reader, number)
    posted_on_three_channels(office.at("county_handler"), number)
    amended(office, reader, number)
    assert office.counts() == ["1", "0", "1"]
    repealed(office.at("county_approver"), reader, number)
    assert office.counts() == ["1", "1", "0"]


def published_with_a_masked_list(office: Office, table: Path) -> str:
    """The list that goes with it holds an ID number: it cannot be handed in before that is covered."""
    page = office.draft(
        subject="regulatory_documents", title=TITLE, document_number=NUMBER, formed_on=TODAY,
        legality_review="已经合法性审核", html="第一条　为保障校车安全，制定本办法。",
    )  # fmt: skip
    table.write_bytes(xlsx(lambda _, sheet: sheet.write_string(3, 1, id_number(7))))
    page.get_by_role("link", name="添加附件").click()
    page.set_input_files("#id_file", table)
    page.click("main form button[type=submit]")
    page.get_by_role("button", name="检查", exact=True).click()
    assert page.locator("main").get_by_text("不得公开").count()
    assert page.get_by_role("button", name="提交审核").count() == 0
    page.get_by_role("button", name="遮盖号码和住址").last.click()
    assert "已经遮盖 1 处" in page.locator("main").inner_text()
    number = office.published(page, TITLE)
    assert "已公开" in page.locator("main").inner_text()
    return number


def found_and_read(reader: "Page", number: str) -> None:
    """The reader finds it by two characters, and gets the list without the number."""
    reader.goto("/search/?q=校车")
    assert reader.locator("mark").first.inner_text() == "校车"
    reader.get_by_role("link", name=TITLE).click()
    assert "现行有效" in reader.locator("main").inner_text()
    given = reader.request.get(f"/item/{number}/file/1/").body()
    assert id_number(7) not in _texts(given)
    assert "****" in _texts(given)


def interpreted(office: Office, reader: "Page", number: str) -> None:
    """It is interpreted, and each leads to the other."""
    page = office.draft(
        subject="interpretation", title="一图读懂校车办法", formed_on=TODAY, html="办法分五章。", interprets=number
    )
    office.published(page, "一图读懂校车办法")
    reader.goto(f"/item/{number}/")
    reader.get_by_role("link", name="一图读懂校车办法").click()
    reader.locator("main").get_by_role("link", name=TITLE).click()
    assert reader.url.endswith(f"/item/{number}/")


def posted_on_three_channels(page: "Page", number: str) -> None:
    """Three channels count once."""
    page.goto(f"/staff/b/{COUNTY}/items/{number}/post/")
    for outlet in ("website", "wechat", "notice_board"):
        page.check(f"input[name=outlets][value={outlet}]")
    page.click("main form button[type=submit]")
    page.goto(f"/staff/b/{COUNTY}/postings/")
    totals = page.locator("main .gk-facts").first.inner_text().split()
    assert totals[: totals.index("去重条数") + 2] == ["各渠道条数", "3", "去重条数", "1"]


def amended(office: Office, reader: "Page", number: str) -> None:
    """It is amended, and both versions stand."""
    page = office.at("county_handler")
    page.goto(f"/staff/b/{COUNTY}/items/{number}/correct/")
    page.fill("#id_reason", "增加第二条")
    page.click("main form button[type=submit]")
    page.get_by_role("link", name="修改", exact=True).click()
    page.fill("#id_html", "第一条　为保障校车安全，制定本办法。\n第二条　驾驶员每年体检。")
    page.click("main form button[type=submit]")
    office.published(page, TITLE)
    reader.goto(f"/item/{number}/v/1/")
    assert "每年体检" not in reader.locator("main").inner_text()
    reader.get_by_role("link", name="查看现在的版本").click()
    assert "每年体检" in reader.locator("main").inner_text()


def repealed(approver: "Page", reader: "Page", number: str) -> None:
    """At last it is repealed, and stays to be read."""
    approver.goto(f"/staff/b/{COUNTY}/items/{number}/repeal/")
    approver.click("main form button[type=submit]")
    approver.wait_for_selector("text=已废止")
    reader.wait_for_timeout(1_500)  # what readers without a cookie see may be a second old
    reader.goto(f"/item/{number}/")
    assert "已废止" in reader.locator("main").inner_text()


def _texts(data: bytes) -> str:
    """All that a workbook says."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
