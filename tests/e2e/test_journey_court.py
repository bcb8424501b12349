"""Journey 5: reconsideration, then a suit; the reply is set aside and a new round begins; chapter four is right."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.e2e.look import scrolls_sideways, violations
from tests.e2e.world import TOWNSHIP
from tests.site.requests_world import citizen

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Windows = Callable[..., "BrowserContext"]
TODAY = dt.date.today()


def in_order(page: "Page") -> None:
    assert violations(page) == []
    assert not scrolls_sideways(page)


def press(page: "Page", button: str) -> None:
    page.locator("main").get_by_role("button", name=button, exact=True).click()


def fill_day(page: "Page", days_ago: int, name: str = "day") -> None:
    page.fill(f"#id_{name}", (TODAY - dt.timedelta(days=days_ago)).isoformat())


def happens(page: "Page", stage: str, days_ago: int, result: str = "") -> None:
    page.locator("main").get_by_role("link", name=stage, exact=True).click()
    fill_day(page, days_ago)
    if result:
        page.get_by_label(result, exact=True).check()
    press(page, "登记")


def brought(page: "Page", request: str, route: str, days_ago: int, **more: str) -> None:
    page.goto(request)
    page.get_by_role("link", name="登记复议、诉讼").click()
    page.get_by_label(route, exact=True).check()
    fill_day(page, days_ago, "filed")
    page.fill("#id_docket", more["docket"])
    page.select_option("#id_forum", label=more["forum"])
    if "earlier" in more:
        page.select_option("#id_earlier", label=more["earlier"])
    in_order(page)
    press(page, "登记")


def settled(page: "Page", row: str) -> list[int]:
    """结果维持、结果纠正、其他结果 of a row, of last year and of this one: each result is counted in one of them."""
    found = [0, 0, 0]
    for year in (TODAY.year - 1, TODAY.year):
        page.goto(f"/staff/b/{TOWNSHIP}/remedies/year/{year}/")
        cells = page.locator("main tbody tr", has_text=row).locator("td").all_inner_texts()
        found = [old + int(new) for old, new in zip(found, cells, strict=False)]
    in_order(page)
    return found


def test_it_goes_to_court_and_comes_back(context_of: Windows) -> None:
    page = context_of("handler").new_page()
    before = {row: settled(page, row) for row in ("行政复议", "复议后起诉")}
    page.goto(f"/staff/b/{TOWNSHIP}/requests/?show=all&q={citizen(34).phone}")
    request = page.locator("main tbody th a").first.get_attribute("href")
    assert request is not None
    brought(page, request, "行政复议", 40, docket="云府复〔2026〕9号", forum="云岭县人民政府")
    happens(page, "收到复议申请书副本", 38)
    in_order(page)
    assert "被申请人提出书面答复的期限" in page.locator("main").inner_text()
    happens(page, "提出书面答复并提交证据", 34)
    happens(page, "复议决定", 20, "维持")
    brought(
        page,
        request,
        "复议后起诉",
        15,
        docket="（2026）云9901行初9号",
        forum="云岭县人民法院",
        earlier="云府复〔2026〕9号",
    )
    happens(page, "收到起诉状副本", 12)
    happens(page, "提交证据和答辩状", 8)
    happens(page, "一审裁判", 2, "判决撤销")
    happens(page, "收到一审裁判文书", 1)
    page.get_by_role("link", name="重新答复", exact=True).click()
    fill_day(page, 1)
    press(page, "登记")
    assert "已经依决定、裁判开始重新答复" in page.locator("main").inner_text()
    in_order(page)
    page.goto(request)
    assert "办理中" in page.locator("main").inner_text()
    after = {row: settled(page, row) for row in before}
    grown = {row: [new - old for new, old in zip(after[row], before[row], strict=True)] for row in before}
    assert grown == {"行政复议": [1, 0, 0], "复议后起诉": [0, 1, 0]}
    page.goto(f"/staff/b/{TOWNSHIP}/remedies/year/{TODAY.year}/")
    page.locator("main tbody tr", has_text="复议后起诉").locator("td a").first.click()
    assert "（2026）云9901行初9号" in page.locator("main").inner_text()
