"""Triggers that refuse to change or delete rows which are written once, on SQLite and on PostgreSQL.

The chain of events is protected from the start; other apps add their tables when they are loaded. A table may name
columns of words and files that are emptied when a file is destroyed: once, with the day in ``wiped_on``, and nothing
else of the row changes then.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

TABLE: Final = "audit_event"
_PROTECTED: dict[str, str] = {TABLE: "审计记录不得修改或者删除"}
_WIPED: dict[str, dict[str, str]] = {}
# What a column is once it has been emptied.
Empty = Literal["= ''", "IS NULL"]


def protect(table: str, refusal: str, wipes: Mapping[str, Empty] | None = None) -> None:
    """Let nobody change or delete rows of ``table``; ``refusal`` is a plain sentence without quotes.

    ``wipes``: the columns that may be emptied, each with what it is then.
    """
    names = (table, *(wipes or ()))
    if "'" in refusal or not all(name.isidentifier() for name in names):
        raise ValueError(f"{table}: {refusal}")
    _PROTECTED[table] = refusal
    _WIPED[table] = dict(wipes or {})


def install(connection: Any) -> None:
    """Create the triggers that are missing; tables that do not exist yet are left out."""
    there = _existing(connection)
    with connection.cursor() as cursor:
        for table, refusal in _PROTECTED.items():
            if table not in there:
                continue
            if connection.vendor == "postgresql":
                cursor.execute(_function(table, refusal))
            absent = _missing(connection, table)
            for name, definition in _wanted(connection, table).items():
                if name in absent:
                    cursor.execute(f"CREATE TRIGGER {name} {definition}")


def missing(connection: Any) -> list[str]:
    """The names of the triggers that are not there or, on PostgreSQL, switched off."""
    return [name for table in _PROTECTED for name in _missing(connection, table)]


def drop(connection: Any) -> None:
    """Take the triggers away: for tests, and for a demonstration that is reset."""
    there = _existing(connection)
    with connection.cursor() as cursor:
        for table in _PROTECTED:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            for name in _wanted(connection, table) if table in there else ():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _existing(connection: Any) -> frozenset[str]:
    return frozenset(connection.introspection.table_names())


def _missing(connection: Any, table: str) -> list[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND tgenabled = 'O'", [table])
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        there = {row[0] for row in cursor.fetchall()}
    return [name for name in _wanted(connection, table) if name not in there]


def _wanted(connection: Any, table: str) -> dict[str, str]:
    unless = _unless_wiped(connection, table)
    if connection.vendor == "postgresql":
        refuse = f"EXECUTE FUNCTION {table}_refuse()"
        return {
            f"{table}_no_change": f"BEFORE UPDATE ON {table} FOR EACH ROW {unless} {refuse}",
            f"{table}_no_delete": f"BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
            f"{table}_no_truncate": f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
        }
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_PROTECTED[table]}'); END"
    return {
        f"{table}_no_update": f"BEFORE UPDATE ON {table} {unless} {refuse}",
        f"{table}_no_delete": f"BEFORE DELETE ON {table} {refuse}",
    }


def _unless_wiped(connection: Any, table: str) -> str:
    """The condition under which a change is refused: all but emptying the columns that may be, once."""
    wipes = _WIPED.get(table)
    if not wipes:
        return ""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    same = "IS NOT DISTINCT FROM" if connection.vendor == "postgresql" else "IS"
    allowed = ["OLD.wiped_on IS NULL", "NEW.wiped_on IS NOT NULL"]
    allowed += [f"NEW.{column} {empty}" for column, empty in wipes.items()]
    allowed += [f"NEW.{name} {same} OLD.{name}" for name in columns if name not in wipes and name != "wiped_on"]
    return f"WHEN (NOT ({' AND '.join(allowed)}))"


def _function(table: str, refusal: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
