"""Ways through the site: by keyboard alone, without scripts, in the other language, with larger letters."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.e2e import world

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Windows = Callable[..., "BrowserContext"]


def focused(page: "Page", what: str = "textContent") -> str:
    return str(page.evaluate(f"document.activeElement.{what}")).strip()


def test_signing_in_needs_no_mouse(page: "Page") -> None:
    page.goto("/accounts/login/")
    page.keyboard.press("Tab")
    assert focused(page) == "跳到正文"
    box = page.locator(".gk-skip").bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page, "name") == "login"
    page.keyboard.type("handler")
    page.keyboard.press("Tab")
    if focused(page, "tagName") == "A":  # the way for those who forgot, where mail is set up
        page.keyboard.press("Tab")
    assert focused(page, "name") == "password"
    page.keyboard.type(world.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/")


def test_a_wrong_password_is_told_and_the_focus_goes_there(page: "Page") -> None:
    page.goto("/accounts/login/")
    page.fill("#id_login", "handler")
    page.press("#id_login", "Enter")
    page.wait_for_selector(".gk-errors")
    assert "gk-errors" in focused(page, "className")
    page.locator(".gk-errors a").first.click()
    assert focused(page, "name") == "password"


def test_whoever_is_signed_in_is_shown_with_the_body(context_of: Windows) -> None:
    page = context_of("handler").new_page()
    page.goto("/staff/")
    assert page.locator(".gk-user summary").inner_text().split() == ["张小禾", "云岭县石桥镇人民政府"]
    page.set_viewport_size({"width": 390, "height": 844})
    assert not page.locator(".gk-rail").is_visible()
    page.click(".gk-nav-menu summary")
    assert page.locator(".gk-nav-menu a[aria-current=page]").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".gk-nav-menu a").first.is_visible()


def test_the_menu_of_the_workbench_opens_without_scripts(context_of: Windows) -> None:
    page = context_of("handler", script=False).new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/staff/")
    page.click(".gk-nav-menu summary")
    assert page.locator(".gk-nav-menu a").first.is_visible()


def test_the_portal_works_without_scripts(context_of: Windows) -> None:
    page = context_of(script=False).new_page()
    page.goto("/")
    page.fill("main input[name=q], .gk-hero input[name=q]", "石桥")
    page.press(".gk-hero input[name=q]", "Enter")
    page.click("text=云岭县石桥镇人民政府")
    page.click(".gk-columns >> text=政府信息公开指南")
    assert "0999-5550123" in page.locator("main").inner_text()


def test_letters_and_contrast_are_remembered_without_scripts(context_of: Windows) -> None:
    page = context_of(script=False).new_page()
    page.goto(f"/b/{world.TOWNSHIP}/")
    page.click("button[name=large]")
    page.click("button[name=contrast]")
    assert page.url.endswith(f"/b/{world.TOWNSHIP}/")
    page.goto("/")
    assert page.locator("html").get_attribute("class") == "gk-large gk-contrast"
    page.click("button[name=large]")
    assert page.locator("html").get_attribute("class") == "gk-contrast"


def test_english_is_a_switch_and_chinese_the_rule(context_of: Windows) -> None:
    page = context_of(script=False).new_page()
    page.set_extra_http_headers({"Accept-Language": "en"})
    page.goto("/accessibility/")
    assert page.locator("html").get_attribute("lang") == "zh-hans"
    page.click("text=English")
    assert page.locator("html").get_attribute("lang") == "en"
    page.click("text=中文")
    assert page.locator("h1").inner_text() == "无障碍说明"


def test_a_drawer_opens_takes_the_focus_and_gives_it_back(context_of: Windows) -> None:
    page = context_of("handler").new_page()
    page.goto("/staff/components/")
    page.click("[data-drawer=help]")
    page.wait_for_selector("#help.show")
    page.keyboard.press("Escape")
    page.wait_for_selector("#help:not(.show)", state="attached")
    page.wait_for_selector("[data-drawer=help]:focus")


def test_what_cannot_be_undone_asks_first_and_names_the_consequence(context_of: Windows) -> None:
    page = context_of("handler").new_page()
    page.goto("/staff/components/")
    page.click("text=撤回提交")
    dialog = page.locator("dialog[open]")
    assert "需要重新提交" in dialog.inner_text()
    assert focused(page) == "取消"
    page.keyboard.press("Enter")
    assert dialog.count() == 0
    assert page.url.endswith("/staff/components/")


def test_a_chart_is_drawn_and_keeps_its_table(context_of: Windows) -> None:
    page = context_of("handler").new_page()
    page.goto("/staff/components/")
    page.wait_for_selector("#requests canvas")
    page.click("#requests summary")
    assert page.locator("#requests tbody tr").count() == 4
