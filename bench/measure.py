"""The measurements: what is timed, how often, and where the time goes."""

from __future__ import annotations

import cProfile
import gc
import io
import os
import pstats
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import File
from gongkai.reading import read_report
from gongkai.report.checks import check_report
from gongkai.report.figures import extract_figures
from gongkai.report.prose import prose_of
from tests.layouts import the_law

Task = Callable[[File], object]
ENDLESS = (140, 280)


@dataclass(frozen=True)
class Rate:
    """Reports a second over all rounds."""

    name: str
    median: float
    least: float
    most: float


def floor(file: File) -> object:
    """What no reader of text can do without: decode the bytes, split the lines."""
    return file.data.decode("utf-8").splitlines()


def read(file: File) -> object:
    """Bytes to report."""
    return read_report(file.data, file.name, the_law())


def read_and_check(file: File) -> object:
    """Bytes to findings."""
    return check_report(read_report(file.data, file.name, the_law()), the_law())


TASKS: Mapping[str, Task] = {"floor": floor, "read": read, "read + check": read_and_check}


def one_core() -> bool:
    """Keep this process on one core; false where the system has no such call."""
    if not hasattr(os, "sched_setaffinity"):
        return False
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    return True


def additions() -> float:
    """Millions of additions in a plain Python loop a second: by this, figures of two machines can be compared."""

    def loop(times: int) -> float:
        start, total = time.process_time(), 0
        for number in range(times):
            total += number
        return time.process_time() - start

    return 1 / min(loop(1_000_000) for _ in range(5))


def rates(files: Sequence[File], rounds: int) -> list[Rate]:
    """Every task over all files, in turn, ``rounds`` times; one round before is not counted (warm caches)."""
    seconds: dict[str, list[float]] = {name: [] for name in TASKS}
    for number in range(rounds + 1):
        for name, task in TASKS.items():
            gc.collect()  # of what the task before has left
            taken = _seconds(task, files)
            if number:
                seconds[name].append(taken)
    return [_rate(name, len(files), taken) for name, taken in seconds.items()]


def _seconds(task: Task, files: Sequence[File]) -> float:
    start = time.process_time()  # of this process alone, so that a busy machine does not count
    for file in files:
        task(file)
    return time.process_time() - start


def _rate(name: str, files: int, seconds: Sequence[float]) -> Rate:
    return Rate(name, files / statistics.median(seconds), files / max(seconds), files / min(seconds))


def slowest_layouts(files: Sequence[File]) -> list[Rate]:
    """Reading alone, layout by layout, from the slowest."""
    by_layout: dict[str, list[File]] = {}
    for file in files:
        by_layout.setdefault(file.layout, []).append(file)
    found = [_rate(name, len(own), [_seconds(read, own) for _ in range(3)]) for name, own in by_layout.items()]
    return sorted(found, key=lambda rate: rate.median)


def slowest_files(files: Sequence[File], top: int = 5) -> list[dict[str, object]]:
    """The reports that take longest to read, in milliseconds, and how they were made."""
    taken = sorted(((_seconds(read, [file]), file) for file in files), key=lambda pair: -pair[0])[:top]
    return [
        {"name": file.name, "ms": seconds * 1000, "made": f"{file.layout}, {file.damage or 'whole'}"}
        for seconds, file in taken
    ]


def endless() -> list[dict[str, object]]:
    """Seconds to find the figures of one sentence without end: twice the length must not take four times as long."""
    piece = "全县收到政府信息公开申请12件，本机关答复3件；"
    found: list[dict[str, object]] = []
    for size in ENDLESS:
        prose = prose_of({"overview": piece * (size * 1000 // len(piece.encode()))}, {})
        start = time.process_time()
        figures = extract_figures(prose, the_law(), 2023)
        found.append({"kilobytes": size, "figures": len(figures), "seconds": time.process_time() - start})
    return found


@dataclass(frozen=True)
class Hot:
    """A function by the time spent in itself, as a share of the whole."""

    where: str
    share: float
    calls: int


def profile(files: Sequence[File], top: int = 12) -> list[Hot]:
    """Where the time of reading and checking goes. The profiler slows small functions more than large ones."""
    profiler = cProfile.Profile()
    profiler.enable()
    for file in files:
        read_and_check(file)
    profiler.disable()
    stats = pstats.Stats(profiler, stream=io.StringIO())
    entries: dict[tuple[str, int, str], tuple[int, int, float, float, object]] = stats.stats  # type: ignore[attr-defined]
    whole = sum(entry[2] for entry in entries.values())
    ordered = sorted(entries.items(), key=lambda item: item[1][2], reverse=True)[:top]
    return [Hot(_where(*place), entry[2] / whole, entry[1]) for place, entry in ordered]


def _where(path: str, line: int, function: str) -> str:
    if path == "~":
        return function.strip("<>")
    parts = Path(path).parts
    start = parts.index("gongkai") + 1 if "gongkai" in parts else max(0, len(parts) - 1)
    return f"{'/'.join(parts[start:])}:{line} {function}"
