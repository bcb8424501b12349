"""One file: read, checked, shown. The only place where an unexpected exception is caught."""

from __future__ import annotations

import os
import sys
import traceback
from collections import Counter

import click
import msgspec

from gongkai.cli.entry import Done, Entry, Failure, Job
from gongkai.cli.inputs import STDIN, Input
from gongkai.cli.render.formats import load_format
from gongkai.errors import GongkaiError, InternalError, NotAReportError, system_reason
from gongkai.law import LawView, current_book
from gongkai.law.model import Level
from gongkai.reading import MAX_BYTES, read_report
from gongkai.report.checks import check_report
from gongkai.report.contract import SCHEMA, report_from_json
from gongkai.report.finding import CheckResult
from gongkai.report.report import Report


class Worker:
    """Does one job on file after file."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.law = current_book().at(job.day)
        self.format = load_format(job.format)

    def __call__(self, item: Input) -> Done:
        """Read, check and show one file; whatever goes wrong becomes an entry in its place."""
        try:
            return self._show(self._entry(item))
        except Exception as error:  # the boundary: one bad file never stops the others
            return self._show(Entry(item.path, item.name, failure=_failure(item, error)))

    def _entry(self, item: Input) -> Entry:
        report = load_report(item, self.law)
        if self.job.options.command == "read":
            return Entry(item.path, item.name, report)
        result = check_report(report, self.law, self.job.previous, only=self.job.only)
        return Entry(item.path, item.name, report, result)

    def _show(self, entry: Entry) -> Done:
        payload = self.format.item(entry, self.law, self.job.options)
        result = entry.result
        if result is None:
            return Done(payload, entry.failure)
        levels = _levels(result, self.law)
        return Done(payload, None, levels, result.passed, result.failed, result.not_assessable)


def load_report(item: Input, law: LawView) -> Report:
    """The report in a file: a document, or the JSON that ``gongkai read`` wrote. Raises InputError and OSError."""
    data = _bytes(item)
    if data.lstrip()[:1] == b"{" and f'"{SCHEMA}"'.encode() in data[:1000]:
        report = report_from_json(data)
        if report.form not in law.forms:
            raise NotAReportError(f"报告的格式“{report.form}”不在法规数据中")
        return report
    return read_report(data, item.name, law)


def load_previous(item: Input, law: LawView) -> Report:
    """The report of the year before. Raises click.UsageError where it cannot be read: nothing is then compared."""
    return load_or_refuse(item, law, "上一年度的报告")


def load_or_refuse(item: Input, law: LawView, what: str) -> Report:
    """A report without which the call cannot go on. Raises click.UsageError that calls it ``what``."""
    try:
        return load_report(item, law)
    except (GongkaiError, OSError) as error:
        raise click.UsageError(f"{what}无法读取：{_told(item, error)[1]}") from error


def with_data(item: Input) -> Input:
    """The input with its bytes read; raises OSError."""
    return msgspec.structs.replace(item, data=_bytes(item))


def _bytes(item: Input) -> bytes:
    """One byte more than is allowed is enough for the reader to refuse the file."""
    if item.data is not None:
        return item.data
    if item.path == STDIN:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with open(item.path, "rb") as file:
        return file.read(MAX_BYTES + 1)


def _levels(result: CheckResult, law: LawView) -> Counter[Level]:
    return Counter(finding.level(law) for finding in result.findings if finding.outcome == "failed")


def _failure(item: Input, error: Exception) -> Failure:
    code, message = _told(item, error)
    return Failure(item.path, item.name, code, message)


def _told(item: Input, error: Exception) -> tuple[str, str]:
    if isinstance(error, GongkaiError) and not isinstance(error, InternalError):
        return error.code, error.message
    if isinstance(error, FileNotFoundError):
        return "NOT-FOUND", f"没有找到文件 {item.path}"
    if isinstance(error, OSError):
        return "UNREADABLE-FILE", f"无法打开文件 {item.path}：{system_reason(error)}"
    if os.environ.get("GONGKAI_DEBUG"):
        traceback.print_exception(error)
    fault = error if isinstance(error, InternalError) else InternalError(type(error).__name__)
    return fault.code, fault.message
