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
_CONTRAST: Final = 24
# How much of a piece of text must be seen, or none of it is trusted.
_MOST: Final = 0.7
# The part of a box that is its side, and how many dots that is at least.
_STRIP: Final = 0.4
_THIN: Final = 1.5
# From which share of its ink a character stands on others, how alike one drawn twice is, how much larger one may be.
_ON: Final = 0.35
_SAME: Final = 0.5
_MUCH: Final = 3.0
_CELL: Final = 16.0


def kept(characters: Sequence[Character], boxes: Sequence[Box], image: Image.Image, scale: float) -> list[Character]:
    """The characters for the new text; ``image`` is the page at ``scale`` dots to the point, before it is painted.

    Left out is what a mark touches, what is not seen (no ink where it should be, too small, off the page, invisible
    on a page that has visible text), and what stands on another character: which of the two is seen is not known.
    """
    visible = any(found.drawn and found.ink is not None for found in characters)
    grey = image.convert("L")
    seen = _visible(characters, grey, scale)
    good = [
        index in seen and (found.drawn or not visible) and not _hidden(found, boxes)
        for index, found in enumerate(characters)
    ]
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


def _visible(characters: Sequence[Character], grey: Image.Image, scale: float) -> set[int]:
    """The characters that are seen; none of a piece of text of which too much is not."""
    page = (0.0, 0.0, grey.width / scale, grey.height / scale)
    stacked = _stacked(characters)
    seen: set[int] = set()
    counts: dict[int, tuple[int, int]] = {}
    for index, found in enumerate(characters):
        if found.ink is None or not touch(found.ink, page):
            continue
        large = max(found.box[2] - found.box[0], found.box[3] - found.box[1]) >= _LOWEST
        if large and index not in stacked and _seen(found, grey, scale):
            seen.add(index)
        good, total = counts.get(found.piece, (0, 0))
        counts[found.piece] = (good + (index in seen), total + 1)
    bad = {piece for piece, (good, total) in counts.items() if good < _MOST * total}
    return {index for index in seen if characters[index].piece not in bad}


def _hidden(found: Character, boxes: Sequence[Box]) -> bool:
    """Whether a mark hides the character, or any of it."""
    ink = found.ink or found.box
    return any(touch(ink, wider(box, MARGIN)) or share(found.box, box) >= NEAR for box in boxes)


def _seen(found: Character, grey: Image.Image, scale: float) -> bool:
    """Whether there is anything to see where the character should be, other than the paper around it.

    The ink of one that is drawn touches all four sides of its box: ink of a neighbour does not.
    """
    assert found.ink is not None
    left, top, right, bottom = found.ink
    outer, inner = _counts(wider(found.ink, 1.0), grey, scale), _counts(found.ink, grey, scale)
    paper = _median([around - inside for around, inside in zip(outer, inner, strict=True)])
    if paper is None:
        return False
    least = _THIN / scale
    across, down = max((right - left) * _STRIP, least), max((bottom - top) * _STRIP, least)
    strips = (
        (left, top, left + across, bottom),
        (right - across, top, right, bottom),
        (left, top, right, top + down),
        (left, bottom - down, right, bottom),
    )
    return all(_inked(strip, paper, grey, scale) for strip in (strips if found.drawn else (found.ink,)))


def _inked(area: Box, paper: int, grey: Image.Image, scale: float) -> bool:
    """Whether a dot of the area differs from the paper."""
    counts = _counts(area, grey, scale)
    return any(counts[: max(0, paper - _CONTRAST + 1)]) or any(counts[paper + _CONTRAST :])


def _counts(area: Box, grey: Image.Image, scale: float) -> list[int]:
    """How many dots of the area have each lightness; one dot at least is looked at, none beside the page."""
    left, top, right, bottom = (round(side * scale) for side in area)
    found = (max(0, left), max(0, top), min(grey.width, max(right, left + 1)), min(grey.height, max(bottom, top + 1)))
    if found[0] >= found[2] or found[1] >= found[3]:
        return [0] * 256
    return grey.crop(found).histogram()


def _median(counts: Sequence[int]) -> int | None:
    """The lightness in the middle; None where there are no dots."""
    half, passed = sum(counts) / 2, 0
    for level, count in enumerate(counts):
        passed += count
        if count and passed >= half:
            return level
    return None


def _between(characters: Sequence[Character], good: Sequence[bool], index: int, boxes: Sequence[Box]) -> bool:
    """Whether this is a space of the page between two characters that stay."""
    found = characters[index]
    if found.text != " " or index == 0 or index + 1 == len(characters):
        return False
    beside = good[index - 1] and good[index + 1]
    return beside and not _hidden(found, boxes)


def _stacked(characters: Sequence[Character]) -> set[int]:
    """Characters that stand on others of about their size, unless it is the same one, drawn twice to be bold."""
    cells: dict[tuple[int, int], list[int]] = {}
    covered = dict.fromkeys(range(len(characters)), 0.0)
    for index, character in enumerate(characters):
        ink = character.ink
        if ink is None:
            continue
        spots = _spots(ink)
        for other in {other for spot in spots for other in cells.get(spot, ())}:
            theirs = characters[other].ink
            if theirs is None or theirs is ink or not _alike(ink, theirs):
                continue
            mine, their = share(ink, theirs), share(theirs, ink)
            if characters[other].text != character.text or min(mine, their) < _SAME:
                covered[index] += mine
                covered[other] += their
        for spot in spots:
            cells.setdefault(spot, []).append(index)
    return {index for index, part in covered.items() if part >= _ON}


def _spots(ink: Box) -> set[tuple[int, int]]:
    """The cells of a grid that the box touches."""
    across = range(int(ink[0] // _CELL), int(ink[2] // _CELL) + 1)
    down = range(int(ink[1] // _CELL), int(ink[3] // _CELL) + 1)
    return {(x, y) for x in across for y in down}


def _alike(one: Box, other: Box) -> bool:
    """Whether two boxes are of one size, more or less: a watermark hides nothing of what it lies on."""
    sides = (max(box[2] - box[0], box[3] - box[1]) for box in (one, other))
    small, large = sorted(sides)
    return large <= _MUCH * small
