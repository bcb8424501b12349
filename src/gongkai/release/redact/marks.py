"""What is to be removed: boxes on pages, each with its ground."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from gongkai.errors import UsageError
from gongkai.law import LawView

Box = tuple[float, float, float, float]


class Mark(msgspec.Struct, frozen=True):
    """A box on page ``page`` (from 1): left, top, right, bottom, from the upper left corner of the page as it is shown.

    Lengths are points (1/72 inch) in a PDF, dots in a picture. ``ground`` is an id of ``grounds``, or empty; ``note``
    is for those who work on it and is written nowhere.
    """

    page: int
    box: Box
    ground: str = ""
    note: str = ""


class Repeat(msgspec.Struct, frozen=True):
    """Text that was removed in one place and still stands in another, on ``page``."""

    text: str
    page: int


class Redacted(msgspec.Struct, frozen=True):
    """The new file. ``removed`` are the texts under the marks: as secret as they were, for ``verify`` alone.

    ``repeats`` are those that are still to be read where nobody has marked them.
    """

    data: bytes
    pages: int
    removed: tuple[str, ...] = ()
    repeats: tuple[Repeat, ...] = ()


def grounds(law: LawView) -> dict[str, str]:
    """The grounds on which something may be withheld, by id: outcomes of refusal, and the grounds of each."""
    found: dict[str, str] = {}
    for outcome in law.outcomes.values():
        if outcome.group == "denied":
            found[outcome.id] = outcome.label
            found |= {ground.id: ground.label for ground in outcome.grounds}
    return found


def sound(marks: Sequence[Mark], labels: dict[str, str]) -> tuple[Mark, ...]:
    """The marks with their corners in order; UsageError for an empty box, a page below 1 or an unknown ground."""
    found = []
    for mark in marks:
        left, top, right, bottom = mark.box
        box = (min(left, right), min(top, bottom), max(left, right), max(top, bottom))
        if not all(abs(side) < 1e6 for side in box):
            raise UsageError("遮盖的位置不是数字，请核对。")
        if box[0] == box[2] or box[1] == box[3]:
            raise UsageError(f"第{mark.page}页的一处遮盖没有大小，请重新框选。")
        if mark.page < 1:
            raise UsageError(f"遮盖所在的页码（{mark.page}）不对，页码从1开始。")
        if mark.ground and mark.ground not in labels:
            raise UsageError(f"遮盖的理由“{mark.ground}”不存在；可以是：{'、'.join(labels)}。")
        found.append(msgspec.structs.replace(mark, box=box))
    return tuple(found)


def wider(box: Box, by: float) -> Box:
    """The box with a margin all around."""
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def touch(one: Box, other: Box) -> bool:
    """Whether two boxes have a point in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def share(one: Box, other: Box) -> float:
    """How much of the first box lies in the second, 0 to 1; for a box without area, whether its middle does."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    area = (one[2] - one[0]) * (one[3] - one[1])
    if area <= 0:
        across, down = (one[0] + one[2]) / 2, (one[1] + one[3]) / 2
        return float(other[0] <= across <= other[2] and other[1] <= down <= other[3])
    return wide * high / area if wide > 0 and high > 0 else 0.0


def outside(mark: Mark, sizes: Sequence[tuple[float, float]]) -> None:
    """Raise UsageError for a mark on a page that does not exist, or that lies beside its page."""
    if mark.page > len(sizes):
        raise UsageError(f"有一处遮盖在第{mark.page}页，而文件只有{len(sizes)}页。")
    wide, high = sizes[mark.page - 1]
    if not touch(mark.box, (0.01, 0.01, wide - 0.01, high - 0.01)):
        raise UsageError(f"第{mark.page}页的一处遮盖落在页面之外（页面{wide:.0f}×{high:.0f}），没有遮住任何内容。")
