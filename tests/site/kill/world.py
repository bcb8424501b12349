"""The driver: starts the site, has clients write, kills at random, starts again."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tests.site.kill.look import Seen

ROOT = Path(__file__).resolve().parents[3]
CLIENTS = 3
_PATIENCE = 120


class World:
    """A site in ``folder`` that is killed and started, and what its clients were told."""

    def __init__(self, folder: Path, database: str, seed: int) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])
        own = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
        self._environ = own | {
            "GONGKAI_DATA": str(folder),
            "DATABASE_URL": database,
            "PORT": str(self._port),
            "DJANGO_SETTINGS_MODULE": "tests.site.kill.settings",
            "PYTHONPATH": str(ROOT),
        }
        self._log = folder / "log"
        self._chance = random.Random(seed)
        self._numbers = iter(range(10**9))
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._serve: subprocess.Popen[bytes] | None = None
        self.confirmed: set[int] = set()
        self.accepted: set[int] = set()
        self._run("tests.site.kill.look", "begin")

    def look(self) -> Seen:
        """What stands in the database and on the disk."""
        return msgspec.json.decode(self._run("tests.site.kill.look"), type=Seen)

    @contextlib.contextmanager
    def clients(self) -> Iterator[None]:
        """Clients write as long as this lasts."""
        threads = [threading.Thread(target=self._client) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def start(self) -> None:
        """Start the site where it is not there, and wait until it answers."""
        if self._serve is None or self._serve.poll() is not None:
            command = [sys.executable, "-m", "gongkai", "serve"]
            with self._log.open("ab") as log:
                self._serve = subprocess.Popen(command, env=self._environ, cwd=ROOT, stderr=log, stdout=log)
        self.wait(lambda: self._ask("GET", "/healthz"))

    def wait(self, holds: object) -> None:
        """Until ``holds()`` is true; AssertionError with the log after two minutes."""
        assert callable(holds)
        until = time.monotonic() + _PATIENCE
        while not holds():
            assert time.monotonic() < until, self._log.read_text()
            time.sleep(0.2)

    def kill(self) -> str:
        """SIGKILL one process of the tree, or all of them; which."""
        assert self._serve is not None
        tree = descendants(self._serve.pid)
        time.sleep(self._chance.uniform(0.2, 1.2))
        if self._chance.random() < 0.25:
            victims, told = [self._serve.pid, *tree], "all"
        else:
            victims = [self._chance.choice(tree)]
            told = str(victims[0])
        for pid in victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if told == "all":
            self._serve.wait()
        return told

    def end(self) -> None:
        """End the site as an administrator would; none of its processes may be left."""
        if self._serve is not None:
            tree = descendants(self._serve.pid)
            self._serve.terminate()
            self._serve.wait(60)
            assert [pid for pid in tree if Path(f"/proc/{pid}").exists()] == []

    def _client(self) -> None:
        while not self._stop.is_set():
            with self._lock:
                number = next(self._numbers)
            page, told = ("release", self.accepted) if number % 3 == 0 else ("write", self.confirmed)
            text = f"第{number}次。" if page == "release" else f"第{number}次。\n" * (number % 7 * 2_000 + 1)
            if self._ask("POST", f"/{page}/{number}", text.encode()):
                told.add(number)
            time.sleep(0.05)

    def _ask(self, method: str, path: str, body: bytes | None = None) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request(method, path, body)
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _run(self, *module: str) -> bytes:
        command = [sys.executable, "-m", *module]
        return subprocess.run(command, env=self._environ, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout


def descendants(pid: int) -> list[int]:
    """The processes below one, the nearest first."""
    with contextlib.suppress(OSError):
        children = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return children + [below for child in children for below in descendants(child)]
    return []
