"""Whatever is killed, and whenever: the chain is whole, every row has its file, no item is half public, and what was
confirmed stands.
"""

from __future__ import annotations

import os
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.site.kill.look import Seen
from tests.site.kill.world import World

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are followed through /proc")


@pytest.fixture
def database() -> str:
    """A database of its own where the tests run on PostgreSQL; nothing for SQLite in the data folder."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return ""
    import psycopg

    name = f"kill_{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    parts = urlsplit(url)
    # urlunsplit would drop the empty host.
    return f"{parts.scheme}://{parts.netloc}/{name}?{parts.query}"


def check(seen: Seen) -> None:
    assert (seen.trouble, seen.unreadable, seen.without_file, seen.halves) == ("", [], [], [])


def survive(folder: Path, database: str, rounds: int) -> None:
    world = World(folder, database, seed=rounds)
    try:
        world.start()
        with world.clients():
            for _ in range(rounds):
                world.kill()
                check(world.look())
                world.start()
        world.wait(lambda: (seen := world.look()).waiting + seen.scheduled == 0)
    finally:
        world.end()
    seen = world.look()
    check(seen)
    assert len(world.confirmed) > rounds
    assert world.confirmed - set(seen.written) == set()
    assert len(seen.written) == len(set(seen.written))
    assert set(seen.done_later) == set(seen.written)
    assert world.accepted
    assert world.accepted - set(seen.accepted) == set()
    assert len(seen.accepted) == len(set(seen.accepted))


def test_three_rounds(tmp_path: Path, database: str) -> None:
    survive(tmp_path, database, 3)


@pytest.mark.slow
def test_fifty_rounds(tmp_path: Path, database: str) -> None:
    survive(tmp_path, database, 50)
