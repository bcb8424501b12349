"""Text that lost the tables: cells run together, or labels and values apart and read downwards."""

from __future__ import annotations

from dataclasses import dataclass

from tests.layouts.plain import plain_text
from tests.layouts.sheet import Grid, Sheet, Text, slots


@dataclass(frozen=True)
class RunTogether:
    """The text of an HTML page without its tags: nothing stands between two cells.

    ``paragraphs``: headings and paragraphs keep lines of their own; otherwise all is one line.
    """

    paragraphs: bool = False

    def write(self, sheet: Sheet) -> str:
        """The sheet as text."""
        end = "\n" if self.paragraphs else ""
        title, *parts = sheet.parts
        assert isinstance(title, Text)
        return plain_text(title) + "".join(
            ("".join(cells(part)) if isinstance(part, Grid) else part.text) + end for part in parts
        )


@dataclass(frozen=True)
class Downwards:
    """Every column of a table for itself, one cell a line, as PDF readers give tables that they do not see."""

    def write(self, sheet: Sheet) -> str:
        """The sheet as text."""
        return "".join(self._grid(part) if isinstance(part, Grid) else plain_text(part) for part in sheet.parts)

    def _grid(self, grid: Grid) -> str:
        columns: list[list[str]] = [[] for _ in range(grid.columns)]
        for line in slots(grid):
            for slot in line:
                if not slot.hanging and slot.box.text:
                    columns[slot.column].append(slot.box.text)
        return "".join(f"{text}\n" for column in columns for text in column) + "\n"


def cells(grid: Grid) -> list[str]:
    """The texts of all cells, row by row."""
    return [slot.box.text for line in slots(grid) for slot in line if not slot.hanging]
