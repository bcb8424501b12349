"""Several files as reports, for commands that need all of them at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import click

from gongkai.cli.entry import Failure, Job, Options
from gongkai.cli.inputs import expand
from gongkai.cli.pool import run, sensible_jobs
from gongkai.cli.progress import with_progress
from gongkai.report.contract import report_from_json
from gongkai.report.report import Report


def load_all(files: Sequence[str], day: dt.date, jobs: int | None) -> tuple[list[Report], list[Failure]]:
    """The reports in ``files`` (folders and patterns too), in their order, and what could not be read.

    Failures are told on standard error as well; they never stop the others.
    """
    inputs, _ = expand(files)
    job = Job(day, Options("read"), "jsonl")
    reports: list[Report] = []
    failures: list[Failure] = []
    done = run(job, inputs, jobs or sensible_jobs(len(inputs)))
    for one in with_progress(done, len(inputs), shared=False):
        if one.failure is not None:
            failures.append(one.failure)
            click.echo(f"{one.failure.path}：{one.failure.message}（{one.failure.code}）", err=True)
        else:
            reports.append(report_from_json(one.payload))
    click.echo(f"共 {len(inputs)} 份文件，读取 {len(reports)} 份，失败 {len(failures)} 份。", err=True)
    return reports, failures
