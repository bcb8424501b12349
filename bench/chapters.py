"""``python -m bench.chapters``: chapters three and four from a hundred thousand requests of three years."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

NUMBER = 100_000
SEED = 1


def prepare() -> Any:
    """An empty database in a folder of its own, with one body in it."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.project.settings")
    django.setup()
    from django.core.management import call_command

    from gongkai.site.bodies.models import Body

    call_command("migrate", verbosity=0)
    values = {"name": "云岭县石桥镇人民政府", "level": "township", "kind": "government"}
    return Body.objects.add_root(instance=Body(code="11990001MB00000203", **values))


def run() -> list[tuple[str, float]]:
    """Seconds of processor time for each step."""
    body = prepare()
    from bench import histories
    from gongkai.procedure.counting import applicant_kinds
    from gongkai.site.accessrequests import selectors as requests
    from gongkai.site.accessrequests.kinds import form_on
    from gongkai.site.accounts.models import User
    from gongkai.site.remedies import selectors as remedies
    from gongkai.site.web import clock
    from gongkai.site.web.procedures import procedure

    person, form, year = User.objects.create(username="bench"), form_on(histories.LAST), histories.YEARS[1]
    lives = histories.lives(NUMBER, SEED, applicant_kinds(form), procedure())
    return [
        ("lived and inserted", _timed(lambda: histories.insert(body, person, lives, clock.now()))),
        ("chapter three", _timed(lambda: requests.cells(body, form, year))),
        ("records of one cell", _timed(lambda: requests.records(body, form, year, "requests.granted.total"))),
        ("chapter four", _timed(lambda: remedies.cells(body, form, year))),
    ]


def _timed(task: Callable[[], Any]) -> float:
    start = time.process_time()
    task()
    return time.process_time() - start


def main() -> None:
    """Print the rows."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        os.environ["GONGKAI_DATA"] = folder
        for what, seconds in run():
            sys.stdout.write(f"{what:<24}{seconds:>10,.2f} seconds\n")


if __name__ == "__main__":
    main()
