"""Which jobs are due, and running them: once, however many machines ask."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Q

from gongkai.site.web import clock, schedule
from gongkai.site.web.models import ScheduledRun
from gongkai.site.web.scope import system

logger = logging.getLogger("gongkai.site")

_AGAIN: Final = dt.timedelta(hours=1)
_MINUTE: Final = dt.timedelta(minutes=1)
_MOST: Final = 500


def run_due(now: dt.datetime) -> list[str]:
    """Run what is due at that moment (aware, Beijing time); the names of what was run, failed or not.

    A daily job that failed or was cut short is tried again an hour later.
    """
    due = [job for job in schedule.jobs().values() if _claim(job, now)]
    for job in due:
        _run(job, now)
    return [job.name for job in due]


def _claim(job: schedule.Job, now: dt.datetime) -> bool:
    """Whether it is due, and we are the one to run it."""
    rows = ScheduledRun.objects.filter(name=job.name)
    if rows.filter(_due(job, now)).update(started=now, finished=None, error=""):
        return True
    if rows.exists():
        return False
    try:
        with transaction.atomic():
            ScheduledRun.objects.create(name=job.name, started=now)
    except IntegrityError:
        return False
    return True


def _due(job: schedule.Job, now: dt.datetime) -> Q:
    if job.every == schedule.MINUTELY:
        return Q(started__lte=now - _MINUTE)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    undone = Q(finished=None) | ~Q(error="")
    return Q(started__lt=midnight) | undone & Q(started__lte=now - _AGAIN)


def _run(job: schedule.Job, now: dt.datetime) -> None:
    error = ""
    try:
        job.run(system(now.astimezone(clock.ZONE).date()))
    except Exception as failed:  # whatever it is, the other jobs go on and the administrator is told
        logger.exception("scheduled job %s", job.name)
        error = f"{type(failed).__name__}: {failed}"[:_MOST]
    ScheduledRun.objects.filter(name=job.name).update(finished=clock.now(), error=error)
