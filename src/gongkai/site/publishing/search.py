"""The index of public texts: pairs of characters, by FTS5 on SQLite and by tsvector on PostgreSQL, with the same hits.

Passages have keys that grow with the day of publication, so that the newest hits are the highest keys: a page of hits
is read from the end of the index without ranking or counting.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from gongkai.site.publishing.models import Item, Passage
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


def matching(words: str, vendor: str) -> QuerySet[Passage] | None:
    """The passages that hold all runs of ``words``; None where there is no run of two characters to look for."""
    wanted = phrases(words[:LONGEST_WORDS])
    if not wanted:
        return None
    passages: QuerySet[Passage] = Passage.objects.all()
    if vendor == "postgresql":
        for phrase in wanted:
            found = RawSQL("to_tsvector('simple', tokens) @@ phraseto_tsquery('simple', %s)", [phrase])
            passages = passages.alias(hit=found).filter(hit=True)
        return passages
    expression = " AND ".join(f'"{phrase}"' for phrase in wanted)
    rows: Any = RawSQL("SELECT rowid FROM publishing_fts WHERE publishing_fts MATCH %s", [expression])
    return passages.filter(key__in=rows)
