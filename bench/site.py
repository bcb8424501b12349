"""``python -m bench.site``: what a page of the site costs beside a bare Django template view.

Both run under the same web server with one worker, on the same SQLite database, in the same run, in turn. What counts
is processor time a request, all threads of the worker together, so that a busy machine does not blur the figure. Bare
is Django with the middleware of ``startproject``: for the portal the same query and a plain list, for the workbench a
page with the name of who is signed in. A page of the shell has almost nothing of its own, so it shows what the frame
costs. The portal is asked with a cookie, since without one it would answer from memory.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from gongkai.site.demo.county import county
from gongkai.site.demo.visit import Browser

ROUNDS = 5
SECONDS = 3
GOAL = 1.5
PAGES = (
    ("portal, shell", "/accessibility/"),
    ("portal, home", "/"),
    ("workbench, shell", "/staff/search/"),
    ("workbench, home", "/staff/"),
)
_ROOT = Path(__file__).resolve().parent.parent
_DONE = re.compile(r"(\d+) requests in")
_WRONG = re.compile(r"Non-2xx or 3xx responses: (\d+)")


class Row(NamedTuple):
    """Milliseconds of processor time a request, medians over all rounds."""

    page: str
    ours: float
    bare: float

    @property
    def times(self) -> float:
        """How many times the cost."""
        return self.ours / self.bare


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served(NamedTuple):
    """A running web server: its address and its process."""

    address: str
    pid: int


@contextlib.contextmanager
def serving(environ: dict[str, str], settings: str, workers: int = 1) -> Iterator[Served]:
    """A web server with those settings."""
    port = free_port()
    more = {"PORT": str(port), "DJANGO_SETTINGS_MODULE": settings, "GONGKAI_WORKERS": str(workers)}
    command = [sys.executable, "-m", "gongkai.site.project.webserver"]
    process = subprocess.Popen(command, env=environ | more, cwd=_ROOT)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address)
        yield Served(address, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _wait(address: str) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(120):
        with contextlib.suppress(OSError):
            opener.open(address, timeout=10).close()
            return
        time.sleep(0.25)
    raise SystemExit(f"{address} does not answer")


def seconds(pid: int) -> float:
    """Processor time of a process and its children so far."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    ticks = 0
    for each in (str(pid), *children):
        # After the name in brackets: the 14th and 15th field are user and system time.
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def cost(served: Served, path: str, cookies: str) -> float:
    """Milliseconds a request; SystemExit where an answer was wrong."""
    command = ["wrk", "-t1", "-c2", f"-d{SECONDS}s", "-H", f"Cookie: {cookies}", served.address + path]
    before = seconds(served.pid)
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = _DONE.search(told)
    if found is None or _WRONG.search(told):
        raise SystemExit(told)
    return (seconds(served.pid) - before) / int(found[1]) * 1000


def measure(environ: dict[str, str]) -> list[Row]:
    """All pages, round by round."""
    with serving(environ, "gongkai.site.project.settings") as ours, serving(environ, "bench.bare_settings") as bare:
        person, browser = county().people[0], Browser(ours.address)
        browser.post("/accounts/login/", login=person.username, password=person.password)
        rows = []
        for page, path in PAGES:
            cookies = browser.cookies if path.startswith("/staff/") else "gongkai_display=large"
            pairs = [(cost(ours, path, cookies), cost(bare, path, cookies)) for _ in range(ROUNDS + 1)][1:]
            rows.append(Row(page, *(statistics.median(column) for column in zip(*pairs, strict=True))))
    return rows


def main() -> None:
    """Print a row a page."""
    if shutil.which("wrk") is None:
        sys.stdout.write("site: no wrk on this machine, so no page was measured\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        environ = os.environ | {"GONGKAI_DATA": folder, "GONGKAI_DEMO": "1", "GONGKAI_MFA_ROLES": "none"}
        environ.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "gongkai", "demo"]
        subprocess.run(command, env=environ, cwd=_ROOT, check=True, stdout=subprocess.DEVNULL)
        for row in measure(environ):
            sys.stdout.write(
                f"{row.page:<17}{row.ours:>7.2f} ms a request, bare {row.bare:>7.2f} ms, "
                f"{row.times:.2f} times (goal {GOAL})\n"
            )


if __name__ == "__main__":
    main()
