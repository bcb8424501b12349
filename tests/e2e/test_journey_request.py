"""Journey 3: a citizen asks on a phone and without an account, the body confirms, the code shows the day and why."""

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.e2e.look import scrolls_sideways, violations
from tests.e2e.world import TOWNSHIP
from tests.site.requests_world import citizen

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Windows = Callable[..., "BrowserContext"]
WHO = citizen(9)


def in_order(page: "Page") -> None:
    assert violations(page) == []
    assert not scrolls_sideways(page)


def onward(page: "Page", button: str = "继续") -> None:
    page.get_by_role("button", name=button, exact=True).click()


def asked(page: "Page", *, script: bool) -> tuple[str, str]:
    """From the first page of the portal to the receipt: number and code."""
    look = in_order if script else lambda _: None
    page.goto("/")
    page.get_by_role("link", name="申请公开政府信息").click()
    page.locator("main").get_by_role("link", name="云岭县石桥镇人民政府").first.click()
    onward(page, "开始申请")
    onward(page)
    assert "请写明需要的政府信息" in page.locator(".gk-errors").inner_text()
    look(page)
    page.locator(".gk-errors a").first.click()
    page.keyboard.type("石桥镇农村公路养护的经费明细")
    if script:
        page.wait_for_selector("#suggested >> text=石桥镇农村公路养护管理办法")
    onward(page)
    assert "石桥镇农村公路养护管理办法" in page.locator("main").inner_text()
    look(page)
    onward(page, "都不是我要的，继续申请")
    page.get_by_label("电子邮件").check()
    look(page)
    onward(page)
    page.get_by_label("公民").or_(page.get_by_label("自然人")).check()
    look(page)
    onward(page)
    page.get_by_label("姓名").fill(WHO.name)
    page.get_by_label("证件号码").fill(WHO.id_number[:-1] + ("1" if WHO.id_number[-1] != "1" else "2"))
    onward(page)
    assert "身份证号码不对" in page.locator(".gk-errors").inner_text()
    look(page)
    page.get_by_label("证件号码").fill(WHO.id_number)
    onward(page)
    page.get_by_label("联系电话").fill(WHO.phone)
    onward(page)
    assert "请填写电子邮箱" in page.locator(".gk-errors").inner_text()
    page.get_by_label("电子邮箱").fill("lin@example.org")
    look(page)
    onward(page)
    look(page)
    onward(page)
    look(page)
    onward(page)
    page.set_input_files("#id_identity", {"name": "身份证.txt", "mimeType": "text/plain", "buffer": b"990100"})
    onward(page, "上传，再选文件")
    assert "身份证.txt" in page.locator("main").inner_text()
    look(page)
    onward(page)
    assert WHO.id_number in page.locator("main").inner_text()
    look(page)
    page.get_by_label("我确认以上内容真实").check()
    onward(page, "提交申请")
    look(page)
    code = page.locator("#query-code").inner_text()
    number = re.search(r"\d{4}-\d{4}", page.locator("main").inner_text())
    assert number is not None
    onward(page, "我已经记下查询码")
    return number[0], code


def followed(page: "Page", code: str) -> str:
    page.goto("/requests/follow/")
    page.get_by_label("查询码").fill(code.lower())
    onward(page, "查询")
    return page.locator("main").inner_text()


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_a_citizen_asks_and_follows(context_of: Windows, script: bool) -> None:
    phone = context_of(script=script).new_page()
    phone.set_viewport_size({"width": 390, "height": 844})
    number, code = asked(phone, script=script)
    assert "等待双方确认" in followed(phone, code)
    assert phone.locator("main >> text=为什么是这一天").count() == 0

    desk = context_of("handler").new_page()
    desk.goto(f"/staff/b/{TOWNSHIP}/requests/unconfirmed/")
    desk.get_by_role("row", name=number).get_by_role("link").click()
    desk.get_by_label("电话").check()
    onward(desk, "双方已确认")
    desk.wait_for_url("**/unconfirmed/")

    text = followed(phone, code)
    assert re.search(r"机关最迟应当在这一天答复：\d{4}年\d{1,2}月\d{1,2}日", text)
    phone.locator("summary", has_text="为什么是这一天").first.click()
    assert f"{dt.date.today().year}年" in phone.locator("details li").first.inner_text()
    assert "条例第三十三条" in phone.locator("main").inner_text()
    assert WHO.name not in text
    if script:
        in_order(phone)
    phone.get_by_role("link", name="撤回申请").click()
    onward(phone, "确认撤回")
    assert "您已经撤回申请" in phone.locator("main").inner_text()


def test_an_officer_enters_a_letter(context_of: Windows) -> None:
    page = context_of("handler").new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/staff/b/{TOWNSHIP}/requests/enter/")
    page.locator("#id_channel").select_option("post")
    page.locator("#id_day").fill(dt.date.today().isoformat())
    page.locator("#id_applicant").select_option("natural")
    page.locator("#id_name").fill(WHO.name)
    page.locator("#id_id_kind").select_option("resident")
    page.locator("#id_id_number").fill(WHO.id_number)
    page.locator("#id_content").fill("石桥镇农村公路养护的经费明细")
    onward(page, "核对并查重")
    text = page.locator("main").inner_text()
    assert "签收之日为收到申请之日" in text
    assert "请至少填写一种联系方式" in text
    in_order(page)
    page.set_viewport_size({"width": 390, "height": 844})
    in_order(page)
    onward(page, "先登记，再告知补正")
    assert page.locator(".gk-secret").count() == 1
    in_order(page)
