"""Rows of the document put together: which values stand behind which label.

Rows are found by their label, never by counting numbers.  A label may be broken over several rows, stand apart from
its values, or be mixed with pieces of the group labels beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from gongkai.reading.document import Grid, GridRow
from gongkai.reading.match.items import Classifier, Item
from gongkai.reading.match.labels import Label, LabelIndex
from gongkai.report.notice import Notice
from gongkai.report.report import PrintedLabel
from gongkai.report.values import Place

REMEDIES: Final = "remedies"


class Slot(msgspec.Struct, frozen=True):
    """A cell behind a label: its index in the row, the item (None: covered by a span)."""

    index: int
    item: Item | None


class Strip(msgspec.Struct):
    """One printed row of values.

    ``key`` is ``table.row``, None where no label was found. ``slots`` are the cells behind the label, ``width`` the
    number of cells of the whole row. ``after`` is the key of the labelled row printed before.
    """

    key: str | None
    slots: list[Slot]
    width: int
    row: GridRow
    ruled: bool
    after: str | None = None
    grid: int = 0

    @property
    def values(self) -> list[Slot]:
        """The slots that hold values."""
        return [slot for slot in self.slots if slot.item is not None and slot.item.kind == "values"]

    @property
    def cells(self) -> list[Slot]:
        """The slots that are cells of their own, filled or empty."""
        return [slot for slot in self.slots if slot.item is not None]

    @property
    def at(self) -> Place:
        """Where the row stands; the first value's place where cells have their own."""
        values = self.values
        return self.row.place(values[0].index) if values and self.row.places else self.row.at


class Found(msgspec.Struct):
    """What a pass over the table zone found."""

    strips: dict[str, list[Strip]] = {}
    unlabelled: list[Strip] = []
    remedies: list[Strip] = []
    remedy_heads: list[tuple[str, ...]] = []
    labels: list[PrintedLabel] = []
    notices: list[Notice] = []
    order: list[str] = []


class _Open(msgspec.Struct):
    """A label that may go on in a later row: every way its row can be labelled, and how much of it was printed."""

    key: str
    ways: list[tuple[str, int]]
    strip: Strip | None
    printed: str
    at: Place


