"""Journey 4: a letter that was signed for, one supplement, a silent third party, an extension, partial disclosure."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.e2e.look import scrolls_sideways, violations
from tests.e2e.world import TOWNSHIP
from tests.release.redact.files import FILES, SPOT
from tests.site.requests_world import citizen

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Windows = Callable[..., "BrowserContext"]
WHO = citizen(21)


def ago(days: int) -> str:
    return (dt.date.today() - dt.timedelta(days=days)).isoformat()


def press(page: "Page", button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def main(page: "Page") -> str:
    return page.locator("main").inner_text()


def in_order(page: "Page") -> None:
    assert violations(page) == []
    assert not scrolls_sideways(page)


def entered(page: "Page") -> str:
    """Enter the letter; the address of its page."""
    page.goto(f"/staff/b/{TOWNSHIP}/requests/enter/")
    page.locator("#id_channel").select_option("post")
    page.locator("#id_day").fill(ago(45))
    page.locator("#id_applicant").select_option("natural")
    page.locator("#id_name").fill(WHO.name)
    page.locator("#id_id_kind").select_option("resident")
    page.locator("#id_id_number").fill(WHO.id_number)
    page.locator("#id_phone").fill(WHO.phone)
    page.locator("#id_content").fill("石桥水库加固工程的验收资料")
    page.set_input_files("#id_envelope", {"name": "信封.txt", "mimeType": "text/plain", "buffer": b"envelope"})
    press(page, "核对并查重")
    press(page, "登记")
    page.goto(f"/staff/b/{TOWNSHIP}/requests/?q={WHO.phone}")
    page.locator("tbody th a").click()
    return page.url


def happens(page: "Page", address: str, what: str, **fields: str) -> str:
    """Follow the link of an event, fill its form in, read what it would do, confirm; what was told."""
    page.goto(address)
    page.locator("main").get_by_role("link", name=what, exact=True).first.click()
    for name, value in fields.items():
        field = page.locator(f"#id_{name}")
        if field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    press(page, "看看对期限的影响")
    in_order(page)
    told = page.locator(".gk-notice").first.inner_text()
    press(page, "确认登记")
    page.wait_for_url(address)
    return told


def covered(page: "Page", address: str) -> None:
    """Add a PDF, draw a box over the secret with the mouse, make the copy, give it to the applicant."""
    page.goto(address)
    page.get_by_role("link", name="添加材料").click()
    page.locator("#id_kind").select_option("internal")
    page.set_input_files("#id_file", {"name": "验收资料.pdf", "mimeType": "application/pdf", "buffer": FILES["text"]})
    press(page, "保存")
    page.get_by_role("link", name="遮盖", exact=False).first.click()
    sheet = page.locator("[data-cover]")
    box = sheet.bounding_box()
    assert box is not None
    scale = box["width"] / float((sheet.get_attribute("viewBox") or "").split()[2])
    left, top, right, bottom = (side * scale for side in SPOT)
    page.mouse.move(box["x"] + left, box["y"] + top)
    page.mouse.down()
    page.mouse.move(box["x"] + right, box["y"] + bottom, steps=4)
    page.mouse.up()
    assert abs(float(page.locator("#id_left").input_value()) - SPOT[0]) < 2
    page.locator("#id_ground").select_option("trade_secret")
    press(page, "标出")
    page.wait_for_selector("[data-cover] rect")
    in_order(page)
    press(page, "生成遮盖后的副本")
    assert "读回核对" in main(page)
    page.goto(address)
    page.get_by_role("button", name="提供给申请人").click()
    assert "申请人可以下载" in main(page)


def proposed(page: "Page", address: str) -> None:
    """Partial disclosure, with the part that is withheld and why."""
    page.goto(f"{address}reply/new/?outcome=partly_provided")
    page.locator("#id_provision").fill("随本答复书附送遮盖后的副本")
    press(page, "保存")
    assert "没有列出不予公开的部分" in main(page)
    page.get_by_role("link", name="添加不予公开的部分").click()
    page.locator("main").get_by_role("link", name="保护第三方合法权益").click()
    assert "应当先申请行政复议" in main(page)
    page.locator("#id_part").fill("工程单价")
    page.get_by_label("商业秘密").check()
    page.get_by_label("征求第三方意见的情况").fill("已经书面征求意见，逾期没有答复")
    page.get_by_label("不同意公开的合理理由").fill("公开会损害其竞争地位")
    press(page, "保存")
    in_order(page)
    press(page, "提交审核")
    assert "答复审核中" in main(page)


def passed(context_of: Windows, who: str, number: str) -> None:
    page = context_of(who).new_page()
    page.goto("/staff/review/")
    page.get_by_role("link", name=f"申请{number}的答复").click()
    page.get_by_label("审核通过").check()
    press(page, "提交审核意见")
    page.close()


def test_an_officer_answers(context_of: Windows) -> None:
    page = context_of("handler").new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    address = entered(page)
    number = page.locator("h1").inner_text().split()[-1]
    assert WHO.name not in main(page)
    assert f"{int(ago(45)[:4])}年{int(ago(45)[5:7])}月{int(ago(45)[8:])}日，收到申请" in main(page)

    told = happens(page, address, "告知补正", day=ago(43), until=ago(30))
    assert "停止计算" in told
    assert "条例第三十条" in told
    happens(page, address, "收到补正", day=ago(40))
    assert page.get_by_role("link", name="告知补正", exact=True).count() == 0
    happens(page, address, "征求第三方意见", day=ago(38), name="清源水利工程队")
    told = happens(page, address, "第三方逾期未提出意见，由行政机关决定", day=ago(0), party="1号")
    assert "既不是同意也不是不同意" in told
    assert "扣除" in main(page)

    told = happens(page, address, "延长答复期限", day=ago(0), length="10")
    assert "改为" in told
    assert "须由提出人以外的负责人批准" in main(page)
    head = context_of("approver").new_page()
    head.goto(address)
    press(head, "批准")
    assert "已经批准" in main(head)
    head.close()

    covered(page, address)
    proposed(page, address)
    passed(context_of, "reviewer", number)
    passed(context_of, "approver", number)
    page.goto(address)
    assert "石政公开〔" in main(page)
    page.locator("main").get_by_role("link", name="答复书（部分公开）", exact=True).click()
    assert WHO.name in main(page)
    assert "工程单价" in main(page)
    in_order(page)
    page.goto(address)
    page.get_by_role("link", name="上传盖章件").first.click()
    page.set_input_files("#id_file", {"name": "答复.pdf", "mimeType": "application/pdf", "buffer": FILES["text"]})
    press(page, "保存")
    told = happens(page, address, "送达答复", day=ago(0), method="post")
    assert "办结" in told
    text = main(page)
    assert "已办结" in text
    assert "部分公开" in text
    in_order(page)
