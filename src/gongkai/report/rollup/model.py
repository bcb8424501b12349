"""What a roll-up is made of."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

import msgspec

from gongkai.report.notice import Notice
from gongkai.report.report import Report
from gongkai.report.values import Cell, CellKind

Number = int | Decimal
# Why a cell is not in the sum: it has no number, its form means something else by it, or its unit cannot be added.
Why = CellKind | Literal["other_form", "no_unit"]


class Part(msgspec.Struct, frozen=True):
    """A report that was handed in; ``name`` is its file's."""

    name: str
    sha256: str
    body: str | None
    year: int | None
    form: str
    scope: str | None


class Excluded(msgspec.Struct, frozen=True):
    """A report that is not in the sum, and the notice that says why."""

    part: Part
    notice: Notice


class LeftOut(msgspec.Struct, frozen=True, gc=False):
    """A cell that is not in its sum; ``report`` is the index of the part."""

    report: int
    why: Why


class CellSum(msgspec.Struct, frozen=True):
    """The sum of one cell.

    ``values`` holds what each part gave, in the unit of the sum and the order of the parts, None where it gave nothing;
    the reasons for these are ``left_out``.
    """

    key: str
    label: str
    cell: Cell
    values: tuple[Number | None, ...]
    left_out: tuple[LeftOut, ...] = ()


class Gaps(msgspec.Struct, frozen=True):
    """A list of bodies against the reports: who has none, whose report nobody listed, names that fit several."""

    listed: int
    missing: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


class Rollup(msgspec.Struct, frozen=True):
    """The aggregate as a report, the parts in a fixed order, the sums, and all that is not in them.

    ``unread`` are the names of files that could not be read at all.
    """

    report: Report
    parts: tuple[Part, ...]
    sums: Mapping[str, CellSum]
    excluded: tuple[Excluded, ...] = ()
    unread: tuple[str, ...] = ()
    gaps: Gaps | None = None

    @property
    def complete(self) -> bool:
        """Whether every report that should be in the sum is in it, as far as is known."""
        missing = self.gaps is not None and bool(self.gaps.missing or self.gaps.ambiguous)
        return not (missing or self.unread or self.left_outside)

    @property
    def left_outside(self) -> tuple[Excluded, ...]:
        """The reports that are not in the sum, second copies of the same file not counted."""
        return tuple(item for item in self.excluded if item.notice.code != "ROLLUP-SAME-FILE")


def part_of(report: Report) -> Part:
    """The head of a report."""
    return Part(report.source.name, report.source.sha256, report.body, report.year, report.form, report.scope)
