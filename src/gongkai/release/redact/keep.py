"""Which characters of a page may stand in its new text: those that are seen, outside every mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PIL import Image

from gongkai.release.redact.marks import Box, share, touch, wider
from gongkai.release.redact.source import Character

# Left out is a character whose ink comes so near to a mark, in points, or with such a share of its box under one.
MARGIN: Final = 1.0
NEAR: Final = 0.2
# From which share of its box under a mark a character counts as removed.
_UNDER: Final = 0.5
# Smaller than this in points nobody reads it; less contrast than this nobody sees it.
_LOWEST: Final = 2.0
_CONTRAST: Final = 40
_AROUND: Final = 0.5
# From which share of both two characters stand on one another; a watermark is larger than what it lies on.
_ON: Final = 0.25
_CELL: Final = 16.0


def kept(characters: Sequence[Character], boxes: Sequence[Box], image: Image.Image, scale: float) -> list[Character]:
    """The characters for the new text; ``image`` is the page at ``scale`` dots to the point, before it is painted.

    Left out is what a mark touches, what is not seen (no ink where it should be, too small, off the page, invisible
    on a page that has visible text), and what stands on another character: which of the two is seen is not known.
    """
    visible = any(found.drawn and found.ink is not None for found in characters)
    grey = image.convert("L")
    good = [
        found.ink is not None
        and (found.drawn or not visible)
        and not _hidden(found, boxes)
        and max(found.box[2] - found.box[0], found.box[3] - found.box[1]) >= _LOWEST
        and _seen(found.ink, grey, scale)
        for found in characters
    ]
    for index in _stacked(characters):
        good[index] = False
    return [found for index, found in enumerate(characters) if good[index] or _between(characters, good, index, boxes)]


def removed(characters: Sequence[Character], boxes: Sequence[Box]) -> list[str]:
    """The texts under the marks: each line by itself, and what runs over several lines in one piece."""
    found: list[str] = []
    for box in boxes:
        runs: list[list[str]] = [[""]]
        for character in characters:
            if character.text in "\r\n":
                runs[-1].append("")
            elif not character.text.isspace():
                if share(character.box, box) >= _UNDER:
                    runs[-1][-1] += character.text
                elif any(runs[-1]):
                    runs.append([""])
        for run in runs:
            found += [line for line in ("".join(run), *run) if line]
    return list(dict.fromkeys(found))


def _hidden(found: Character, boxes: Sequence[Box]) -> bool:
    """Whether a mark hides the character, or any of it."""
    ink = found.ink or found.box
    return any(touch(ink, wider(box, MARGIN)) or share(found.box, box) >= NEAR for box in boxes)


def _seen(ink: Box, grey: Image.Image, scale: float) -> bool:
    """Whether there is anything to see where the character should be."""
    left, top, right, bottom = (round(side * scale) for side in wider(ink, _AROUND))
    area = (max(0, left), max(0, top), min(grey.width, right), min(grey.height, bottom))
    if area[0] >= area[2] or area[1] >= area[3]:
        return False
    darkest, lightest = grey.crop(area).getextrema()
    return lightest - darkest >= _CONTRAST  # type: ignore[operator]


def _between(characters: Sequence[Character], good: Sequence[bool], index: int, boxes: Sequence[Box]) -> bool:
    """Whether this is a space of the page between two characters that stay."""
    found = characters[index]
    if found.text != " " or index == 0 or index + 1 == len(characters):
        return False
    beside = good[index - 1] and good[index + 1]
    return beside and not _hidden(found, boxes)


def _stacked(characters: Sequence[Character]) -> set[int]:
    """Characters that stand on one another; of the same one drawn twice, the second."""
    cells: dict[tuple[int, int], list[int]] = {}
    found: set[int] = set()
    for index, character in enumerate(characters):
        ink = character.ink
        if ink is None:
            continue
        spots = {
            (int(x // _CELL), int(y // _CELL))
            for x in (ink[0], (ink[0] + ink[2]) / 2, ink[2])
            for y in (ink[1], ink[3])
        }
        for other in {other for spot in spots for other in cells.get(spot, ())}:
            theirs = characters[other].ink
            assert theirs is not None
            if ink is theirs or min(share(ink, theirs), share(theirs, ink)) < _ON:
                continue
            found.add(index)
            if characters[other].text != character.text:
                found.add(other)
        for spot in spots:
            cells.setdefault(spot, []).append(index)
    return found
