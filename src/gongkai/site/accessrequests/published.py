"""What a body has published already that is like what somebody is about to ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gongkai.site.bodies.models import Body
from gongkai.site.publishing import search, selectors
from gongkai.site.publishing.models import Item

_MOST: Final = 5
_KEYS: Final = 40
# Where a description falls into pieces of which each may stand in a title by itself.
_BETWEEN: Final = re.compile(
    r"[\W_]+|\d{2,4}年度?|关于|有关|以及|申请|公开|全部|所有|相关|信息|本人|我们|希望|请求|获取|了解|[的和与及或在对为了是我]"
)
_SHORTEST: Final = 2
_PIECES: Final = 6


def like(body: Body, words: str) -> list[Item]:
    """The newest public items of ``body`` that hold the words; where none holds all, those with the longest of them."""
    pieces = sorted({piece for piece in _BETWEEN.split(words) if len(piece) >= _SHORTEST}, key=len, reverse=True)
    pieces = pieces[:_PIECES]
    if not pieces:
        return []
    found: dict[int, None] = {}
    for query in _queries(pieces):
        found |= dict.fromkeys(_hits(body, query))
        if len(found) >= _MOST:
            break
    rows = selectors.public_items(body).in_bulk(list(found)[:_MOST])
    return [rows[pk] for pk in found if pk in rows]


def _queries(pieces: list[str]) -> Iterator[str]:
    yield " ".join(pieces)
    if len(pieces) > 1:
        # A piece of two characters by itself would find half of everything.
        yield from (piece for piece in pieces[:3] if len(piece) > _SHORTEST)


def _hits(body: Body, words: str) -> list[int]:
    found = search.keys(words, narrowing=search.Narrowing(path=body.path), most=_KEYS)
    return [search.item_of(key) for key in found]
