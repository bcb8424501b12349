"""Forms: rows of labels and boxes, some of them left to be filled in by hand."""

from __future__ import annotations

from gongkai.writing.letters.filling import Filling
from gongkai.writing.letters.letter import Cell, Table
from gongkai.writing.letters.texts import DocumentText, FormCell, slots, wording

# Label, box, label, box.
_WIDTHS = (0.2, 0.3, 0.2, 0.3)


def form(text: DocumentText, filling: Filling) -> Table:
    """The rows of a form over four columns; a row of one pair goes over all of them."""
    rows = []
    for row in text.rows:
        wide = 1 if len(row) > 1 else len(_WIDTHS) - 1
        rows.append(tuple(cell for box in row for cell in _pair(box, wide, filling)))
    return Table(_WIDTHS, tuple(rows))


def _pair(box: FormCell, wide: int, filling: Filling) -> tuple[Cell, Cell]:
    given = all(filling.value(name) for name in slots(box.text))
    if not given and not box.open:
        filling.lack(box.label)
    said = filling.fill(box.text) if given else ""
    sign = wording().sign.format(sign=box.sign) if box.sign else ""
    return Cell(box.label, label=True), Cell(said, wide=wide, lines=box.lines, sign=sign)
