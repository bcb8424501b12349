"""What happens outside of a request: scanning again what is public."""

from __future__ import annotations

from django_tasks import task

from gongkai.site.publishing.services import rechecks
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope, system

# So many items to a task that other tasks need not wait for long.
_TOGETHER = 20


def recheck_all(scope: Scope) -> None:  # noqa: ARG001
    """Hand what is due for another scan to the worker, a few items to a task."""
    due = rechecks.due_now()
    for start in range(0, len(due), _TOGETHER):
        recheck.enqueue(due[start : start + _TOGETHER])


@task()
def recheck(items: list[int]) -> None:
    """Scan the public versions of these items."""
    rechecks.recheck(system(clock.today()), items=items)
