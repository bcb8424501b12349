"""What ``gongkai doctor`` looks at in the database. Each check is quiet where an earlier one has told the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.db import connection

from gongkai.site.audit import selectors
from gongkai.site.audit import triggers as guards
from gongkai.site.project.database import missing_file, reachable, waiting
from gongkai.site.project.doctor import Result, error, good, warning
from gongkai.site.web import clock, schedule
from gongkai.site.web.models import ScheduledRun

_SERVE: Final = "请运行 gongkai serve，启动时自动处理。"
_LATE: Final = {schedule.DAILY: dt.timedelta(days=2), schedule.MINUTELY: dt.timedelta(minutes=10)}


def database() -> Iterator[Result]:
    """Whether it answers."""
    name = "PostgreSQL" if connection.vendor == "postgresql" else f"SQLite {settings.DATABASES['default']['NAME']}"
    if reachable():
        yield good("数据库", name)
    elif missing_file():
        yield error("数据库", f"{name} 还没有建立", _SERVE)
    else:
        yield error("数据库", f"{name} 连接失败", "请检查 DATABASE_URL、数据库是否在运行、用户和口令是否正确。")


def migrations() -> Iterator[Result]:
    """Whether its tables are those of this version."""
    if not reachable():
        return
    count = waiting()
    yield error("数据库结构", f"有 {count} 处需要更新", _SERVE) if count else good("数据库结构", "与程序一致")


def triggers() -> Iterator[Result]:
    """Whether nothing of the chain can be changed unnoticed."""
    if not reachable() or waiting():
        return
    missing = guards.missing(connection)
    if missing:
        yield error("审计触发器", f"缺少 {'、'.join(missing)}", f"{_SERVE}并用 gongkai audit verify 核验审计记录。")
    else:
        yield good("审计触发器", "齐全，审计记录不能修改、删除")


def chain() -> Iterator[Result]:
    """Whether the chain of events is whole."""
    if not reachable() or waiting():
        return
    verdict = selectors.verify()
    if verdict.whole:
        yield good("审计记录", f"完整，共 {verdict.links} 条")
    else:
        remedy = "请保留现场，从备份恢复到另一处比对；见 docs/guide/operate.md。"
        yield error("审计记录", f"第 {verdict.seq} 条：{verdict.reason}", remedy)


def jobs() -> Iterator[Result]:
    """Whether what is done by the clock was done."""
    if not reachable() or waiting():
        return
    runs = {run.name: run for run in ScheduledRun.objects.all()}
    troubled = False
    for job in schedule.jobs().values():
        run = runs.get(job.name)
        if run is not None and run.error:
            troubled = True
            yield error("定时任务", f"{job.name} 上一次出错：{run.error}", "请查看 gongkai serve 的日志。")
        elif run is not None and clock.now() - run.started > _LATE[job.every]:
            troubled = True
            when = run.started.astimezone(clock.ZONE)
            yield warning("定时任务", f"{job.name} 上一次运行是 {when:%Y-%m-%d %H:%M}", "请确认 gongkai serve 在运行。")
    if not troubled:
        yield good("定时任务", f"{len(runs)} 项已经运行过" if runs else "还没有运行过，启动网站后开始")
