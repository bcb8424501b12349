"""What the walks through an annual report share: the windows of its people, and the steps that come more than once."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

_PROMPT: Final = re.compile("【请[^】]*】")
_WRITTEN: Final = {
    "#id_overview": "公开专栏由专人维护。工作考核、社会评议已经完成，没有责任追究的情形。",
    "#id_problems": "存在的主要问题：公开的内容不够具体。改进措施：逐栏目核对，限期补充。",
}


class Walk:
    """Everybody's window, each opened once, before one report. ``people``: role -> the name with which one signs in."""

    def __init__(self, context_of: "Callable[..., BrowserContext]", home: str, people: Mapping[str, str]) -> None:
        self._context_of = context_of
        self._home = home
        self._people = people
        self._pages: dict[str, Page] = {}

    def at(self, role: str) -> "Page":
        """The window of somebody; the county's has no other name than its role."""
        if role not in self._pages:
            self._pages[role] = self._context_of(self._people.get(role, role)).new_page()
        return self._pages[role]

    def open(self) -> "Page":
        """The officer before the report."""
        page = self.at("handler")
        page.goto(self._home)
        return page

    def said(self) -> str:
        """What the officer reads."""
        return self.at("handler").locator("main").inner_text()

    def press(self, button: str) -> None:
        """The officer presses a button."""
        page = self.at("handler")
        page.locator("main").get_by_role("button", name=button, exact=True).click()
        page.wait_for_load_state()

    def answer_prompts(self) -> None:
        """Write what no record can tell in the place of each prompt; nothing is saved yet."""
        page = self.at("handler")
        for field, text in _WRITTEN.items():
            page.fill(field, _PROMPT.sub(text, page.input_value(field)))

    def reviewed(self) -> None:
        """The officer hands the report in at home, and whose turn it is passes it; the officer stands before it."""
        page = self.open()
        self.press("提交审核")
        page.get_by_role("link", name="查看审核").click()
        case = page.url
        for role in ("reviewer", "approver"):
            other = self.at(role)
            other.goto(case)
            if not other.locator("input[name=outcome][value=passed]").count():
                continue
            other.check("input[name=outcome][value=passed]")
            other.locator("form:has(input[name=outcome]) button[type=submit]").click()
            other.wait_for_load_state()
        self.open()

    def clear(self) -> None:
        """The office above passes the report."""
        office = self.at("county_office")
        office.goto(self._home)
        office.get_by_role("link", name="审核通过").click()
        office.locator("main form button[type=submit]").click()
        office.wait_for_load_state()
