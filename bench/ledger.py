"""``python -m bench.ledger``: what the totals of a body's year cost, over many records, one in ten of them corrected.

On SQLite in a temporary folder, or on the server that DATABASE_URL names, whose database should be empty.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import resource
import statistics
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from bench import measure

YEAR = 2025


def main() -> None:
    """Fill a ledger, measure the totals, print."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"GONGKAI_DATA": folder, "DJANGO_SETTINGS_MODULE": "gongkai.site.project.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        _report(Path(folder), options.records, options.rounds, options.seed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Seconds for the totals of a year.")
    parser.add_argument("--records", type=int, default=100_000, help="how many records (default: 100000)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds that count (default: 5)")
    parser.add_argument("--seed", type=int, default=2025, help="seed of the records (default: 2025)")
    return parser


def _report(folder: Path, records: int, rounds: int, seed: int) -> None:
    from django.db import connection

    from gongkai.site.ledger.selectors.grid import grid
    from gongkai.site.ledger.selectors.totals import totals

    body = _filled(records, random.Random(seed))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"a plain loop makes {measure.additions():.0f} million additions a second here; load {load:.1f}")
    print(f"{records} records on {connection.vendor}, one in ten corrected")
    today = dt.date(YEAR + 1, 1, 15)
    for name, work in (
        ("totals", lambda: totals(body, YEAR)),
        ("totals as of a day", lambda: totals(body, YEAR, as_of=dt.date(YEAR, 7, 1))),
        ("totals with the ids behind them", lambda: totals(body, YEAR, traced=True)),
        ("the year at a glance", lambda: grid(body, YEAR, today)),
    ):
        taken = []
        for _ in range(rounds + 1):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
        print(f"{name}: median {statistics.median(taken[1:]):.3f} s, least {min(taken[1:]):.3f} s")
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB; {folder.name} is gone")


def _filled(records: int, chance: random.Random):  # type: ignore[no-untyped-def]  # Django is not set up above
    from gongkai.site.accounts.models import User
    from gongkai.site.bodies.models import Body
    from gongkai.site.ledger import metrics
    from gongkai.site.ledger.models import Period, Record, Says
    from gongkai.site.web.clock import ZONE

    body = Body.objects.add_root(
        instance=Body(code="11990000MB0000010K", name="云岭县人民政府", level="county", kind="government")
    )
    user = User.objects.create(username="bench", name="甲")
    end = dt.date(YEAR, 12, 31)
    kinds = [(name, [*metrics.parties(found, end)] or [""]) for name, found in metrics.kept_here(end).items()]

    def row(number: int, **more: object) -> Record:
        metric, parties = chance.choice(kinds)
        on = dt.date(YEAR, 1, 1) + dt.timedelta(days=chance.randrange(365))
        at = dt.datetime.combine(on, dt.time(9), tzinfo=ZONE)
        values = {"metric": metric, "party": chance.choice(parties), "on": on, "through": on, "recorded_at": at}
        values |= {"value": Decimal(chance.randrange(1, 90)), "entry": Says.VALUE, "period": Period.DAY}
        return Record(body=body, recorded_by=user, note=str(number), **(values | more))

    first = Record.objects.bulk_create((row(n) for n in range(records * 10 // 11)), batch_size=1000)
    wrong = chance.sample(first, records - len(first))
    same = ("metric", "party", "on", "through")
    Record.objects.bulk_create(
        (
            row(n, **{name: getattr(old, name) for name in same}, supersedes=old, reason="更正")
            for n, old in enumerate(wrong)
        ),
        batch_size=1000,
    )
    return body


if __name__ == "__main__":
    main()
