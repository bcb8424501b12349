"""PDF: the sheet set by typst on pages, with tables ruled or not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import typst

import gongkai
from tests.layouts.sheet import Grid, Sheet, Slot, Text, label_columns, slots

FONTS = Path(gongkai.__file__).parent / "writing" / "fonts"
FONT = "Noto Serif CJK SC"

# The sheet comes in as JSON. A cell that the sheet does not have is not ruled either.
TEMPLATE = r"""
#let style = json(bytes(sys.inputs.style))
#let parts = json(bytes(sys.inputs.parts))
#set document(date: none)
#set page(
  width: style.width * 1pt, height: style.height * 1pt, margin: style.margin * 1pt,
  header: if style.head != "" { text(size: 8pt, style.head) },
  footer: if style.mark != "" {
    context align(center, text(size: 9pt, style.mark.replace("#", counter(page).display("1"))))
  },
  background: if style.watermark != "" {
    let drawn = text(size: 56pt, fill: luma(215), style.watermark)
    if style.skewed { rotate(-35deg, drawn) } else { drawn }
  },
)
#set text(font: style.font, size: style.size * 1pt, lang: "zh", region: "cn", cjk-latin-spacing: none)
#set par(leading: 0.8em, spacing: 1.1em, justify: style.justify,
  first-line-indent: (amount: style.indent * 1em, all: true))
#let rule = if style.ruled { 0.5pt + black } else { none }
#let cell(c, i) = table.cell(
  x: c.x, y: c.y, colspan: c.wide, rowspan: c.high, align: (if c.value { center } else { left }) + horizon,
  stroke: rule, breakable: c.high > 1)[#set par(first-line-indent: 0pt, justify: false, leading: 0.5em)
  #c.text]
#let grid(g) = {
  let top = g.cells.filter(c => c.y < g.head)
  let rest = g.cells.filter(c => c.y >= g.head)
  let head = if g.head > 0 { (table.header(repeat: style.repeat, ..top.map(c => cell(c, 0))),) } else { () }
  table(columns: g.columns.map(w => w * 1fr), inset: (x: style.inset * 1pt, y: 4pt), stroke: none,
    ..head, ..rest.map(c => cell(c, 0)))
}
#let body = for part in parts {
  if part.kind == "grid" { grid(part) }
  else if part.kind == "title" {
    let title = part.text.split("\n").join(linebreak())
    align(center, text(size: 1.5em, par(first-line-indent: 0pt, title)))
  }
  else if part.kind == "page" { if style.breaks { pagebreak() } else { align(center, part.text) } }
  else if part.kind == "caption" { par(first-line-indent: 0pt, part.text) }
  else { par(part.text) }
}
#body
"""


@dataclass(frozen=True)
class Paper:
    """How the pages look, in points and characters.

    ``mark`` is the page number with # for the number, ``repeat``: the header of chapter three is drawn again on every
    page, ``breaks``: a page number on the sheet becomes a page break.
    """

    width: float = 595
    height: float = 842
    margin: float = 72
    size: float = 10.5
    ruled: bool = True
    repeat: bool = True
    mark: str = ""
    head: str = ""
    watermark: str = ""
    skewed: bool = True
    justify: bool = False
    indent: float = 2
    inset: float = 3
    breaks: bool = True
    labels: tuple[float, ...] = (2, 5, 9)
    value: float = 2.6

    def write(self, sheet: Sheet) -> bytes:
        """The sheet as a PDF file."""
        style = {name: getattr(self, name) for name in self.__dataclass_fields__}
        style["font"] = FONT
        parts = [self._grid(part) if isinstance(part, Grid) else _text(part) for part in sheet.parts]
        inputs = {"style": json.dumps(style), "parts": json.dumps(parts, ensure_ascii=False)}
        made = compiler().compile(TEMPLATE.encode(), format="pdf", sys_inputs=inputs, pdf_tags=False)
        assert isinstance(made, bytes)
        return made

    def _grid(self, grid: Grid) -> dict[str, object]:
        cells = [
            {
                "x": slot.column,
                "y": slot.line,
                "wide": slot.box.wide,
                "high": slot.box.high,
                "text": slot.box.text,
                "value": slot.box.key is not None,
            }
            for slot in _fresh(grid)
        ]
        columns = max([grid.columns, *(slot.column + slot.box.wide for slot in _fresh(grid))])
        labels = label_columns(grid)
        widths = [self.labels[column - labels] if column < labels else self.value for column in range(columns)]
        return {"kind": "grid", "cells": cells, "columns": widths, "head": _head(grid)}


def _fresh(grid: Grid) -> Iterator[Slot]:
    return (slot for line in slots(grid) for slot in line if not slot.hanging)


def _head(grid: Grid) -> int:
    """The lines of the header: those before the first values that a box of more than one line spans."""
    first = next((number for number, line in enumerate(grid.lines) if line.row), 0)
    return first if first > 1 and max(box.high for box in grid.lines[0].boxes) == first else 0


def _text(part: Text) -> dict[str, object]:
    return {"kind": part.kind, "text": part.text}


@cache
def compiler() -> typst.Compiler:
    """One compiler for all files: it reads the fonts once."""
    return typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)


def turned(data: bytes, quarters: int) -> bytes:
    """A PDF file whose pages lie on their side: the page says by how many quarters a viewer must turn it."""
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        document[number].set_rotation(90 * quarters)
    return _saved(document)


def drawn_lying(data: bytes) -> bytes:
    """A PDF file with the same pages drawn from the bottom to the top of upright ones, as form objects."""
    source = pypdfium2.PdfDocument(data)
    target = pypdfium2.PdfDocument.new()
    for number in range(len(source)):
        width, height = source[number].get_size()
        page = target.new_page(height, width)
        drawn = source.page_as_xobject(number, target).as_pageobject()
        drawn.set_matrix(pypdfium2.PdfMatrix(0, 1, -1, 0, height, 0))
        page.insert_obj(drawn)
        page.gen_content()
    made = _saved(target)
    source.close()
    return made


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    out = BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


UPRIGHT = Paper()
# How tables are ruled makes no difference to the layouts with lines; those without are wide enough for their values.
RULED: Mapping[str, Paper] = {
    "upright": UPRIGHT,
    "lying": Paper(width=842, height=595, justify=True),
    "header once, numbered": Paper(repeat=False, mark="- # -"),
    "head, number, watermark": Paper(head="云溪县政府信息公开", mark="#", watermark="云溪县"),
    "narrow columns": Paper(size=9, labels=(1.5, 4, 7), value=2, indent=0),
    "short pages, level watermark": Paper(height=420, watermark="仅供核对", skewed=False, breaks=False),
}
OPEN: Mapping[str, Paper] = {
    "without lines": Paper(width=842, height=595, ruled=False, size=9, inset=6, value=3.4),
    "without lines, short pages": Paper(
        width=842, height=420, ruled=False, size=9, inset=6, value=3.4, repeat=False, mark="第 # 页"
    ),
}
