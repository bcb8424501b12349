"""Tables drawn with box characters, or with ``+-|``; a box that spans rows is not ruled through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tests.layouts.characters import padded
from tests.layouts.plain import plain_text
from tests.layouts.raster import Raster, Setting, set_grid
from tests.layouts.sheet import Grid, Sheet, Slot, slots

Corners = tuple[str, str, str]
Texts = dict[tuple[int, int], str]  # by text line and first column


class Pen(NamedTuple):
    """The characters of a frame: rule, bar, and left, inner and right corners of its three kinds of rules."""

    rule: str
    bar: str
    top: Corners
    inner: Corners
    bottom: Corners


DRAWN = Pen("─", "│", ("┌", "┬", "┐"), ("├", "┼", "┤"), ("└", "┴", "┘"))
ASCII = Pen("-", "|", ("+", "+", "+"), ("+", "+", "+"), ("+", "+", "+"))


@dataclass(frozen=True)
class Boxes:
    """Boxed tables between paragraphs; ``labels`` are the widths of the label columns in characters."""

    labels: tuple[int, ...] = (4, 6, 14)
    pen: Pen = DRAWN

    def write(self, sheet: Sheet) -> str:
        """The sheet as text."""
        return "".join(
            "\n".join(self._grid(part)) + "\n\n" if isinstance(part, Grid) else plain_text(part) for part in sheet.parts
        )

    def _grid(self, grid: Grid) -> Iterator[str]:
        # The gap of one line between two rows holds the rule, and the text of the boxes that hang through it.
        setting = set_grid(grid, Raster(self.labels, "middle", wide=2, gap=1))
        texts = {(piece.line, piece.slot.column): piece.text for piece in setting.pieces}
        drawn = slots(grid)
        yield self._rule(setting, [], -1, {}, self.pen.top)
        for number, line in enumerate(drawn):
            last = number + 1 == len(drawn)
            bottom = setting.height if last else setting.tops[number + 1] - 1
            for at in range(setting.tops[number], bottom):
                cells = (_cell(setting, slot, texts.get((at, slot.column), "")) for slot in line)
                yield self.pen.bar + self.pen.bar.join(cells) + self.pen.bar
            hanging = [] if last else [slot for slot in drawn[number + 1] if slot.hanging]
            yield self._rule(setting, hanging, bottom, texts, self.pen.bottom if last else self.pen.inner)

    def _rule(
        self,
        setting: Setting,
        hanging: list[Slot],
        at: int,
        texts: dict[tuple[int, int], str],
        corners: Corners,
    ) -> str:
        """A rule through all columns but those of boxes that hang through it."""
        covers = {slot.column: slot for slot in hanging}
        line, column, ruled_before = "", 0, False
        while column < len(setting.starts) - 1:
            slot = covers.get(column)
            ruled = slot is None
            left, inner, right = corners
            if column == 0:
                line += left if ruled else self.pen.bar
            elif ruled or ruled_before:
                line += inner if ruled and ruled_before else left if ruled else right
            else:
                line += self.pen.bar
            if slot is None:
                line += self.pen.rule * (setting.starts[column + 1] - setting.starts[column] - 1)
            else:
                line += _cell(setting, slot, texts.get((at, column), ""))
            ruled_before, column = ruled, column + (1 if slot is None else slot.box.wide)
        return line + (corners[2] if ruled_before else self.pen.bar)


def _cell(setting: Setting, slot: Slot, text: str) -> str:
    """The text of a box between its bars: one character less than its columns take."""
    return padded(text, setting.room(slot) + 1, 2, "centre" if slot.box.key is not None else "left")
