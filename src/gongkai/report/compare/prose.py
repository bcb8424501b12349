"""The text of two reports aligned by sentence: kept, changed, gone, new."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal

import msgspec

from gongkai.text.normal import bare
from gongkai.text.sentences import sentences

ChangeKind = Literal["same", "changed", "deleted", "inserted"]

_TOKEN: Final = re.compile(r"\d+(?:[.,，．]\d+)*|.", re.DOTALL)
# Two sentences at the same spot that are this much alike are one sentence, changed.
_ALIKE = 0.6
# Above so many pairs, sentences at the same spot are not tried one with another.
_MOST_PAIRS = 2_500


class Change(msgspec.Struct, frozen=True):
    """A sentence of the earlier text, of the later, or of both; the other side is empty where there is none."""

    kind: ChangeKind
    earlier: str = ""
    later: str = ""


class Segment(msgspec.Struct, frozen=True):
    """A piece of a changed sentence: in both, only in the earlier (deleted), or only in the later (inserted)."""

    kind: ChangeKind
    text: str


def align(earlier: str, later: str) -> tuple[Change, ...]:
    """Both texts by sentence. Sentences that differ only in white space and punctuation are the same.

    The earlier sides, in order, are the earlier text; the later sides the later.
    """
    return align_pieces(sentences(earlier), sentences(later), lambda sentence: bare(sentence) or sentence)


def align_pieces(one: Sequence[str], other: Sequence[str], key: Callable[[str], str] = str) -> tuple[Change, ...]:
    """Two texts that are cut into pieces already; pieces with the same ``key`` are the same."""
    matcher = SequenceMatcher(None, [key(piece) for piece in one], [key(piece) for piece in other])
    found: list[Change] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found += (Change("same", x, y) for x, y in zip(one[a:b], other[c:d], strict=True))
        else:
            found += _replaced(one[a:b], other[c:d])
    return tuple(found)


def segments(change: Change) -> tuple[Segment, ...]:
    """A changed sentence by characters; a number is one of them, since half a number says something else."""
    one, other = _TOKEN.findall(change.earlier), _TOKEN.findall(change.later)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    found: list[Segment] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found.append(Segment("same", "".join(other[c:d])))
            continue
        if b > a:
            found.append(Segment("deleted", "".join(one[a:b])))
        if d > c:
            found.append(Segment("inserted", "".join(other[c:d])))
    return tuple(found)


def _replaced(earlier: Sequence[str], later: Sequence[str]) -> Iterator[Change]:
    """Sentences in the same spot: pairs that are alike, in order, and around them what is gone or new."""
    a = b = 0
    paired = len(earlier) * len(later) <= _MOST_PAIRS
    for j, text in enumerate(later if paired else ()):
        match = next((i for i in range(a, len(earlier)) if _alike(earlier[i], text)), None)
        if match is not None:
            yield from (Change("deleted", gone) for gone in earlier[a:match])
            yield from (Change("inserted", later=new) for new in later[b:j])
            yield Change("changed", earlier[match], text)
            a, b = match + 1, j + 1
    yield from (Change("deleted", gone) for gone in earlier[a:])
    yield from (Change("inserted", later=new) for new in later[b:])


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # The two upper bounds cost little and rule out nearly all pairs.
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
