"""Every layout by name, with what a reader can know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from tests.layouts.boxes import ASCII, Boxes
from tests.layouts.pipes import Pipes
from tests.layouts.plain import CellPerLine, Tabs
from tests.layouts.raster import Raster
from tests.layouts.sheet import Sheet
from tests.layouts.spaces import SingleSpaces, Spaces
from tests.layouts.web import MarkdownWithHtml, Markup, Page, Portal


class Writer(Protocol):
    """A layout: a sheet in, text out."""

    def write(self, sheet: Sheet) -> str:
        """The sheet as text."""


@dataclass(frozen=True)
class Layout:
    """A layout with its name and the suffix of its files.

    ``keeps_blanks``: an empty cell can be told from a lost one, so it must be read as blank.
    ``tidy``: the text may get spaces behind its lines without a change of meaning.
    """

    name: str
    writer: Writer
    suffix: str = ".txt"
    keeps_blanks: bool = True
    tidy: bool = True


LAYOUTS: Mapping[str, Layout] = {
    layout.name: layout
    for layout in (
        Layout("cell per line", CellPerLine(), tidy=False),
        Layout("cell per line, heads unbroken", CellPerLine(broken=False), tidy=False),
        Layout("tabs, spans kept", Tabs("full"), tidy=False),
        Layout("tabs, closed up to the left", Tabs("trailing"), keeps_blanks=False, tidy=False),
        Layout("tabs, no spans", Tabs("close"), tidy=False),
        Layout("spaces", Spaces(), keeps_blanks=False),
        Layout("spaces, values first", Spaces(Raster((3, 5, 13), "first")), keeps_blanks=False),
        Layout("spaces, values last", Spaces(Raster((1, 3, 11), "last", gap=1), "right"), keeps_blanks=False),
        Layout("spaces, airy", Spaces(Raster((2, 4, 12), gap=2), "left", indent=4), keeps_blanks=False),
        Layout("spaces, two columns a character", Spaces(Raster((2, 4, 14), wide=2)), keeps_blanks=False),
        Layout("single spaces", SingleSpaces(), keeps_blanks=False),
        Layout("single spaces, values first", SingleSpaces(Raster((4, 6, 16), "first")), keeps_blanks=False),
        Layout("pipes", Pipes(), ".md"),
        Layout("pipes, uneven, bold", Pipes("**", even=False), ".md"),
        Layout("pipes, plain headings", Pipes("", even=False), ".txt"),
        Layout("boxes", Boxes()),
        Layout("boxes in ASCII", Boxes((3, 5, 12), ASCII)),
        Layout("HTML in Markdown", MarkdownWithHtml(), ".md"),
        Layout("HTML in Markdown, one line", MarkdownWithHtml(Markup(one_line=True)), ".md"),
        Layout("HTML page", Page(), ".html"),
        Layout("HTML page of a portal", Page(Markup(paragraphs=True, attributes=True)), ".html"),
        Layout("portal, links around", Portal(breaks=6), ".html", tidy=False),
        Layout("portal, tables in tables", Portal(nested=True, breaks=9), ".html", tidy=False),
        Layout("portal, pasted from Word", Portal(pasted=True), ".html", tidy=False),
        Layout("portal, hidden tables", Portal(hidden=True), ".html", tidy=False),
        Layout("portal, end tags missing", Portal(broken=True), ".html", tidy=False),
        Layout("portal, all at once", Portal(True, True, True), ".html", tidy=False),
    )
}
