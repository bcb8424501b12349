"""Office files by name, and hypothesis strategies of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from hypothesis import strategies as st

from tests.layouts.damage import DAMAGES, Damaged
from tests.layouts.known import KnownReport
from tests.layouts.sheet import Grid, Sheet
from tests.layouts.strategies import sheets
from tests.layouts.word import Word
from tests.layouts.workbook import Workbook


class Writer(Protocol):
    """A sheet in, the bytes of a file out."""

    def write(self, sheet: Sheet) -> bytes:
        """The sheet as a file."""


@dataclass(frozen=True)
class OfficeLayout:
    """A layout with its name and suffix; ``keeps_blanks``: an empty cell can be told from one that is not there."""

    name: str
    writer: Writer
    suffix: str = ".docx"
    keeps_blanks: bool = True


OFFICE: Mapping[str, OfficeLayout] = {
    layout.name: layout
    for layout in (
        OfficeLayout("Word", Word()),
        OfficeLayout("Word, many runs, strict", Word(runs=2, strict=True)),
        OfficeLayout("Word, in one cell", Word("one cell")),
        OfficeLayout("Word, in the rows of a table", Word("rows", runs=3)),
        OfficeLayout("Word, in text boxes", Word("text boxes")),
        OfficeLayout("Word, revised", Word(revised=True, hidden=True)),
        OfficeLayout("Word, numbered", Word(numbered=True)),
        OfficeLayout("Word, content controls and fields", Word(controls=True, fields=True)),
        OfficeLayout("Word, values in tables of their own", Word(boxed=True)),
        OfficeLayout("Word, as it is sent in", Word(runs=5, numbered=True, revised=True, hidden=True)),
        OfficeLayout("workbook, one sheet", Workbook(), ".xlsx"),
        OfficeLayout("workbook, one sheet, text", Workbook(numbers=False, gap=1, corner=(2, 3)), ".xlsx"),
        OfficeLayout("workbook, a sheet a chapter", Workbook("chapters"), ".xlsx"),
        OfficeLayout("workbook, nothing merged", Workbook(merged=False, gap=1), ".xlsx", keeps_blanks=False),
        OfficeLayout("workbook, no borders", Workbook(borders=False, gap=2), ".xlsx", keeps_blanks=False),
    )
}


@dataclass(frozen=True, repr=False)
class OfficeDocument:
    """A file with all that is known of it."""

    known: KnownReport
    layout: OfficeLayout
    sheet: Sheet
    damage: Damaged | None = None

    def __repr__(self) -> str:
        what = self.damage.what if self.damage else "whole"
        return f"OfficeDocument({self.known.body}, {self.known.year}, {self.layout.name}, {what})"

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.layout.writer.write(self.sheet)

    @property
    def name(self) -> str:
        """A file name."""
        return f"report{self.layout.suffix}"

    @property
    def text(self) -> str:
        """What is drawn, for those who look at a failed example."""
        lines: list[str] = []
        for part in self.sheet.parts:
            if isinstance(part, Grid):
                lines += [" | ".join(box.text for box in line.boxes) for line in part.lines]
            else:
                lines.append(part.text)
        return "\n".join(lines)


@st.composite
def office_documents(draw: st.DrawFn, layout: OfficeLayout) -> OfficeDocument:
    """Whole files: every cell can be read."""
    known, sheet = draw(sheets(layout.keeps_blanks, proved=True))
    return OfficeDocument(known, layout, sheet)


@st.composite
def damaged_office_documents(draw: st.DrawFn, layout: OfficeLayout, damage: str) -> OfficeDocument:
    """Files of reports that were damaged at one place."""
    known, sheet = draw(sheets(blanks=True))
    sites = DAMAGES[damage].sites(sheet)
    damaged = DAMAGES[damage].at(sheet, draw(st.sampled_from(sites))) if sites else Damaged(sheet, "none")
    return OfficeDocument(known, layout, damaged.sheet, damaged)
