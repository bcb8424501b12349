"""``python scripts/fuzz.py --minutes 10 [FILE...]``: damages real files at random and reads them, again and again.

Every outcome but a report or an error of Gongkai's own is a fault: another exception, more than the seconds or the
memory allowed. A faulty file is kept (``--keep``) with the seed that made it. The default files are the samples.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import multiprocessing
import resource
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from gongkai.errors import GongkaiError, InternalError
from gongkai.law import LawBook
from gongkai.reading import read_report
from gongkai.report.checks import check_report

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 5.0
MEGABYTES = 500
_SUFFIXES = {".txt", ".md", ".html", ".docx", ".xlsx", ".odt", ".pdf"}


def flip(random: Random, data: bytearray) -> None:
    """Change single bytes."""
    for _ in range(random.choice((1, 4, 40))):
        data[random.randrange(len(data))] = random.randrange(256)


def cut(random: Random, data: bytearray) -> None:
    """Lose a piece."""
    start = random.randrange(len(data))
    del data[start : start + random.choice((1, 30, 3000))]


def repeat(random: Random, data: bytearray) -> None:
    """Repeat a piece, often."""
    start = random.randrange(len(data))
    piece = data[start : start + random.choice((3, 60, 900))]
    data[start:start] = piece * random.choice((1, 10, 300))


def move(random: Random, data: bytearray) -> None:
    """Put a piece somewhere else."""
    start = random.randrange(len(data))
    piece = data[start : start + 200]
    del data[start : start + 200]
    place = random.randrange(len(data) + 1)
    data[place:place] = piece


CHANGES: Sequence[Callable[[Random, bytearray], None]] = (flip, cut, repeat, move)


def damaged(random: Random, data: bytes) -> bytes:
    """``data`` with a few changes; of a ZIP package also of what is packed."""
    if data.startswith(b"PK") and random.random() < 0.8:
        return _repacked(random, data)
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 5))):
        if changed:
            random.choice(CHANGES)(random, changed)
    return bytes(changed)


def _repacked(random: Random, data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = random.choice([name for name in old.namelist() if name.endswith(".xml")])
        for name in old.namelist():
            content = bytearray(old.read(name))
            if name == chosen and content:
                random.choice(CHANGES)(random, content)
            new.writestr(name, bytes(content))
    return packed.getvalue()


def serve(pipe: Connection) -> None:
    """The child: reads what it is given, says what came of it."""
    law = LawBook.open().at(dt.date.today())
    while True:
        data, name = pipe.recv()
        try:
            check_report(read_report(data, name, law), law)
            outcome = "read"
        except InternalError:
            outcome = "CRASH\n" + traceback.format_exc()
        except GongkaiError as error:
            outcome = type(error).__name__
        except Exception:
            outcome = "CRASH\n" + traceback.format_exc()
        pipe.send((outcome, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


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

    def read(self, data: bytes, name: str) -> tuple[str, float]:
        """The outcome and the seconds it took."""
        start = time.monotonic()
        self._pipe.send((data, name))
        try:
            if self._pipe.poll(SECONDS * 4):
                outcome, megabytes = self._pipe.recv()
                taken = time.monotonic() - start
                if megabytes > MEGABYTES:
                    self.end()
                    self._start()
                    return f"MEMORY {megabytes} MB", taken
                return (f"SLOW {taken:.1f} s" if taken > SECONDS else outcome), taken
        except EOFError:
            self._start()
            return "DIED", time.monotonic() - start
        self.end()
        self._start()
        return "HANG", time.monotonic() - start

    def end(self) -> None:
        """End the child."""
        self._child.kill()
        self._child.join()


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
    number, slowest = 0, 0.0
    while time.monotonic() < end:
        number += 1
        path = random.choice(files)
        data = damaged(random, path.read_bytes())
        outcome, taken = reader.read(data, path.name)
        slowest = max(slowest, taken)
        outcomes[outcome.split()[0]] += 1
        if outcome.split()[0] in ("CRASH", "SLOW", "HANG", "DIED", "MEMORY"):
            faults += 1
            options.keep.mkdir(parents=True, exist_ok=True)
            kept = options.keep / f"{number:06}_{path.name}"
            kept.write_bytes(data)
            sys.stdout.write(f"{kept}: {outcome}\n")
    reader.end()
    told = ", ".join(f"{name} {count}" for name, count in outcomes.most_common())
    sys.stdout.write(f"{number} files from seed {options.seed}, slowest {slowest:.1f} s: {told}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
