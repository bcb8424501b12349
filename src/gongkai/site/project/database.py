"""Whether the database is there and fit for this version."""

from __future__ import annotations

from pathlib import Path

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from gongkai.errors import UsageError
from gongkai.site.accounts.models import User


def missing_file() -> bool:
    """Whether it is SQLite and its file does not exist; asking it would make an empty one."""
    name = str(connection.settings_dict["NAME"])
    return connection.vendor == "sqlite" and "memory" not in name and not Path(name).exists()


def reachable() -> bool:
    """Whether it answers."""
    if missing_file():
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def waiting() -> int:
    """How many migrations have not been applied."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def demand() -> None:
    """Raise UsageError unless it is there and of this version."""
    if missing_file():
        raise UsageError(
            f"没有数据库 {connection.settings_dict['NAME']}。请检查 GONGKAI_DATA，或者先运行 gongkai serve。"
        )
    if not reachable():
        raise UsageError("数据库连接失败。请检查 DATABASE_URL，或者运行 gongkai doctor。")
    if waiting():
        raise UsageError("数据库不是当前版本的。请先运行 gongkai serve，启动时自动更新。")


def in_use() -> bool:
    """Whether somebody has an account: from then on it holds real data."""
    if missing_file():
        return False
    return User._meta.db_table in connection.introspection.table_names() and User.objects.exists()
