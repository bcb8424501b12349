"""Rows of the document put together: which values stand behind which label.

Rows are found by their label, never by counting numbers.  A label may be broken over several rows, stand apart
from its values, or be mixed with pieces of the group labels beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.reading.document import Grid, GridRow
from gongkai.reading.match.found import Beside, Found, Open
from gongkai.reading.match.items import Item
from gongkai.reading.match.labels import REMEDIES, Label, LabelIndex, Ways, likeness
from gongkai.reading.match.rows import KnownRow, RowClassifier
from gongkai.reading.match.strips import Slot, Strip, all_single, has_values, values_among
from gongkai.report.notice import Notice
from gongkai.report.report import PrintedLabel
from gongkai.report.values import Place


class Assembler:
    """Takes rows in reading order (``feed``); ``close`` at the end, then ``found``."""

    def __init__(self, classify: RowClassifier, index: LabelIndex) -> None:
        self.found = Found()
        self._classify = classify
        self._index = index
        self._table: str | None = None
        self._open: Open | None = None
        self._heads: list[str] = []
        self._loose = ("", "")
        self._beside: Beside | None = None
        self._above: Beside | None = None
        self._piece: Item | None = None
        self._last: str | None = None
        self._row = GridRow((), Place())
        self._pieces = 0
        self._grid: Grid | None = None

    def enter(self, table: str) -> None:
        """A table begins, by its chapter heading or by a word that only it has."""
        if table != self._table:
            self.close()
            self._table = table
            self._beside = None

    def close(self) -> None:
        """Nothing that follows can belong to the label that is still open: it is a row all the same."""
        current = self._open
        if current is None:
            return
        self._open = None
        if current.key not in self.found.strips:
            strip = current.strip
            if strip is None:
                strip = Strip(current.key, (), (), True, 1, GridRow((current.printed,), current.at), False)
            self._keep(strip)
        verbatim = self._index.verbatim[current.key]
        if not any(text[:length] == verbatim for text, length in current.ways):
            self.found.labels.append(PrintedLabel(current.key, current.printed, current.at))

    def feed(self, row: GridRow, grid: Grid | None) -> None:
        """Take one row of the document."""
        self._row, self._grid = row, grid
        known = self._classify(row.cells)
        label = known.label
        self._above, self._beside = self._beside, None
        if label is not None and label.row is not None:
            self._labelled(label.row, label, known)
        else:
            self._pieces = len(known.parts)
            self._irregular(known.parts)

    # A row that begins with its label ------------------------------------------------------------------------

    def _labelled(self, label: Label, item: Item, known: KnownRow) -> None:
        self._begin(label, item.raw, self._index.ways(label.key, item.text))
        strip = self._strip(label.key, known.slots, known.values, known.single)
        above = self._above
        if above is not None and not (above.text or item.number or strip.values) and above.number == label.number:
            # The label was broken behind its ordinal: the values stand beside that, in the row above.
            strip = self.found.unlabelled.pop()
            strip.key = label.key
        if self._open is not None:
            self._open.strip = strip
        if strip.values or self._is_blank_row(strip):
            self._keep(strip)

    def _begin(self, label: Label, printed: str, ways: Ways) -> None:
        self.enter(label.table)
        self.close()
        self._loose = ("", "")
        self._open = Open(label.key, ways or ((label.text, len(label.text)),), printed, self._row.at)

    def _strip(
        self, key: str | None, slots: Sequence[Slot], values: Sequence[Slot] | None = None, single: bool = False
    ) -> Strip:
        if values is None:
            values = values_among(slots)
            single = all_single(values)
        row, grid = self._row, self._grid
        ruled, together = (grid.ruled, grid.run_together) if grid is not None else (False, False)
        return Strip(key, slots, values, single, len(row.cells), row, ruled, self._last, "", together)

    def _is_blank_row(self, strip: Strip) -> bool:
        """Whether empty cells are all there: the row is blank, and its values do not come later."""
        if strip.key is None or not strip.ruled:
            return False
        columns = len(self._index.form.block_of(strip.key).columns)
        cells = len(strip.cells)
        return cells == columns or (columns == 1 and cells > 0)

    def _keep(self, strip: Strip) -> None:
        if strip.key is None:
            self.found.unlabelled.append(strip)
            return
        self.found.strips.setdefault(strip.key, []).append(strip)
        self._last = strip.key

    # Every other row ------------------------------------------------------------------------------------------

    def _irregular(self, parts: Sequence[Slot]) -> None:
        """Go piece by piece: labels, pieces of labels, values before, between and behind them."""
        slots: list[Slot] = []
        unknown: list[Item] = []
        words = behind = False
        piece: Item | None = None
        for n, slot in enumerate(parts):
            part = slot.item
            if part is None or part.kind in ("blank", "values"):
                slots.append(slot)
                behind = behind or (part is not None and part.kind == "values")
                continue
            if part.kind != "label":
                slots = slots if behind else []
                taken = self._take_words(part)
                piece = piece if behind else self._piece
                if not taken:
                    words = True
                    # Words behind values are a remark on them.
                    unknown += [] if behind else [part]
                continue
            words = True
            piece = None
            row = part.row
            if row is not None and (
                part.only_row or part.number or has_values([later.item for later in parts[n + 1 : n + 4]])
            ):
                if behind:
                    self._rest_values(slots, _joined(unknown))
                self._begin(row, part.raw, self._index.ways(row.key, part.text))
                slots, unknown, behind = [], [], False
            elif part.heads:
                self._note_heads(part)
        if behind:
            self._rest_values(slots, _joined(unknown), piece)
        else:
            self._rest(slots, _joined(unknown), words)

    def _note_heads(self, item: Item) -> None:
        for label in item.heads:
            self.enter(label.table)
            if label.kind == "across":
                self._heads.append(label.id)

    def _take_words(self, item: Item) -> bool:
        """Whether ``item`` is a piece of a label: the rest of the open one, of a heading, or the begin of a row's."""
        text, self._piece = item.text, None
        if text and self._continue(text, item.raw):
            return True
        fragment = not text or self._index.is_fragment(text)
        if text and (item.number or not fragment) and self._starts(text, item):
            return True
        self._piece = item if fragment else None
        return fragment

    def _starts(self, text: str, item: Item) -> bool:
        if len(text) < 2 and not item.number:
            return False
        starts = self._index.starting(text, item.number)
        if len({label.key for label in starts}) != 1:
            return False
        self._begin(starts[0], item.raw, tuple((label.text, len(text)) for label in starts))
        return True

    def _continue(self, text: str, raw: str) -> bool:
        current = self._open
        if current is None:
            return False
        going = tuple((way, length + len(text)) for way, length in current.ways if way.startswith(text, length))
        if going:
            current.ways = going
            current.printed += raw
        return bool(going)

    def _rest(self, slots: list[Slot], unknown: Item | None, words: bool) -> None:
        """What is left of a row without values behind the last label in it, or behind none: words, empty cells."""
        if unknown is None and self._open is None:
            self._beside = self._above
        if unknown is not None and (self._is_rest_of_guess(unknown) or self._is_blank_guess(unknown, slots)):
            return
        if unknown is not None:
            self._loose = (self._loose[0] + unknown.text, self._loose[1] or unknown.number)
        current = self._open
        if current is not None and current.strip is None and slots and self._grid is not None:
            current.strip = self._strip(current.key, slots)
            if self._is_blank_row(current.strip):
                self._keep(current.strip)
        elif self._table == REMEDIES and slots and not words and self._grid is not None and self._grid.ruled:
            self._remedies(slots)

    def _is_rest_of_guess(self, unknown: Item) -> bool:
        """The rest of a label that begins, unclear by itself, beside the values in the row above."""
        above = self._above
        if above is None or not above.text or unknown.number:
            return False
        text, printed = above.text + unknown.text, above.printed + unknown.raw
        label = self._index.closest(text, above.number)
        if label is None or likeness(text, label.text) <= likeness(unknown.text, label.text):
            self._beside = Beside(above.number, text, printed, above.strip)
            return False
        if text == label.text:
            self._begin(label, printed, ((text, len(text)),))
        else:
            self._guess(text, above.number, printed)
        strip = self.found.unlabelled.pop()
        strip.key = label.key
        if self._open is not None:
            self._open.strip = strip
        self._keep(strip)
        return True

    def _is_blank_guess(self, unknown: Item, slots: list[Slot]) -> bool:
        """A row of empty cells whose label is printed otherwise than in the form."""
        if self._grid is None or not self._grid.ruled or self._table in (None, REMEDIES):
            return False
        label = self._index.closest(unknown.text, unknown.number)
        if label is None or not self._is_blank_row(self._strip(label.key, slots)):
            return False
        self._guess(unknown.text, unknown.number, unknown.raw)
        self._values(slots)
        return True

    def _rest_values(self, slots: list[Slot], unknown: Item | None, piece: Item | None = None) -> None:
        """Values with words before them that are no label, or with none but a ``piece`` with an ordinal."""
        numbered = piece is not None and piece.number in self._index.ordinals
        if piece and numbered and unknown is None and self._table != REMEDIES and self._is_row_alone(slots):
            self.close()
            self._keep_beside(slots, piece.number, piece.text, piece.raw)
            return
        current = self._open
        waiting = current is not None and self._is_waiting(current)
        loose, number = self._loose
        self._loose = ("", "")
        if waiting and unknown is not None and not unknown.number and self._goes_astray(unknown):
            self._values(slots)
            return
        if self._table != REMEDIES and (unknown is not None or (loose and not waiting)):
            ordinal = number or (unknown.number if unknown is not None else "")
            tail = unknown.text if unknown is not None else ""
            printed = unknown.raw if unknown is not None else loose
            if self._guess(loose + tail, ordinal, printed) or (loose and self._guess(tail, ordinal, printed)):
                self._values(slots)
            elif self._is_row_alone(slots):
                self.close()
                self._keep_beside(slots, ordinal, loose + tail, printed)
            return
        self._values(slots)

    def _keep_beside(self, slots: Sequence[Slot], number: str, text: str, printed: str) -> None:
        strip = self._strip(None, list(slots))
        strip.words = printed
        self._beside = Beside(number, text, printed, strip)
        self._keep(strip)

    def _is_row_alone(self, slots: Sequence[Slot]) -> bool:
        """Whether values without a label are a row nevertheless, and no number that strayed into the text."""
        return self._grid is not None or _count(slots) > 1

    def _goes_astray(self, unknown: Item) -> bool:
        """Whether words that fit no label stand where the rest of the open one is due: they are taken for it."""
        current = self._open
        if current is None or any(len(text) == length for text, length in current.ways):
            return False
        key = current.key
        cells = tuple(f"{key}.{column.id}" for column in self._index.form.block_of(key).columns)
        slots: dict[str, str | int] = {"printed": current.printed + unknown.raw, "row": self._index.form.row_label(key)}
        self.found.notices.append(Notice("LABEL-GUESSED", slots, cells, self._row.at))
        return True

    def _guess(self, text: str, number: str, printed: str) -> bool:
        """Take words before values for the row label that they are closest to, and say so."""
        label = self._index.closest(text, number)
        if label is None:
            return False
        cells = tuple(f"{label.key}.{column.id}" for column in self._index.form.block_of(label.key).columns)
        slots: dict[str, str | int] = {"printed": printed, "row": self._index.form.row_label(label.key)}
        self.found.notices.append(Notice("LABEL-GUESSED", slots, cells, self._row.at))
        self._begin(label, printed, ((text, len(text)),))
        return True

    def _values(self, slots: list[Slot]) -> None:
        """Values without a label before them: they belong to the open label, to chapter four, or to no one."""
        current = self._open
        if current is not None and self._is_waiting(current):
            current.strip = self._strip(current.key, list(slots))
            current.strip.one_a_line = self._is_alone(slots) and _count(slots) == 1
            current.strip.apart = current.at != self._row.at and any(len(text) == n for text, n in current.ways)
            self._keep(current.strip)
        elif current is not None and current.strip is not None and self._goes_on(current.strip, slots):
            current.strip.extend(slots)
            current.strip.one_a_line = _count(slots) == 1
            current.strip.apart = True
        elif self._table == REMEDIES:
            self._remedies(list(slots))
        elif self._grid is not None or self._table is not None:
            self._stray(list(slots))

    def _is_waiting(self, current: Open) -> bool:
        """Whether the values of the open label are still to come; a row of empty cells has all it will have."""
        return current.strip is None or not (current.strip.values or self._is_blank_row(current.strip))

    def _goes_on(self, strip: Strip, slots: Sequence[Slot]) -> bool:
        """One value a line: a single value goes on with a row that has not all its values yet.

        Where lines alone separate values, those beyond the last are taken in too: any of them may be the surplus one.
        """
        if strip.key is None or len(strip.row.cells) != 1 or not self._is_alone(slots):
            return False
        return strip.one_a_line or _count(strip.values) < len(self._index.form.block_of(strip.key).columns)

    def _is_alone(self, slots: Sequence[Slot]) -> bool:
        """Whether the row is nothing but one value or one cell of values."""
        return self._grid is None and self._pieces == len(slots) == 1

    def _stray(self, slots: list[Slot]) -> None:
        strip = self._strip(None, slots)
        item = strip.values[0].item
        if item is not None and len(self._row.cells) == 1 and len(item.tokens) == 1:
            self.found.notices.append(Notice("SURPLUS-NUMBER", {"printed": item.raw}, at=self._row.at))
        else:
            self._keep(strip)

    def _remedies(self, slots: list[Slot]) -> None:
        self.close()
        strip = self._strip(None, slots)
        block = self._index.form.tables[REMEDIES].blocks[0]
        sizes = (len(block.columns), len(block.columns) * len(block.rows))
        if not strip.values and len(strip.cells) not in sizes:
            return
        self.found.remedies.append(strip)
        self.found.remedy_heads.append(tuple(self._heads))
        self._heads = []


def _joined(unknown: Sequence[Item]) -> Item | None:
    """Unknown words of one row taken together."""
    if len(unknown) < 2:
        return unknown[0] if unknown else None
    number = next((item.number for item in unknown if item.number), "")
    return Item("text", " ".join(item.raw for item in unknown), text="".join(i.text for i in unknown), number=number)


def _count(slots: Sequence[Slot]) -> int:
    return sum(len(slot.item.tokens) for slot in slots if slot.item is not None)
