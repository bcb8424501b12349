"""Hypothesis strategies of reports: anything that a reader could possibly hand on."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st

from gongkai.law.model import NoticeText
from gongkai.report.form import Form
from gongkai.report.notice import Notice
from gongkai.report.report import (
    Evidence,
    Figure,
    Heading,
    OddRow,
    Period,
    PrintedLabel,
    Report,
    Scope,
    Source,
)
from gongkai.report.values import Cell, Place, Text
from tests.layouts import the_law
from tests.report.build import a_form

_T = TypeVar("_T")

TEXT = st.text(max_size=8)
NUMBER = st.integers(1, 10_000)
FLOAT = st.floats(allow_nan=False, allow_infinity=False)
DECIMAL = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=4)
SCOPE: tuple[Scope | None, ...] = (None, "own", "aggregate")
SCOPES = st.sampled_from(SCOPE)

ANY_PLACE = st.builds(
    Place,
    line=st.none() | NUMBER,
    page=st.none() | NUMBER,
    bbox=st.none() | st.tuples(FLOAT, FLOAT, FLOAT, FLOAT),
    sheet=st.none() | TEXT,
    cell=st.none() | TEXT,
    table=st.none() | NUMBER,
    row=st.none() | NUMBER,
    column=st.none() | NUMBER,
    block=st.none() | NUMBER,
    confidence=st.none() | st.floats(0, 1),
)
# Drawing every place anew would take most of the time of a test.
PLACES = st.sampled_from(
    (
        None,
        Place(),
        Place(line=7),
        Place(page=3, bbox=(0.1, -2.5, 1e300, 4.0), confidence=0.5),
        Place(sheet="表", cell="B4"),
    )
)
TEXTS = st.none() | st.builds(Text, TEXT, PLACES)

COUNTS = st.builds(Cell, st.just("count"), st.integers(-(10**20), 10**20) | DECIMAL, TEXT, PLACES, st.none() | TEXT)
AMOUNTS = st.builds(Cell, st.just("amount"), DECIMAL | st.integers(0, 10**9), TEXT, PLACES, st.none() | TEXT)
OTHERS = st.builds(
    Cell,
    st.sampled_from(("blank", "not_applicable", "unreadable", "missing")),
    st.none(),
    TEXT,
    PLACES,
    st.none() | TEXT,
)
CELLS = COUNTS | AMOUNTS | OTHERS


@cache
def zeros(form: Form) -> Mapping[str, Cell]:
    """Every cell of a form with a zero."""
    return {
        key: Cell("amount" if spec.type == "amount" else "count", 0, "0", unit=spec.unit)
        for key, spec in form.cells.items()
    }


# Everything is built once: making a strategy costs more than drawing from it.
_ROWS = st.sampled_from([*a_form("2019").rows, *a_form("2021").rows, "requests.nowhere"])
_CHAPTERS = st.sampled_from([None, *(chapter.id for chapter in a_form("2021").text.chapters)])
_NUMERALS = st.sampled_from(("", "一", "六", "3", "百", "²"))


def _some(one: st.SearchStrategy[_T], most: int = 3) -> st.SearchStrategy[tuple[_T, ...]]:
    return st.lists(one, max_size=most).map(tuple)


EVIDENCE = st.builds(
    Evidence,
    title=TEXTS,
    headings=_some(st.builds(Heading, _CHAPTERS, _NUMERALS, TEXT, st.booleans(), PLACES)),
    period=st.none() | st.builds(Period, st.dates(), st.dates(), PLACES),
    contact=TEXTS,
    scope=TEXTS,
    labels=_some(st.builds(PrintedLabel, _ROWS, TEXT, PLACES)),
    odd_rows=_some(st.builds(OddRow, _ROWS, NUMBER, NUMBER, PLACES)),
)
METRIC = st.sampled_from((*the_law().metrics, "other"))
UNIT = st.sampled_from(("件", "条", "%", "次"))
CONTEXTS = st.sampled_from(("", "part", "other_year", "change", "plan"))
SECTION = st.sampled_from(("preface", "overview", "problems", "other", ""))
PLAIN = DECIMAL.map(lambda number: format(number, "f"))
FIGURES = _some(
    st.builds(
        Figure, METRIC, PLAIN, UNIT, TEXT, SCOPES, TEXT, PLACES, CONTEXTS, SECTION, st.none() | st.integers(-3, 40)
    )
)
SECTIONS = st.dictionaries(TEXT, TEXT, max_size=2)
SOURCES = st.builds(Source, TEXT, TEXT, TEXT)
YEARS = st.none() | st.integers(2008, 2035)


def _notice(notice: NoticeText) -> st.SearchStrategy[Notice]:
    """A notice with all slots of its message."""
    names = [name for _, name, _, _ in string.Formatter().parse(notice.message) if name]
    slots = st.fixed_dictionaries({name: TEXT | st.integers(0, 99) for name in names})
    return st.builds(Notice, st.just(notice.code), slots, _some(TEXT, 2), PLACES)


NOTICES = _some(st.one_of([_notice(notice) for notice in the_law().notices.values()]))


def _cells(form: Form) -> st.SearchStrategy[dict[str, Cell]]:
    """Zeros, with a few cells that are anything, or some that are not there at all."""
    keys = st.sampled_from(list(form.cells))
    changed = st.dictionaries(keys, st.none() | CELLS, max_size=8)
    return changed.map(lambda some: {k: c for k, c in {**zeros(form), **some}.items() if c is not None})


def _reports(form: Form) -> st.SearchStrategy[Report]:
    return st.builds(
        Report,
        source=SOURCES,
        body=st.none() | TEXT,
        year=YEARS,
        form=st.just(form.id),
        scope=SCOPES,
        law=st.just(the_law().digest),
        cells=_cells(form),
        sections=SECTIONS,
        figures=FIGURES,
        notices=NOTICES,
        evidence=EVIDENCE,
    )


REPORTS = _reports(a_form("2019")) | _reports(a_form("2021"))
