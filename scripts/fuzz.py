"""``python scripts/fuzz.py --minutes 10 [FILE...]``: reads damaged and hostile files, again and again.

Every outcome but a report or an error in words is a fault: another exception, a fault within a child process, more
seconds of processor time or more memory than allowed. A faulty file is kept (``--keep``). What is damaged are the files
given, or else the samples; ``fuzz_files`` says how, and how hostile files are made.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

# As a script this stands alone.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gongkai.errors import GongkaiError, InternalError
from gongkai.law import LawBook
from gongkai.reading import read_report
from gongkai.report.checks import check_report
from scripts.fuzz_files import damaged, hostile

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 5.0
MEGABYTES = 500
# Share of the files that are not damaged samples but made to do harm.
_HOSTILE = 0.15
_SUFFIXES = {".txt", ".md", ".html", ".docx", ".xlsx", ".odt", ".pdf"}


def serve(pipe: Connection) -> None:
    """The child: reads what it is given, says what came of it."""
    law = LawBook.open().at(dt.date.today())
    pipe.send(None)
    while True:
        data, name = pipe.recv()
        start = time.process_time()
        try:
            check_report(read_report(data, name, law), law)
            outcome = "read"
        except InternalError:
            outcome = "CRASH\n" + traceback.format_exc()
        except GongkaiError as error:
            outcome = type(error).__name__
        except Exception:
            outcome = "CRASH\n" + traceback.format_exc()
        taken = time.process_time() - start
        pipe.send((outcome, taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


class Reader:
    """A child that reads, ended and begun anew when it takes too long."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._child = context.Process(target=serve, args=(other,), daemon=True)
        self._child.start()
        other.close()
        self._pipe.recv()

    def read(self, data: bytes, name: str) -> tuple[str, float, int]:
        """The outcome, the seconds of processor time that it took, and the megabytes taken so far."""
        self._pipe.send((data, name))
        try:
            if self._pipe.poll(SECONDS * 12):
                outcome, taken, megabytes = self._pipe.recv()
                if megabytes > MEGABYTES:
                    self._anew()
                    return f"MEMORY {megabytes} MB", taken, megabytes
                return (f"SLOW {taken:.1f} s" if taken > SECONDS else outcome), taken, megabytes
        except EOFError:
            self._anew()
            return "DIED", 0.0, 0
        self._anew()
        return "HANG", SECONDS, 0

    def _anew(self) -> None:
        self.end()
        self._start()

    def end(self) -> None:
        """End the child."""
        self._child.kill()
        self._child.join()


def _next(random: Random, files: Sequence[Path]) -> tuple[str, bytes]:
    if random.random() < _HOSTILE:
        return hostile(random)
    path = random.choice(files)
    return path.name, damaged(random, path.read_bytes())


def main() -> int:
    """Parse the command line, damage and read until the time is over; 1 if there was a fault."""
    parser = argparse.ArgumentParser(description="Damaged files must be read or refused, never worse.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=ROOT / "build" / "fuzz")
    options = parser.parse_args()
    files = options.files or sorted(p for p in (ROOT / "samples").iterdir() if p.suffix in _SUFFIXES)
    random, reader, faults = Random(options.seed), Reader(), 0
    reader.read(b"", "warm.txt")
    outcomes: Counter[str] = Counter()
    end = time.monotonic() + options.minutes * 60
    number, slowest, most = 0, 0.0, 0
    while time.monotonic() < end:
        number += 1
        name, data = _next(random, files)
        outcome, taken, megabytes = reader.read(data, name)
        slowest, most = max(slowest, taken), max(most, megabytes)
        outcomes[outcome.split()[0]] += 1
        if outcome.split()[0] in ("CRASH", "SLOW", "HANG", "DIED", "MEMORY"):
            faults += 1
            options.keep.mkdir(parents=True, exist_ok=True)
            kept = options.keep / f"{number:06}_{name}"
            kept.write_bytes(data)
            sys.stdout.write(f"{kept}: {outcome}\n")
    reader.end()
    told = ", ".join(f"{name} {count}" for name, count in outcomes.most_common())
    sys.stdout.write(f"{number} files from seed {options.seed}, slowest {slowest:.1f} s, at most {most} MB: {told}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
