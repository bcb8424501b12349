"""A process of its own for libraries that a bad file can bring to a standstill, to a crash, or to eat all memory.

The child is started once and answers one request after another; it is killed if an answer takes too long, and started
anew for the next request.
"""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock, Timer
from typing import IO

import gongkai
from gongkai.errors import InternalError

_LENGTH = struct.Struct(">Q")
# What an answer begins with: the answer itself follows, or the name of an exception and where it came from.
_DONE, _FAULT = b"\0", b"\1"
_START_SECONDS = 300.0
_ROOT = Path(gongkai.__file__).resolve().parent.parent
_RUN = (
    "import sys, importlib; sys.path.insert(0, sys.argv[1]); "
    "importlib.import_module(sys.argv[2]).main(*map(int, sys.argv[3:]))"
)


class TooSlowError(Exception):
    """The child did not answer in time and was killed."""


class DiedError(Exception):
    """The child ended before it answered: out of memory, or crashed."""


class Child:
    """A process that runs ``main`` of a module, which must call ``serve``; ``megabytes`` is the memory it may take."""

    def __init__(self, module: str, megabytes: int) -> None:
        self._command = [sys.executable, "-c", _RUN, str(_ROOT), module, str(megabytes)]
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._alone = Lock()

    def ask(self, request: bytes, seconds: float) -> bytes:
        """The answer to ``request``; raises TooSlowError, DiedError, or InternalError for a fault in the child."""
        with self._alone:
            process = self._running()
            answer = _timed(process, seconds, lambda: _exchange(process, request))
        if answer[:1] == _FAULT:
            kind, _, where = answer[1:].decode().partition("\n")
            fault = InternalError(kind)
            fault.add_note(where)
            raise fault
        return answer[1:]

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            _end(process)

    def _running(self) -> subprocess.Popen[bytes]:
        """The process, started anew where it has ended or belongs to the process from which this one was forked."""
        process = self._process
        if process is not None and self._owner == os.getpid() and process.poll() is None:
            return process
        self.close()
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        process = subprocess.Popen(self._command, stdin=pipe, stdout=pipe, stderr=nowhere)
        self._process, self._owner = process, os.getpid()
        try:
            _timed(process, _START_SECONDS, lambda: _receive(_pipe(process.stdout)))
        except (TooSlowError, DiedError) as error:  # before it has seen a file
            raise InternalError(f"{type(error).__name__}, {self._command[4]}") from error
        return process


def _timed(process: subprocess.Popen[bytes], seconds: float, work: Callable[[], bytes]) -> bytes:
    """What ``work`` gives; the process is killed when the time is over."""
    late = Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        return work()
    except (OSError, EOFError) as error:
        _end(process)
        raise (TooSlowError if late.is_set() else DiedError)(str(error)) from error
    finally:
        timer.cancel()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _exchange(process: subprocess.Popen[bytes], request: bytes) -> bytes:
    _send(_pipe(process.stdin), request)
    return _receive(_pipe(process.stdout))


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError
    return pipe


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


def serve(handle: Callable[[bytes], bytes], megabytes: int) -> None:
    """In the child: answer requests until there are no more. What the library prints goes nowhere."""
    _limit_memory(megabytes)
    # The answers keep their pipe; anything else that is written to the standard output must not mix with them.
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    _send(answers, b"")
    while True:
        try:
            request = _receive(sys.stdin.buffer)
        except EOFError:
            return
        _send(answers, _answered(handle, request))


def _answered(handle: Callable[[bytes], bytes], request: bytes) -> bytes:
    try:
        return _DONE + handle(request)
    except MemoryError:  # the limit is for such files: the process ends, and its memory with it
        raise
    except Exception as error:
        return _FAULT + f"{type(error).__name__}\n{traceback.format_exc()}".encode(errors="replace")


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    limit = megabytes * 1024 * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > limit:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
