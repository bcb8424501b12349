"""The process that does what is done by the clock: ``python -m gongkai.site.project.scheduler``."""

from __future__ import annotations

import logging
import os
import signal
import threading
from typing import Final

import django

from gongkai.site.project import lifeline

logger = logging.getLogger("gongkai.site")

_TICK: Final = 5.0


def main() -> None:
    """Look what is due every few seconds, until told to stop; a job that was begun is finished first."""
    lifeline.hold()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.project.settings")
    django.setup()
    from django.db import Error, close_old_connections

    from gongkai.site.web import clock
    from gongkai.site.web.schedule_runs import run_due

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        close_old_connections()
        try:
            run_due(clock.now())
        except Error:
            logger.exception("the schedule could not ask the database")
        stop.wait(_TICK)


if __name__ == "__main__":
    main()
