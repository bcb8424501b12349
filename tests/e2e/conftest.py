"""The real server in a temporary folder, and a real browser. Skipped, with the reason, where there is no browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.e2e import world

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT: Final = Path(__file__).resolve().parents[2]
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WAIT_SECONDS: Final = 30


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser of the machine."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("there is no chromium on this machine")
    return found


@pytest.fixture(scope="session")
def server(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: ARG001
    """The address of the site, served as it is in use; nothing is started where no browser will look at it."""
    folder = tmp_path_factory.mktemp("e2e")
    environ = os.environ | {
        "GONGKAI_DATA": str(folder),
        "GONGKAI_DEMO": "1",
        "GONGKAI_MFA_ROLES": "none",
        "GONGKAI_FRAMES": "https://www.yunling.example",
        "GONGKAI_FRESH_SECONDS": "1",
        "DJANGO_SETTINGS_MODULE": "gongkai.site.project.settings",
        "DATABASE_URL": "",
    }
    subprocess.run([sys.executable, "-m", "tests.e2e.world"], cwd=ROOT, env=environ, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", port, "--workers", "1"]
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *command, "gongkai.site.project.wsgi:application"],
            cwd=ROOT, env=environ, stdout=out, stderr=out,
        )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait(WAIT_SECONDS)


def _wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(WAIT_SECONDS * 10):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the server did not answer:\n{log.read_text('utf-8')}")


# For this package only: while it runs, Django sees an event loop and refuses the database in this thread.
@pytest.fixture(scope="package")
def browser(chromium: str) -> "Iterator[Browser]":
    """The browser, started once."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="package")
def sessions() -> dict[str, str]:
    """Where the cookies of those who signed in are kept, so that each does so once."""
    return {}


@pytest.fixture
def context_of(browser: "Browser", server: str, sessions: dict[str, str]) -> "Iterator[Callable[..., BrowserContext]]":
    """Makes a window: ``context_of("handler")`` for somebody signed in, ``context_of()`` for the public."""
    made: list[BrowserContext] = []

    def make(who: str = "", *, script: bool = True, scale: float = 1) -> "BrowserContext":
        context = browser.new_context(
            base_url=server, locale="zh-CN", java_script_enabled=script, device_scale_factor=scale
        )
        made.append(context)
        if who:
            if who not in sessions:
                sessions[who] = _sign_in(context, who)
            context.add_cookies([{"name": "sessionid", "value": sessions[who], "url": server}])
        return context

    yield make
    for context in made:
        context.close()


def _sign_in(context: "BrowserContext", who: str) -> str:
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("#id_login", who)
    page.fill("#id_password", world.PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/staff/**")
    cookies = {cookie.get("name"): cookie.get("value", "") for cookie in context.cookies()}
    page.close()
    return cookies["sessionid"]


@pytest.fixture
def page(context_of: "Callable[..., BrowserContext]") -> "Page":
    """A page of the public."""
    opened: Page = context_of().new_page()
    return opened
