"""``python -m bench.load``: requests a second of the portal with 200,000 items, beside a bare Django list view.

Two web workers on SQLite, wrk on the same machine. Requests carry a cookie, so that every page is made anew; the last
lines carry none. The latency is that at half of the rate that was reached, kept by a pause before each request.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

from bench.load_world import FIRST, LARGEST, WORDS
from bench.site import Served, serving
from bench.site import seconds as processor
from gongkai.site.demo.county import county

ITEMS: Final = 200_000
SECONDS: Final = 20
CONNECTIONS: Final = 16
PAGE: Final = 5_000
WARM: Final = 8
_ROOT = Path(__file__).resolve().parent.parent
_COOKIE: Final = 'wrk.headers["Cookie"] = "bench=1"\n'
_RATE: Final = re.compile(r"Requests/sec:\s+([\d.]+)")
_SLOWEST: Final = re.compile(r"99%\s+([\d.]+)(us|ms|s)")
_DONE: Final = re.compile(r"(\d+) requests in")
_WRONG: Final = re.compile(r"Non-2xx or 3xx responses: (\d+)")
_UNITS: Final = {"us": 0.001, "ms": 1.0, "s": 1000.0}


class Line(NamedTuple):
    """A page: what it is called, its addresses in turn, whether each is made anew, a header more, and its goal."""

    name: str
    paths: list[str]
    anew: bool
    goal: int
    header: str = ""


class Row(NamedTuple):
    """Requests a second, milliseconds of processor time each, and the 99th percentile (ms) at half of that rate."""

    name: str
    rate: float
    cost: float
    slowest: float
    goal: int


def lines(address: str, items: int, mark: str) -> list[Line]:
    """All of them."""
    code = county().bodies[0].code
    listed = f"/b/{code}/proactive/"
    pages = [f"/item/{FIRST + 37 * number % items}/" for number in range(2_000)]
    searches = [f"/search/?q={quote(word[:2])}" for word in WORDS]
    etag = f'wrk.headers["If-None-Match"] = {_quoted(_etag(address + listed))}\n'
    return [
        Line("item", pages, True, 600),
        Line("list, page 1", [listed], True, 400),
        Line(f"list, page {PAGE:,}", [f"{listed}?after={mark}"], True, 400),
        Line("search, two characters", searches, True, 200),
        Line("anonymous, from memory", [listed], False, 3_000),
        Line("anonymous, unchanged", [listed], False, 3_000, etag),
    ]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _etag(address: str) -> str:
    told = subprocess.run(["curl", "-sI", "-X", "GET", address], capture_output=True, text=True, check=True).stdout
    return next(line.partition(": ")[2].strip() for line in told.splitlines() if line.lower().startswith("etag"))


def script(line: Line, pause: float = 0) -> str:
    """The Lua that wrk runs: the addresses in turn and, for a given rate, a pause (milliseconds) before each."""
    listed = ",".join(map(_quoted, line.paths))
    head = (_COOKIE if line.anew else "") + line.header
    turn = f"local paths, at = {{{listed}}}, math.random(1, {len(line.paths)})\n"
    ask = "request = function() at = at % #paths + 1; return wrk.format('GET', paths[at]) end\n"
    return head + turn + ask + (f"delay = function() return {pause:.0f} end\n" if pause else "")


def told(address: str, text: str, seconds: int) -> str:
    """What wrk says. SystemExit where an answer was wrong."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(text)
        file.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", file.name, address]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if _WRONG.search(said) or not _RATE.search(said):
        raise SystemExit(said)
    return said


def measured(served: Served, line: Line, seconds: int) -> Row:
    """The most that the server gives, then the latency at half of it."""
    # What is read once, the law and the templates, is read before it counts.
    address = served.address
    told(address, script(line), WARM)
    before = processor(served.pid)
    said = told(address, script(line), seconds)
    spent, found, count = processor(served.pid) - before, _RATE.search(said), _DONE.search(said)
    assert found is not None
    assert count is not None
    rate = float(found[1])
    slow = _SLOWEST.search(told(address, script(line, CONNECTIONS / (rate / 2) * 1000), max(seconds // 2, 2)))
    assert slow is not None
    return Row(line.name, rate, spent / int(count[1]) * 1000, float(slow[1]) * _UNITS[slow[2]], line.goal)


@contextlib.contextmanager
def world(items: int, kept: str) -> Iterator[tuple[dict[str, str], float]]:
    """A data folder with that many items, and how many seconds their writing took: 0 where ``kept`` has them."""
    with contextlib.nullcontext(kept) if kept else tempfile.TemporaryDirectory() as folder:
        environ = os.environ | {"GONGKAI_DATA": folder, "GONGKAI_DEMO": "1", "GONGKAI_MFA_ROLES": "none"}
        environ.pop("DATABASE_URL", None)
        if (Path(folder) / "demo.json").is_file():
            yield environ, 0
            return
        _run(environ, "gongkai", "demo")
        begun = time.monotonic()
        _run(environ, "bench.load_world", str(items))
        yield environ, time.monotonic() - begun


def _run(environ: dict[str, str], *command: str) -> None:
    call = [sys.executable, "-m", *command]
    subprocess.run(call, env=environ, cwd=_ROOT, check=True, stdout=subprocess.DEVNULL)


def mark_of_page(environ: dict[str, str], number: int) -> str:
    """Where a page of the largest body's list begins."""
    call = [sys.executable, "-m", "bench.load_mark", str(number)]
    return subprocess.run(call, env=environ, cwd=_ROOT, check=True, capture_output=True, text=True).stdout.strip()


def main() -> None:
    """Print a row a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=ITEMS)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="for each line")
    parser.add_argument("--data", default="", help="a folder to keep the items in, or that has them")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.stdout.write("load: no wrk on this machine, so no page was measured\n")
        return
    page = min(PAGE, options.items * LARGEST // 10 // 20)
    with world(options.items, options.data) as (environ, seconds):
        sys.stdout.write(f"{options.items:,} items written in {seconds:.0f} s\n")
        mark = mark_of_page(environ, page)
        with serving(environ, "bench.bare_settings", 2) as bare:
            show(measured(bare, Line("bare Django list", ["/"], True, 0), options.seconds))
        with serving(environ, "gongkai.site.project.settings", 2) as ours:
            for line in lines(ours.address, options.items, mark):
                show(measured(ours, line, options.seconds))


def show(row: Row) -> None:
    """A row, at once: the whole takes minutes."""
    goal = f" (goal {row.goal:,})" if row.goal else ""
    rate = f"{row.name:<26}{row.rate:>9,.0f} a second{goal}"
    sys.stdout.write(f"{rate}, {row.cost:.2f} ms of processor each, 99 % within {row.slowest:.0f} ms at half of that\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
