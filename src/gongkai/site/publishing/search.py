"""The index of public texts: pairs of characters, by FTS5 on SQLite and by tsvector on PostgreSQL, with the same hits.

Passages have keys that grow with the day of publication, so that the newest hits are the highest keys: a page of hits
is read from the end of the index without ranking or counting.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import msgspec
from django.db import connection

from gongkai.site.publishing.models import Item, Passage, State
from gongkai.site.web.clock import ZONE
from gongkai.text.bigrams import folded, phrases, tokens

# A tsvector knows 16,383 positions.
PASSAGE: Final = 8_000
# Words over the border of two passages are found if they are not longer than this.
OVERLAP: Final = 60
_PART_BITS, _ITEM_BITS = 6, 25
MAX_PARTS: Final = (1 << _PART_BITS) - 1
LONGEST_WORDS: Final = 50


def key_of(published: dt.datetime, item: int, part: int = 0) -> int:
    """The key of a passage: seconds of publication, then the item, then the part."""
    return (int(published.timestamp()) << (_ITEM_BITS + _PART_BITS)) | (item << _PART_BITS) | part


def index(item: Item, text: str) -> None:
    """Put the public text of an item into the index, in place of what was there. Belongs into its transaction."""
    remove(item)
    assert item.published_at is not None
    whole = folded(text)
    starts = range(0, max(len(whole), 1), PASSAGE - OVERLAP)
    Passage.objects.bulk_create(
        Passage(key=key_of(item.published_at, item.pk, part), item=item, tokens=tokens(whole[start : start + PASSAGE]))
        for part, start in enumerate(starts)
        if part <= MAX_PARTS
    )


def remove(item: Item) -> None:
    """Take an item out of the index."""
    Passage.objects.filter(item=item).delete()


class Narrowing(msgspec.Struct, frozen=True):
    """What hits are narrowed to: a body with those below it (its path), a subject, a year of publication."""

    path: str = ""
    subject: str = ""
    year: int | None = None


EVERYTHING: Final = Narrowing()


def keys(words: str, *, narrowing: Narrowing = EVERYTHING, below: int | None = None, most: int) -> list[int]:
    """The keys of the newest passages that hold all runs of ``words``, at most ``most`` of them.

    Those before the key ``below``. Nothing where ``words`` has no run of two characters. The index is read from its
    end, and what is narrowed is looked up row by row, so that a word that is everywhere costs no more than a rare one.
    """
    wanted = phrases(words[:LONGEST_WORDS])
    if not wanted:
        return []
    vendor, joined = connection.vendor, bool(narrowing.path or narrowing.subject)
    statement, values = (_postgresql if vendor == "postgresql" else _sqlite)(wanted, joined)
    key = "p.key" if vendor == "postgresql" else "publishing_fts.rowid"
    for condition, value in _conditions(narrowing, below, key):
        statement += f" AND {condition}"
        values.append(value)
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} ORDER BY passage_key DESC LIMIT %s", [*values, most])
        return [row[0] for row in cursor.fetchall()]


def item_of(key: int) -> int:
    """The item that a key is of."""
    return (key >> _PART_BITS) & ((1 << _ITEM_BITS) - 1)


def year_of(key: int) -> int:
    """The year in which the item of a key was published."""
    return _year_of_hour((key >> (_ITEM_BITS + _PART_BITS)) // 3600)


@lru_cache(10_000)
def _year_of_hour(hour: int) -> int:
    return dt.datetime.fromtimestamp(hour * 3600, ZONE).year


def about(items: Sequence[int]) -> list[tuple[int, str, str, str, str]]:
    """Of those of the items that are public: number, subject, code and name of the body, title. One query."""
    if not items:
        return []
    marks = ", ".join(["%s"] * len(items))
    statement = (
        "SELECT i.id, i.subject, b.code, b.name, v.title FROM publishing_item i JOIN bodies_body b ON b.id = i.body_id "
        f"JOIN publishing_version v ON v.id = i.current_id WHERE i.state = %s AND i.id IN ({marks})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [State.PUBLISHED, *items])
        return cursor.fetchall()


def _sqlite(wanted: list[str], joined: bool) -> tuple[str, list[Any]]:
    text = "SELECT publishing_fts.rowid AS passage_key FROM publishing_fts {} WHERE publishing_fts MATCH %s{}"
    # CROSS JOIN keeps the order in which they are written: the index from its end, then the rows that it leads to.
    tables = "CROSS JOIN publishing_item i CROSS JOIN bodies_body b" if joined else ""
    item = f"((publishing_fts.rowid >> {_PART_BITS}) & {(1 << _ITEM_BITS) - 1})"
    tied = f" AND i.id = {item} AND b.id = i.body_id" if joined else ""
    return text.format(tables, tied), [" AND ".join(f'"{phrase}"' for phrase in wanted)]


def _postgresql(wanted: list[str], joined: bool) -> tuple[str, list[Any]]:
    found = " AND ".join("to_tsvector('simple', p.tokens) @@ phraseto_tsquery('simple', %s)" for _phrase in wanted)
    tables = "JOIN publishing_item i ON i.id = p.item_id JOIN bodies_body b ON b.id = i.body_id" if joined else ""
    return f"SELECT p.key AS passage_key FROM publishing_passage p {tables} WHERE {found}", list(wanted)


def _conditions(narrowing: Narrowing, below: int | None, key: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    if narrowing.path:
        found.append(("b.path LIKE %s", narrowing.path + "%"))
    if narrowing.subject:
        found.append(("i.subject = %s", narrowing.subject))
    if narrowing.year is not None:
        first, last = (key_of(dt.datetime(year, 1, 1, tzinfo=ZONE), 0) for year in (narrowing.year, narrowing.year + 1))
        found += [(f"{key} >= %s", first), (f"{key} < %s", last)]
    if below is not None:
        found.append((f"{key} < %s", below))
    return found
