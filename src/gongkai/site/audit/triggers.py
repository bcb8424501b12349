"""Triggers that refuse to change or delete an event, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any, Final

TABLE: Final = "audit_event"
_REFUSED: Final = "审计记录不得修改或者删除"
_SQLITE: Final = {
    f"{TABLE}_no_{verb.lower()}": f"BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    for verb in ("UPDATE", "DELETE")
}
_POSTGRES: Final = {
    f"{TABLE}_no_change": f"BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
    f"{TABLE}_no_truncate": f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
}
_FUNCTION: Final = f"""
CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{_REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def install(connection: Any) -> None:
    """Create the triggers that are missing; does nothing where the table does not exist yet."""
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for name in missing(connection):
            cursor.execute(f"CREATE TRIGGER {name} {_wanted(connection)[name]}")


def missing(connection: Any) -> list[str]:
    """The names of the triggers that are not there or, on PostgreSQL, switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND tgenabled = 'O'", [TABLE])
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
        there = {row[0] for row in cursor.fetchall()}
    return [name for name in _wanted(connection) if name not in there]


def drop(connection: Any) -> None:
    """Take the triggers away: for tests, and for a demonstration that is reset."""
    with connection.cursor() as cursor:
        for name in _wanted(connection):
            on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _wanted(connection: Any) -> dict[str, str]:
    return _POSTGRES if connection.vendor == "postgresql" else _SQLITE
