"""Keeping processes alive: what dies is started again, after a pause that grows; told to stop, all of it ends."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

STOP_WITHIN: Final = 15.0
_TICK: Final = 0.2
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 30.0
# Who lived so long has not died of how it was started.
_SOUND: Final = 60.0

Tell = Callable[[str], None]


class Child:
    """One process, in a process group of its own, so that Ctrl-C reaches it through the supervisor alone."""

    def __init__(self, name: str, module: str, environ: Mapping[str, str]) -> None:
        self.name, self._module, self._environ = name, module, environ
        self._process: subprocess.Popen[bytes] | None = None
        self._born = self._due = 0.0
        self._deaths = 0

    @property
    def pid(self) -> int:
        """Its number; 0 while it is not there."""
        return self._process.pid if self._process and self._process.poll() is None else 0

    def tend(self, now: float, tell: Tell) -> None:
        """Start it where it is due; notice that it died."""
        if self._process is None:
            if now >= self._due:
                self._start(now)
            return
        status = self._process.poll()
        if status is None:
            return
        self.kill()
        self._process = None
        self._deaths = 0 if now - self._born > _SOUND else self._deaths + 1
        pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** max(0, self._deaths - 1))
        self._due = now + pause
        tell(f"{self.name}意外停止（状态 {status}），{pause:g} 秒后重新启动。")

    def signal(self, number: int) -> None:
        """Tell it something."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, number)

    def kill(self) -> None:
        """End it with all that it has started."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def _start(self, now: float) -> None:
        command = [sys.executable, "-m", self._module]
        self._process = subprocess.Popen(command, env=dict(self._environ), stdin=subprocess.DEVNULL, process_group=0)
        self._born = now


class Supervisor:
    """Tends children until ``stop`` is called or a signal comes."""

    def __init__(self, children: Sequence[Child], tell: Tell) -> None:
        self._children, self._tell = children, tell
        self._stop = threading.Event()

    def stop(self, *_: object) -> None:
        """End at the next look; also what signals call."""
        self._stop.set()

    def run(self, each: Callable[[], None] = lambda: None) -> None:
        """Start all, tend them, and end all. ``each`` is called at every look."""
        try:
            while not self._stop.is_set():
                for child in self._children:
                    child.tend(time.monotonic(), self._tell)
                each()
                self._stop.wait(_TICK)
        finally:
            self._end()

    def _end(self) -> None:
        for child in self._children:
            child.signal(signal.SIGTERM)
        until = time.monotonic() + STOP_WITHIN
        while any(child.pid for child in self._children) and time.monotonic() < until:
            time.sleep(_TICK / 4)
        for child in self._children:
            child.kill()


def listen_to_signals(supervisor: Supervisor) -> None:
    """Ctrl-C, SIGTERM and the end of the terminal stop everything."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, supervisor.stop)
