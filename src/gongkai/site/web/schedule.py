"""What is done by the clock: jobs registered by the apps when they are loaded, run by ``gongkai serve``.

A job gets the program's own scope, whose ``today`` is the day. It may run twice and must then do nothing the second
time. ``add("bodies.refresh_tree", DAILY, refresh_tree)`` in the ``ready`` of an app is all that it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

import msgspec

from gongkai.site.web.scope import Scope

Every = Literal["minute", "day"]
MINUTELY: Final = "minute"
DAILY: Final = "day"

Run = Callable[[Scope], object]


class Job(msgspec.Struct, frozen=True):
    """A job: ``app.what``, how often (a daily one runs soon after midnight, Beijing time), and what it does."""

    name: str
    every: Every
    run: Run


_jobs: dict[str, Job] = {}


def add(name: str, every: Every, run: Run) -> None:
    """Have ``run`` called every minute or every day."""
    known = _jobs.setdefault(name, Job(name, every, run))
    if known.run is not run:
        raise ValueError(f"{name} is taken by another job")


def jobs() -> Mapping[str, Job]:
    """All jobs by name."""
    return _jobs
