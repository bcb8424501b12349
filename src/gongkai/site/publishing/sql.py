"""What the database has beside the tables: the index of pairs, and triggers that keep it and guard the versions."""

from __future__ import annotations

from typing import Any

_FTS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS publishing_fts USING fts5("
    "tokens, content='publishing_passage', content_rowid='key', tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER IF NOT EXISTS publishing_fts_in AFTER INSERT ON publishing_passage BEGIN "
    "INSERT INTO publishing_fts(rowid, tokens) VALUES (new.key, new.tokens); END",
    "CREATE TRIGGER IF NOT EXISTS publishing_fts_out AFTER DELETE ON publishing_passage BEGIN "
    "INSERT INTO publishing_fts(publishing_fts, rowid, tokens) VALUES ('delete', old.key, old.tokens); END",
)
_GIN = (
    "CREATE INDEX IF NOT EXISTS publishing_passage_tokens ON publishing_passage "
    "USING gin (to_tsvector('simple', tokens)) WITH (fastupdate = off)",
)


def install(connection: Any) -> None:
    """Create what is missing; does nothing where the table does not exist yet."""
    if "publishing_passage" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in _GIN if connection.vendor == "postgresql" else _FTS:
            cursor.execute(statement)
