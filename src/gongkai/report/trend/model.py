"""What the years of one body say together."""

from __future__ import annotations

from typing import Literal

import msgspec

from gongkai.report.notice import Notice
from gongkai.report.report import Report
from gongkai.report.values import Cell

Outcome = Literal["holds", "broken", "not_judged", "not_comparable"]


class BreakLine(msgspec.Struct, frozen=True):
    """One row or column of a break: its label, the cell, what the year before asks for, and what is printed."""

    label: str
    cell: str
    expected: str
    found: str


class Break(msgspec.Struct, frozen=True):
    """A place at which a chain breaks, between two years: all columns of one row together."""

    code: str
    earlier: int
    later: int
    row: str
    label: str
    lines: tuple[BreakLine, ...]


class Step(msgspec.Struct, frozen=True):
    """One chain between two years that follow one another.

    ``not_judged``: cells have no number, or the scopes differ, ``why`` says it; ``not_comparable``: the two forms
    have no rows that mean the same.
    """

    code: str
    earlier: int
    later: int
    outcome: Outcome
    why: str = ""


class Series(msgspec.Struct, frozen=True):
    """The cells of one chain in one line of the form: a row of ``cells`` for each year, in the order of ``labels``.

    A cell is None where the form of that year has none that means the same.
    """

    code: str
    line: str
    label: str
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    years: tuple[int, ...]
    cells: tuple[tuple[Cell | None, ...], ...]


class Trend(msgspec.Struct, frozen=True):
    """The reports in the order of their years, the chains, and what is not in them."""

    body: str | None
    reports: tuple[Report, ...]
    steps: tuple[Step, ...]
    breaks: tuple[Break, ...]
    series: tuple[Series, ...]
    missing: tuple[int, ...]
    notices: tuple[Notice, ...]
