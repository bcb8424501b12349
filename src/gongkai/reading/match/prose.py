"""Running text as one string, with the way back to the row of every piece."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from gongkai.reading.document import Grid, GridRow
from gongkai.report.values import Place
from gongkai.text.normal import half_width_digits, squeeze

_ENDS = "。；！？：;!?:"


class Prose:
    """The running text among ``rows``, without white space and with half-width digits.

    A line break inside a sentence is none here; between sentences it stays. Ruled grids are left out.
    """

    def __init__(self, rows: Sequence[tuple[GridRow, Grid | None]]) -> None:
        self._starts: list[int] = []
        self._places: list[Place] = []
        pieces: list[str] = []
        length = 0
        for row, grid in rows:
            if grid is not None and grid.ruled:
                continue
            piece = squeeze(row.text)
            if not piece:
                continue
            if piece[-1] in _ENDS:
                piece += "\n"
            self._starts.append(length)
            self._places.append(row.at)
            pieces.append(piece)
            length += len(piece)
        self.text = half_width_digits("".join(pieces))

    def place(self, position: int) -> Place | None:
        """Where the character at ``position`` of ``text`` stands."""
        index = bisect_right(self._starts, position) - 1
        return self._places[index] if index >= 0 else None
