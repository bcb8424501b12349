"""What ``read`` and ``check`` have in common: files in, results out, a status at the end."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable, Iterator, Sequence

import click

from gongkai.cli.entry import Command, Done, Failure, Job, Options, Totals
from gongkai.cli.inputs import expand
from gongkai.cli.output import open_output
from gongkai.cli.pool import run, sensible_jobs
from gongkai.cli.progress import with_progress
from gongkai.cli.render.formats import load_format
from gongkai.law import LawView, current_book
from gongkai.report.finding import Language
from gongkai.report.report import Report

# China has kept one time and no summer time since 1991.
CHINA = dt.timezone(dt.timedelta(hours=8))
_MOST_FAILURES = 50


def today() -> dt.date:
    """The day in China: the only place where the command line asks the clock."""
    return dt.datetime.now(CHINA).date()


def current_law(day: dt.date) -> LawView:
    """The law of this installation as it stands on ``day``. Raises LawDataError."""
    return current_book().at(day)


def process(
    command: Command,
    files: Sequence[str],
    *,
    day: dt.date,
    format_name: str,
    output: str | None,
    language: Language,
    stdin_name: str,
    jobs: int | None,
    only: frozenset[str] | None = None,
    previous: Report | None = None,
) -> int:
    """Read (and check) ``files``, write the results, tell on standard error what could not be read; the status."""
    inputs, single = expand(files, stdin_name)
    to_stdout = output is None or output == "-"
    terminal = to_stdout and sys.stdout.isatty()
    format_ = load_format(format_name)
    if format_.binary and terminal:
        raise click.UsageError(f"{format_name} 是二进制格式，不能显示在终端上；请用 -o 写入文件")
    options = Options(command, language, single, colour=terminal and not os.environ.get("NO_COLOR"))
    job = Job(day, options, format_name, only, previous)
    totals = Totals()
    done = run(job, inputs, jobs or sensible_jobs(len(inputs)))
    shown = with_progress(done, len(inputs), shared=terminal)
    with open_output(output) as write:
        format_.assemble(_counted(shown, totals), write, current_law(day), options, totals)
    _tell(totals, single)
    return totals.status


def _counted(items: Iterable[Done], totals: Totals) -> Iterator[bytes]:
    for done in items:
        totals.add(done)
        yield done.payload


def _tell(totals: Totals, single: bool) -> None:
    """How many files were read and failed, and why, on standard error."""
    failures = totals.failures
    if not single:
        read = totals.files - len(failures)
        click.echo(f"共 {totals.files} 份文件，读取 {read} 份，失败 {len(failures)} 份。", err=True)
    for failure in failures[:_MOST_FAILURES]:
        click.echo(_line(failure), err=True)
    if len(failures) > _MOST_FAILURES:
        click.echo(f"……另有 {len(failures) - _MOST_FAILURES} 份，见结果", err=True)


def _line(failure: Failure) -> str:
    return f"{failure.path}：{failure.message}（{failure.code}）"
