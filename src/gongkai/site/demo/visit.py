"""A visit to a running demonstration: the first pages, and every login that was printed."""

from __future__ import annotations

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import Final

from gongkai.site.demo.county import Person, county

_TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
_TIMEOUT: Final = 60
_PAGES: Final = ("/", "/accounts/login/", "/healthz")


class Browser:
    """Fetches pages and keeps cookies."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._jar = http.cookiejar.CookieJar()
        # Without the proxies of the environment: the site is on this machine.
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self._jar)
        )

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, path at which it ended, and text of a page."""
        return self._fetch(path, None)

    def post(self, path: str, **fields: str) -> tuple[int, str, str]:
        """Send the form that stands at ``path``."""
        _, _, page = self.get(path)
        token = _TOKEN.search(page)
        if token is None:
            return 0, path, ""
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        return self._fetch(path, data)

    @property
    def cookies(self) -> str:
        """What it would send, as a header."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._jar)

    def _fetch(self, path: str, data: bytes | None) -> tuple[int, str, str]:
        request = urllib.request.Request(self._address + path, data, {"Accept-Language": "zh-CN"})
        try:
            with self._opener.open(request, timeout=_TIMEOUT) as answer:
                end = urllib.parse.urlsplit(answer.url).path
                return answer.status, end, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, path, ""
        except OSError:
            return 0, path, ""


def visit(address: str, tell: Callable[[str], None]) -> bool:
    """Fetch the main pages, sign in as everybody; tell what was seen. Whether all was well."""
    browser = Browser(address)
    sound = True
    for path in _PAGES:
        status, _, text = browser.get(path)
        sound &= status == 200
        tell(f"{'正常' if status == 200 else '错误'}  {path}  状态 {status}，{len(text)} 字")
    for person in county().people:
        well, seen = _sign_in(address, person)
        sound &= well
        tell(f"{'正常' if well else '错误'}  登录 {person.username}  {seen}")
    return sound


def _sign_in(address: str, person: Person) -> tuple[bool, str]:
    browser = Browser(address)
    status, end, _ = browser.post("/accounts/login/", login=person.username, password=person.password)
    if status != 200 or not end.startswith("/staff/"):
        return False, f"没有进入工作台：状态 {status}，停在 {end}"
    status, end, text = browser.get("/staff/")
    return status == 200 and end == "/staff/", f"{end}  状态 {status}，{len(text)} 字"
