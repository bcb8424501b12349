"""How findings name things: numbers, lists of labels, the spread of cells over a block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from gongkai.report.checks.part import Part, Slots
from gongkai.report.form import CellSpec

# As many names as a sentence bears; the finding's cells hold them all.
MOST_NAMES = 3


def plain(value: int | Decimal) -> str:
    """A number as a plain decimal string, never in scientific notation."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def gap(one: int | Decimal, other: int | Decimal) -> str:
    """By how much two numbers differ, without a sign."""
    difference = one - other
    return plain(difference if difference >= 0 else -difference)


def quoted(names: Iterable[str], most: int = MOST_NAMES) -> str:
    """``“甲”、“乙”、“丙”…``: the first names, and a sign that there are more."""
    distinct = list(dict.fromkeys(names))
    return "、".join(f"“{name}”" for name in distinct[:most]) + ("…" if len(distinct) > most else "")


def spread(part: Part, specs: Sequence[CellSpec]) -> tuple[str, Slots]:
    """How ``specs`` (at least one) lie in their block: the case of the message and its slots.

    ``cells``: a few cells; ``whole``: all of the block; ``columns``: the same columns in several rows; ``rows``:
    anything else.
    """
    rows: dict[str, list[str]] = {}
    for spec in specs:
        rows.setdefault(spec.row, []).append(spec.column)
    columns = next(iter(rows.values()))
    slots: Slots = {"count": len(specs), "rows": len(rows)}
    if len(specs) <= MOST_NAMES:
        return "cells", {**slots, "cells": quoted(spec.label for spec in specs)}
    if len(specs) == len(part.cells):
        return "whole", slots
    if len(rows) > 1 and all(other == columns for other in rows.values()):
        names = quoted((c.label for c in part.block.columns if c.id in columns), len(columns))
        return "columns", {**slots, "columns": names, "column_count": len(columns)}
    return "rows", {**slots, "row_names": quoted(row.label for row in part.block.rows if row.id in rows)}
