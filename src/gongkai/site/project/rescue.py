"""What a worker that died has left behind."""

from __future__ import annotations

import logging
from typing import Final

from django_tasks_db.models import DBTaskResult

logger = logging.getLogger("gongkai.site")

# A task that took the worker down with it so often is not tried again.
_MOST_TRIES: Final = 3


def take_over(worker: str) -> tuple[int, int]:
    """Tasks that were running when an earlier worker of this name died: (put back, given up).

    A task calls one service, and a service is one transaction, so what was cut short has left nothing.
    """
    back = given_up = 0
    for task in DBTaskResult.objects.running():
        if not task.worker_ids or task.worker_ids[-1] != worker:
            continue
        if len(task.worker_ids) < _MOST_TRIES:
            back += DBTaskResult.objects.filter(pk=task.pk).update(status="READY", started_at=None)
        else:
            task.set_failed(RuntimeError("the worker died with this task too often"))
            logger.error("task %s given up: %s", task.pk, task.task_path)
            given_up += 1
    return back, given_up
