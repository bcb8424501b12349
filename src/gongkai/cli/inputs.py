"""FILE... -> the files to read, in the order in which they were named."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

import click
import msgspec

from gongkai.reading import SUFFIXES

STDIN = "-"
_PATTERN = "*?["


class Input(msgspec.Struct, frozen=True):
    """A file to read. ``name`` stands in the results; ``data`` is given for what is no file (standard input)."""

    path: str
    name: str
    data: bytes | None = None


def named(path: str) -> Input:
    """The one file ``path``, or standard input, under its own name."""
    return Input(path, "stdin" if path == STDIN else PurePath(path).name)


def expand(files: Sequence[str], stdin_name: str = "stdin") -> tuple[list[Input], bool]:
    """The inputs, and whether the call names exactly one file.

    A folder gives all files below it that the reader knows by their suffix, hidden ones left out; a pattern what it
    matches. A name that is neither stays, so that its absence is told in its place. A file is named by its last part,
    one of a folder by its path below it, and by its whole path where two would have the same name.
    Raises click.UsageError for a folder or a pattern that gives nothing, and for ``-`` named twice.
    """
    found: list[Input] = []
    for file in files:
        if file == STDIN:
            found.append(_stdin(stdin_name, found))
        elif os.path.isdir(file):
            found += _some(_below(file), file)
        elif any(char in file for char in _PATTERN) and not os.path.exists(file):
            found += _some(_matching(file), file)
        else:
            found.append(Input(file, PurePath(file).name))
    single = len(files) == 1 and len(found) == 1 and found[0].path == files[0]
    return _distinct(found), single


def _stdin(name: str, before: Sequence[Input]) -> Input:
    if any(item.path == STDIN for item in before):
        raise click.UsageError("标准输入（-）只能出现一次")
    return Input(STDIN, name)


def _some(inputs: Iterator[Input], named: str) -> list[Input]:
    listed = list(inputs)
    if not listed:
        raise click.UsageError(f"{named} 中没有可以读取的文件（{'、'.join(sorted(SUFFIXES))}）")
    return listed


def _below(folder: str) -> Iterator[Input]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and PurePath(name).suffix.lower() in SUFFIXES:
                path = os.path.join(parent, name)
                yield Input(path, Path(path).relative_to(folder).as_posix())


def _matching(pattern: str) -> Iterator[Input]:
    for path in sorted(glob.glob(pattern, recursive=True)):
        if os.path.isdir(path):
            yield from _below(path)
        else:
            yield Input(path, PurePath(path).name)


def _distinct(inputs: list[Input]) -> list[Input]:
    """Inputs whose names are told apart: by their paths where two have the same name."""
    names = Counter(item.name for item in inputs)
    return [
        item if names[item.name] == 1 else msgspec.structs.replace(item, name=PurePath(item.path).as_posix())
        for item in inputs
    ]
