"""What passes between the parts of the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

import msgspec

from gongkai.law.model import Level
from gongkai.report.finding import CheckResult, Language
from gongkai.report.report import Report

Command = Literal["read", "check"]


class Options(msgspec.Struct, frozen=True):
    """How results are shown. ``single``: exactly one file was named; ``colour``: for a terminal."""

    command: Command
    language: Language = "zh"
    single: bool = False
    colour: bool = False


class Job(msgspec.Struct, frozen=True):
    """All that a worker must know: the day whose law holds, the format, the checks to run, last year's report."""

    day: dt.date
    options: Options
    format: str
    only: frozenset[str] | None = None
    previous: Report | None = None


class Failure(msgspec.Struct, frozen=True):
    """Why a file could not be read; ``path`` and ``name`` as in its entry."""

    path: str
    name: str
    code: str
    message: str


class Entry(msgspec.Struct, frozen=True):
    """One file: its report and what the checks say of it, or why it could not be read.

    ``path`` is as named in the call, ``name`` as it stands in the results.
    """

    path: str
    name: str
    report: Report | None = None
    result: CheckResult | None = None
    failure: Failure | None = None


class Done(msgspec.Struct, frozen=True):
    """One file as shown: the piece of the output, and what the totals need."""

    payload: bytes
    failure: Failure | None = None
    levels: Mapping[Level, int] = {}
    passed: int = 0
    failed: int = 0
    not_assessable: int = 0


class Totals:
    """Sums over all files."""

    def __init__(self) -> None:
        self.files = 0
        self.failures: list[Failure] = []
        self.levels: dict[Level, int] = {"error": 0, "warning": 0, "info": 0}
        self.worst: dict[Level | None, int] = {"error": 0, "warning": 0, "info": 0, None: 0}
        self.passed = self.failed = self.not_assessable = 0

    def add(self, done: Done) -> None:
        """Count one file."""
        self.files += 1
        if done.failure is not None:
            self.failures.append(done.failure)
            return
        for level, count in done.levels.items():
            self.levels[level] += count
        self.worst[next((level for level in self.levels if done.levels.get(level)), None)] += 1
        self.passed += done.passed
        self.failed += done.failed
        self.not_assessable += done.not_assessable

    @property
    def status(self) -> int:
        """The exit status: 2 a file could not be read, 1 something failed at level error, 0 otherwise."""
        return 2 if self.failures else 1 if self.levels["error"] else 0
