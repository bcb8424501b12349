"""Where results go: standard output, or a file that appears only when it is complete."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from gongkai.errors import system_reason

Write = Callable[[bytes], None]


class ReaderGone(Exception):
    """Whoever read our standard output has closed it."""


def _write_stdout(data: bytes) -> None:
    """Text for a terminal goes through its own encoding, everything else out as it is."""
    try:
        if sys.stdout.isatty():
            sys.stdout.write(data.decode("utf-8"))
            sys.stdout.flush()
        else:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise ReaderGone from error


@contextlib.contextmanager
def open_output(path: str | None) -> Iterator[Write]:
    """A function that writes bytes to standard output (None and ``-``) or to the file ``path``.

    The file is replaced at the end, and only where nothing failed. What is written raises ReaderGone where nobody
    reads standard output any more, and click.UsageError where the file cannot be written.
    """
    if path is None or path == "-":
        yield _write_stdout
        return
    target = Path(path)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with _told(target):
            file = temporary.open("wb")

        def write(data: bytes) -> None:
            with _told(target):
                file.write(data)

        with contextlib.closing(file):
            yield write
            with _told(target):
                file.flush()
                os.fsync(file.fileno())
        with _told(target):
            temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def tell_absent(absent: str, advice: str) -> None:
    """On standard error, the characters of a PDF that no font had, and what to do."""
    if absent:
        chars = "、".join(f"{char}（U+{ord(char):04X}）" for char in absent)
        click.echo(f"字体中没有以下字，写成了“〓”：{chars}。{advice}。", err=True)


@contextlib.contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise click.UsageError(f"无法写入 {target}：{system_reason(error)}") from error
