"""What gets lost between a drawn report and the text that we find: each damage, and where it can strike.

A damage knows its sites in a sheet; at one of them it gives the damaged sheet and says what it touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tests.layouts.changes import cut
from tests.layouts.sheet import Box, Grid, Line, Sheet, Text, slots


@dataclass(frozen=True)
class Site:
    """A place for a damage: a row, a value in it (from 0), and a number that the damage may use."""

    row: str
    at: int = 0
    extra: int = 0


@dataclass(frozen=True)
class Damaged:
    """A damaged sheet; ``missing`` are cells that are no longer in the document at all, neither label nor value."""

    sheet: Sheet
    what: str
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Damage:
    """A kind of damage: the sites where it can strike, and its work at one of them."""

    name: str
    sites: Callable[[Sheet], Sequence[Site]]
    strike: Callable[[Sheet, Site], Sheet]
    loses_row: bool = False

    def at(self, sheet: Sheet, site: Site) -> Damaged:
        """The sheet damaged at ``site``."""
        struck = self.strike(sheet, site)
        labelled = {labelled.row for labelled in _labelled_rows(sheet)}
        gone = self.loses_row and site.row in labelled
        missing = _keys(sheet) - _keys(struck) if gone else set[str]()
        return Damaged(struck, f"{self.name} at {site.row}[{site.at}] ({site.extra})", frozenset(missing))


def _keys(sheet: Sheet) -> set[str]:
    return {box.key for line in sheet.lines() for box in line.values if box.key}


def _rows(sheet: Sheet, least: int = 1) -> Iterator[tuple[str, tuple[Box, ...]]]:
    for line in sheet.lines():
        if line.row is not None and len(line.values) >= least:
            yield line.row, line.values


def _each_value(sheet: Sheet) -> list[Site]:
    return [Site(row, at) for row, values in _rows(sheet) for at in range(len(values))]


def _each_row(sheet: Sheet) -> list[Site]:
    return [Site(row) for row, _ in _rows(sheet)]


def _labelled_rows(sheet: Sheet) -> list[Site]:
    return [
        Site(line.row) for line in sheet.lines() if line.row is not None and line.values and line.boxes[0].key is None
    ]


def _with_values(line: Line, values: Sequence[Box]) -> Line:
    return replace(line, boxes=(*(box for box in line.boxes if box.key is None), *values))


def _lose_cell(sheet: Sheet, site: Site) -> Sheet:
    return sheet.with_line(
        site.row, lambda line: _with_values(line, [b for n, b in enumerate(line.values) if n != site.at])
    )


def _empty_cell(sheet: Sheet, site: Site) -> Sheet:
    return sheet.with_line(site.row, lambda line: _with_text(line, site.at, ""))


def _with_text(line: Line, at: int, text: str) -> Line:
    values = [replace(box, text=text) if n == at else box for n, box in enumerate(line.values)]
    return _with_values(line, values)


def _lose_values(sheet: Sheet, site: Site) -> Sheet:
    return sheet.with_line(site.row, lambda line: _with_values(line, []))


def _empty_values(sheet: Sheet, site: Site) -> Sheet:
    return sheet.with_line(site.row, lambda line: _with_values(line, [replace(box, text="") for box in line.values]))


def _lose_label(sheet: Sheet, site: Site) -> Sheet:
    def unlabelled(line: Line) -> Line:
        heads = [box for box in line.boxes if box.key is None]
        return replace(line, boxes=(*heads[:-1], replace(heads[-1], text=""), *line.values))

    return sheet.with_line(site.row, unlabelled)


def _lose_row(sheet: Sheet, site: Site) -> Sheet:
    """The row goes, with the rest of a label over two lines."""
    return Sheet(tuple(_without_row(part, site.row) if isinstance(part, Grid) else part for part in sheet.parts))


def _without_row(grid: Grid, row: str) -> Grid:
    """The grid without the lines of ``row``; a group label that began in one is drawn in front of the next row."""
    at = next((at for at, line in enumerate(grid.lines) if row in (line.row, line.rest_of)), None)
    if at is None:
        return grid
    hanging = {id(slot.box) for slot in slots(grid)[at] if slot.hanging}
    lines = [_lower(line, hanging) for line in grid.lines]
    if at + 1 < len(lines):
        begun = [replace(b, high=b.high - 1) for b in lines[at].boxes if b.high > 1]
        lines[at + 1] = replace(lines[at + 1], boxes=(*begun, *lines[at + 1].boxes))
    return _without_row(replace(grid, lines=tuple(lines[:at] + lines[at + 1 :])), row)


def _lower(line: Line, hanging: set[int]) -> Line:
    boxes = (replace(box, high=box.high - 1) if id(box) in hanging else box for box in line.boxes)
    return replace(line, boxes=tuple(boxes))


def _line_of(part: Text | Grid, row: str) -> int:
    lines = part.lines if isinstance(part, Grid) else ()
    return next((at for at, line in enumerate(lines) if line.row == row), -1)


def _pairs(sheet: Sheet) -> list[Site]:
    return [
        Site(row, at)
        for row, values in _rows(sheet, least=2)
        for at in range(len(values) - 1)
        if values[at].text.strip() and values[at + 1].text.strip()
    ]


def _lose_separator(sheet: Sheet, site: Site) -> Sheet:
    def glued(line: Line) -> Line:
        first, second = line.values[site.at : site.at + 2]
        both = replace(first, text=first.text + second.text)
        return _with_values(line, [*line.values[: site.at], both, *line.values[site.at + 2 :]])

    return sheet.with_line(site.row, glued)


def _inside_numbers(sheet: Sheet) -> list[Site]:
    return [
        Site(row, at, digit)
        for row, values in _rows(sheet)
        for at, box in enumerate(values)
        for digit in range(1, len(box.text))
        if box.text[digit - 1].isdigit() and box.text[digit].isdigit()
    ]


def _split_number(sheet: Sheet, site: Site) -> Sheet:
    def split(line: Line) -> Line:
        text = line.values[site.at].text
        return _with_text(line, site.at, f"{text[: site.extra]} {text[site.extra :]}")

    return sheet.with_line(site.row, split)


def _columns_from_rows(sheet: Sheet) -> list[Site]:
    return [
        Site(row, at, extra)
        for row, values in _rows(sheet, least=3)
        for at in range(len(values) + 1)
        for extra in range(4)
    ]


def _from_row_on(sheet: Sheet, row: str, change: Callable[[Line], Line]) -> Sheet:
    table = row.partition(".")[0]
    reached = False

    def changed(line: Line) -> Line:
        nonlocal reached
        reached = reached or line.row == row
        return change(line) if reached and line.row and line.row.partition(".")[0] == table else line

    return sheet.map_lines(changed)


def _surplus_columns(sheet: Sheet, site: Site) -> Sheet:
    """One or two columns more (``extra`` 0 and 1, or 2 and 3), empty or of zeros (even or odd)."""
    surplus = [Box("0" if site.extra % 2 else "", key="")] * (1 + site.extra // 2)

    def widened(line: Line) -> Line:
        values = line.values
        return _with_values(line, [*values[: site.at], *surplus, *values[site.at :]])

    return _from_row_on(sheet, site.row, widened)


def _dropped_column(sheet: Sheet, site: Site) -> Sheet:
    """The same column lost in ``extra`` + 1 rows (up to four), or in all that follow."""
    left = site.extra + 1 if site.extra < 3 else 10_000

    def narrowed(line: Line) -> Line:
        nonlocal left
        left -= 1
        if left < 0 or site.at >= len(line.values):
            return line
        return _with_values(line, [b for n, b in enumerate(line.values) if n != site.at])

    return _from_row_on(sheet, site.row, narrowed)


def _middle_rows(sheet: Sheet) -> list[Site]:
    firsts = {part.lines[0].row for part in sheet.parts if isinstance(part, Grid)}
    return [site for site in _labelled_rows(sheet) if site.row not in firsts]


def _repeat_row(sheet: Sheet, site: Site) -> Sheet:
    """A page break behind the row, which is drawn again at the top of the next page."""
    parts: list[Text | Grid] = []
    for part in sheet.parts:
        at = _line_of(part, site.row)
        if isinstance(part, Grid) and at > 0:
            whole, again = cut(part, at)
            upper = cut(part, at + 1)[0].lines if again.lines[1:] else (*whole.lines, part.lines[at])
            parts += [replace(part, lines=upper), Text("page", "- 3 -"), again]
        else:
            parts.append(part)
    return Sheet(tuple(parts))


DAMAGES: Mapping[str, Damage] = {
    damage.name: damage
    for damage in (
        Damage("lost cell", _each_value, _lose_cell),
        Damage("emptied cell", _each_value, _empty_cell),
        Damage("lost row", _each_row, _lose_row, loses_row=True),
        Damage("lost values", _each_row, _lose_values),
        Damage("emptied values", _each_row, _empty_values),
        Damage("lost label", _labelled_rows, _lose_label),
        Damage("lost separator", _pairs, _lose_separator),
        Damage("split number", _inside_numbers, _split_number),
        Damage("surplus columns", _columns_from_rows, _surplus_columns),
        Damage("dropped column", _columns_from_rows, _dropped_column),
        Damage("repeated row", _middle_rows, _repeat_row),
    )
}
