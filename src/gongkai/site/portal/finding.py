"""Searching what is public: hits with the words around them, narrowed by facets, by day or by relevance."""

from __future__ import annotations

import html
from collections import Counter
from typing import Final, Literal

import msgspec
from django.utils.safestring import SafeString, mark_safe

from gongkai.site.bodies.models import Body
from gongkai.site.bodies.selectors import public as bodies
from gongkai.site.publishing import catalogue, search, selectors
from gongkai.site.publishing.models import Item
from gongkai.site.publishing.sanitise import plain
from gongkai.site.web import clock
from gongkai.text.bigrams import folded

Sort = Literal["date", "relevance"]
SIZE: Final = 20
# Of so many of the newest hits facets are counted and relevance is judged; that there are more is told.
JUDGED: Final = 300
# So many passages hold enough items for a page, and one more.
_SEEN: Final = SIZE * 3 + 1
_AROUND: Final = 50


class Asked(msgspec.Struct, frozen=True):
    """What somebody looks for: words, and to what they are narrowed. ``mark`` is where the page begins."""

    words: str
    body: Body | None = None
    subject: str = ""
    year: int | None = None
    sort: Sort = "date"
    mark: str = ""

    @property
    def narrowing(self) -> search.Narrowing:
        """For the index."""
        return search.Narrowing(self.body.path if self.body else "", self.subject, self.year)


class Hit(msgspec.Struct, frozen=True):
    """The item, and the words around the place."""

    item: Item
    around: SafeString


class Facet(msgspec.Struct, frozen=True):
    """A value by which hits are narrowed, and how many of those that were judged have it."""

    value: str
    label: str
    count: int


class Result(msgspec.Struct, frozen=True):
    """A page of hits, the mark of the next one, and the facets; ``more``: not all hits were judged."""

    hits: list[Hit]
    following: str
    subjects: list[Facet]
    years: list[Facet]
    bodies: list[Facet]
    more: bool


def find(asked: Asked) -> Result:
    """A page of hits. The number of queries does not depend on how many there are."""
    keys = search.keys(asked.words, narrowing=asked.narrowing, most=JUDGED + 1)
    judged = {search.item_of(key): key for key in keys[:JUDGED]}
    about = {pk: said for pk, *said in search.about(list(judged))}
    if asked.sort == "date":
        chosen, following = _by_day(asked, keys)
    else:
        chosen, following = _by_relevance(asked, [pk for pk in judged if pk in about], about)
    labels = {name: found.label for name, found in catalogue.all_subjects(clock.today()).items()}
    names = {code: name for _subject, code, name, _title in about.values()}
    return Result(
        _hits(asked.words, chosen),
        following,
        _facets(Counter(subject for subject, *_ in about.values()), labels),
        _facets(Counter(str(search.year_of(judged[pk])) for pk in about), {}),
        _facets(Counter(code for _subject, code, *_ in about.values()), names),
        len(keys) > JUDGED,
    )


def _by_day(asked: Asked, newest: list[int]) -> tuple[list[int], str]:
    """The newest first; the mark is the key of the last passage of the page. ``newest``: what the first page is of."""
    below = int(asked.mark) if asked.mark.isascii() and asked.mark.isdigit() and len(asked.mark) < 20 else None
    keys = newest[:_SEEN]
    if below is not None:
        keys = search.keys(asked.words, narrowing=asked.narrowing, below=below, most=_SEEN)
    chosen: dict[int, int] = {}
    for key in keys:
        item = search.item_of(key)
        if item not in chosen and len(chosen) == SIZE:
            break
        chosen[item] = key
    more = bool(keys) and keys[-1] < min(chosen.values())
    return list(chosen), str(min(chosen.values())) if more else ""


def _by_relevance(asked: Asked, judged: list[int], about: dict[int, list[str]]) -> tuple[list[int], str]:
    """Those with more of the words in the title first, then the newest; the mark is how many came before."""
    wanted = [word for word in folded(asked.words).split() if word]

    def rank(pk: int) -> int:
        title = folded(about[pk][-1])
        return -sum(word in title for word in wanted)

    ordered = sorted(judged, key=rank)
    start = int(asked.mark) if asked.mark.isascii() and asked.mark.isdigit() and len(asked.mark) < 6 else 0
    end = start + SIZE
    return ordered[start:end], str(end) if len(ordered) > end else ""


def _hits(words: str, chosen: list[int]) -> list[Hit]:
    rows = selectors.public_hits(chosen)
    return [Hit(rows[pk], around(words, rows[pk])) for pk in chosen if pk in rows]


def _facets(counts: Counter[str], labels: dict[str, str]) -> list[Facet]:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Facet(value, labels.get(value, value), count) for value, count in ordered[:12]]


def around(words: str, item: Item) -> SafeString:
    """The words in their sentence, marked; the beginning of the text where they stand in the title alone."""
    text = plain(item.current.html) or item.current.facts.get("summary", "")
    even, word = folded(text), next(iter(folded(words).split()), "")
    start = even.find(word) if word else -1
    # Folding may change the length of a text; then no place in it is certain.
    if start < 0 or len(even) != len(text):
        return mark_safe(html.escape(text[: 2 * _AROUND]))
    end = start + len(word)
    before, hit, after = text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND]
    return mark_safe(f"{html.escape(before)}<mark>{html.escape(hit)}</mark>{html.escape(after)}")


def asked(values: dict[str, str]) -> Asked:
    """What the parameters of an address ask for; what is none of the choices narrows nothing. Raises NotFoundError."""
    year = values.get("year", "")
    subject = values.get("subject", "")
    return Asked(
        values.get("q", "").replace("\0", "").strip()[:100],
        bodies.get(values["body"]) if values.get("body") else None,
        subject if subject in catalogue.all_subjects(clock.today()) else "",
        int(year) if year.isascii() and year.isdigit() and 1990 <= int(year) <= 2200 else None,
        "relevance" if values.get("sort") == "relevance" else "date",
        values.get("after", ""),
    )
