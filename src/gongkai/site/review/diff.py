"""What changed between two rounds, exactly: by sentence, within a changed sentence by word, every mark counted.

The comparison of annual reports takes no notice of white space and punctuation; a reviewer must see that 3.5 became 35.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Final

from gongkai.report.compare.prose import Change, Segment, align_pieces

# Above so many characters without an end of sentence a piece is cut; comparing takes time by the product of lengths.
_LONGEST: Final = 400
_PIECE: Final = re.compile(r"[^。！？；!?;\n]*(?:[。！？；!?;]+[”’」』）)]*|\n)|[^。！？；!?;\n]+")
# A number is one word, with its point and its commas; Chinese is compared by character.
_WORD: Final = re.compile(r"[0-9A-Za-z]+(?:[.,][0-9A-Za-z]+)*|\s+|.", re.DOTALL)


def compare(earlier: str, later: str) -> tuple[Segment, ...]:
    """Both texts in one: without the inserted segments it is ``earlier``, without the deleted ones ``later``."""
    return tuple(_joined(_segments(align_pieces(pieces(earlier), pieces(later)))))


def whole(text: str) -> tuple[Segment, ...]:
    """A text without an earlier one to compare it with."""
    return (Segment("same", text),) if text else ()


def pieces(text: str) -> list[str]:
    """The text cut after each end of a sentence and each line break; together they are the text."""
    return [
        piece[start : start + _LONGEST] for piece in _PIECE.findall(text) for start in range(0, len(piece), _LONGEST)
    ]


def _segments(changes: Iterable[Change]) -> Iterator[Segment]:
    for change in changes:
        if change.kind == "changed":
            yield from _words(change.earlier, change.later)
        else:
            yield Segment(change.kind, change.later or change.earlier)


def _words(earlier: str, later: str) -> Iterator[Segment]:
    one, other = _WORD.findall(earlier), _WORD.findall(later)
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Segment("same", "".join(other[c:d]))
            continue
        yield Segment("deleted", "".join(one[a:b]))
        yield Segment("inserted", "".join(other[c:d]))


def _joined(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Neighbours of one kind made one; empty ones left out."""
    last: Segment | None = None
    for segment in segments:
        if not segment.text:
            continue
        if last is not None and last.kind == segment.kind:
            last = Segment(last.kind, last.text + segment.text)
            continue
        if last is not None:
            yield last
        last = segment
    if last is not None:
        yield last
