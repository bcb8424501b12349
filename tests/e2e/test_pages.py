"""Every page of the table, wide and narrow: axe finds no fault, nothing scrolls sideways, the console is silent."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.e2e.look import look, scrolls_sideways, violations
from tests.e2e.pages import PAGES, Visit

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Windows = Callable[..., "BrowserContext"]


def opened(window: "BrowserContext", visit: Visit) -> "Page":
    page = window.new_page()
    answer = page.goto(visit.path)
    assert answer is not None
    assert answer.status == visit.status
    return page


@pytest.mark.parametrize("visit", PAGES, ids=lambda visit: visit.name)
def test_the_page_is_in_order(visit: Visit, context_of: Windows) -> None:
    window = context_of(visit.who)
    complaints: list[str] = []
    window.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    window.on("weberror", lambda error: complaints.append(str(error.error)))
    page = opened(window, visit)
    look(page, visit.name)
    # Enlarged to twice its size, a window of 1440 has room for 720.
    page.set_viewport_size({"width": 720, "height": 450})
    assert not scrolls_sideways(page)
    # The browser tells of every answer that is not 200, also of one that was to be.
    assert [text for text in complaints if f"status of {visit.status}" not in text] == []


@pytest.mark.slow
@pytest.mark.parametrize("visit", [visit for visit in PAGES if visit.status == 200], ids=lambda visit: visit.name)
def test_large_letters_and_strong_contrast_keep_it_in_order(visit: Visit, context_of: Windows, server: str) -> None:
    window = context_of(visit.who)
    window.add_cookies([{"name": "gongkai_display", "value": "large-contrast", "url": server}])
    page = opened(window, visit)
    page.set_viewport_size({"width": 390, "height": 844})
    assert violations(page) == []
    assert not scrolls_sideways(page)
