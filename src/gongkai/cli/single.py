"""One report for a command that works on one: read, or the reason told."""

from __future__ import annotations

from pathlib import PurePath

from gongkai.cli.inputs import STDIN, Input
from gongkai.cli.work import load_report
from gongkai.errors import InputError, system_reason
from gongkai.law import LawView
from gongkai.report.report import Report


def load_single(path: str, stdin_name: str, law: LawView) -> Report:
    """The report in the file ``path`` (``-``: standard input). Raises InputError, which says what to do."""
    name = stdin_name if path == STDIN else PurePath(path).name
    try:
        return load_report(Input(path, name), law)
    except FileNotFoundError as error:
        raise InputError(f"没有找到文件 {path}") from error
    except IsADirectoryError as error:
        raise InputError(f"{path} 是文件夹；请写明其中的一份报告") from error
    except OSError as error:
        raise InputError(f"无法打开文件 {path}：{system_reason(error)}") from error
