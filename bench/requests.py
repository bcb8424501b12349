"""``python -m bench.requests``: how many applications can be handed in a second, with two workers.

Each is the last step of the form on the portal: the draft is in the database already, the button is pressed. What is
measured is the whole answer over HTTP, with the request, its number, its event and its sealed data on the disk. The
browsers run on the same machine and take their share of it, so the figure is the least that it can be. At the end the
numbers are read back: one for each application, from one, without gap. ``DATABASE_URL`` names a PostgreSQL server; by
default it is SQLite in a temporary folder.
"""

from __future__ import annotations

import argparse
import http.client
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from bench.site import seconds, serving

WORKERS: Final = 2
BROWSERS: Final = 16
CODE: Final = "11990001MB00000203"
CSRF: Final = "a" * 32


class Result(NamedTuple):
    """What came of it: applications, seconds, and milliseconds an answer."""

    done: int
    seconds: float
    waits: list[float]


def prepare(count: int) -> list[str]:
    """The session keys of browsers that have filled everything in."""
    import django

    django.setup()
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from gongkai.site.accessrequests.answers import Answers
    from gongkai.site.accessrequests.services import drafts
    from gongkai.site.bodies.models import Body
    from gongkai.site.web import clock
    from gongkai.site.web.scope import public

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    body = Body.objects.add_root(
        instance=Body(code=CODE, name="云岭县石桥镇人民政府", level="township", kind="government")
    )
    pages = {
        "wanted": {"content": "2025年石桥镇道路硬化项目的验收报告"},
        "provision": {"form": "electronic", "way": "online"},
        "kind": {"applicant": "natural"},
        "person": {"name": "林一秋", "id_kind": "passport", "id_number": "E99000001"},
        "contact": {"phone": "19900000001"},
        "checked": {"once": "1"},
    }
    keys = []
    for _ in range(count):
        session = SessionStore()
        session["request_draft"] = drafts.begin(public(clock.today()), body=body, value=Answers(pages))
        session.save()
        keys.append(str(session.session_key))
    return keys


def press(address: str, keys: Iterable[str], waits: list[float], failed: list[str]) -> None:
    """One browser after another presses the button."""
    host = urlsplit(address).netloc
    connection = http.client.HTTPConnection(host, timeout=120)
    for key in keys:
        headers = {
            "Cookie": f"sessionid={key}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        begin = time.perf_counter()
        connection.request("POST", f"/requests/b/{CODE}/check/", "declared=on", headers)
        answer = connection.getresponse()
        answer.read()
        waits.append((time.perf_counter() - begin) * 1000)
        if answer.status != 302 or not str(answer.headers["Location"]).endswith("/receipt/"):
            failed.append(f"{answer.status} {answer.headers['Location']}")


def measure(address: str, keys: list[str]) -> Result:
    """All browsers at once. SystemExit where one was answered wrongly."""
    waits: list[float] = []
    failed: list[str] = []
    shares = [keys[at::BROWSERS] for at in range(BROWSERS)]
    threads = [threading.Thread(target=press, args=[address, share, waits, failed]) for share in shares]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - begin
    if failed:
        raise SystemExit(f"{len(failed)} answers were wrong, the first: {failed[0]}")
    return Result(len(waits), spent, waits)


def numbered(count: int) -> bool:
    """Whether the numbers run from one to ``count`` without gap, and the chain of events is whole."""
    from gongkai.site.accessrequests.models import Request
    from gongkai.site.audit.selectors import verify

    serials = Request.objects.unscoped("read back").order_by("serial").values_list("serial", flat=True)
    return list(serials) == list(range(1, count + 1)) and verify().whole


def main() -> None:
    """Print one line."""
    parser = argparse.ArgumentParser(description="Applications handed in a second, two workers.")
    parser.add_argument("--count", type=int, default=1_000, help="applications (default: 1000)")
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "GONGKAI_DATA": folder,
            # All come from one address here.
            "GONGKAI_SUBMISSIONS_A_DAY": "999999",
            "GONGKAI_DRAFTS_A_DAY": "999999",
            "GONGKAI_MFA_ROLES": "none",
            "DJANGO_SETTINGS_MODULE": "gongkai.site.project.settings",
        }
        keys = prepare(count)
        with serving(dict(os.environ), "gongkai.site.project.settings", WORKERS) as served:
            before = seconds(served.pid)
            found = measure(served.address, keys)
            cost = (seconds(served.pid) - before) / count * 1000
        from django.db import connection

        order = "numbers without gap" if numbered(count) else "NUMBERS WITH A GAP OR DOUBLE"
        ninety_fifth = statistics.quantiles(found.waits, n=20)[-1]
        sys.stdout.write(
            f"requests, {connection.vendor}, {WORKERS} workers: {found.done} in {found.seconds:.1f} s, "
            f"{found.done / found.seconds:.0f} a second (goal 100), "
            f"median {statistics.median(found.waits):.0f} ms, 95 % within {ninety_fifth:.0f} ms, "
            f"{cost:.1f} ms of processor time each; {order}\n"
        )


if __name__ == "__main__":
    main()
