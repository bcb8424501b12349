"""The neutral document: what every format is turned into before anything is known of the form.

A document is a sequence of blocks in reading order: paragraphs and grids.  A grid keeps the cells as they were drawn:
``""`` is an empty cell, ``None`` a position covered by a cell that spans it.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from gongkai.report.values import Place


class Paragraph(msgspec.Struct, frozen=True, gc=False):
    """Running text, one line or one paragraph."""

    text: str
    at: Place


class GridRow(msgspec.Struct, frozen=True, gc=False):
    """One row of a grid. ``places`` gives each cell's own place where it differs from ``at``."""

    cells: tuple[str | None, ...]
    at: Place
    places: tuple[Place, ...] = ()

    def place(self, index: int) -> Place:
        """Where the cell at ``index`` (from 0) stands."""
        if self.places:
            return self.places[index]
        if self.at.table is not None:
            return msgspec.structs.replace(self.at, column=index + 1)
        return self.at

    @property
    def text(self) -> str:
        """The row's words in order, separated by spaces."""
        if len(self.cells) == 1:
            return self.cells[0] or ""
        return " ".join(cell for cell in self.cells if cell)


class Grid(msgspec.Struct, frozen=True):
    """Rows of cells.

    ``ruled``: cell boundaries are marked in the source, so that an empty cell is known to be there; otherwise columns
    were told apart by white space alone. ``run_together``: nothing separates the numbers of a row.
    """

    rows: tuple[GridRow, ...]
    ruled: bool
    run_together: bool = False


class Document(msgspec.Struct, frozen=True):
    """A document in reading order. ``repairs`` are (code, found) pairs of what decoding had to mend."""

    blocks: tuple[Paragraph | Grid, ...]
    media_type: str
    repairs: tuple[tuple[str, str], ...] = ()

    def rows(self) -> Iterator[tuple[GridRow, Grid | None]]:
        """Every row in reading order; a paragraph is a row of one cell that belongs to no grid."""
        for block in self.blocks:
            if isinstance(block, Grid):
                for row in block.rows:
                    yield row, block
            else:
                yield GridRow((block.text,), block.at), None
