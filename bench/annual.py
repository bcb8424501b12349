"""``python -m bench.annual``: what the annual report of a large body costs, to compute, to check and to finish.

The body has many requests and items, spread over three years, and a ledger of a year. On SQLite in a temporary
folder, or on the server that DATABASE_URL names, whose database should be empty.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench import measure

YEAR = 2025
GOAL = 1.5


def main() -> None:
    """Fill a database, measure, print."""
    options = _parser().parse_args()
    if options.fill:
        _filled(options)
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"GONGKAI_DATA": folder, "DJANGO_SETTINGS_MODULE": "gongkai.site.project.settings"}
        # Filled by another process, whose memory is not that of the report.
        subprocess.run([sys.executable, "-m", "bench.annual", *sys.argv[1:], "--fill"], check=True)
        import django

        django.setup()
        _report(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Seconds for the annual report of a large body.")
    parser.add_argument("--requests", type=int, default=100_000, help="requests of three years (default: 100000)")
    parser.add_argument("--items", type=int, default=50_000, help="items of three years (default: 50000)")
    parser.add_argument("--records", type=int, default=2_000, help="records of the ledger (default: 2000)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds that count (default: 5)")
    parser.add_argument("--seed", type=int, default=2025, help="seed of the data (default: 2025)")
    parser.add_argument("--fill", action="store_true", help="only fill the database of the environment")
    parser.add_argument("--finish", action="store_true", help="also export the records behind the numbers")
    return parser


def _report(options: argparse.Namespace) -> None:
    from django.db import connection

    from gongkai.site.accounts.models import User
    from gongkai.site.annualreports import sources
    from gongkai.site.annualreports.compute import computed, form_for, values
    from gongkai.site.annualreports.models import AnnualReport
    from gongkai.site.annualreports.work import work_on
    from gongkai.site.bodies.models import Body
    from gongkai.site.web import clock

    body, user, form = Body.objects.get(), User.objects.get(), form_for(YEAR)
    report = AnnualReport.objects.create(
        body=body, year=YEAR, texts={"overview": "{requests.new.total}件"}, changed_by=user, changed_at=clock.now()
    )
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"a plain loop makes {measure.additions():.0f} million additions a second here; load {load:.1f}")
    print(f"{options.requests} requests, {options.items} items, {options.records} records on {connection.vendor}")
    before = _memory()
    _times("the 200 cells", options.rounds, lambda: computed(body, form, YEAR))
    _times(f"the report with text and checks (goal {GOAL} s)", options.rounds, lambda: work_on(report))
    _times("the records behind one cell", options.rounds, lambda: _drained(sources.entries(body, form, YEAR, _CELL)))
    print(f"most memory {_memory():.0f} MB, {before:.0f} MB before")
    if options.finish:
        found = values(body, form, YEAR, {})
        _times("all records exported", 1, lambda: _drained(_exported(body, form, found)))
        print(f"most memory {_memory():.0f} MB")


_CELL = "requests.new.total"


def _exported(body: Any, form: Any, found: Any) -> Iterator[bytes]:
    from gongkai.site.annualreports.proof import export

    with export(body, form, YEAR, "00" * 32, found) as made:
        yield from made.archive


def _drained(rows: Any) -> int:
    return sum(1 for _ in rows)


def _times(name: str, rounds: int, work: Callable[[], object]) -> None:
    taken = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    print(f"{name}: median {statistics.median(taken[1:]):.3f} s, least {min(taken[1:]):.3f} s")


def _memory() -> float:
    """The most memory that the process has had, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _filled(options: argparse.Namespace) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from gongkai.site.accounts.models import User
    from gongkai.site.bodies.models import Body

    body = Body.objects.add_root(
        instance=Body(code="11990000MB0000010K", name="云岭县人民政府", level="county", kind="government")
    )
    user = User.objects.create(username="bench", name="甲")
    chance = random.Random(options.seed)
    _requests(body, options.requests, chance)
    _items(body, user, options.items, chance)
    _ledger(body, user, options.records, chance)


def _day(chance: random.Random) -> dt.date:
    return dt.date(YEAR - 1, 1, 1) + dt.timedelta(days=chance.randrange(3 * 365))


def _requests(body: Any, count: int, chance: random.Random) -> None:
    from gongkai.procedure.counting import applicant_kinds
    from gongkai.procedure.outcomes import counting_rows
    from gongkai.site.accessrequests.models import Request
    from gongkai.site.annualreports.compute import form_for
    from gongkai.site.web import clock

    form = form_for(YEAR).text
    kinds, outcomes = list(applicant_kinds(form)), [*counting_rows(form)]
    now = clock.now()

    def row(number: int) -> Request:
        came = _day(chance)
        result = came + dt.timedelta(days=chance.randrange(3, 40)) if chance.random() < 0.95 else None
        return Request(
            body=body, year=came.year, serial=number, channel="post", entered_at=now, received_on=came,
            code_digest=f"{number:064}", applicant=chance.choice(kinds), sealed="", result_day=result,
            state="closed" if result else "in_progress", result=chance.choice(outcomes) if result else "",
        )  # fmt: skip

    Request.objects.bulk_create((row(number) for number in range(1, count + 1)), batch_size=1000)


def _items(body: Any, user: Any, count: int, chance: random.Random) -> None:
    from gongkai.site.publishing.models import Item, State, Version
    from gongkai.site.web import clock

    now = clock.now()
    subjects = ("regulatory_documents", "news")

    def row(number: int) -> Item:
        formed = _day(chance)
        repealed = formed + dt.timedelta(days=chance.randrange(1, 700)) if chance.random() < 0.1 else None
        return Item(
            body=body, subject=chance.choice(subjects), title=f"第{number}件", formed_on=formed, repealed_on=repealed,
            attribute="proactive", created_by=user, changed_by=user, changed_at=now,
        )  # fmt: skip

    items = Item.objects.bulk_create((row(number) for number in range(count)), batch_size=1000)
    versions = Version.objects.bulk_create(
        (Version(item=item, number=1, at=now, title=item.title, facts={}, html="", digest="") for item in items),
        batch_size=1000,
    )
    for item, version in zip(items, versions, strict=True):
        item.current, item.state, item.published_at = version, State.PUBLISHED, now
    Item.objects.unscoped("of the bench").bulk_update(items, ["current", "state", "published_at"], batch_size=500)


def _ledger(body: Any, user: Any, count: int, chance: random.Random) -> None:
    from gongkai.site.ledger import metrics
    from gongkai.site.ledger.models import Period, Record, Says
    from gongkai.site.web import clock

    end = dt.date(YEAR, 12, 31)
    kinds = [(name, [*metrics.parties(found, end)] or [""]) for name, found in metrics.kept_here(end).items()]

    def row(number: int) -> Record:
        metric, parties = kinds[number % len(kinds)]
        on = dt.date(YEAR, 1, 1) + dt.timedelta(days=chance.randrange(365))
        return Record(
            body=body, metric=metric, party=chance.choice(parties), period=Period.DAY, on=on, through=on,
            entry=Says.VALUE, value=str(chance.randrange(1, 90)), recorded_at=clock.now(), recorded_by=user,
        )  # fmt: skip

    Record.objects.bulk_create((row(number) for number in range(count)), batch_size=1000)


if __name__ == "__main__":
    main()
