"""Looking at a page as a reader would: does axe find fault, must one scroll sideways, and what does it look like?"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE: Final = Path(__file__).resolve().parent
PICTURES: Final = HERE.parents[1] / "build" / "pictures"
AXE: Final = (HERE / "vendor" / "axe.min.js").read_text("utf-8")
WIDE: Final = {"width": 1440, "height": 900}
NARROW: Final = {"width": 390, "height": 844}
# WCAG 2.2 AA, what axe holds for good practice, and contrast as in AAA.
OPTIONS: Final = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}


def look(page: "Page", name: str) -> None:
    """Assert that axe finds nothing on the page as it stands, wide and narrow, and keep a picture of both."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for size in (WIDE, NARROW):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        page.evaluate("scrollTo(0, 0)")
        found = violations(page)
        assert not found, "\n".join(found)
        assert not scrolls_sideways(page), f"wider than {size['width']} px"
        page.screenshot(path=PICTURES / f"{name}-{size['width']}.png", full_page=True)


def violations(page: "Page") -> list[str]:
    """What axe finds: the rule, what is wrong, and where."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", OPTIONS)
    return [
        f"{fault['id']}: {fault['help']}: {node['html']} {node.get('failureSummary', '')}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def scrolls_sideways(page: "Page") -> bool:
    """Whether the page is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
