"""The tables of a report as a page shows them: the official form, each number a way to what it counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import msgspec

from gongkai.report.form import Form
from gongkai.writing.html import header_scope
from gongkai.writing.layout import Box, tables_of
from gongkai.writing.paper import run_in


class Square(msgspec.Struct, frozen=True):
    """A cell of the page: a header (``scope``) or a number (``key``) with its address and what is to be seen of it.

    ``marks``: adjusted, finding, changed.
    """

    text: str
    wide: int
    high: int
    scope: str = ""
    left: bool = False
    key: str = ""
    url: str = ""
    label: str = ""
    marks: tuple[str, ...] = ()


class Grid(msgspec.Struct, frozen=True):
    """A table of the page: its lines in ``head`` and ``body``."""

    id: str
    title: str
    wide: bool
    head: tuple[tuple[Square, ...], ...]
    body: tuple[tuple[Square, ...], ...]


class Line(msgspec.Struct, frozen=True):
    """A paragraph of the text: the heading of the second rank with which it begins, if any, and the rest.

    ``marks``: sentences that are to be seen in it.
    """

    heading: str
    text: str
    marks: tuple[str, ...] = ()

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether it is marked."""
        found = re.split(f"({'|'.join(map(re.escape, self.marks))})", self.text) if self.marks else [self.text]
        return [(piece, number % 2 == 1) for number, piece in enumerate(found) if piece]


def lines(texts: Iterable[str], marks: tuple[str, ...] = ()) -> list[Line]:
    """The paragraphs of a section as a page shows them."""
    return [Line(heading.removesuffix("。"), rest.strip(), marks) for heading, rest in map(run_in, texts)]


def grids(
    form: Form,
    texts: Mapping[str, str],
    url: Callable[[str], str],
    marks: Mapping[str, Iterable[str]] | None = None,
) -> dict[str, Grid]:
    """The tables of ``form`` by id. ``url`` gives the address of what a cell counts, empty for none."""
    marked = marks or {}

    def square(box: Box) -> Square:
        if box.key is None:
            scope = "" if box.role == "corner" else header_scope(box)
            return Square(box.text, box.wide, box.high, scope, box.left)
        label = form.cells[box.key].label
        more = tuple(marked.get(box.key, ()))
        return Square(texts.get(box.key, ""), box.wide, box.high, "", False, box.key, url(box.key), label, more)

    found: dict[str, Grid] = {}
    for table in tables_of(form).values():
        lines = tuple(tuple(square(box) for box in line.boxes) for line in table.lines)
        wide = len(table.widths) > 4
        found[table.id] = Grid(table.id, table.title, wide, lines[: table.header], lines[table.header :])
    return found
