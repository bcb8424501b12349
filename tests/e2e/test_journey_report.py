"""Journey 6: January. The report is opened, a number counted, the text written, and it goes its way to the public."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.e2e.look import scrolls_sideways, violations
from tests.e2e.walk_reports import Walk
from tests.e2e.world import TOWNSHIP
from tests.e2e.world_reports import REQUESTS, YEAR

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Windows = Callable[..., "BrowserContext"]
HOME = f"/staff/b/{TOWNSHIP}/reports/{YEAR}/"
PUBLIC = f"/b/{TOWNSHIP}/reports/{YEAR}/"
FORMATS = {"PDF": b"%PDF", "DOCX": b"PK", "HTML": b"<!doctype", "JSON": b"{"}


def in_order(page: "Page") -> None:
    assert violations(page) == []
    assert not scrolls_sideways(page)


def test_january(context_of: Windows) -> None:
    walk = Walk(context_of, HOME, {role: role for role in ("handler", "reviewer", "approver")})
    page = walk.at("handler")
    page.goto("/staff/reports/")
    page.get_by_role("link", name=str(YEAR), exact=True).click()
    page.get_by_role("link", name="石桥镇").click()
    walk.press("开始编制")
    counted(page)
    written(walk)
    explained(walk)
    walk.reviewed()
    walk.press("报送")
    returned_and_answered(walk)
    walk.clear()
    walk.open()
    walk.press("公布")
    assert "已经公布" in walk.said()
    reader = context_of().new_page()
    files(reader)
    corrected(walk, reader)


def counted(page: "Page") -> None:
    """One click from a number to its records: as many as it says."""
    number = page.locator("table a[href*='/cell/requests.new.total/']")
    assert number.inner_text() == str(REQUESTS)
    number.click()
    assert page.locator("main tbody tr").count() == REQUESTS
    assert f"共 {REQUESTS} 条记录，合计 {REQUESTS}。" in page.locator("main").inner_text()
    in_order(page)
    page.go_back()


def written(walk: Walk) -> None:
    """Chapter one is drafted; what repeats last year's is told, and a typed figure is asked about."""
    page = walk.at("handler")
    page.get_by_role("link", name="写文字").click()
    assert f"新收政府信息公开申请{REQUESTS}件" in page.locator("main").inner_text()
    walk.answer_prompts()
    draft = page.input_value("#id_overview")
    page.fill("#id_overview", f"{draft}全年张贴海报37张。")
    page.fill("#id_other", "没有其他需要报告的事项。")
    walk.press("保存")
    said = walk.said()
    assert "与上一年度报告重复的句子" in said
    assert "公开的内容不够具体" in said
    assert "37张：没有与它相等的记录" in said.replace("中的 ", "")
    in_order(page)
    page.fill("#id_overview", draft)
    walk.press("保存")
    assert "37张" not in walk.said()


def explained(walk: Walk) -> None:
    """A warning is explained and kept by somebody who may; it stays so after the next look."""
    page = walk.at("approver")
    page.goto(HOME)
    page.get_by_role("link", name="说明后保留").first.click()
    page.fill("#id_reason", "经核对，情况属实")
    in_order(page)
    page.locator("main form button[type=submit]").click()
    walk.open()
    assert "经核对，情况属实" in walk.said()


def returned_and_answered(walk: Walk) -> None:
    """The county returns it with a finding on one cell; the officer answers, hands it in again."""
    office = walk.at("county_office")
    office.goto(HOME)
    office.get_by_role("link", name="退回修改").click()
    office.fill("#id_words", "请核对行政处罚数量")
    office.select_option("#id_cell", "proactive.penalties.decisions")
    office.fill("#id_remark", "与执法公示平台不一致")
    in_order(office)
    office.locator("main form button[type=submit]").click()
    page = walk.open()
    assert "主管部门退回修改" in walk.said()
    assert "与执法公示平台不一致" in walk.said()
    page.locator(".gk-notice a[href*='/cell/proactive.penalties.decisions/']").click()
    page.get_by_role("link", name="人工调整").click()
    page.fill("#id_value", "4")
    page.fill("#id_reason", "平台另有一件，决定书待补登")
    page.locator("main form button[type=submit]").click()
    assert page.locator("table a[href*='/cell/proactive.penalties.decisions/']").first.inner_text() == "4"
    walk.reviewed()
    walk.press("报送")


def files(reader: "Page") -> None:
    """The public page in the official form, and its four files."""
    reader.goto(f"/b/{TOWNSHIP}/annual/")
    reader.get_by_role("link", name="政府信息公开工作年度报告").click()
    reader.get_by_role("link", name=f"{YEAR} 年度", exact=True).click()
    in_order(reader)
    counting = reader.locator("[id='counted-requests.new.total']")
    assert not counting.is_visible()
    reader.locator("table a[href='#counted-requests.new.total']").click()
    assert counting.is_visible()
    for name, start in FORMATS.items():
        link = reader.get_by_role("link", name=name, exact=True).get_attribute("href")
        assert link is not None
        answer = reader.request.get(link)
        assert answer.ok
        assert answer.body()[: len(start)].lower() == start.lower()
        if name == "DOCX":
            assert zipfile.ZipFile(io.BytesIO(answer.body())).testzip() is None
        if name == "JSON":
            said = json.loads(answer.body())
            assert said["cells"]["proactive.penalties.decisions"]["value"] == 4
            assert len(said["proof"]["records"]) == 64


def corrected(walk: Walk, reader: "Page") -> None:
    """In March an error is found: a corrected version with its reason; the old one stays."""
    page = walk.open()
    page.get_by_role("link", name="更正").click()
    page.fill("#id_reason", "行政处罚多计一件")
    page.locator("main form button[type=submit]").click()
    page.locator("table a[href*='/cell/proactive.penalties.decisions/']").first.click()
    walk.press("恢复计算值")
    walk.reviewed()
    walk.press("报送")
    walk.clear()
    walk.open()
    walk.press("公布")
    penalties = f"{PUBLIC.rstrip('/')}/"
    reader.goto(penalties)
    number = reader.locator("a[href='#counted-proactive.penalties.decisions']")
    assert number.inner_text() == "3"
    assert "行政处罚多计一件" in reader.locator("main").inner_text()
    reader.locator("main li a", has_text="第 2 版").click()
    assert "这是以前的版本" in reader.locator("main").inner_text()
    assert number.inner_text() == "4"
    in_order(reader)
