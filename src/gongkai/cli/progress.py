"""A bar on standard error while many files are read; nothing where it would be in the way."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

_T = TypeVar("_T")

_FEWEST = 10


def with_progress(items: Iterable[_T], total: int, shared: bool) -> Iterator[_T]:
    """``items`` as they come, with a bar where standard error is a terminal.

    ``shared``: the results are written to the same terminal, and show the progress by themselves.
    """
    if total < _FEWEST or shared or not sys.stderr.isatty():
        yield from items
        return
    # Imported here because loading it takes longer than reading a dozen reports.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("读取"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(items, total=total)
