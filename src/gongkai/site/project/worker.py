"""The process that does what pages leave for later: ``python -m gongkai.site.project.worker``."""

from __future__ import annotations

import logging
import os
import socket
from typing import Final

import django

from gongkai.site.project import lifeline
from gongkai.site.project.options import Options

_INTERVAL: Final = 0.5


def name() -> str:
    """The name of this machine's worker: a later one with the same name takes over what it left."""
    return f"{socket.gethostname()[:40]}:{Options().text('PORT')}"


def main() -> None:
    """Work until told to stop; a task that was begun is finished first."""
    lifeline.hold()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.project.settings")
    django.setup()
    from django_tasks_db.management.commands.db_worker import Worker

    from gongkai.site.project.rescue import take_over

    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    take_over(name())
    worker = Worker(
        queue_names=["*"],
        interval=_INTERVAL,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name(),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    worker.run()


if __name__ == "__main__":
    main()
