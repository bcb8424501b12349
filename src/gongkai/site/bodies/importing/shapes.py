"""What passes between the steps of an import."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from gongkai.site.web.sheets import Line as Line
from gongkai.site.web.sheets import Problem as Problem
from gongkai.site.web.sheets import Sheets as Sheets


class BodyRow(msgspec.Struct, frozen=True):
    """A line about a body. What is empty was not given, and changes nothing."""

    line: Line
    code: str
    name: str
    short_name: str
    division: str
    level: str
    kind: str
    superior: str
    since: dt.date | None
    changed: dt.date | None


class OfficeRow(msgspec.Struct, frozen=True):
    """A line about an inner office, a village or a community of the body with the code ``superior``."""

    line: Line
    name: str
    kind: str
    division: str
    superior: str
    since: dt.date | None


class Change(msgspec.Struct, frozen=True):
    """A column, with its heading, whose value becomes another one, both in words."""

    column: str
    label: str
    before: str
    after: str


class Item(msgspec.Struct, frozen=True):
    """What becomes of a line; ``since`` is the day from which a new name or superior holds."""

    row: BodyRow | OfficeRow
    action: Literal["create", "change", "same"]
    changes: tuple[Change, ...] = ()
    since: dt.date | None = None


class Shown(msgspec.Struct, frozen=True):
    """A line of the preview."""

    sheet: str
    line: int
    name: str
    code: str
    action: str
    changes: tuple[Change, ...]
    since: dt.date | None


class Preview(msgspec.Struct, frozen=True):
    """What an import would do: how many lines become what, those that do something, and what stands in its way.

    ``digest`` stands for all of it: what is confirmed is what was shown, or nothing.
    """

    counts: dict[str, int]
    shown: list[Shown]
    problems: list[Problem]
    notes: list[str]
    digest: str

    @property
    def ready(self) -> bool:
        """Whether it may be confirmed: nothing is wrong, and there is something to do."""
        return not self.problems and bool(self.counts["create"] or self.counts["change"])
