"""What the child of the tests does: as it is told."""

from __future__ import annotations

import os
import struct
import time

from gongkai.reading.formats.child import serve


def _do(request: bytes) -> bytes:
    word, _, rest = request.partition(b" ")
    if word == b"sleep":
        time.sleep(600)
    if word == b"crash":
        os._exit(1)
    if word == b"memory":
        return bytes(4_000_000_000)
    if word == b"print":
        print("something that a library says", flush=True)
        return struct.pack(">I", 7)
    if word == b"fault":
        raise LookupError(rest)
    return rest


def main(megabytes: int) -> None:
    """The child."""
    serve(_do, megabytes)
