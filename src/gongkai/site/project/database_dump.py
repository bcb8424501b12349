"""The whole database into one file and back: SQLite by its own online backup, PostgreSQL by its own programs."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Final

from django.db import connection

from gongkai.errors import StorageError, UsageError

#: The name of the file in a backup, by the kind of database.
NAMES: Final = {"sqlite": "gongkai.sqlite3", "postgresql": "gongkai.dump"}
_OPTIONS_OF_DJANGO: Final = frozenset({"pool", "isolation_level", "server_side_binding", "assume_role"})


def name() -> str:
    """The name for this kind of database."""
    return NAMES[connection.vendor]


def dump(target: Path) -> None:
    """Write all of it as of one moment, while the site goes on. Raises StorageError, UsageError."""
    if connection.vendor == "postgresql":
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
        return
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        # One file, without a second one beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
    if found != "ok":
        raise StorageError(f"数据库已经损坏：{found}。备份没有完成，请保留现场，联系管理员。")


def is_empty() -> bool:
    """Whether there is nothing yet where it would be restored to."""
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        return not path.exists()
    return not connection.introspection.table_names()


def load(source: Path) -> None:
    """Put it where there is none yet: all of it or nothing. Raises StorageError, UsageError."""
    if connection.vendor == "postgresql":
        _run("pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", str(source))
        return
    path = Path(connection.settings_dict["NAME"])
    part = path.with_name(f"{path.name}.part")
    shutil.copyfile(source, part)
    part.chmod(0o600)
    part.replace(path)


def _run(program: str, *arguments: str) -> None:
    if shutil.which(program) is None:
        raise UsageError(f"没有程序 {program}。请安装 PostgreSQL 的客户端程序（Debian、Ubuntu：postgresql-client）。")
    from psycopg.conninfo import make_conninfo  # only where the database is PostgreSQL

    values = connection.settings_dict
    names = {"host": "HOST", "port": "PORT", "user": "USER", "dbname": "NAME"}
    more = {key: value for key, value in values["OPTIONS"].items() if key not in _OPTIONS_OF_DJANGO}
    where = make_conninfo("", **{key: values[place] for key, place in names.items() if values[place]}, **more)
    # Not on the command line, where every user of the machine could read it.
    secret = {"PGPASSWORD": values["PASSWORD"]} if values["PASSWORD"] else {}
    command = [program, f"--dbname={where}", *arguments]
    done = subprocess.run(command, env=os.environ | secret, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StorageError(f"{program} 没有完成：{done.stderr.strip()}")