class Assembler:
    """Feeds on rows in reading order; see ``feed`` and ``found``."""

    def __init__(self, classify: Classifier) -> None:
        self.classify = classify
        self.index: LabelIndex = classify.index
        self.found = Found()
        self.table: str | None = None
        self._open: _Open | None = None
        self._heads: list[str] = []

    def enter(self, table: str | None) -> None:
        """A chapter heading was met: its table begins."""
        if table != self.table:
            self.close()
            self.table = table

    def close(self) -> None:
        """Nothing that follows can belong to the label that is still open."""
        self._finish_open()
        self._open = None

    def feed(self, row: GridRow, grid: Grid | None) -> None:
        """Take one row of the document."""
        classify = self.classify
        items = [None if cell is None else classify(cell) for cell in row.cells]
        last = -1
        plain = True
        for i, item in enumerate(items):
            if item is None or item.kind == "blank" or item.kind == "values":
                continue
            plain = plain and item.kind == "label"
            last = i
        label = items[last] if last >= 0 else None
        if plain and label is not None and (target := label.row) is not None and self._is_row(items, last, target):
            slots = [Slot(i, items[i]) for i in range(last + 1, len(items))]
            self._row(target, label, slots, row, grid)
            return
        self._irregular(items, row, grid)

    def _is_row(self, items: Sequence[Item | None], last: int, target: Label) -> bool:
        """A row label, and not the column of the same name in a header row."""
        if any(item is not None and item.kind == "values" for item in items[:last]):
            return False
        item = items[last]
        if item is None or all(label.kind == "row" for label in item.labels):
            return True
        return any(behind is not None and behind.kind == "values" for behind in items[last + 1 :])

    # -- regular rows -------------------------------------------------------------------------------------------

    def _row(self, label: Label, item: Item, slots: list[Slot], row: GridRow, grid: Grid | None) -> None:
        self.enter(label.table)
        self._finish_open()
        strip = self._strip(label.key, slots, row, grid)
        ways = [(way.text, len(item.text)) for way in self.index.rows if way.key == label.key and way.text.startswith(item.text)]
        self._open = _Open(label.key, ways, strip, item.raw, row.at)
        if strip.values or self._is_blank_row(strip, label.key):
            self._keep(strip)

    def _strip(self, key: str | None, slots: list[Slot], row: GridRow, grid: Grid | None) -> Strip:
        after = self.found.order[-1] if self.found.order else None
        return Strip(key, slots, len(row.cells), row, bool(grid and grid.ruled), after)

    def _is_blank_row(self, strip: Strip, key: str) -> bool:
        columns = len(self.index.form.block_of(key).columns)
        cells = strip.cells
        return strip.ruled and not strip.values and (len(cells) == columns or (columns == 1 and len(cells) > 0))

    def _keep(self, strip: Strip) -> None:
        key = strip.key
        if key is None:
            self.found.unlabelled.append(strip)
            return
        self.found.strips.setdefault(key, []).append(strip)
        if not self.found.order or self.found.order[-1] != key:
            self.found.order.append(key)

    def _finish_open(self) -> None:
        """A label whose values never came is still a row of the document."""
        current = self._open
        if current is None:
            return
        if current.strip is None or not current.strip.values:
            if current.key not in self.found.strips:
                strip = current.strip or self._strip(current.key, [], GridRow((current.printed,), current.at), None)
                self.found.strips[current.key] = [strip]
                self.found.order.append(current.key)
        self._tell_label(current)
        self._open = None

    def _tell_label(self, current: _Open) -> None:
        verbatim = self.index.verbatim[current.key]
        if all(text[:length] != verbatim for text, length in current.ways):
            self.found.labels.append(PrintedLabel(current.key, current.printed, current.at))

    # -- everything else ----------------------------------------------------------------------------------------

    def _irregular(self, items: list[Item | None], row: GridRow, grid: Grid | None) -> None:
        """Go through the row cell by cell: labels, pieces of labels, values before, between and behind them."""
        pending: list[Slot] = []
        words: list[Item] = []
        for i, item in enumerate(items):
            for part in item.parts if item is not None and item.kind == "mixed" else (item,):
                if part is None or part.kind in ("blank", "values"):
                    pending.append(Slot(i, part))
                    continue
                if part.kind == "label" and self._take_label(part, items, i, pending, row, grid):
                    pending = []
                    continue
                if part.kind == "text" and self._take_words(part, row, grid):
                    continue
                words.append(part)
        self._rest(pending, words, row, grid)

    def _take_label(
        self, item: Item, items: list[Item | None], i: int, pending: list[Slot], row: GridRow, grid: Grid | None
    ) -> bool:
        target = item.row
        ambiguous = any(label.kind != "row" for label in item.labels)
        values_behind = (items[i] is not None and items[i].kind == "mixed") or any(  # type: ignore[union-attr]
            later is not None and later.kind == "values" for later in items[i + 1 : i + 4]
        )
        if target is None or (ambiguous and not values_behind and not item.number):
            self._note_heads(item)
            return False
        self._flush_values(pending, row, grid)
        self.enter(target.table)
        self._finish_open()
        ways = [(way.text, len(item.text)) for way in self.index.rows if way.key == target.key and way.text.startswith(item.text)]
        self._open = _Open(target.key, ways or [(target.text, len(target.text))], None, item.raw, row.at)
        return True

    def _note_heads(self, item: Item) -> None:
        for label in item.labels:
            if label.kind == "across":
                self.enter(label.table)
                self._heads.append(label.id)
            elif label.kind == "column" and all(other.table == REMEDIES for other in item.labels):
                self.enter(label.table)
                return

    def _take_words(self, item: Item, row: GridRow, grid: Grid | None) -> bool:
        """Pieces of row labels; True if ``item`` was one."""
        text = item.text
        if not text:
            return True
        if self._continue(text, item):
            return True
        if self.index.is_fragment(text):
            return True
        if len(text) >= 2 or item.number:
            starts = self.index.starting(text, item.number)
            keys = {label.key for label in starts}
            if len(keys) == 1:
                self.enter(starts[0].table)
                self._finish_open()
                self._open = _Open(starts[0].key, [(way.text, len(text)) for way in starts], None, item.raw, row.at)
                return True
        return False

    def _continue(self, text: str, item: Item) -> bool:
        current = self._open
        if current is None:
            return False
        going = [(way, length + len(text)) for way, length in current.ways if way.startswith(text, length)]
        if not going:
            return False
        current.ways = going
        current.printed += item.raw
        return True

    def _flush_values(self, pending: list[Slot], row: GridRow, grid: Grid | None) -> None:
        if any(slot.item is not None and slot.item.kind == "values" for slot in pending):
            self._values(list(pending), row, grid)

    def _rest(self, pending: list[Slot], words: list[Item], row: GridRow, grid: Grid | None) -> None:
        has_values = any(slot.item is not None and slot.item.kind == "values" for slot in pending)
        unknown = [item for item in words if item.kind == "text"]
        if unknown and has_values and (guess := self._guess(unknown, row)):
            self.enter(guess.table)
            self._finish_open()
            self._open = _Open(guess.key, [(unknown[-1].text, len(unknown[-1].text))], None, unknown[-1].raw, row.at)
        elif unknown and has_values and grid is not None and self.table != REMEDIES:
            self.found.notices.append(Notice("ROW-UNKNOWN", {"row": unknown[-1].raw[:40]}, at=row.at))
            self.close()
            return
        if has_values:
            self._values(pending, row, grid)
        elif self._open is not None and self._open.strip is None and pending:
            blank = self._strip(self._open.key, pending, row, grid)
            self._open.strip = blank
            if self._is_blank_row(blank, self._open.key):
                self._keep(blank)
        elif self.table == REMEDIES and not words and pending and grid is not None and grid.ruled:
            self._remedy_values(pending, row, grid)

    def _guess(self, unknown: list[Item], row: GridRow) -> Label | None:
        item = unknown[-1]
        label = self.index.closest(item.text, item.number)
        if label is not None:
            slots: dict[str, str | int] = {"printed": item.raw, "row": self.index.form.row_label(label.key)}
            self.found.notices.append(Notice("LABEL-GUESSED", slots, self._cells(label.key), row.at))
        return label

    def _cells(self, key: str) -> tuple[str, ...]:
        return tuple(f"{key}.{column.id}" for column in self.index.form.block_of(key).columns)

    def _values(self, slots: list[Slot], row: GridRow, grid: Grid | None) -> None:
        """Values without a label of their own: they belong to the open label, to chapter four, or to no one."""
        current = self._open
        if current is not None and (current.strip is None or not current.strip.values):
            current.strip = self._strip(current.key, slots, row, grid)
            self._keep(current.strip)
        elif current is not None and self._goes_on(current, slots, row, grid):
            current.strip.slots.extend(slots)  # type: ignore[union-attr]
        elif self.table == REMEDIES:
            self._remedy_values(slots, row, grid)
        elif grid is not None or self.table is not None:
            self._stray(slots, row, grid)

    def _goes_on(self, current: _Open, slots: list[Slot], row: GridRow, grid: Grid | None) -> bool:
        """One value a line: a single value continues a row that has not all its values yet."""
        strip = current.strip
        if strip is None or grid is not None or len(slots) != 1 or len(row.cells) != 1:
            return False
        columns = len(self.index.form.block_of(current.key).columns)
        return len(strip.row.cells) == 1 and len(strip.values) < columns

    def _stray(self, slots: list[Slot], row: GridRow, grid: Grid | None) -> None:
        values = [slot.item for slot in slots if slot.item is not None and slot.item.kind == "values"]
        if len(values) == 1 and len(values[0].tokens) == 1 and len(row.cells) == 1:
            self.found.notices.append(Notice("SURPLUS-NUMBER", {"printed": values[0].raw}, at=row.at))
            return
        self.found.unlabelled.append(self._strip(None, slots, row, grid))

    def _remedy_values(self, slots: list[Slot], row: GridRow, grid: Grid | None) -> None:
        self._finish_open()
        strip = self._strip(None, slots, row, grid)
        if not strip.values and len(strip.cells) not in (5, 15):
            return
        self.found.remedies.append(strip)
        self.found.remedy_heads.append(tuple(self._heads))
        self._heads = []
