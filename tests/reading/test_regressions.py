"""What was once read wrong, each in its smallest form: losses in silence, and whole reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import pytest

from gongkai.reading import read_report
from tests.layouts import DAMAGES, LAYOUTS, KnownReport, Style, Value, completed, draw, the_form, the_law, values_of
from tests.layouts.changes import PageBreak, broken_label, glued_titles
from tests.layouts.damage import Site
from tests.layouts.judge import inexact, silent_errors
from tests.layouts.known import BLANK
from tests.layouts.printing import Figures, Labels
from tests.layouts.sheet import Grid, Sheet
from tests.layouts.tables import Arrangement

COLUMNS = ("natural", "commercial", "research", "public_welfare", "legal_service", "other_org", "total")
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")


class Loss(NamedTuple):
    """A report of zeros but for ``values``, drawn in a layout, changed without loss, and damaged at a site."""

    layout: str
    values: Mapping[str, Value]
    damage: str
    site: Site
    figures: Figures = Figures()
    change: Callable[[Sheet], Sheet] = lambda sheet: sheet


def count(number: int, note: str = "") -> Value:
    return Value("count", number, note=note)


LOSSES = {
    "a blank, and the number beside it in two pieces": Loss(
        "HTML page",
        {"proactive.rules.issued": BLANK, "proactive.rules.repealed": count(29)},
        "split number",
        Site("proactive.rules", at=1, extra=1),
    ),
    "a number cut behind the digits after its separator": Loss(
        "tabs, no spans",
        {"proactive.penalties.decisions": count(1270)},
        "split number",
        Site("proactive.penalties", extra=3),
        Figures(thousands=","),
    ),
    "the same in a cell of a page": Loss(
        "HTML page",
        {"proactive.rules.in_force": count(1729)},
        "split number",
        Site("proactive.rules", at=2, extra=4),
        Figures(thousands="，"),
    ),
    "a number cut inside its note": Loss(
        "single spaces",
        {"proactive.rules.issued": count(0, "（其中修订16件）")},
        "split number",
        Site("proactive.rules", extra=7),
    ),
    "a number cut inside its note, between other values": Loss(
        "single spaces",
        {"requests.carried_in.commercial": count(0, "（其中修订16件）")},
        "split number",
        Site("requests.carried_in", at=1, extra=7),
    ),
    "a surplus zero in a row with a blank, one label column less than others": Loss(
        "cell per line",
        {"requests.partial.natural": BLANK},
        "surplus columns",
        Site("requests.partial", at=5, extra=1),
    ),
    "a surplus zero in a row with a blank that leaves no trace": Loss(
        "spaces",
        {"requests.partial.natural": BLANK},
        "surplus columns",
        Site("requests.partial", at=5, extra=1),
    ),
    "a number in two pieces, the title of the next block glued to it": Loss(
        "cell per line",
        {"proactive.normative_documents.in_force": count(10)},
        "split number",
        Site("proactive.normative_documents", at=2, extra=1),
        change=glued_titles,
    ),
    "a surplus zero in front of a blank": Loss(
        "HTML in Markdown",
        {"proactive.compulsion.decisions": BLANK},
        "surplus columns",
        Site("proactive.rules", extra=1),
    ),
    "a blank at the end of a row with a surplus zero": Loss(
        "tabs, spans kept",
        {"requests.unable_not_held.total": BLANK},
        "surplus columns",
        Site("requests.denied_secret", extra=1),
    ),
    "a number in two pieces behind a blank, one label column less than others": Loss(
        "tabs, no spans",
        {"requests.partial.natural": BLANK, "requests.partial.commercial": count(13)},
        "split number",
        Site("requests.partial", at=1, extra=1),
    ),
    "a number in two pieces in front of a blank": Loss(
        "HTML page",
        {"proactive.rules.in_force": BLANK, "proactive.rules.repealed": count(29)},
        "split number",
        Site("proactive.rules", at=1, extra=1),
    ),
    "a blank row that leaves no trace, the next without its label": Loss(
        "spaces",
        dict.fromkeys((f"proactive.rules.{name}" for name in ("issued", "repealed", "in_force")), BLANK),
        "lost label",
        Site("proactive.normative_documents"),
    ),
    "a cell lost in chapter four, the row filled up with empty cells": Loss(
        "tabs, closed up to the left",
        {f"remedies.suit_after_reconsideration.{name}": count(n) for n, name in enumerate(OUTCOMES, 1)},
        "lost cell",
        Site("remedies", at=8),
    ),
    "the blank row, with a value of each": Loss(
        "single spaces",
        {
            **dict.fromkeys((f"proactive.rules.{name}" for name in ("issued", "repealed")), BLANK),
            "proactive.normative_documents.issued": BLANK,
        },
        "lost label",
        Site("proactive.normative_documents"),
    ),
}


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES.keys())
def test_is_told(loss: Loss) -> None:
    form = the_form("2021")
    values = values_of(form, completed(form, {})) | dict(loss.values)
    known = KnownReport(form, "云溪县青石镇人民政府", 2023, values)
    layout = LAYOUTS[loss.layout]
    sheet = loss.change(draw(known, Style(loss.figures)))
    whole = read_report(layout.writer.write(sheet).encode(), f"whole{layout.suffix}", the_law())
    assert inexact(known, whole) == [] or not layout.keeps_blanks
    damaged = DAMAGES[loss.damage].at(sheet, loss.site)
    text = layout.writer.write(damaged.sheet)
    assert silent_errors(known, read_report(text.encode(), f"damaged{layout.suffix}", the_law())) == []


class Whole(NamedTuple):
    """A report of zeros but for ``values``, drawn in a layout with a change that loses nothing."""

    layout: str
    change: Callable[[Sheet], Sheet] = lambda sheet: sheet
    values: Mapping[str, Value] = {}
    style: Style = Style()
    form: str = "2021"


WHOLE = {
    "a blank row with the name of a column and no ordinal": Whole(
        "HTML page",
        values=dict.fromkeys((f"requests.other_misc.{name}" for name in COLUMNS), BLANK),
        style=Style(labels=Labels(numbering="")),
    ),
    "a page number behind the header of the next block": Whole(
        "single spaces", PageBreak("proactive.penalties", mark="3").apply
    ),
    "a page number above a row of chapter four that does not add up": Whole(
        "tabs, closed up to the left",
        PageBreak("remedies", mark="3").apply,
        {"remedies.reconsideration.upheld": count(2)},
    ),
    "a number with decimals, the title of the next block glued to it": Whole(
        "spaces", glued_titles, {"proactive.normative_documents.in_force": Value("count", Decimal("1.5"))}
    ),
    "a blank row of a table of its own": Whole(
        "tabs, spans kept",
        values=dict.fromkeys((f"remedies.reconsideration.{name}" for name in OUTCOMES), BLANK),
        style=Style(arrangement=Arrangement(remedies="captioned")),
    ),
    "a blank row of two cells in a table of three": Whole(
        "pipes",
        values=dict.fromkeys(("proactive.fees.items_last_year", "proactive.fees.items_change"), BLANK),
        form="2019",
    ),
    "a label with a character twice, broken behind it": Whole(
        "HTML page",
        lambda sheet: broken_label(sheet, "requests.denied_enforcement_file", 4),
        style=Style(labels=Labels(other={"requests.denied_enforcement_file": "属属于行政执法案卷"})),
    ),
    "the same in three pieces": Whole(
        "HTML page",
        lambda sheet: broken_label(
            broken_label(sheet, "requests.denied_enforcement_file", 5), "requests.denied_enforcement_file", 4
        ),
        style=Style(labels=Labels(other={"requests.denied_enforcement_file": "属属于行政执法案卷"})),
    ),
    "a label without a character, broken behind one that is a piece of a heading too": Whole(
        "HTML page",
        lambda sheet: broken_label(sheet, "requests.denied_enforcement_file", 3),
        style=Style(labels=Labels(other={"requests.denied_enforcement_file": "于行政执法案卷"})),
    ),
    "the same with an empty row between": Whole(
        "HTML page",
        lambda sheet: broken_label(
            broken_label(sheet, "requests.denied_enforcement_file", 4), "requests.denied_enforcement_file", 4
        ),
        style=Style(labels=Labels(other={"requests.denied_enforcement_file": "属属于行政执法案卷"})),
    ),
}


@pytest.mark.parametrize("whole", WHOLE.values(), ids=WHOLE.keys())
def test_is_read(whole: Whole) -> None:
    form = the_form(whole.form)
    values = values_of(form, completed(form, {})) | dict(whole.values)
    known = KnownReport(form, "云溪县青石镇人民政府", 2023, values)
    layout = LAYOUTS[whole.layout]
    text = layout.writer.write(whole.change(draw(known, whole.style)))
    assert inexact(known, read_report(text.encode(), f"whole{layout.suffix}", the_law())) == []


def test_a_row_lost_with_the_rest_of_its_label_is_missing() -> None:
    form = the_form("2019")
    known = KnownReport(form, "云溪县青石镇人民政府", 2020, values_of(form, completed(form, {})))
    sheet = broken_label(draw(known), "proactive.other_services", 4)
    damaged = DAMAGES["lost row"].at(sheet, Site("proactive.other_services"))
    text = LAYOUTS["HTML page"].writer.write(damaged.sheet)
    report = read_report(text.encode(), "report.html", the_law())
    assert len(damaged.missing) == 3
    assert {report.cells[key].kind for key in damaged.missing} == {"missing"}


def test_the_rest_of_a_label_without_its_beginning_is_told() -> None:
    form = the_form("2019")
    known = KnownReport(form, "云溪县青石镇人民政府", 2020, values_of(form, completed(form, {})))
    sheet = broken_label(draw(known), "proactive.other_services", 4)
    parts = tuple(
        replace(part, lines=tuple(line for line in part.lines if line.row != "proactive.other_services"))
        if isinstance(part, Grid)
        else part
        for part in sheet.parts
    )
    text = LAYOUTS["HTML page"].writer.write(Sheet(parts))
    report = read_report(text.encode(), "report.html", the_law())
    blank = {key for key, cell in report.cells.items() if cell.kind == "blank"}
    assert blank <= {key for notice in report.notices for key in notice.cells}


@pytest.mark.parametrize("cell", ["公开（甲1 2 丙丁）", "（<一二 三 四/span>一）予以公开", "（单位 ：万元）"])
def test_spaces_that_stand_only_in_a_note_part_nothing(cell: str) -> None:
    form = the_form("2021")
    known = KnownReport(form, "云溪县青石镇人民政府", 2023, values_of(form, completed(form, {})))
    text = LAYOUTS["HTML page"].writer.write(draw(known))
    label = "（一）予以公开"
    assert label in text
    report = read_report(text.replace(label, cell, 1).encode(), "report.html", the_law())
    assert report.year == 2023


@pytest.mark.parametrize("printed", ["10\t0\t0\t0\t0\t1\t", "-\t-\t-\t-\t-\t0\t", "0\t0\t0\t0\t0\t1\t"])
def test_values_before_an_empty_total_may_have_lost_one_and_are_told(printed: str) -> None:
    """The column does not tell: the report is wrong there itself."""
    form = the_form("2021")
    known = KnownReport(form, "云溪县青石镇人民政府", 2021, values_of(form, completed(form, {})))
    layout = LAYOUTS["tabs, closed up to the left"]
    style = Style(arrangement=Arrangement(groups="own_line"))
    lines = layout.writer.write(draw(known, style)).split("\n")
    rows = {
        "一、本年新收政府信息公开申请数量": "1.5\t0\t0\t0\t0\t0\t1",
        "四、结转下年度继续办理": printed,
    }
    text = "\n".join(
        next((f"{label}\t{row}" for label, row in rows.items() if line.startswith(label)), line) for line in lines
    )
    report = read_report(text.encode(), "report.txt", the_law())
    named = {key for notice in report.notices for key in notice.cells}
    assert {"requests.carried_out.natural", "requests.carried_out.other_org"} <= named
    assert report.cells["requests.carried_out.total"].kind == "blank"
