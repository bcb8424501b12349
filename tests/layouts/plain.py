"""Plain text without drawing: one cell per line, and one row per line with tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tests.layouts.sheet import Grid, Sheet, Slot, Text, slots


@dataclass(frozen=True)
class CellPerLine:
    """One cell a line behind a tab, rows set apart by an empty line.

    ``broken`` breaks column labels of four characters over two lines.
    """

    broken: bool = True

    def write(self, sheet: Sheet) -> str:
        """The sheet as text."""
        return "".join(self._grid(part) if isinstance(part, Grid) else plain_text(part) for part in sheet.parts)

    def _grid(self, grid: Grid) -> str:
        rows: list[str] = []
        for line in slots(grid):
            cells = ("" if slot.hanging else self._text(slot) for slot in line)
            rows.append("".join(f"\t{cell}\n" for cell in cells))
        return "\n".join(rows) + "\n\n"

    def _text(self, slot: Slot) -> str:
        text = slot.box.text
        if self.broken and slot.box.key is None and len(text) == 4 and slot.box.wide == 1:
            return f"{text[:2]}\n{text[2:]}"
        return text


@dataclass(frozen=True)
class Tabs:
    """One row a line, cells between tabs.

    ``full`` keeps every column of every span as an empty cell; ``trailing`` closes up to the left and fills
    the row with empty cells behind; ``close`` writes nothing for spans at all.
    """

    spans: Literal["full", "trailing", "close"] = "full"

    def write(self, sheet: Sheet) -> str:
        """The sheet as text."""
        return "".join(self._grid(part) if isinstance(part, Grid) else plain_text(part) for part in sheet.parts)

    def _grid(self, grid: Grid) -> str:
        return "".join("\t".join(self._cells(line, grid.columns)) + "\n" for line in slots(grid)) + "\n"

    def _cells(self, line: list[Slot], columns: int) -> list[str]:
        if self.spans == "close":
            return [slot.box.text for slot in line if not slot.hanging]
        if self.spans == "full":
            return expanded(line)
        cells = ["" if slot.hanging else slot.box.text for slot in line]
        return cells + [""] * (columns - len(cells))


def expanded(line: list[Slot]) -> list[str]:
    """One text a column: a box stands in its first column, the others that it covers are empty."""
    cells: list[str] = []
    for slot in line:
        cells += ["" if slot.hanging else slot.box.text] + [""] * (slot.box.wide - 1)
    return cells


def plain_text(part: Text) -> str:
    """A text between empty lines; a page number without them."""
    return f"{part.text}\n" if part.kind in ("page", "caption") else f"{part.text}\n\n"
