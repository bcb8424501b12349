"""Journey 11: a quiet township, from nothing to a submitted report; that there was nothing is confirmed once."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.e2e.look import scrolls_sideways, violations
from tests.e2e.walk_reports import Walk
from tests.e2e.world_reports import QUIET, YEAR

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

HOME = f"/staff/b/{QUIET}/reports/{YEAR}/"


def test_from_nothing_to_a_submitted_report(context_of: "Callable[..., BrowserContext]") -> None:
    walk = Walk(context_of, HOME, {role: f"quiet_{role}" for role in ("handler", "reviewer", "approver")})
    page = walk.at("handler")
    page.goto(f"/staff/b/{QUIET}/ledger/new/?metric=trainings")
    page.fill("#id_value", "2")
    page.fill("#id_on", f"{YEAR}-06-01")
    walk.press("登记")
    page.goto("/staff/")
    page.get_by_role("link", name="年度报告", exact=True).first.click()
    page.get_by_role("link", name=str(YEAR), exact=True).click()
    page.get_by_role("link", name="白沙乡").click()
    walk.press("开始编制")
    assert "全年没有发生的，可以一次确认" in walk.said()
    assert violations(page) == []
    assert page.locator("table a[href*='/cell/proactive.licensing.decisions/']").first.inner_text() == "—"
    walk.press("确认全年没有以上各项")
    assert "已经确认全年没有" in walk.said()
    assert page.locator("table a[href*='/cell/proactive.licensing.decisions/']").first.inner_text() == "0"
    assert page.get_by_role("button", name="确认全年没有以上各项").count() == 0
    page.get_by_role("link", name="写文字").click()
    walk.answer_prompts()
    walk.press("保存")
    walk.open()
    assert "没有收到政府信息公开申请" in walk.said()
    assert "业务培训2次" in walk.said()
    assert not scrolls_sideways(page)
    walk.reviewed()
    walk.press("报送")
    assert "已报送，待主管部门审核" in walk.said()
