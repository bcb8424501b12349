"""Hypothesis strategies of documents: a known report, drawn, changed, damaged, written and encoded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from gongkai.report.form import Form
from tests.layouts.catalogue import Layout
from tests.layouts.changes import GroupLabels, PageBreak, broken_label, glued_titles
from tests.layouts.damage import DAMAGES, Damaged
from tests.layouts.drawing import Style, draw
from tests.layouts.encoding import Encoding
from tests.layouts.known import KnownReport
from tests.layouts.printing import Bracket, Figures, Labels, Numbering, doubled, dropped, split_label
from tests.layouts.reports import places_proved, reports
from tests.layouts.sheet import Sheet
from tests.layouts.tables import Arrangement

FIGURES = st.builds(
    Figures,
    full_width=st.booleans(),
    thousands=st.sampled_from(("", ",", "，")),
    unit=st.booleans(),
    plus=st.booleans(),
    minus=st.sampled_from(("-", "−", "－")),
    blank=st.sampled_from(("", "\u00a0", "\u3000", " ")),
    placeholder=st.sampled_from(("-", "/", "无", "—", "不适用")),
)
MARKS = ("- 3 -", "-3-", "3", "— 3 —", "第 3 页 共 6 页")


@dataclass(frozen=True, repr=False)
class Document:
    """A document with all that is known of it; shown in a few words, since its text is noted by the tests."""

    known: KnownReport
    layout: Layout
    text: str
    encoding: Encoding
    damage: Damaged | None = None

    def __repr__(self) -> str:
        what = self.damage.what if self.damage else "whole"
        return f"Document({self.known.body}, {self.known.year}, {self.layout.name}, {self.encoding}, {what})"

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.encoding.encode(self.text)

    @property
    def name(self) -> str:
        """A file name."""
        return f"report{self.layout.suffix}"


@st.composite
def documents(draw_: st.DrawFn, layout: Layout) -> Document:
    """Whole documents in one layout: every cell can be read."""
    known, sheet = draw_(sheets(layout.keeps_blanks, proved=True))
    return Document(known, layout, layout.writer.write(sheet), draw_(encodings(layout)))


@st.composite
def damaged_documents(draw_: st.DrawFn, layout: Layout, damage: str) -> Document:
    """Documents in one layout that were damaged at one place."""
    known, sheet = draw_(sheets(blanks=True))
    sites = DAMAGES[damage].sites(sheet)
    if not sites:  # no number of two digits in the whole report
        return Document(known, layout, layout.writer.write(sheet), Encoding(), Damaged(sheet, "none"))
    damaged = DAMAGES[damage].at(sheet, draw_(st.sampled_from(sites)))
    return Document(known, layout, layout.writer.write(damaged.sheet), Encoding(), damaged)


@st.composite
def sheets(draw_: st.DrawFn, blanks: bool, proved: bool = False) -> tuple[KnownReport, Sheet]:
    """Reports, with ``blanks`` or without, as they are drawn before any format touches them.

    ``proved``: only those in which every blank can be read as such.
    """
    known = draw_(reports(blanks).filter(places_proved) if proved else reports(blanks))
    style = draw_(styles(known.form))
    sheet = draw(known, style)
    for change in draw_(st.lists(changes(known.form), max_size=2)):
        sheet = change(sheet)
    return known, sheet


@st.composite
def styles(draw_: st.DrawFn, form: Form) -> Style:
    """Ways to draw a report of ``form``."""
    return Style(
        draw_(FIGURES),
        draw_(labels(form)),
        draw_(arrangements(form)),
        draw_(st.sampled_from(("one_line", "two_lines"))),
        draw_(st.sampled_from(("", " "))),
        draw_(st.sampled_from(("、", "、 ", "．"))),
    )


@st.composite
def labels(draw_: st.DrawFn, form: Form) -> Labels:
    """Ways to print the row labels, three of them not verbatim."""
    numbering: tuple[Numbering, ...] = ("1.", "1、", "（1）", "(1)", "1. ", "")
    brackets: tuple[Bracket, ...] = ("（一）", "(一)", "(一) ", "（一） ")
    leaves = {key: row for key, row in form.rows.items() if row.kind != "group"}
    other = {key: draw_(_deviation(leaves[key].label, leaves[key].variants)) for key in draw_(_few(leaves))}
    return Labels(
        draw_(st.sampled_from(numbering)),
        draw_(st.sampled_from(brackets)),
        draw_(st.sampled_from(("“”", '""', "「」", "‘’", ""))),
        draw_(st.booleans()),
        draw_(st.booleans()),
        other,
    )


def _few(rows: Mapping[str, object]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(sorted(rows)), max_size=3, unique=True)


@st.composite
def _deviation(draw_: st.DrawFn, label: str, variants: tuple[str, ...]) -> str:
    """Another wording: a known variant, or, where enough words remain to be clear, one character off."""
    words = split_label(label)[1]
    choices = [words, *variants]
    if len(words) >= 6:
        at = draw_(st.integers(0, len(words) - 1))
        choices += [doubled(words, at), dropped(words, at)]
    return draw_(st.sampled_from(choices))


@st.composite
def arrangements(draw_: st.DrawFn, form: Form) -> Arrangement:
    """Ways to draw the tables; in one group the rows may be out of order."""
    groups = {row.id: row for row in form.rows.values() if row.kind == "group" and row.within}
    order = {}
    if draw_(st.booleans()):
        group = draw_(st.sampled_from(sorted(groups)))
        members = tuple(row.id for row in form.rows.values() if row.within == group)
        order = {group: tuple(draw_(st.permutations(members)))}
    return Arrangement(
        draw_(st.sampled_from(("span", "own_line"))),
        draw_(st.sampled_from(("one", "each", "captioned"))),
        draw_(st.sampled_from(("one", "early", "three", "captioned"))),
        draw_(st.booleans()),
        order,
    )


@st.composite
def changes(draw_: st.DrawFn, form: Form) -> Callable[[Sheet], Sheet]:
    """A page break, a label over two lines, or titles glued to values."""
    what = draw_(st.sampled_from(("page", "label", "glue")))
    leaves = [key for key, row in form.rows.items() if row.kind != "group"]
    if what == "glue":
        return glued_titles
    if what == "label":
        row = draw_(st.sampled_from([key for key in leaves if len(form.rows[key].label) > 8]))
        at = draw_(st.integers(4, len(form.rows[row].label) - 3))
        return lambda sheet: broken_label(sheet, row, at)
    row = draw_(st.sampled_from([key for key in leaves if not key.startswith("remedies")] + ["remedies"]))
    again = 3 if row.startswith("requests") and draw_(st.booleans()) else 0
    groups: tuple[GroupLabels, ...] = ("empty", "repeat", "split")
    page = PageBreak(
        row,
        0 if again else draw_(st.integers(0, 2)),
        draw_(st.sampled_from(MARKS)),
        again,
        draw_(st.sampled_from(("", "（续表）"))),
        draw_(st.sampled_from(groups)),
    )
    return page.apply


def encodings(layout: Layout) -> st.SearchStrategy[Encoding]:
    """Ways to make bytes of the text."""
    return st.builds(
        Encoding,
        st.sampled_from(("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")),
        st.sampled_from(("\n", "\r\n")),
        st.sampled_from(("", " ", "\u3000") if layout.tidy else ("",)),
    )
