"""Many files on several cores: in the order of the call, with few of them in memory at a time."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

import click

from gongkai.cli.entry import Done, Job
from gongkai.cli.inputs import STDIN, Input
from gongkai.cli.work import Worker, with_data

# Below this many files a core, starting a process costs more than it brings.
_WORTHWHILE = 40
_LARGEST_CHUNK = 16
_CHUNKS_AHEAD = 3

_worker: Worker | None = None


def sensible_jobs(files: int) -> int:
    """How many processes to use for ``files`` files where the user did not say."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, files // _WORTHWHILE))


def run(job: Job, inputs: Sequence[Input], jobs: int) -> Iterator[Done]:
    """Every input done, in order. Raises click.ClickException where a process dies."""
    if jobs == 1 or len(inputs) == 1:
        yield from map(Worker(job), inputs)
        return
    # A worker has no standard input of its own.
    inputs = [with_data(item) if item.path == STDIN else item for item in inputs]
    pool = ProcessPoolExecutor(jobs, initializer=_start, initargs=(job,))
    try:
        yield from _in_order(pool, _chunks(inputs, jobs), jobs * _CHUNKS_AHEAD)
    except BrokenProcessPool as error:
        raise click.ClickException("一个工作进程意外终止（可能是内存不足）；可以用 --jobs 1 重试") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, chunks: Iterator[Sequence[Input]], ahead: int) -> Iterator[Done]:
    waiting: deque[Future[list[Done]]] = deque(pool.submit(_work, chunk) for chunk in islice(chunks, ahead))
    while waiting:
        done = waiting.popleft().result()
        waiting.extend(pool.submit(_work, chunk) for chunk in islice(chunks, 1))
        yield from done


def _chunks(inputs: Sequence[Input], jobs: int) -> Iterator[Sequence[Input]]:
    size = max(1, min(_LARGEST_CHUNK, len(inputs) // (jobs * _CHUNKS_AHEAD)))
    return (inputs[start : start + size] for start in range(0, len(inputs), size))


def _start(job: Job) -> None:
    """Ctrl-C is the parent's to handle; a worker that also died of it would print a traceback."""
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = Worker(job)


def _work(chunk: Sequence[Input]) -> list[Done]:
    assert _worker is not None
    return [_worker(item) for item in chunk]
