"""Markdown with pipe tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tests.layouts.plain import expanded
from tests.layouts.sheet import Grid, Sheet, Text, slots


@dataclass(frozen=True)
class Pipes:
    """Markdown: headings with ``#``, paragraphs, pipe tables with a rule behind their first line.

    ``marks`` is how chapters are marked: as headings, in bold, or not at all. ``even`` pads the cells.
    """

    marks: Literal["#", "**", ""] = "#"
    even: bool = True

    def write(self, sheet: Sheet) -> str:
        """The sheet as Markdown."""
        return "\n".join(
            self._grid(part) if isinstance(part, Grid) else markdown_text(part, self.marks) for part in sheet.parts
        )

    def _grid(self, grid: Grid) -> str:
        rows = [[_escaped(cell) for cell in expanded(line)] for line in slots(grid)]
        columns = max(map(len, rows))
        widths = [max(3, *(len(row[c]) for row in rows if c < len(row))) if self.even else 3 for c in range(columns)]
        lines = [
            "| " + " | ".join(cell.ljust(widths[c] if self.even else 0) for c, cell in enumerate(row)) + " |"
            for row in rows
        ]
        lines.insert(1, "| " + " | ".join("-" * size for size in widths) + " |")
        return "\n".join(lines) + "\n"


def markdown_text(part: Text, marks: Literal["#", "**", ""]) -> str:
    """A text in Markdown, with an empty line behind it."""
    if part.kind == "title":
        lines = part.text.split("\n")
        return "".join({"#": f"# {line}\n", "**": f"**{line}**\n", "": f"{line}\n"}[marks] for line in lines)
    if part.kind == "heading":
        return {"#": f"## {part.text}\n", "**": f"**{part.text}**\n", "": f"{part.text}\n"}[marks]
    return f"{part.text}\n"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
