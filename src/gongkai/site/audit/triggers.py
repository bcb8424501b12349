"""Triggers that refuse to change or delete rows which are written once, on SQLite and on PostgreSQL.

The chain of events is protected from the start; other apps add their tables when they are loaded.
"""

from __future__ import annotations

from typing import Any, Final

TABLE: Final = "audit_event"
_PROTECTED: dict[str, str] = {TABLE: "审计记录不得修改或者删除"}


def protect(table: str, refusal: str) -> None:
    """Let nobody change or delete rows of ``table``; ``refusal`` is a plain sentence without quotes."""
    if "'" in refusal or not table.isidentifier():
        raise ValueError(f"{table}: {refusal}")
    _PROTECTED[table] = refusal


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
    if connection.vendor == "postgresql":
        refuse = f"EXECUTE FUNCTION {table}_refuse()"
        return {
            f"{table}_no_change": f"BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {refuse}",
            f"{table}_no_truncate": f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
        }
    return {
        f"{table}_no_{verb.lower()}": f"BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{_PROTECTED[table]}'); END"
        for verb in ("UPDATE", "DELETE")
    }


def _function(table: str, refusal: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
