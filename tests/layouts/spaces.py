"""Tables drawn with spaces, as ``pdftotext -layout`` prints them, and the same rows with single spaces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.layouts.characters import Align, joined, padded, wrapped
from tests.layouts.raster import Raster, set_grid
from tests.layouts.sheet import Grid, Sheet, Text

LINE = 28  # Chinese characters in a line of running text


@dataclass(frozen=True)
class Spaces:
    """Pages as ``pdftotext -layout`` prints them; ``indent`` is the left margin of the tables."""

    raster: Raster = field(default_factory=Raster)
    align: Align = "centre"
    indent: int = 0

    def write(self, sheet: Sheet) -> str:
        """The sheet as text."""
        text = "\n".join(line for part in sheet.parts for line in self._lines(part)) + "\n"
        return text.replace("\f\n", "\f")  # the form feed stands in front of the first line of the new page

    def _lines(self, part: Text | Grid) -> Iterator[str]:
        if isinstance(part, Grid):
            yield from self._grid(part)
        elif part.kind == "page":
            yield from ("", " " * 40 + part.text, "\f")
        elif part.kind == "title":
            yield from (*(f"{' ' * 8}{line}" for line in part.text.split("\n")), "")
        else:
            # A paragraph starts two characters in; a heading stands in a line of its own.
            yield from wrapped(f"　　{part.text}", LINE, 1)

    def _grid(self, grid: Grid) -> Iterator[str]:
        setting = set_grid(grid, self.raster)
        lines: list[list[tuple[int, str]]] = [[] for _ in range(setting.height)]
        for line, slot, text in setting.pieces:
            align = self.align if slot.box.key is not None else "left"
            cell = padded(text, setting.room(slot), self.raster.wide, align).rstrip(" ")
            inside = len(cell) - len(cell.lstrip(" "))
            lines[line].append((self.indent + setting.starts[slot.column] + inside, cell.lstrip(" ")))
        yield from (joined(pieces, self.raster.wide) for pieces in lines)
        yield ""


@dataclass(frozen=True)
class SingleSpaces:
    """The text lines of a page without its layout, as pdfplumber gives them: single spaces, none empty."""

    raster: Raster = field(default_factory=Raster)

    def write(self, sheet: Sheet) -> str:
        """The sheet as text."""
        drawn = Spaces(self.raster).write(sheet)
        lines = (" ".join(line.split()) for line in drawn.splitlines())
        return "\n".join(line for line in lines if line) + "\n"
